"""What is said of renovations: no more than is known, in words of both languages."""

import numpy as np
import pandas as pd
import pytest

from indicators.savings.account import Account
from indicators.savings.comparison import Comparison
from indicators.savings.periods import LACKS, Lack
from indicators.savings.potential import Potential
from indicators.savings.saving import UNKNOWN, Range
from indicators.savings.worth import Bill, Warmth
from reports.renovations.stock_words import (
    placebo_words,
    potential_words,
    poverty_table,
    poverty_words,
    together_words,
)
from reports.renovations.words import (
    beside_words,
    carbon_words,
    energy_words,
    group_words,
    lack_words,
    meter_words,
    money_words,
    partial_words,
    raw_words,
    usual_year_words,
    verdict_words,
)
from reports.renovations.works_words import works_words

NAN = float("nan")


def row(verdict="saving", share=(0.2, 0.1, 0.3), raw=0.15, **changes):
    low, high = (-180_000.0, -123_456.0) if verdict == "rise" else (123_456.0, 180_000.0)
    yearly = -150_000.0 if verdict == "rise" else 150_000.0
    fields = {
        "verdict": verdict, "share": share[0], "share_low": share[1], "share_high": share[2], "raw_share": raw,
        "yearly_kwh": yearly, "yearly_low_kwh": low, "yearly_high_kwh": high, "kwh_per_eur": 0.256, "matches": 0,
        "lacks": (),
    }  # fmt: skip
    return pd.Series({"is_doubtful": False} | fields | changes)


def account(**changes):
    fields = {
        "bill": Bill(100_000, 90_000, 80_000, 120_000), "saved_eur": Range(30_000, 20_000, 40_000),
        "co2_t": Range(27.94, 20, 35), "warmth": Warmth(NAN, NAN, ()), "carriers": ("gas",),
    }  # fmt: skip
    return Account(**fields | changes)


@pytest.mark.parametrize(("verdict", "is_told"), [("saving", True), ("rise", True), ("unclear", False)])
def test_a_verdict_that_says_how_much_says_whether_it_is_in_doubt(verdict, is_told):
    share = {"saving": (0.2, 0.1, 0.3), "rise": (-0.2, -0.3, -0.1), "unclear": (0.0, -0.1, 0.1)}[verdict]
    words = verdict_words(row(verdict, share=share, is_doubtful=True), "it")
    assert words.endswith(" In dubbio: il consumo è cambiato, o può essere cambiato, anche per altro.") == is_told
    assert "In dubbio" not in verdict_words(row(verdict, share=share), "it")


def test_each_verdict_is_told_with_the_energy_of_a_year_and_its_interval():
    assert verdict_words(row(), "en") == (
        "At equal weather the building uses 20.0% less energy since the works (90% interval: 10.0% to 30.0%)."
    )
    assert energy_words(row(), "en") == [
        "About 150,000 kWh less a year (120,000 to 180,000).", "0.26 kWh a year for each euro spent.",
    ]  # fmt: skip
    risen = row("rise", share=(-0.2, -0.3, -0.1))
    assert "20.0% more" in verdict_words(risen, "en")
    assert energy_words(risen, "en") == ["About 150,000 kWh more a year (120,000 to 180,000)."]
    unclear = row("unclear", share=(-0.082, -0.2, 0.04), yearly_kwh=-8_200.0, yearly_low_kwh=-20_000.0,
                  yearly_high_kwh=4_000.0)  # fmt: skip
    assert energy_words(unclear, "en") == ["About 8,200 kWh more a year (20,000 kWh more to 4,000 kWh less)."]
    assert "la stima è 8,2% in più" in verdict_words(unclear, "it") and "-" not in verdict_words(unclear, "it")


@pytest.mark.parametrize("raw, told", [(0.1, ""), (0.3, ""), (0.301, "30.1% lower"), (-0.05, "5.0% higher"), (NAN, "")])
def test_the_bills_alone_are_told_only_outside_the_interval(raw, told):
    text = raw_words(row(raw=raw), "en")
    assert (told in text) if told else text == ""


def test_what_is_missing_has_its_numbers():
    lacking = row("insufficient", lacks=(Lack("reporting_few", {"count": 5, "least": 9}),))
    assert lack_words(lacking, "en") == ["After the works there are 5 good readings: at least 9 are needed."]


def test_what_one_carrier_lacks_is_told_of_it():
    lacking = row("insufficient", lacks=(Lack("reporting_few", {"count": 6, "least": 9}, "electricity"),))
    assert lack_words(lacking, "en") == [
        "Electricity: after the works there are 6 good readings: at least 9 are needed."
    ]
    assert lack_words(lacking, "it")[0].startswith("Elettricità: dopo i lavori le letture buone sono 6")


def test_every_lack_can_follow_the_name_of_a_carrier():
    assert all(told[0].isupper() and told[1].islower() for told in LACKS.values())


def test_only_known_facts_of_the_works_are_told():
    works = pd.Series({"measure": "cappotto", "start_date": pd.Timestamp("2022-02-01"),
                       "end_date": pd.Timestamp("2022-06-01"), "cost_eur": NAN, "funding": None,
                       "floor_area_m2": 1234.0, "epc_before": "F", "epc_after": None})  # fmt: skip
    assert works_words(works, "it") == "cappotto · lavori dal 01/02/2022 al 01/06/2022 · 1.234 m²"
    full = works_words(pd.Series({**works, "cost_eur": 1e6, "funding": "PNRR", "epc_after": "C"}), "en")
    assert full.endswith("cost €1,000,000 · PNRR · 1,234 m² · certificate from F to C")
    of_building = pd.Series({**works, "building_id": "A"})
    assert works_words(of_building, "it").startswith("cappotto, edificio A · lavori dal 01/02/2022")
    of_two = pd.Series({**works, "building_id": "A + B"})
    assert works_words(of_two, "it").startswith("cappotto, edifici A + B · lavori dal 01/02/2022")
    assert "not known" in works_words(pd.Series({**works, "start_date": pd.NaT}), "en")
    going_on = pd.Series({**works, "end_date": pd.NaT})
    assert "works begun on 01/02/2022, still going on" in works_words(going_on, "en")
    assert "lavori cominciati il 01/02/2022, ancora in corso" in works_words(going_on, "it")


@pytest.mark.parametrize(
    "building, metered, told", [("B", "", True), ("B", "B", False), (None, "", False), (None, "B", False)]
)
def test_a_meter_of_the_whole_estate_is_told_where_one_building_was_renovated(building, metered, told):
    lines = meter_words(pd.Series({"building_id": building}), {("C1", metered, "gas", 0): None}, "en")
    assert [("building B alone" in line) for line in lines] == ([True] if told else [])


def test_a_meter_of_the_whole_estate_beside_works_on_some_of_its_buildings():
    (told,) = meter_words(pd.Series({"building_id": "A + B"}), {("C1", "", "gas", 0): None}, "it")
    assert told.startswith("I lavori erano sugli edifici A + B, ")


def test_meters_that_are_not_in_the_verdict_are_told_with_what_they_lack():
    partial = row(series=3, series_used=2, lacks=(Lack("reporting_empty"),))
    (told,) = partial_words(partial, "en")
    assert told == ("Only 2 of 3 meters of the estate are in the verdict. There is no good reading after the works.")
    assert partial_words(row(series=3, series_used=3), "en") == []


def test_money_is_told_at_both_sorts_of_prices_for_each_household_with_its_source():
    lines = money_words(account(), 100, "en")
    assert "€100,000 a year before the works and €90,000 since (€100 less for each household)" in lines[0]
    assert "€80,000 since the works (€200 less for each household)" in lines[1]
    assert "a year costs €30,000 less (€20,000 to €40,000) (€300 less for each household)" in lines[2]
    assert "Eurostat" in lines[3] and "November 2026, to be verified" in lines[3]
    assert len(money_words(account(saved_eur=UNKNOWN), 100, "en")) == 1
    unpriced, spared, source = money_words(account(bill=Bill(NAN, 90_000, NAN, 120_000)), 100, "it")
    assert unpriced.startswith("Non si può dire quanto costava l’energia prima dei lavori")
    assert "un anno costa 30.000\N{NO-BREAK SPACE}€ in meno" in spared
    assert "300\N{NO-BREAK SPACE}€ in meno per famiglia" in spared
    assert "Eurostat" in source


def test_carbon_has_its_interval_and_a_dated_factor():
    lines = carbon_words(account(), "it")
    assert "27,9 tonnellate in meno all’anno (da 20,0 a 35,0)" in lines[0]
    assert "0,186 kg" in lines[1] and "da verificare" in lines[1] and "2024" in lines[1]
    assert carbon_words(account(co2_t=UNKNOWN), "it") == []


def test_similar_estates_and_their_placebos_are_counted():
    beside = row(matches=8, effect=0.2, effect_low=0.1, effect_high=0.3)
    assert beside_words(beside, "en").startswith("Beside 8 similar estates without works, the works explain 20.0%")
    assert "No estates" in beside_words(row(), "en")
    placebos = (0.03, -0.02, 0.25, 0.01)
    comparison = Comparison(Range(0.2, 0.1, 0.3), 0.05, (("C1",),) * 4, placebos, 2 / 5)
    same, check = group_words(comparison, "en")
    assert "they used 5.0% less energy themselves" in same
    assert "each of the 4 similar estates" in check and "from 2.0% more to 25.0% less" in check
    assert check.endswith("as large as that of the works: 1.")
    one = row(matches=1, effect=0.2, effect_low=0.1, effect_high=0.3)
    assert beside_words(one, "en").startswith("Beside 1 similar estate without works,")
    assert beside_words(one, "it").startswith("Accanto a 1 complesso simile senza lavori,")


def beside(**changes):
    fields = {
        "retrofit_id": "R1", "complex_id": "C1", "indicator_id": "energy_poverty_10", "year_before": 2021,
        "year_after": 2023, "before": 0.2, "after": 0.1, "minimum_before": 0.05, "maximum_before": 0.6,
        "minimum_after": 0.1, "maximum_after": 0.1, "plausible_low_before": None, "plausible_high_before": None,
        "plausible_low_after": None, "plausible_high_after": None, "reason_before": "", "reason_after": "", "others": 7,
        "others_before": 0.3, "others_after": 0.25, "difference": -0.05,
    }  # fmt: skip
    return pd.DataFrame([fields | changes])


def test_poverty_is_told_beside_that_of_estates_without_works():
    told = poverty_words(beside(), [2021, 2022, 2023], "en")
    assert "was 20.0% in 2021 and 10.0% in 2023; in the sections of 7 estates without works 30.0%, then 25.0%" in told
    heads, (cells,) = poverty_table(beside(), "en")
    assert cells == ["Energy poverty", "20.0% (5.0% – 60.0%)", "10.0%", "30.0%", "25.0%", "−5.0"]
    assert heads[1:3] == ["Before: 2021", "After: 2023"]


@pytest.mark.parametrize("reason, word", [("withheld_base", "withheld"), ("not_measured", "not known")])
def test_withheld_and_missing_poverty_are_two_different_things(reason, word):
    hidden = beside(before=NAN, reason_before=reason, difference=NAN)
    assert f"energy poverty was {word} in 2021" in poverty_words(hidden, [2021, 2023], "en")
    _, (cells,) = poverty_table(hidden, "en")
    assert cells[1].startswith("Withheld for privacy" if word == "withheld" else "No data")
    assert cells[-1] == "–"


def test_without_years_on_both_sides_the_published_ones_are_named():
    assert "published years are 2022, 2023" in poverty_words(beside().iloc[:0], [2022, 2023], "en")


def test_all_renovations_together_are_told_with_their_number():
    together = pd.DataFrame({"indicator_id": ["energy_poverty_10", "precarity"], "renovations": [3, 0],
                             "before": [0.2, NAN], "after": [0.1, NAN], "others_before": [0.3, NAN],
                             "others_after": [0.25, NAN], "difference": [-0.05, NAN]})  # fmt: skip
    first, second = together_words(together, "en")
    assert "mean of 3 renovations: from 20.0% to 10.0%" in first and "5.0 percentage points less" in first
    assert "no renovation has a figure on all sides" in second


def test_placebos_and_potential_say_when_they_cannot_be_told():
    assert "could not be checked" in placebo_words({"count": 0.0, "mean": NAN, "deviation": NAN}, "en")
    told = placebo_words({"count": 40.0, "mean": 0.001, "deviation": 0.02}, "en")
    assert "40 estates" in told and "0.1% (spread 2.0%)" in told
    table = pd.DataFrame({"complex_id": ["C1", "C2", "C2"]})
    found = Potential(Range(0.2, 0.1, 0.3), Range(1_234_000, 1e6, 1.5e6), table, ("C3",))
    lines = potential_words(found, pd.Series({"C3": "Via Terza"}), "en")
    assert "in 2 estates" in lines[0] and "1,200,000 kWh" in lines[0] and "Via Terza" in lines[2]
    nothing = Potential(UNKNOWN, UNKNOWN, table.iloc[:0], ())
    assert "cannot be told" in potential_words(nothing, pd.Series(dtype=str), "en")[0]
    assert np.isnan(nothing.share.estimate)


def test_the_saving_of_a_usual_year_has_its_interval_or_is_not_told():
    assert usual_year_words(Range(0.2, 0.15, 0.25), "en") == ["In a usual year: 20.0% less (15.0% to 25.0%)"]
    assert usual_year_words(UNKNOWN, "en") == []

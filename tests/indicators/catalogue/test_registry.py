"""What holds for every indicator of the registry, present and to come."""

import dataclasses
import re
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from contract.errors import ObservatoryError, UnknownName
from contract.tables import CELLS, CUTOFFS, HEATING_MODES, State, state_column
from data_access.editions import SAMPLE, list_editions, read_areas
from indicators.basis.figures import COLUMNS, NUMBERS, state_counts
from indicators.basis.findings import FINDINGS
from indicators.basis.parameters import LEAST_BASE, LEAST_COUNT, PARAMETERS
from indicators.catalogue.indicator import THEMES
from indicators.catalogue.registry import INDICATORS, Choices, compute_figures, get_indicator
from tests.indicators.area_frames import (
    EXACT,
    USUAL,
    Windows,
    area_frame,
    counted,
    has_high_costs,
    has_low_efficiency,
    whole_frame,
    windowed,
    withhold,
)

ALL = pytest.mark.parametrize("indicator", INDICATORS.values(), ids=list(INDICATORS))
PROMISED = {
    "energy_poverty_10", "energy_burden", "poverty_gap", "precarity", "shock_exposed", "hidden_m2", "coverage",
    "bonus_gap", "old_and_alone", "renters", "inefficient_stock", "central_heating",
    "lihc_pniec", "lilee",
}  # fmt: skip


def test_ids_are_for_ever():
    assert set(INDICATORS) >= PROMISED


@ALL
def test_every_text_is_there(indicator):
    texts = {name: value for name, value in dataclasses.asdict(indicator).items() if isinstance(value, str)}
    assert all(texts.values()), texts
    assert indicator.theme in THEMES
    assert set(indicator.needs(Choices())) <= set(CELLS)
    assert "households" in indicator.needs(Choices())


@ALL
def test_same_index_named_columns_and_untouched_input(indicator):
    frame = whole_frame(rows=3).set_axis(pd.Index(["c", "a", "b"], name="area_id"))
    before = frame.copy(deep=True)
    figures = compute_figures(frame, indicator)
    assert_frame_equal(frame, before)
    assert figures.index.equals(frame.index)
    assert figures.index.name == "area_id"
    assert list(figures.columns) == list(COLUMNS)
    assert figures.dtypes.astype(str).tolist() == [*["Float64"] * 6, *["Int64"] * 2, "Float64", "str", "str"]
    assert (figures["state"] == "shown").all(), figures["reason"]


@ALL
def test_bounds_are_what_the_registry_says(indicator):
    figure = compute_figures(whole_frame(), indicator).iloc[0]
    if indicator.bounds == "none":
        assert pd.isna(figure["minimum"])
        assert pd.isna(figure["maximum"])
    elif indicator.bounds == "counted":
        assert figure["minimum"] == figure["estimate_low"] == figure["estimate"] == figure["maximum"]
    else:
        assert figure["minimum"] <= figure["estimate"] <= figure["maximum"]


@ALL
def test_no_rows_no_figures(indicator):
    assert compute_figures(whole_frame().iloc[:0], indicator).empty


@ALL
@pytest.mark.parametrize("choices", [Choices(), Choices(cutoff=6, price_rise=0.5)], ids=["default", "chosen"])
@pytest.mark.parametrize("kind", [State.MISSING, State.BASE, State.COMPLEMENT])
def test_each_need_that_is_not_shown_keeps_the_figure_back(indicator, choices, kind):
    """One area for each need, which it alone lacks, and a last one that lacks none."""
    needs = list(indicator.needs(choices))
    frame = whole_frame(rows=len(needs) + 1)
    for area, cell in zip(frame.index, needs, strict=False):
        withhold(frame, area, cell, kind)
    figures = compute_figures(frame, indicator, choices)
    assert "households" in needs and figures["state"].iloc[-1] == "shown"
    for cell, (_, figure) in zip(needs, figures.iloc[:-1].iterrows(), strict=True):
        assert figure[list(NUMBERS)].isna().all(), cell
        assert figure["state"] == ("missing" if kind is State.MISSING else "withheld"), cell
        assert FINDINGS[figure["reason"]].state == figure["state"]
        if kind is not State.MISSING:
            assert figure["reason"] == f"withheld_{kind}"
        if cell == "households":
            assert pd.isna(figure["households"])


@ALL
def test_a_column_the_extract_lacks_wins_over_privacy(indicator):
    whole = whole_frame(rows=2)
    for cell in set(indicator.needs(Choices())) - {"households"}:
        frame = whole.copy()
        for area in frame.index:
            withhold(frame, area, cell, State.MISSING)
        others = [state_column(other) for other in indicator.needs(Choices()) if other not in (cell, "households")]
        frame[others] = str(State.BASE)
        assert compute_figures(frame, indicator)["reason"].tolist() == ["not_measured"] * 2


@ALL
def test_areas_without_households_and_areas_not_listed(indicator):
    empty = area_frame(**{cell: [0, 0] for cell in CELLS})
    assert compute_figures(empty, indicator)["reason"].tolist() == ["no_households"] * 2
    absent = area_frame(households=[120, None])
    assert compute_figures(absent, indicator)["reason"].iloc[1] == "not_in_extract"


counts = st.integers(0, 60)


@st.composite
def extracts(draw):
    """Counts of up to ten areas that agree with each other, as a checked extract's do, under any privacy rule."""
    rows = []
    for _ in range(draw(st.integers(1, 10))):
        both, rest, uncertain = draw(counts), draw(counts), draw(counts)
        unpriced, extra = draw(st.integers(0, rest)), draw(st.integers(0, 60))
        row = {"households": both + rest, "both_known": both, "spend_known": both + rest - unpriced}
        valid, partial = both, rest
        for cut in CUTOFFS:
            valid, partial = draw(st.integers(0, valid)), draw(st.integers(0, min(partial, uncertain)))
            row |= {f"valid_above_{cut:02d}": valid, f"above_{cut:02d}": valid + partial}
        left = row["households"]
        for mode in HEATING_MODES:
            row[f"heating_{mode}"] = draw(st.integers(0, left))
            left -= row[f"heating_{mode}"]
        row["heat_unknown"] = draw(st.integers(0, unpriced))
        row["lihc"] = draw(st.integers(0, both))
        row["income_known"] = both + draw(st.integers(0, unpriced))
        row["below_half_median"] = draw(st.integers(0, row["spend_known"]))
        row["epc_known"] = draw(st.integers(0, row["households"]))
        fewest = max(0, row["income_known"] + row["epc_known"] - row["households"])
        row["lilee"] = draw(st.integers(0, draw(st.integers(fewest, min(row["income_known"], row["epc_known"])))))
        row["epc_fg"] = draw(st.integers(0, row["epc_known"]))
        row |= {name: draw(st.integers(0, row["households"])) for name in ("renters", "alone_75_plus")}
        row |= {"bonus_recipients": draw(st.integers(0, row["households"])), "income_eur": 20_000.0 * both}
        row |= dict.fromkeys(("electricity_eur", "gas_eur", "heat_eur", "excess_eur"), float(extra * both))
        rows.append(row)
    rule = draw(st.sampled_from([EXACT, USUAL, Windows(5, 30, 1000.0), Windows(10, 10, 1000.0)]))
    return area_frame(rule, **{name: [row[name] for row in rows] for name in rows[0]})


choices_drawn = st.builds(
    Choices, cutoff=st.sampled_from(CUTOFFS), price_rise=st.floats(0, 1), income_fall=st.floats(0, 0.5)
)


@settings(max_examples=settings.default.max_examples // 2)
@given(frame=extracts(), choices=choices_drawn)
def test_figures_of_every_indicator_are_in_order_and_never_silent(frame, choices):
    assert len(INDICATORS) >= len(PROMISED)
    for indicator in INDICATORS.values():
        assert_in_order(indicator, compute_figures(frame, indicator, choices))


def assert_in_order(indicator, figures):
    shown = figures[figures["state"] == "shown"]
    hidden = figures[figures["state"] != "shown"]
    assert (shown["reason"] == "").all()
    assert shown["estimate"].notna().all()
    assert hidden["reason"].isin(list(FINDINGS)).all()
    assert "inconsistent_counts" not in hidden["reason"].tolist()
    assert hidden[list(NUMBERS)].isna().all(axis=None)
    assert shown["coverage"].between(0, 1).all()
    if indicator.bounds != "none":
        assert (shown["minimum"] >= 0).all()
        order = ["minimum", "estimate_low", "estimate", "estimate_high", "maximum"]
        assert all((shown[before] <= shown[after]).all() for before, after in pairwise(order))
        assert indicator.unit != "share" or (shown["maximum"] <= 1).all()


@st.composite
def households(draw):
    """Simulated households: what is true of each, and which of it the city knows."""
    size = draw(st.integers(1, 30))
    truth = {
        "income": st.integers(2_000, 60_000), "electricity": st.integers(0, 1500), "gas": st.integers(0, 2500),
        "heat": st.integers(0, 2500), "mode": st.sampled_from(HEATING_MODES), "is_fg": st.booleans(),
    }  # fmt: skip
    columns = {name: draw(st.lists(values, min_size=size, max_size=size)) for name, values in truth.items()}
    for name in truth:
        columns[f"knows_{name}"] = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    return pd.DataFrame(columns)


RULES = st.sampled_from([EXACT, *(Windows(least, 0, 1000.0) for least in (3, 5, 10))])
TOGETHER = 3
"""Areas of each example: a formula takes as long for one as for a few."""
AREAS = st.lists(
    st.tuples(households(), RULES, st.integers(0, 99)), min_size=TOGETHER, max_size=TOGETHER, unique_by=lambda of: of[2]
)
"""People of each area, the rule by which it is told, and its number, by which its windows begin."""
SO_MANY_AREAS = settings(max_examples=settings.default.max_examples // TOGETHER)


@SO_MANY_AREAS
@given(areas=AREAS, choices=choices_drawn)
def test_bounds_hold_the_truth(areas, choices):
    told, truths = [], []
    moved = 10 * (1 - choices.income_fall) / (1 + choices.price_rise)
    for people, rule, number in areas:
        frame, ratio, low = counted(people)
        told.append(windowed(frame[list(CELLS)].set_axis([f"area-{number}"]), rule))
        truths.append({
            "energy_poverty_10": (ratio > choices.cutoff).mean(),
            "precarity": ((ratio > 6) & (ratio <= 10)).mean(),
            "shock_exposed": ((ratio > moved) & (ratio <= 10)).mean(),
            "hidden_m2": low.mean(),
            "inefficient_stock": people["is_fg"].mean(),
            "lihc_pniec": has_high_costs(people).mean(),
            "lilee": has_low_efficiency(people).mean(),
            "bonus_gap": (ratio > 10).sum() / 7,
        })  # fmt: skip
    frame, of_areas = pd.concat(told), pd.DataFrame(truths)
    shown = 0
    for name, truth in of_areas.items():
        figures = compute_figures(frame, get_indicator(name), choices).set_axis(of_areas.index)
        is_shown = figures["state"] == "shown"
        shown += is_shown.sum()
        assert (figures["minimum"] - 1e-12 <= truth)[is_shown].all(), name
        assert (truth <= figures["maximum"] + 1e-12)[is_shown].all(), name
    assume(shown)


@SO_MANY_AREAS
@given(areas=AREAS)
def test_windows_never_leave_out_what_the_exact_counts_give(areas):
    exact = [(counted(people)[0][list(CELLS)].set_axis([f"area-{number}"]), rule) for people, rule, number in areas]
    both = pd.concat([*(windowed(*each) for each in exact), *(windowed(each, EXACT) for each, _ in exact)])
    both.index = pd.Index(
        [f"{way}-{place}" for way in ("told", "exact") for place in range(len(exact))], name="area_id"
    )
    compared = []
    for indicator in INDICATORS.values():
        figures = compute_figures(both, indicator)
        found, of_exact = figures.iloc[: len(exact)], figures.iloc[len(exact) :].set_axis(figures.index[: len(exact)])
        is_shown = (found["state"] == "shown") & (of_exact["state"] == "shown")
        found, of_exact = found[is_shown], of_exact[is_shown]
        compared.append(len(found))
        assert (found["estimate_low"] - 1e-9 <= of_exact["estimate"]).all(), indicator.id
        assert (of_exact["estimate"] <= found["estimate_high"] + 1e-9).all(), indicator.id
        if indicator.bounds != "none":
            assert (found["minimum"] <= of_exact["minimum"] + 1e-9).all(), indicator.id
            assert (found["maximum"] >= of_exact["maximum"] - 1e-9).all(), indicator.id
    assume(any(compared))


def test_states_are_counted_in_one_place():
    frame = area_frame(USUAL, households=[9, 20, 0, None, 30], both_known=[5, 10, 0, None, None])
    figures = compute_figures(frame, get_indicator("coverage"))
    assert state_counts(figures) == {"shown": 1, "withheld": 1, "missing": 2, "nobody": 1}


def test_unknown_names_name_the_known_ones():
    with pytest.raises(UnknownName) as caught:
        get_indicator("fuel_poverty")
    assert "fuel_poverty" in caught.value.sentence("en")
    assert all(name in caught.value.sentence("en") for name in INDICATORS)


@pytest.mark.parametrize("choices", [{"cutoff": 7}, {"cutoff": 0}])
def test_choices_refuse_other_cutoffs(choices):
    with pytest.raises(UnknownName, match="5%, 6%, 8%, 10%, 12%, 15%, 20%"):
        Choices(**choices)


@pytest.mark.parametrize("choices", [{"price_rise": 1.01}, {"price_rise": -0.1}, {"income_fall": 0.51},
                                     {"income_fall": float("nan")}])  # fmt: skip
def test_choices_refuse_shocks_out_of_range(choices):
    with pytest.raises(ObservatoryError, match=next(iter(choices))):
        Choices(**choices)


def test_sentences_of_privacy_hold_whatever_the_publishers_rule():
    assert not any(re.search(r"\d", finding.sentence) for finding in FINDINGS.values() if finding.state == "withheld")


def test_parameters_agree_with_the_usual_rule_and_with_the_sentences():
    assert (USUAL.least_base, USUAL.least_count) == (LEAST_BASE.value, LEAST_COUNT.value)
    assert "more than half" in FINDINGS["heat_bills_missing"].sentence
    assert PARAMETERS["heat_unknown_limit"].value == 0.5


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=list(PARAMETERS))
def test_every_parameter_carries_its_reason(parameter):
    assert parameter.low <= parameter.value <= parameter.high
    assert all((parameter.label, parameter.unit, parameter.reason, parameter.source, parameter.date))


MOVED = {"cutoff": 15, "price_rise": 0.6, "income_fall": 0.2}
"""Another value of each choice that a formula sees; imputed heat is added outside the formulas."""


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda each: each.id)
def test_the_choices_of_an_indicator_are_those_that_move_it(indicator):
    frame = read_areas(list_editions(SAMPLE)[-1], "municipio")
    usual = compute_figures(frame, indicator, Choices())
    moved = {
        name for name, value in MOVED.items()
        if not compute_figures(frame, indicator, dataclasses.replace(Choices(), **{name: value})).equals(usual)
    }  # fmt: skip
    assert moved == set(indicator.choices) & set(MOVED)

"""Which needs are covered where, and where thresholds leave somebody outside."""

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from contract.aid_records import NEEDS
from indicators.aids.coverage import (
    boundaries,
    cover_needs,
    households_by_coverage,
    is_reserved,
    ladder,
    with_contents,
)
from indicators.aids.eligibility import Outcome, all_conditions
from indicators.aids.household import isee_bands
from indicators.aids.search import STANDINGS, Query, find_editions, standing
from tests.indicators.aids.catalogue_at_hand import CATALOGUE, TODAY

OPEN = CATALOGUE.in_force(TODAY)
BANDS = isee_bands(OPEN)
OWN = {"supply": frozenset({"both"}), "arrears": frozenset({"none"})}


def test_every_need_stands_somehow_and_an_empty_catalogue_covers_nothing():
    assert list(cover_needs(CATALOGUE, OPEN, None)) == list(NEEDS)
    assert {each.coverage for each in cover_needs(CATALOGUE, [], None).values()} == {"nobody"}


def test_water_is_covered_upkeep_by_nobody_rent_reserved_and_electricity_overlaps():
    covers = {need: each.coverage for need, each in cover_needs(CATALOGUE, OPEN, None).items()}
    assert covers["water"] == covers["waste"] == covers["gas"] == "covered"
    assert covers["upkeep"] == covers["appliances"] == "nobody"
    assert covers["rent"] == covers["shared_heating"] == "reserved"
    assert covers["electricity"] == "overlapping"


def test_what_is_for_one_neighbourhood_counts_there_alone():
    def givers(places):
        return {each.aid_id for each in cover_needs(CATALOGUE, OPEN, places)["electricity"].editions}

    assert "BDE" in givers(frozenset({"nil:76"})) and "BDE" in givers(frozenset({"municipio:8", "nil:76"}))
    assert "BDE" not in givers(frozenset({"municipio:1", "nil:1"}))
    assert not is_reserved(CATALOGUE.editions["BDE-1"], frozenset({"nil:76"}))
    assert is_reserved(CATALOGUE.editions["BDE-1"], frozenset({"municipio:8", "nil:76"}))


def test_what_is_for_a_whole_area_is_for_all_that_lies_in_it():
    """An aid of Municipio 8 is there for each of its NIL, and reserved in none; one of an estate is reserved."""
    contents = {"municipio:8": frozenset({"municipio:8", "nil:76", "complex:C1"}), "nil:76": frozenset({"nil:76"})}
    whole, estate = (replace(CATALOGUE.editions["BDE-1"], area=(code,), conditions=())
                     for code in ("municipio:8", "complex:C1"))  # fmt: skip
    [told] = with_contents([whole], contents)
    assert told.area == ("complex:C1", "municipio:8", "nil:76")
    for places in (contents["municipio:8"], contents["nil:76"]):
        assert cover_needs(CATALOGUE, [told], places)["electricity"].coverage == "covered"
    assert cover_needs(CATALOGUE, [whole], contents["municipio:8"])["electricity"].coverage == "reserved"
    alone = cover_needs(CATALOGUE, with_contents([estate], contents), contents["municipio:8"])
    assert alone["electricity"].coverage == "reserved"
    assert cover_needs(CATALOGUE, [told], frozenset({"municipio:1", "nil:1"}))["electricity"].coverage == "nobody"


def test_the_code_of_the_whole_city_is_no_part_of_it():
    [plain, told] = (replace(CATALOGUE.editions["BSE-2026"], area=area) for area in ((), ("istat:015146",)))
    for places in (None, frozenset({"nil:76"})):
        for each in (plain, told):
            assert cover_needs(CATALOGUE, [each], places)["electricity"].coverage == "covered"
    assert all_conditions(plain) == all_conditions(told)


def test_households_are_summed_by_how_a_need_stands_and_narrowed_by_the_whole():
    """Two covered areas of 10–20 and 0–5, one of nobody of 30–60, in a whole of 50–70: 30 – 60 leaves 50 – 25 = 25 at
    least for nobody, whose own 30 is more; the covered are 10–25, and 70 – 30 = 40 takes nothing off."""
    stands = pd.Series(["covered", "nobody", "covered"], index=["a", "b", "c"])
    least, most = (pd.Series(each, index=["a", "b", "c"]) for each in ([10.0, 30.0, 0.0], [20.0, 60.0, 5.0]))
    assert households_by_coverage(stands, least, most, (50, 70)) == {"covered": (10, 25), "nobody": (30, 60)}
    assert households_by_coverage(stands, least, most, (80, 82)) == {"covered": (20, 25), "nobody": (55, 60)}
    assert households_by_coverage(pd.Series("covered", stands.index), least, most, (50, 70)) == {"covered": (50, 70)}


def test_one_kind_of_provider_alone():
    covers = cover_needs(CATALOGUE, OPEN, None, "city")
    assert {each.aid_id for cover in covers.values() for each in cover.editions} == {"EIC", "MOR", "SPE"}


def test_between_the_region_s_and_the_city_s_threshold_nobody_is_left_but_outside_public_housing_all_are():
    """€9,360 ends, €9,360.01 begins: for the City's tenants in the two neighbourhoods no gap; for others one."""
    editions = [each for each in OPEN if each.aid_id in ("EIC", "CRS")]
    tenant = OWN | {"tenure": frozenset({"mm"}), "heating": frozenset({"shared"})}
    region = [step.outcomes["CRS-2026"] for step in ladder(CATALOGUE, editions, "rent", BANDS, tenant)]
    city = [step.outcomes["EIC-2"] for step in ladder(CATALOGUE, editions, "shared_heating", BANDS, tenant)]
    assert region[:2] == [Outcome.MAYBE, Outcome.NO] and city[:2] == [Outcome.NO, Outcome.MAYBE]
    assert [code for code, each in zip(BANDS, city, strict=True) if each is not Outcome.NO] == ["9796", "15000"]
    private = tenant | {"tenure": frozenset({"private"})}
    assert all(step.is_uncovered for step in ladder(CATALOGUE, editions, "shared_heating", BANDS, private))
    [(limit, (ends, begins))] = boundaries(editions).items()
    assert (limit, [each.aid_id for each in ends], [each.aid_id for each in begins]) == (
        Decimal(9360),
        ["CRS"],
        ["EIC"],
    )


@pytest.mark.parametrize(("edition_id", "today", "stands"), [
    ("BSE-2026", date(2026, 12, 31), "open"), ("BSE-2026", date(2027, 1, 1), "closed"),
    ("BSE-2026", date(2025, 12, 31), "coming"), ("CS26-2026", TODAY, "to_check"), ("PSC-1", TODAY, "coming"),
    ("EIC-1", date(2025, 12, 23), "open"), ("EIC-1", date(2025, 12, 24), "closed"),
])  # fmt: skip
def test_how_an_edition_stands(edition_id, today, stands):
    assert standing(CATALOGUE.editions[edition_id], today) == stands


@pytest.mark.parametrize(("query", "found"), [
    (Query("riscaldamento condominiale", standing="open"), {"BSGC"}), (Query("EIC"), {"EIC"}),
    (Query(need="upkeep"), {"MITA"}), (Query(kind="region"), {"CRS"}), (Query("nothing at all"), set()),
    (Query(need="rent", standing="to_check"), {"CRS", "MOR"}),
        (Query("shared heating", need="shared_heating"), {"BSGC", "EIC"}),
])  # fmt: skip
def test_a_search_finds_by_words_in_both_languages_need_giver_and_standing(query, found):
    assert {each.aid_id for each in find_editions(CATALOGUE, query, TODAY)} == found


def test_what_can_be_had_comes_first():
    order = list(STANDINGS)
    places = [order.index(standing(each, TODAY)) for each in find_editions(CATALOGUE, Query(), TODAY)]
    assert places == sorted(places) and len(places) == len(CATALOGUE.editions)


def test_two_hundred_aids_of_fifty_editions_are_filtered_in_a_fifth_of_a_second():
    aid, edition = CATALOGUE.aids["BSE"], CATALOGUE.editions["BSE-2026"]
    aids = {f"A{n}": replace(aid, aid_id=f"A{n}") for n in range(200)}
    dated = {
        year: replace(edition, valid_from=date(1990 + year, 1, 1), valid_to=date(1990 + year, 12, 31))
        for year in range(50)
    }
    editions = {
        f"A{n}-{year}": replace(each, edition_id=f"A{n}-{year}", aid_id=f"A{n}")
        for n in range(200)
        for year, each in dated.items()
    }
    many = replace(CATALOGUE, aids=aids, editions=editions)
    start = time.process_time()
    found = find_editions(many, Query("luce bonus", standing="open"), TODAY)
    assert time.process_time() - start <= 0.2
    assert len(found) == 200

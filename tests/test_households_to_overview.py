"""From a household file to the first sentence that a reader sees: counted, published, opened, its own numbers used."""

import re

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from data_access.__main__ import main
from data_access.editions import find_edition, read_table
from data_access.editions.folders import ENVIRONMENT_VARIABLE
from indicators.basis.assumptions import Box
from reports.help_desk.estates import edition_estates
from tests.data_access.small_city import YEAR, section_ids, squares
from tests.ui.test_pages import opened, words
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.kept import help_desk

HOMES = 300
"""Households of each section."""


def household_file(path):
    """Households of sixteen sections: of those with shared heating two in three have no heating bill in the file.

    Returns the share that is in energy poverty in truth.
    """
    rng = np.random.default_rng(20261128)
    count = HOMES * len(section_ids())
    section = np.repeat(section_ids(), HOMES)
    is_shared = rng.random(count) < np.repeat(rng.uniform(0.2, 0.8, len(section_ids())), HOMES)
    income = 26_000 * np.exp(rng.normal(0, 0.55, count))
    electricity = 550 * np.exp(rng.normal(0, 0.35, count))
    gas = np.where(is_shared, 0.25, 1.4) * electricity * np.exp(rng.normal(0, 0.2, count))
    dear = np.repeat(rng.normal(0, 0.1, len(section_ids())), HOMES)
    heat = np.where(is_shared, 850 * np.exp(dear + rng.normal(0, 0.25, count)), 0.0)
    is_hidden = is_shared & (rng.random(count) < 0.65)
    frame = pd.DataFrame(
        {
            "section_id": section,
            "people": rng.integers(1, 5, count),
            "income_eur": np.where(rng.random(count) < 0.08, np.nan, income),
            "electricity_eur": electricity,
            "gas_eur": gas,
            "heat_eur": np.where(is_hidden, np.nan, heat),
            "heating_mode": np.where(is_shared, "central", "own"),
            "epc_class": None,
            "is_alone_75_plus": rng.random(count) < 0.1,
            "is_renter": rng.random(count) < 0.3,
            "has_bonus": rng.random(count) < 0.1,
            "is_in_arrears": rng.random(count) < 0.06,
        }
    )
    frame.to_parquet(path)
    return float(((electricity + gas + heat) / income > 0.10).mean())


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    folder = tmp_path_factory.mktemp("city")
    truth = household_file(folder / "households.parquet")
    extract = folder / "extract.csv"
    assert main(["aggregate", str(folder / "households.parquet"), "--year", str(YEAR), "--out", str(extract)]) == 0
    places = {
        "section_id": section_ids(),
        "nil_id": [str(1 + number // 4) for number in range(16)],
        "nil_name": [f"Quartiere {1 + number // 4}" for number in range(16)],
        "municipio_id": [str(1 + number // 8) for number in range(16)],
        "municipio_name": [f"Municipio {1 + number // 8}" for number in range(16)],
    }
    gpd.GeoDataFrame(places, geometry=squares(), crs="EPSG:32632").to_file(folder / "sections.gpkg")
    (folder / "complexes.csv").write_text(
        "complex_id,name,manager,section_id,dwellings,heating_mode,heating_cost_eur\n"
        f"TOLD,Via Prova 1,MM,{section_ids()[0]},100,central,90000\n"
        f"UNTOLD,Via Prova 2,MM,{section_ids()[0]},100,central,\n",
        encoding="utf-8",
    )
    command = [
        "publish", "--year", str(YEAR), "--extract", str(extract), "--sections", str(folder / "sections.gpkg"),
        "--city_heat", str(folder / "extract.city_heat.csv"), "--into", str(folder / "editions"),
        "--complexes", str(folder / "complexes.csv"), "--report", str(folder / "report.txt"),
    ]  # fmt: skip
    assert main(command) == 0, (folder / "report.txt").read_text(encoding="utf-8")
    return folder / "editions", truth


@pytest.fixture
def shown(city, monkeypatch):
    """The city as the one that the pages show."""
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(city[0]))
    cached.forget_list()
    yield
    monkeypatch.undo()
    cached.forget_list()


def test_the_first_sentence_uses_what_the_household_file_tells(city, shown):
    edition = find_edition(city[0] / str(YEAR))
    (error,) = read_table(edition, "city_heat")["left_out_error"]
    text = words(opened("overview", lang="en"))
    sentence = re.sub("<[^>]+>", "", text.split("class='headline'>")[1].split("</p>")[0])
    low, high = (float(end) / 100 for end in re.search(r"plausibly between ([\d.]+)% and ([\d.]+)%", sentence).groups())
    assert low <= city[1] <= high
    least, most = (int(end) for end in re.search(r"on average, (\d+)% to (\d+)% of those", sentence).groups())
    assert least == pytest.approx(100 * (1 - 1.645 * error), abs=1)
    assert most == pytest.approx(100 * (1 + 1.645 * error), abs=1)


def test_the_city_s_numbers_narrow_the_range(city, shown):
    edition = cached.edition(YEAR)
    told = cached_areas.told(edition, 10)
    assert told.bill != Box().bill and told.spread != Box().spread and told.odds == Box().odds
    guessed, known = (
        cached_areas.plausible_figures(
            cached.figures(edition, "city", "energy_poverty_10", cached_areas.plain(cached_areas.as_told(edition))),
            cached_areas.known(edition, "city", 10),
            box,
        ).iloc[0]
        for box in (Box(), told)
    )
    width = known["plausible_high"] - known["plausible_low"]
    assert width < guessed["plausible_high"] - guessed["plausible_low"]
    assert known["estimate"] == guessed["estimate"]
    assert abs(known["estimate"] - city[1]) < 0.02


def test_an_estate_whose_heating_expense_is_told_has_its_own_bill_and_a_narrower_range(shown):
    told, untold = (help_desk.estates(cached.edition(YEAR)).loc[name] for name in ("TOLD", "UNTOLD"))
    assert told["heating_bill_eur"] == 900 and pd.isna(untold["heating_bill_eur"])
    widths = [row["vulnerable_rate_plausible_high"] - row["vulnerable_rate_plausible_low"] for row in (told, untold)]
    assert 0 < widths[0] < widths[1]
    assert help_desk.estates(cached.edition(YEAR)).equals(edition_estates(cached.edition(YEAR)))

"""No page falls for one bad estate, venue, meter, reading, day or work, whichever of its fields is broken."""

import shutil

import numpy as np
import pandas as pd
import pytest

from contract.schema import Kind
from contract.tables import TABLES
from data_access.editions import SAMPLE, find_edition, read_table
from data_access.editions.folders import ENVIRONMENT_VARIABLE
from tests.sealed import seal
from tests.ui.test_pages import opened, words
from ui.kept import editions as cached

YEAR = "2023"
BROKEN = ("complexes", "venues", "readings", "weather", "retrofits")
NUMBERS = [None, np.nan, np.inf, -np.inf, -1.0, 0.0, 1e300]
TEXTS = [None, "", "à" * 300, "<b>{y}</b>", "*", "../.."]
WEIRD = {
    Kind.COUNT: [None, -1, 0, 2**62],
    Kind.NUMBER: NUMBERS,
    Kind.MONEY: NUMBERS,
    Kind.DATE: [pd.NaT, pd.Timestamp("1700-01-01"), pd.Timestamp("2250-01-01"), pd.Timestamp("1950-01-01")],
    Kind.FLAG: [None],
}
"""What each field becomes in turn, by its kind; else TEXTS: an unknown code among them."""


def broken(table):
    """The table of the sample with copies of its first row, each with one field broken, and that row again."""
    frame, contract = pd.read_parquet(SAMPLE / YEAR / f"{table}.parquet"), TABLES[table]
    name = contract.key[0] if len(contract.key) == 1 else None
    rows = []
    for column in [column for column in contract.columns if column.name in frame]:
        for value in WEIRD.get(column.kind, TEXTS):
            own = {name: f"{frame[name].iloc[0]}~{len(rows)}"} if name else {}
            rows.append(frame.iloc[0].to_dict() | own | {column.name: value})
    copies = pd.DataFrame(rows, columns=frame.columns).astype(frame.dtypes.to_dict())
    return pd.concat([frame, copies, frame.iloc[[0]]], ignore_index=True), len(frame)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The sample's latest edition with every such record at once."""
    folder = tmp_path_factory.mktemp("editions")
    shutil.copytree(SAMPLE / YEAR, folder / YEAR)
    for table in BROKEN:
        broken(table)[0].to_parquet(folder / YEAR / f"{table}.parquet")
    seal(folder / YEAR)
    return folder


@pytest.fixture
def shown(folder, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(folder))
    cached.forget_list()
    yield
    monkeypatch.undo()
    cached.forget_list()


@pytest.mark.parametrize("table", BROKEN)
def test_records_are_read_as_their_contract_has_them(folder, table):
    contract, sample = TABLES[table], broken(table)[1]
    found = read_table(find_edition(folder / YEAR), table)
    assert len(found) >= sample and not found[list(contract.key)].duplicated().any()
    for column in [column for column in contract.columns if column.name in found]:
        told = found[column.name].dropna()
        assert len(told) == len(found) or not column.is_required or column.may_be_empty
        assert not column.choices or set(told) <= set(column.choices)
        if column.kind in (Kind.COUNT, Kind.NUMBER, Kind.MONEY):
            assert (
                np.isfinite(told.astype(float)).all()
                and (told >= (-np.inf if column.low is None else column.low)).all()
            )
    assert found.iloc[:sample].equals(read_table(find_edition(SAMPLE / YEAR), table))


@pytest.mark.parametrize(
    ("page", "codes", "told"),
    [
        ("retrofits", {"retrofit": "R08"}, "l’edificio consuma il 38,3%"),
        ("plan", {"lang": "en"}, "Tier 1"),
        ("overview", {}, "famiglia su"),
    ],
)
def test_a_page_with_all_of_them_stands_and_answers(shown, page, codes, told):
    app = opened(page, **codes)
    assert told in words(app) and not app.error

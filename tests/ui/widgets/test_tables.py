"""Numbers of the tables: in the language of the page, sorted as numbers, the name always in view."""

import json
import re

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from tests.places import ROOT


def page(lang):
    import pandas as pd
    import streamlit as st

    from ui.widgets.tables import Column, draw_frame

    st.session_state["address_codes"] = {"lang": lang}
    frame = pd.DataFrame(
        {"name": ["a", "b", "c"], "part": [0.0581, 0.123, None], "homes": [9118.0, 11.0, None], "z": [-1.256, 2, None]},
        index=pd.Index(["1", "2", "3"], name="area_id"),
    )
    columns = {
        "name": Column("Area", is_pinned=True),
        "part": Column("Part", "share"),
        "homes": Column("Homes", "count"),
        "z": Column("z", "decimals"),
        "absent": Column("Absent", "eur"),
    }
    draw_frame(frame, columns)


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("it", [["5,8%", "9.118", "−1,26"], ["12,3%", "11", "2,00"]]),
        ("en", [["5.8%", "9,118", "−1.26"], ["12.3%", "11", "2.00"]]),
    ],
)
def test_numbers_are_written_as_the_page_writes_them_and_stay_numbers(lang, written):
    app = AppTest.from_function(page, kwargs={"lang": lang}, default_timeout=60).run()
    assert not app.exception
    proto = app.dataframe[0].proto
    table = proto.arrow_data
    told = pa.ipc.open_stream(table.styler.display_values).read_pandas()
    assert told.iloc[:2, 1:].to_numpy().tolist() == written
    assert set(told.iloc[2, 1:]) == {"–"}
    numbers = pa.ipc.open_stream(table.data).read_pandas()
    assert numbers["part"].dtype.kind == "f"
    assert numbers["part"].tolist()[:2] == [0.058, 0.123] and numbers["z"].tolist()[:2] == [-1.26, 2]
    settings = json.loads(proto.columns)
    assert settings["name"]["pinned"] is True
    assert "Absent" not in told.columns


def test_no_table_leaves_its_numbers_to_the_browser():
    files = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    found = {path.name for path in files if re.search(r"localized|column_config\.NumberColumn\(", path.read_text())}
    assert found <= {"calendar.py"}
    assert not [path for path in files if "localized" in path.read_text()]


def test_every_table_is_drawn_by_the_one_way_or_holds_no_numbers():
    files = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    assert {path.name for path in files if "st.dataframe(" in path.read_text()} == {
        "tables.py",
        "board.py",
        "search.py",
    }

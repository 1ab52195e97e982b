"""Files that strangers upload are read in a process that can be ended without harm to the page."""

import tempfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from contract.errors import ObservatoryError, Refused
from data_access.intake.confined import confined
from data_access.intake.uploads import columns_of
from tests.data_access.intake import hungry_tasks


def test_answers_and_refusals_come_back_as_they_are():
    assert confined(hungry_tasks.doubled, 21) == 42
    with pytest.raises(Refused) as error:
        confined(hungry_tasks.refused)
    assert [(fault.code, fault.row) for fault in error.value.faults] == [("bad", 3)]
    with pytest.raises(ObservatoryError, match="There is no sky"):
        confined(hungry_tasks.unknown)


@pytest.mark.parametrize(
    ("task", "arguments"), [(hungry_tasks.hold, (2_000_000_000,)), (hungry_tasks.turn_forever, ())]
)
def test_a_task_that_takes_too_much_is_ended_and_told(task, arguments):
    with pytest.raises(Refused) as error:
        confined(task, *arguments, memory=1_000_000_000, processor=3)
    assert [fault.code for fault in error.value.faults] == ["too_much_work"]


def test_what_an_ended_task_left_on_the_disk_goes_with_it(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(Refused):
        confined(hungry_tasks.leave_files)
    assert list(tmp_path.iterdir()) == []


def test_columns_of_workbooks_and_parquet_are_read_there(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["section_id", "households"])
    book.active.append(["0151460000001", 3])
    book.save(tmp_path / "a.xlsx")
    assert columns_of(tmp_path / "a.xlsx", ",") == ["section_id", "households"]
    pq.write_table(pa.table({"section_id": ["0151460000001"]}), tmp_path / "a.parquet")
    assert columns_of(Path(tmp_path / "a.parquet"), ",") == ["section_id"]


def test_a_parquet_file_that_swells_does_not_take_the_page_with_it(tmp_path):
    swelling = pa.table({"section_id": pa.DictionaryArray.from_arrays(pa.array([0] * 1_900_000), ["x" * 9_000])})
    pq.write_table(swelling, tmp_path / "a.parquet")
    assert (tmp_path / "a.parquet").stat().st_size < 100_000
    with pytest.raises(Refused):
        columns_of(tmp_path / "a.parquet", ",")

"""The command line tells of every table, keeps and leaves out as the page does."""

import pytest

from data_access.__main__ import main
from data_access.editions import find_edition, read_table
from data_access.intake.mappings import write_mapping
from tests.data_access.rich_city import rich_city
from tests.data_access.small_city import YEAR


@pytest.fixture
def city(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = rich_city(tmp_path)
    (tmp_path / "mapping.toml").write_text(write_mapping(made.mapping), encoding="utf-8")
    return made


def run(city, command, *more):
    arguments = ["--language", "en", command, f"--year={YEAR}", f"--extract={city.extract_path}"]
    return main([*arguments, "--mapping=mapping.toml", "--into=editions", *more])


def test_publishing_again_keeps_what_was_given_once(city, capsys):
    files = [f"--{table}={path}" for table, path in city.more.items()]
    assert run(city, "publish", f"--sections={city.sections_path}", *files) == 0
    assert "Public-housing estates: From your file. Rows: 2." in capsys.readouterr().out
    assert run(city, "check", "--leave-out", "venues") == 0
    told = capsys.readouterr().out
    assert f"Public-housing estates: Kept from edition {YEAR}.1. Rows: 2." in told
    assert f"Venues for the desk: Left out, as asked. Rows in edition {YEAR}.1: 1." in told
    assert run(city, "publish", "--leave-out", "venues") == 0
    edition = find_edition(city.folder / "editions" / str(YEAR))
    assert edition.revision == 2
    assert len(read_table(edition, "complexes")) == 2 and read_table(edition, "venues").empty


def test_a_table_that_does_not_exist_cannot_be_left_out(city, capsys):
    with pytest.raises(SystemExit) as ended:
        run(city, "check", "--leave-out", "households")
    assert ended.value.code == 2
    assert "complexes" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    ["submissions {}", "consultation {}", "takeover {}", "restore {} new", "aggregate {} --year 2023 --out a.csv"],
)
def test_a_file_that_is_not_there_is_one_sentence_of_every_command(tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    assert main(["--language", "it", *command.format("assente.csv").split()]) == 1
    assert capsys.readouterr().err == "Non c’è alcun file né cartella assente.csv.\n"


def test_a_table_that_is_given_cannot_be_left_out_too(city, capsys):
    files = [f"--{table}={path}" for table, path in city.more.items()]
    assert run(city, "check", f"--sections={city.sections_path}", *files, "--leave-out", "venues") == 1
    assert "--leave-out venues changes nothing beside --venues" in capsys.readouterr().err


WORKS = "retrofit_id,complex_id,measure,start_date,end_date\n1,A,cappotto,2021-05-01,2021-09-01\n"


def test_works_that_go_on_are_published_without_an_end(city):
    city.more["retrofits"].write_text(WORKS + "2,B,caldaia,2022-05-01,\n", encoding="utf-8")
    files = [f"--{table}={path}" for table, path in city.more.items()]
    assert run(city, "publish", f"--sections={city.sections_path}", *files) == 0
    works = read_table(find_edition(city.folder / "editions" / str(YEAR)), "retrofits")
    assert works.set_index("retrofit_id")["end_date"].isna().to_dict() == {"1": False, "2": True}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (WORKS + "2,B,caldaia,,2022-05-01\n", "row 3, column start_date: This cell must not be empty."),
        (WORKS.replace("end_date", "fine"), "column end_date: The file lacks this column"),
    ],
)
def test_works_have_a_beginning_and_a_column_for_their_end(city, text, told):
    city.more["retrofits"].write_text(text, encoding="utf-8")
    files = [f"--{table}={path}" for table, path in city.more.items()]
    assert run(city, "check", f"--sections={city.sections_path}", *files) == 1
    assert told in (city.folder / f"report-{YEAR}.txt").read_text(encoding="utf-8")

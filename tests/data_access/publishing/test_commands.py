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

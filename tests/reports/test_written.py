"""Files that cannot be written, and days that are none, are told in the language of whoever gave the command."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest

from contract.errors import ObservatoryError
from data_access import __main__ as data_access
from data_access.editions import SAMPLE
from reports.__main__ import main
from reports.written import write_whole


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("missing/file.pdf", "la sua cartella non esiste"),
        ("folder", "quel nome è già di una cartella"),
        ("file/within.pdf", "c’è un file dove dovrebbe esserci una cartella"),
        (".", "quel nome è già di una cartella"),
        ("x" * 300, "il nome è troppo lungo"),
    ],
)
def test_what_cannot_be_written_says_why_in_italian_and_leaves_nothing(tmp_path, place, reason):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"before")
    with pytest.raises(ObservatoryError) as refused:
        write_whole(tmp_path / place, b"after")
    assert refused.value.sentence("it") == f"{tmp_path / place} non si può scrivere: {reason}."
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder"]
    assert (tmp_path / "file").read_bytes() == b"before"


def test_a_file_is_written_where_a_link_leads_and_into_a_device(tmp_path):
    (tmp_path / "there").write_bytes(b"before")
    (tmp_path / "link").symlink_to(tmp_path / "there")
    write_whole(tmp_path / "link", b"after")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "there").read_bytes() == b"after"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, b"after")
    assert os.read(reader, 10) == b"after" and pipe.is_fifo()
    os.close(reader)


@pytest.mark.parametrize("command", [["figures", str(SAMPLE / "2023"), "--level", "city"], ["progress"]])
def test_a_full_disk_is_told_where_output_goes_on(tmp_path, monkeypatch, command):
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path))
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        run = subprocess.run(
            [sys.executable, "-m", "reports", *command], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (run.returncode, run.stderr) == (1, "Il disco ha rifiutato: non c’è più spazio.\n")


@pytest.mark.parametrize(
    ("run", "command"), [(main, ["progress"]), (data_access.main, ["aids", "check"])], ids=["progress", "aids"]
)
def test_a_day_that_is_none_is_told_with_one_that_is(capsys, run, command):
    with pytest.raises(SystemExit) as ended:
        run([*command, "--today", "2026-02-30"])
    assert ended.value.code == 2
    assert "“2026-02-30” non è un giorno: scrivere anno-mese-giorno, come 2026-12-31" in capsys.readouterr().err


WRONG = [
    ([], "COMMAND"),
    (["nothing"], "'nothing'"),
    (["figures"], "DIR/YEAR"),
    (["figures", "x", "--cutoff"], "--cutoff"),
    (["figures", "x", "--cutoff", "dieci"], "'dieci'"),
    (["figures", "x", "--nothing"], "--nothing"),
    (["savings", "--readings", "x", "--weather", "y", "--works", "2020-01-01"], "--works"),
    (["figures", "x", "--format", "xls"], "'xls'"),
]
OF_ENGLISH = ("error:", "argument", "required", "expected", "invalid", "choice", "unrecognized")


@pytest.mark.parametrize(("arguments", "named"), WRONG)
@pytest.mark.parametrize("asked", [[], ["--language", "it"], ["--language=en"], ["--language", "en"]])
def test_wrong_arguments_are_told_in_the_language_asked_for(capsys, arguments, named, asked):
    with pytest.raises(SystemExit) as ended:
        main([*asked, *arguments])
    told = capsys.readouterr().err.lower()
    assert ended.value.code == 2 and named.lower() in told
    is_english = any("en" in each for each in asked)
    assert any(word in told for word in OF_ENGLISH) == is_english


def test_argparse_speaks_english_again_afterwards(capsys):
    with pytest.raises(SystemExit):
        main(["nothing"])
    with pytest.raises(SystemExit):
        argparse.ArgumentParser().parse_args(["--nothing"])
    assert "unrecognized arguments: --nothing" in capsys.readouterr().err

"""The README's commands, files and links are real."""

import re
import subprocess
import sys

import pytest

from contract.tables import WITHHELD
from data_access.intake.mappings import list_mappings
from tests.places import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_linked_file_is_there():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_all_that_the_privacy_page_points_to_is_there():
    text = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / "docs" / target).exists(), target
    for path in re.findall(r"`(tests/[\w/.]+)`", text):
        assert (ROOT / path).exists(), path
    for state in WITHHELD:
        assert f"| `{state}` |" in text


def test_every_make_target_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"make ([a-z]+)", README)) <= targets


def test_every_shipped_mapping_is_named():
    assert all(f"`{name}`" in README for name in list_mappings())


@pytest.mark.parametrize("module", ["data_access", "reports", "sample_data", "benchmarks"])
def test_every_command_has_help(module):
    shown = subprocess.run(
        [sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "usage" in shown.stdout


def test_the_readme_s_commands_for_an_analyst_work(tmp_path):
    sources = tmp_path / "sources"
    run = [sys.executable, "-m"]
    for command in (
        [*run, "sample_data", "--out", str(sources), "--years", "2023"],
        [
            *run,
            "data_access",
            "aggregate",
            str(sources / "households_2023.parquet"),
            "--year",
            "2023",
            "--out",
            str(tmp_path / "extract.csv"),
        ],
        *(
            [
                *run,
                "data_access",
                name,
                "--year",
                "2023",
                "--extract",
                str(tmp_path / "extract.csv"),
                "--sections",
                str(sources / "sections.parquet"),
                "--lookup",
                str(sources / "lookup.csv"),
                "--into",
                str(tmp_path / "editions"),
                "--report",
                str(tmp_path / f"{name}.txt"),
            ]
            for name in ("check", "publish")
        ),
        [*run, "data_access", "list", str(tmp_path / "editions")],
        [*run, "data_access", "show", str(tmp_path / "editions/2023")],
        [*run, "reports", "figures", str(tmp_path / "editions/2023"), "--level", "municipio", "--format", "csv"],
    ):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        if "check" in command:
            assert not (tmp_path / "editions").exists()
    assert done.stdout.startswith("indicator_id,level,area_id")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["data_access", "show", "nowhere/2023"], 1),
        (["data_access", "publish"], 2),
        (["data_access", "unknown"], 2),
        (["reports", "figures", "nowhere/2023"], 1),
        (["data_access", "aggregate", "nothing.parquet", "--year", "2023", "--out", "/nowhere/x.csv"], 1),
    ],
)
def test_exit_codes(arguments, code):
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr

"""The README's commands, files and links are real."""

import re
import subprocess
import sys

import pytest

from contract.tables import WITHHELD
from data_access.intake.mappings import list_mappings
from tests.floors import PAGE, picture
from tests.places import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
BY_NAME = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
TOP = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")} - {"docs"}


@BY_NAME
def test_every_linked_file_and_every_path_in_the_text_is_there(path):
    text = path.read_text(encoding="utf-8")
    linked = [path.parent / target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    named = [ROOT / name for name in re.findall(r"`((?:\w+/)+(?:[\w.]+)?)`", text) if name.split("/")[0] in TOP]
    assert [str(target) for target in (*linked, *named) if not target.exists()] == []


@BY_NAME
def test_every_make_target_exists(path):
    assert set(re.findall(r"`make ([a-z]+)", path.read_text(encoding="utf-8"))) <= TARGETS


def test_the_readme_and_make_help_tell_the_same_targets():
    told = set(re.findall(r"^make ([a-z]+) +#", README, re.MULTILINE))
    assert told == set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE)) == TARGETS


def test_every_option_that_the_readme_gives_a_command_is_one():
    blocks = "\n".join(re.findall(r"^```\n(.*?)^```", README, re.MULTILINE | re.DOTALL))
    commands = re.findall(r"-m (data_access|reports) (\w+)([^\n]*(?:\\\n[^\n]*)*)", blocks)
    assert len(commands) >= 7
    for module, name, rest in commands:
        shown = subprocess.run(
            [sys.executable, "-m", module, name, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        assert [option for option in re.findall(r"--\w+", rest) if option not in shown] == []


def test_the_privacy_page_names_every_state():
    text = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert [state for state in WITHHELD if f"| `{state}` |" not in text] == []


def test_the_picture_of_the_floors_is_that_of_the_imports():
    assert picture() in PAGE.read_text(encoding="utf-8"), "make picture draws it anew"


def test_the_index_of_decisions_lists_all_with_their_state():
    folder = ROOT / "docs" / "decisions"
    lines = re.findall(r"^\| \[(\d{4})\]\(([^)]+)\) (.+) \| (.+) \|$", (folder / "README.md").read_text(), re.MULTILINE)
    files = sorted(path.name for path in folder.glob("0*.md"))
    assert [name for _, name, _, _ in lines] == files
    for number, name, title, state in lines:
        assert name.startswith(number)
        assert (folder / name).read_text(encoding="utf-8").splitlines()[0].endswith(title)
        assert re.fullmatch(r"in use|dropped|(amended|replaced) by \d{4}", state), state


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

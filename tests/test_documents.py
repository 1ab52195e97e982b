"""The README's commands, files and links are real."""

import importlib
import re
import shlex
import shutil
import subprocess
import sys

import pandas as pd
import pytest

from contract.tables import WITHHELD
from data_access.intake.mappings import list_mappings
from tests.conftest import SLOW
from tests.data_access.household_counts.test_aggregate import household
from tests.data_access.small_city import SmallCity
from tests.floors import PAGE, picture
from tests.forks import Fork, command
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


def ended(module, arguments):
    """The exit code of a command of ours, within this process."""
    with pytest.raises(SystemExit) as ended:
        raise SystemExit(importlib.import_module(f"{module}.__main__").main(arguments))
    return ended.value.code


def test_every_option_that_the_readme_gives_a_command_is_one(capsys):
    commands = [shlex.split(line) for line in readme_commands()]
    assert len(commands) >= 7
    for _, _, module, name, *rest in commands:
        assert ended(module, [name, "--help"]) == 0
        shown = capsys.readouterr().out
        assert [word for word in rest if word.startswith("--") and word not in shown] == []


def test_what_make_quick_leaves_out_is_there():
    assert [place for place in SLOW if not (ROOT / "tests" / place).exists()] == []


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
def test_every_command_has_help(module, capsys):
    assert ended(module, ["--help"]) == 0
    assert "usage" in capsys.readouterr().out


@pytest.mark.slow
def test_the_readme_s_commands_for_an_analyst_work_as_they_stand(tmp_path):
    files_of_an_analyst(tmp_path)
    commands = [line for line in readme_commands() if " savings " not in line]
    done = {}
    for line in commands:
        _, _, module, name, *rest = shlex.split(line.replace("HOUSEHOLDS.parquet", "households.parquet"))
        more = ["--complexes", "complexes.csv"] if name in ("check", "publish") else []
        process = Fork(target=command, args=(module, [name, *rest, *more], tmp_path, tmp_path / name))
        process.start()
        process.join()
        done[name] = (tmp_path / name).read_text(encoding="utf-8")
        assert process.exitcode == 0, f"{line}\n{done[name]}"
        if name == "check":
            assert not (tmp_path / "editions").exists()
    assert list(done) == ["aggregate", "check", "publish", "list", "show", "figures", "plan"]
    assert done["figures"].startswith("indicator_id,level,area_id")
    assert "C001" in done["plan"]


def files_of_an_analyst(folder):
    """The files that the README's commands name, of the small city, and a few households."""
    city = SmallCity(folder)
    shutil.copy(city.extract_path, folder / "extract.csv")
    shutil.copy(city.sections_path, folder / "sections.geojson")
    places = {name: city.polygons[name] for name in ("SEZ2011", "ID_NIL_PGT2030", "MUNICIPIO")}
    names = city.polygons["ID_NIL_PGT2030"].map("NIL {}".format)
    pd.DataFrame(places | {"NIL_PGT2030": names}).to_csv(folder / "lookup.csv", index=False)
    pd.DataFrame([household() for _ in range(12)]).to_parquet(folder / "households.parquet")
    estate = "id;nome;gestore_prevalente;lon;lat;alloggi\nC001;Via Prova 3;MM;9.1545;45.4608;120\n"
    (folder / "complexes.csv").write_text(estate, encoding="utf-8")


def readme_commands():
    """Every command line of the README's blocks that starts with the environment's Python, in order."""
    blocks = "\n".join(re.findall(r"^```\n(.*?)^```", README, re.MULTILINE | re.DOTALL)).replace("\\\n", " ")
    return [line for line in blocks.splitlines() if line.startswith(".venv/bin/python")]


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
def test_exit_codes(arguments, code, capsys):
    assert ended(arguments[0], arguments[1:]) == code
    assert capsys.readouterr().err


@pytest.mark.slow
def test_a_refusal_ends_the_process_with_its_code_and_without_a_trace():
    words = [sys.executable, "-m", "data_access", "show", "nowhere/2023"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stderr
    assert "Traceback" not in done.stderr

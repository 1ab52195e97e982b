"""What the architecture promises of the code's shape."""

import ast
import configparser
import re
import subprocess
import sys
import tomllib
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

from tests.places import PACKAGES, ROOT

FOLDERS = (*PACKAGES, "pages")
SOURCES = [ROOT / "app.py", *sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))]
VIEW = [path for path in SOURCES if path.parts[len(ROOT.parts)] in ("app.py", "pages", "ui")]
MOST_LINES = 40
BANNED = {"utils", "helpers", "common", "manager", "service", "misc"}


def name(path):
    return str(path.relative_to(ROOT))


@cache
def read(path):
    """The module's text, and its nodes."""
    text = path.read_text(encoding="utf-8")
    return text, list(ast.walk(ast.parse(text)))


def test_imports_follow_the_arrows():
    found = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout


def test_no_module_imports_itself_by_way_of_others():
    """So whichever page is opened first on a new server imports what it needs."""
    graph = grimp.build_graph(*PACKAGES, "pages", cache_dir=None)
    imported = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(list(TopologicalSorter(imported).static_order())) > 500


def test_modules_and_pages_are_short_and_named_from_the_field():
    lines = {path: read(path)[0].count("\n") for path in SOURCES}
    most = {path: 80 if path.parts[len(ROOT.parts)] == "pages" else 250 for path in SOURCES}
    assert {name(path): count for path, count in lines.items() if count > most[path]} == {}
    assert [name(path) for path in SOURCES if set(path.stem.split("_")) & BANNED] == []


def test_functions_are_short():
    """But the lists of columns of the records' former forms."""
    long = [
        f"{name(path)}: {node.name}"
        for path in SOURCES
        if "migrations" not in path.parts
        for node in read(path)[1]
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= MOST_LINES
    ]
    assert long == []


def test_every_page_lies_in_a_subfolder_and_no_script_beside_them():
    from ui.entrance.frame import PAGES

    assert list((ROOT / "pages").glob("*.py")) == []
    assert {page.script for page in PAGES} == {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*/*.py") if path.stem != "__init__"
    }


def test_only_the_room_of_kept_things_caches_for_the_view_and_read_editions():
    others = [path for path in VIEW if path.parent != ROOT / "ui" / "kept"]
    assert [name(path) for path in others if {"cache_data", "cache_resource"} & words_of(path)] == []
    readers = {"read_areas", "read_sections", "read_table", "find_edition", "list_editions"}
    called = {
        path: {node.func.id for node in read(path)[1] if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        for path in others
    }
    assert {name(path): names & readers for path, names in called.items() if names & readers} == {}


def words_of(path):
    return set(re.findall(r"\w+", read(path)[0]))


def test_streamlit_stays_in_the_view():
    below = [path for path in SOURCES if path not in VIEW]
    assert [name(path) for path in below if "import streamlit" in read(path)[0]] == []


def test_every_list_of_packages_is_that_of_the_folders():
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    arrows = configparser.ConfigParser()
    arrows.read(ROOT / ".importlinter")
    assert tools["mypy"]["files"] == ["app.py", "benchmarks", *PACKAGES]
    assert tools["pytest"]["ini_options"]["testpaths"] == ["tests", *PACKAGES]
    assert arrows["importlinter"]["root_packages"].split() == list(PACKAGES)
    beside_the_view = [package for package in PACKAGES if package != "ui"]
    assert arrows["importlinter:contract:streamlit"]["source_modules"].split() == [*beside_the_view, "ui.drawing"]
    [spoken] = [line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith("SPOKEN")]
    assert sorted(spoken.split()[2:]) == sorted(["app.py", *FOLDERS])


def test_what_a_docstring_says_first_is_a_whole_sentence():
    cut = []
    for path in SOURCES:
        for node in read(path)[1]:
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and (told := ast.get_docstring(node)):
                first = told.split("\n\n")[0].split("\n>>>")[0].rstrip('`"”’)')
                cut += [] if first.endswith((".", ":", "?", "!", "…")) else [f"{name(path)}: {first}"]
    assert cut == []


def test_functions_within_functions_say_what_they_do():
    """The linter looks at public ones alone, and takes none of these for public."""
    silent = {
        f"{name(path)}: {node.name}"
        for path in SOURCES
        for outer in read(path)[1] if isinstance(outer, ast.FunctionDef)
        for node in ast.walk(outer) if isinstance(node, ast.FunctionDef) and node is not outer
        if not ast.get_docstring(node)
    }  # fmt: skip
    assert silent == set()


def test_the_version_is_the_same_everywhere():
    from contract.code_version import CODE_VERSION

    assert f'version = "{CODE_VERSION}"' in (ROOT / "pyproject.toml").read_text()
    assert f"\n## {CODE_VERSION} (" in (ROOT / "CHANGELOG.md").read_text()
    assert f'softwareVersion: "{CODE_VERSION}"' in (ROOT / "publiccode.yml").read_text()

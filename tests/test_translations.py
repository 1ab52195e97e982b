"""Every sentence of the product exists in Italian, with the same blanks, and no translation is left over."""

import ast
import string

import pytest

from contract.translations import LANGUAGES, read_catalogue, translate
from tests.places import ROOT

FOLDERS = ("contract", "data_access", "geo", "indicators", "pages", "reports", "ui")
MARKS = {"t", "mark", "translate"}


def sentences():
    found = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MARKS:
                    first = node.args[0] if node.args else None
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        found[first.value] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


def blanks(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def test_every_sentence_is_in_italian():
    catalogue = read_catalogue("it")
    missing = [f"{place}: {sentence}" for sentence, place in sentences().items() if sentence not in catalogue]
    assert not missing, "\n".join(missing)


def test_no_translation_is_left_over():
    left = set(read_catalogue("it")) - set(sentences())
    assert not left, "\n".join(sorted(left))


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_translations_keep_the_blanks(language):
    wrong = [source for source, text in read_catalogue(language).items() if blanks(source) != blanks(text)]
    assert not wrong, "\n".join(wrong)


def test_a_sentence_is_filled_in_its_language():
    assert translate("row {row}", "it", row=3) == "riga 3"
    assert translate("row {row}", "en", row=3) == "row 3"

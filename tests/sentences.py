"""The sentences of the code, as the tests and `make words` (by babel.cfg) collect them."""

import ast
from functools import cache

from tests.places import PACKAGES, ROOT

ONE = {"t", "mark", "translate"}
"""Functions whose first argument is a sentence."""

COUNTED = {"t_count", "translate_count", "mark_count"}
"""Functions whose first two arguments are a sentence for one and the same for another number."""


def sentences_of(text):
    """Line and sentence, or line and the pair of a counted sentence, of each that a module's source holds."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            told = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if name in ONE and node.args[:1] and told and isinstance(node.args[0], ast.Constant):
                yield node.lineno, told[0]
            elif name in COUNTED and len(told) >= 2:
                yield node.lineno, (told[0], told[1])


@cache
def all_sentences():
    """Sentence, or pair, to the place where the product's code has it."""
    paths = sorted(path for folder in (*PACKAGES, "pages") for path in (ROOT / folder).rglob("*.py"))
    return {
        sentence: f"{path.relative_to(ROOT)}:{line}"
        for path in paths
        for line, sentence in sentences_of(path.read_text(encoding="utf-8"))
    }


def extract(file, _keywords, _comment_tags, options):
    """What Babel asks of an extractor: its own overlooks calls within f-strings."""
    for line, sentence in sentences_of(file.read().decode("utf-8")):
        yield line, "ngettext" if isinstance(sentence, tuple) else "gettext", sentence, []

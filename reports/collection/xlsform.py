"""The questionnaire as an XLSForm, for whoever collects with KoboToolbox or ODK (xlsform.org)."""

from collections.abc import Mapping
from io import BytesIO

import pandas as pd

from contract.answers import RECEIPT_WORDS
from contract.questionnaire import Codes, Question, Questionnaire, Words
from contract.translations import LANGUAGES, mark, translate
from data_access.collection.receipts import receipt_words

_LABELS = {"it": "label::Italiano (it)", "en": "label::English (en)"}
CONSENT, PLACE, MONTH = "consent", "place", "month"
"""Names of what stands around the questions."""

_ASKED = {
    MONTH: mark("In which month was this asked?"),
    PLACE: mark("Where does the person live?"),
    "yes": mark("yes"),
    "no": mark("no"),
    "receipt": mark(
        "Write these four words down for the person: with them, and only with them, the answers can be deleted. {words}"
    ),
}

_CARRIER = 2
"""Rises when this file asks, or draws, anything else of the same questionnaire: those tools tell forms by version."""

_RECEIPT = tuple(f"receipt_{place}" for place in range(1, RECEIPT_WORDS + 1))


def xlsform(form: Questionnaire, organisation: str, places: Mapping[str, str]) -> bytes:
    """The workbook of `form` for one `organisation`; `places`: codes ("nil_12", "complex_C001") and their names.

    Consent comes first, and without it nothing is asked. No question takes free text, and no place finer than a
    neighbourhood or an estate. The device draws the four words of the receipt and shows them before the form is sent;
    they come back with the submission, by `data_access.collection.submissions`.
    """
    survey = [
        {"type": "start", "name": "start"},
        {"type": "end", "name": "end"},
        *(
            {"type": "calculate", "name": name, "calculation": told}
            for name, told in _fixed(form, organisation).items()
        ),
        {"type": "select_one consent", "name": CONSENT, "required": "yes"} | _labels(form.consent),
        {"type": "begin_group", "name": "asked", "relevant": f"${{{CONSENT}}} = '1'"} | _labels(form.title),
        {"type": "date", "name": MONTH, "required": "yes", "appearance": "month-year"} | _labels(_told(MONTH)),
        {"type": "select_one place", "name": PLACE, "required": "yes", "appearance": "minimal"} | _labels(_told(PLACE)),
        *(_row(question) for question in form.questions),
        *_receipt(),
        {"type": "end_group"},
    ]
    named = {code: dict.fromkeys(LANGUAGES, name) for code, name in places.items()}
    choices = [
        *({"list_name": "consent", "name": code} | _labels(_told(word)) for code, word in (("1", "yes"), ("2", "no"))),
        *({"list_name": "place", "name": code} | _labels(words) for code, words in named.items()),
        *({"list_name": question.name, "name": choice.code} | _labels(choice.label)
          for question in form.questions for choice in question.choices),
    ]  # fmt: skip
    settings = {
        "form_title": form.title[LANGUAGES[0]],
        "form_id": form.form_id,
        "version": f"{form.version}.{form.consent_version}.{_CARRIER}",
        "default_language": "Italiano (it)",
    }
    return _workbook({"survey": survey, "choices": choices, "settings": [settings]})


def _fixed(form: Questionnaire, organisation: str) -> dict[str, str]:
    """What every submission carries by itself, in XPath."""
    return {
        "organisation": f"'{organisation}'",
        "form_version": str(form.version),
        "consent_version": str(form.consent_version),
    }


def _receipt() -> list[dict[str, str]]:
    """Rows that draw a receipt once, show it, and keep it: `once` leaves the words as they are when a form is opened
    again, and a number of the list is drawn for each word."""
    listed, drawn = " ".join(receipt_words()), f"int(random() * {len(receipt_words())})"
    words = ", ' ', ".join(f"${{{name}}}" for name in _RECEIPT)
    told = {
        language: translate(_ASKED["receipt"], language, words=" ".join(f"${{{name}}}" for name in _RECEIPT))
        for language in LANGUAGES
    }
    return [
        *({"type": "calculate", "name": name, "calculation": f"once(selected-at('{listed}', {drawn}))"}
          for name in _RECEIPT),
        {"type": "calculate", "name": "receipt", "calculation": f"concat({words})"},
        {"type": "note", "name": "receipt_shown"} | _labels(told),
    ]  # fmt: skip


def _row(question: Question) -> dict[str, str]:
    row = {"name": question.name, "relevant": _condition(question.asked_if)} | _labels(question.label)
    if question.kind == "one":
        return row | {"type": f"select_one {question.name}"}
    return row | {"type": "integer", "constraint": f". >= {question.low} and . <= {question.high}"}


def _condition(codes: Codes) -> str:
    """The condition in XPath; empty where the question is always asked."""
    each = [" or ".join(f"${{{name}}} = '{code}'" for code in wanted) for name, wanted in codes.items()]
    return " and ".join(f"({one})" for one in each)


def _told(name: str) -> Words:
    return {language: translate(_ASKED[name], language) for language in LANGUAGES}


def _labels(words: Words) -> dict[str, str]:
    return {column: words[language] for language, column in _LABELS.items()}


def _workbook(sheets: Mapping[str, list[dict[str, str]]]) -> bytes:
    held = BytesIO()
    with pd.ExcelWriter(held, engine="openpyxl") as writer:
        for name, rows in sheets.items():
            pd.DataFrame(rows).fillna("").to_excel(writer, sheet_name=name, index=False)
    return held.getvalue()

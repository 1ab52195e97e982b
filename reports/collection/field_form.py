"""The questionnaire as one page that works without a network: it keeps what waits to be sent on the device, sealed."""

import html
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from contract.answers import RECEIPT_WORDS
from contract.questionnaire import Questionnaire
from contract.translations import LANGUAGES, mark, translate
from data_access.collection.receipts import receipt_words

_HERE = Path(__file__).parent

_WORDS = {
    "agrees": mark("The person agrees"),
    "refuse": mark("The person does not agree: count that alone"),
    "refusal_kept": mark("Counted, without anything else."),
    "place": mark("Where does the person live? A neighbourhood, or an estate"),
    "month": mark("Month"),
    "organisation": mark("Code of your organisation (small letters and digits)"),
    "choose": mark("Choose"),
    "no_answer": mark("no answer"),
    "save": mark("Save the answers"),
    "next": mark("Next person"),
    "send": mark("Send now"),
    "file": mark("Save as a file"),
    "forget": mark("Delete from this device what is in the file"),
    "forget_sure": mark("Answers that will be deleted from this device: {count}. Is the file in a safe place?"),
    "waiting": mark("{count} to send."),
    "none_waiting": mark("Nothing to send."),
    "sent": mark("Everything was sent: no answer is left on this device."),
    "unreached": mark("There is no network, or the observatory does not answer: it will be tried again."),
    "not_allowed": mark(
        "Nothing is lost: open the observatory's page, sign in as somebody who records answers, and come back to send."
    ),
    "sign_in": mark("Open the observatory's page"),
    "some_refused": mark("Something was refused: save it as a file, and ask the observatory."),
    "opens_offline": mark("This page now opens without a network too."),
    "unread": mark("Answers on this device that cannot be opened: {count}."),
    "unkept": mark(
        "This browser keeps nothing: what is not sent is lost when the page closes. Save it as a file before, and give "
        "the file to the observatory."
    ),
    "receipt": mark(
        "Write these four words down for the person: with them, and only with them, the answers can be deleted. They "
        "are not shown again."
    ),
    "wrong_place": mark("Choose where the person lives."),
    "wrong_organisation": mark("An organisation is told by its code: small letters and digits."),
    "wrong_number": mark("Write a whole number from {low} to {high}, or nothing."),
}


def field_form(form: Questionnaire, places: Mapping[str, str], organisation: str = "") -> bytes:
    """The page, in every language; `places`: codes ("nil_12", "complex_C001") and names; `organisation`: the code of
    whoever is signed in, "" where the form asks it. What it sends is read by `data_access.collection.sent`."""
    page = {
        "form": asdict(form),
        "places": places,
        "organisation": organisation,
        "receipt_words": receipt_words(),
        "receipt_length": RECEIPT_WORDS,
        "words": {
            language: {name: translate(text, language) for name, text in _WORDS.items()} for language in LANGUAGES
        },
    }
    written = (_HERE / "field.html").read_text(encoding="utf-8")
    parts = {
        "{title}": html.escape(form.title[LANGUAGES[0]]),
        "{page}": json.dumps(page, ensure_ascii=False).replace("<", "\\u003c"),
        "{queue}": (_HERE / "field_queue.js").read_text(encoding="utf-8"),
        "{script}": (_HERE / "field.js").read_text(encoding="utf-8"),
    }
    for name, text in parts.items():
        written = written.replace(name, text, 1)
    return written.encode()


def field_worker() -> bytes:
    """The script by which a browser opens the page without a network."""
    return (_HERE / "field_worker.js").read_bytes()

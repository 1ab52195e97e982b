"""The page for the city's site: the same answers as the observatory's, from one file that calls nobody."""

import json
import random
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from contract.aid_facts import QUESTIONS
from data_access.aids.packaged_files import packaged_catalogue
from data_access.records.database import ENVIRONMENT_VARIABLE
from indicators.aids.eligibility import answer_all
from indicators.aids.household import household_of, isee_bands
from reports.__main__ import main
from reports.aids.page_file import page_data, residents_page
from reports.aids.words import option_labels, tell_answers
from reports.numbers import LOCALES
from tests.places import ROOT

CATALOGUE = packaged_catalogue()
TODAY = date(2026, 11, 28)
EDITIONS = [each for each in CATALOGUE.editions.values() if each.state != "announced"]
BANDS = isee_bands(EDITIONS)
DAYS = (TODAY, date(2025, 6, 30), date(2025, 12, 1), date(2022, 6, 1), date(2027, 1, 1))
ASK = """
const {answerAll, answerWords, amountWords} = require(process.argv[1]);
const {page, households} = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(households.map(([answers, today]) => answerAll(answers, page, today).map(
  (each) => [each.edition.aid, each.edition.begins, answerWords(each, page), amountWords(each, page)]))));
"""


def households(count):
    """Answers that somebody may give, and a day; the same at each run."""
    drawn = random.Random(1)
    options = {fact: list(option_labels(fact, BANDS, "it")) for fact in QUESTIONS}
    return [({fact: drawn.choice(codes) for fact, codes in options.items()}, drawn.choice(DAYS)) for _ in range(count)]


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_script_answers_as_the_observatory_does(language):
    if shutil.which("node") is None:
        pytest.skip("no Node.js on this machine: install it (Debian, Ubuntu: apt-get install nodejs) to run this test")
    asked = households(300)
    told = json.dumps({"page": page_data(CATALOGUE, EDITIONS, language),
                       "households": [(answers, str(today)) for answers, today in asked]})  # fmt: skip
    script = str(ROOT / "reports" / "aids" / "page.js")
    done = subprocess.run(["node", "-e", ASK, script], input=told, capture_output=True, text=True, check=True)
    for (answers, today), found in zip(asked, json.loads(done.stdout), strict=True):
        editions = [each for each in EDITIONS if each.is_in_force(today)]
        own = tell_answers(answer_all(editions, household_of(answers, BANDS)), CATALOGUE, language)
        assert {each.aid_id: (each.answer, each.amount) for each in own} == {
            aid: (answer, amount) for aid, _, answer, amount in found
        }, (answers, today)


def test_the_file_stands_alone_and_may_call_nobody():
    text = residents_page(CATALOGUE, "it", TODAY).decode()
    assert "default-src 'none'" in text and "form-action 'none'" in text
    assert re.findall(r"(?:src|href)=\"", text) == []
    assert not re.search(r"fetch\(|XMLHttpRequest|sendBeacon|localStorage|sessionStorage|cookie|WebSocket", text)
    assert "BSE-2025" not in text and "Bonus luce" in text
    assert not re.search(r">\{\w+\}<", text)


def test_what_an_editor_writes_is_never_run():
    aid = replace(CATALOGUE.aids["BSE"], name={"it": "</script><script>alert(1)</script> {script} {page}"})
    text = residents_page(replace(CATALOGUE, aids={**CATALOGUE.aids, "BSE": aid}), "it", TODAY).decode()
    assert text.count("<script") == 2 and "alert(1)\\u003c/script>" in text


def test_the_command_writes_the_page_in_each_language(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "records"))
    for language, title in (("it", "C’è qualcosa per me?"), ("en", "Is there something for me?")):
        assert main(["residents-page", str(tmp_path / "page.html"), "--in", language]) == 0
        assert f"<title>{title}</title>" in (tmp_path / "page.html").read_text(encoding="utf-8")


ARABIC = {
    "Is there something for me?": "هل هناك شيء لي؟",
    "What is your ISEE?": "ما هو مؤشر ISEE الخاص بك؟",
    "Yes, but ask for it": "نعم، ولكن يجب طلبه",
}


def test_another_language_is_a_catalogue_of_sentences_more_and_arabic_runs_from_right_to_left(tmp_path, monkeypatch):
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    entries = "".join(f'msgid "{english}"\nmsgstr "{told}"\n\n' for english, told in ARABIC.items())
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (folder / "messages.po").write_text(head + entries, encoding="utf-8")
    monkeypatch.setattr("contract.translations.CATALOGUES", tmp_path)
    monkeypatch.setitem(LOCALES, "ar", "ar")
    text = residents_page(CATALOGUE, "ar", TODAY).decode()
    assert '<html lang="ar" dir="rtl">' in text
    assert all(told in text for told in ARABIC.values())
    assert 'dir="ltr"' in residents_page(CATALOGUE, "it", TODAY).decode()

"""The page for the city's site: the same answers as the observatory's, from one file that calls nobody."""

import json
import random
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest
from babel.messages.pofile import read_po, write_po

from contract import translations
from contract.aid_facts import QUESTIONS
from contract.translations import residents_languages, translate, translate_count
from data_access.aids.packaged_files import packaged_catalogue
from data_access.records.database import ENVIRONMENT_VARIABLE
from indicators.aids.eligibility import answer_all
from indicators.aids.household import household_of, isee_bands
from reports.__main__ import main
from reports.aids.page_file import page_data, residents_page
from reports.aids.sheet import answers_pdf
from reports.aids.words import option_labels, tell_answers, tell_ended
from tests.places import ROOT
from tests.reports.aids.arabic import speak_arabic

CATALOGUE = packaged_catalogue()
TODAY = date(2026, 11, 28)
EDITIONS = [each for each in CATALOGUE.editions.values() if each.state != "announced"]
BANDS = isee_bands(EDITIONS)
DAYS = (TODAY, *(date(*each) for each in ((2025, 6, 30), (2025, 12, 1), (2022, 6, 1), (2027, 1, 1), (2027, 3, 31),
                                          (2027, 4, 1), (2025, 12, 24), (2025, 1, 15))))  # fmt: skip
ASK = """
const {answerAll, answerWords, amountWords, endedLately} = require(process.argv[1]);
const {page, households} = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(households.map(([answers, today]) => [answerAll(answers, page, today).map(
  (each) => [each.edition.aid, each.edition.begins, answerWords(each, page), amountWords(each, page)]),
  endedLately(answers, page, today)])));
"""


def households(count):
    """Answers that somebody may give, and a day; the same at each run."""
    drawn = random.Random(1)
    options = {fact: list(option_labels(fact, BANDS, "it")) for fact in QUESTIONS}
    return [({fact: drawn.choice(codes) for fact, codes in options.items()}, drawn.choice(DAYS)) for _ in range(count)]


@pytest.mark.parametrize("language", ["it", "en", "ar"])
def test_the_script_answers_as_the_observatory_does(language, tmp_path, monkeypatch):
    speak_arabic(tmp_path / "locale", monkeypatch)
    if shutil.which("node") is None:
        pytest.skip("no Node.js on this machine: install it (Debian, Ubuntu: apt-get install nodejs) to run this test")
    asked = households(300)
    assert len(asked) == 300
    told = json.dumps({"page": page_data(CATALOGUE, EDITIONS, language),
                       "households": [(answers, str(today)) for answers, today in asked]})  # fmt: skip
    script = str(ROOT / "reports" / "aids" / "page.js")
    done = subprocess.run(["node", "-e", ASK, script], input=told, capture_output=True, text=True, check=True)
    told_ended = set()
    for (answers, today), (found, ended) in zip(asked, json.loads(done.stdout), strict=True):
        editions = [each for each in EDITIONS if each.is_in_force(today)]
        household = household_of(answers, BANDS)
        gone = tell_ended(answer_all(CATALOGUE.ended_lately(today), household), CATALOGUE, language)
        assert sorted(map(tuple, ended)) == sorted(gone), (answers, today)
        told_ended.update(gone)
        own = tell_answers(answer_all(editions, household), CATALOGUE, language)
        assert {each.aid_id: (each.answer, each.amount) for each in own} == {
            aid: (answer, amount) for aid, _, answer, amount in found
        }, (answers, today)
    assert len(told_ended) > 10


def test_the_file_stands_alone_and_may_call_nobody():
    text = residents_page(CATALOGUE, "it", TODAY).decode()
    assert "default-src 'none'" in text and "form-action 'none'" in text
    assert re.findall(r"(?:src|href)=\"", text) == []
    assert not re.search(r"fetch\(|XMLHttpRequest|sendBeacon|localStorage|sessionStorage|cookie|WebSocket", text)
    assert "BSE-2025" not in text and "Bonus luce" in text and "CAF o all’INPS" in text
    assert not re.search(r">\{\w+\}<", text)


def test_a_file_made_before_or_after_an_end_tells_it():
    for today in (TODAY, date(2027, 1, 20)):
        text = residents_page(CATALOGUE, "it", today).decode()
        assert "È finito il 31/12/2026. Non sappiamo ancora se e come continua: chiedi allo sportello." in text, today
    assert "31/12/2026" not in residents_page(CATALOGUE, "it", date(2027, 4, 1)).decode()


def test_what_an_editor_writes_is_never_run():
    aid = replace(CATALOGUE.aids["BSE"], name={"it": "</script><script>alert(1)</script> {script} {page}"})
    text = residents_page(replace(CATALOGUE, aids={**CATALOGUE.aids, "BSE": aid}), "it", TODAY).decode()
    assert text.count("<script") == 2 and "alert(1)\\u003c/script>" in text


def test_the_command_writes_the_page_in_each_language(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "records"))
    for language, title in (("it", "C’è qualcosa per me?"), ("en", "Is there something for me?")):
        assert main(["residents-page", str(tmp_path / "page.html"), "--in", language]) == 0
        assert f"<title>{title}</title>" in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.fixture
def _arabic(tmp_path, monkeypatch):
    speak_arabic(tmp_path / "locale", monkeypatch)


@pytest.mark.usefixtures("_arabic")
def test_another_language_is_a_catalogue_of_sentences_more_and_arabic_runs_from_right_to_left(tmp_path, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "records"))
    assert residents_languages() == ("it", "en", "ar")
    assert main(["residents-page", str(tmp_path / "page.html"), "--in", "ar"]) == 0
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in text and "<h1>هل هناك شيء لي؟</h1>" in text
    assert "كم تبلغ قيمة ISEE لديك؟" in text and "نعم، ولكن يجب طلبه" in text
    assert "مكافأة الكهرباء (Bonus luce)" in text and "Water bonus (Bonus acqua)" in text
    assert 'dir="ltr"' in residents_page(CATALOGUE, "it", TODAY).decode()


@pytest.mark.usefixtures("_arabic")
def test_arabic_answers_tell_numbers_days_and_sentences_its_own_way_and_print():
    household = household_of({"isee": "9796", "supply": "both", "children": "0"}, BANDS)
    answers = tell_answers(answer_all(CATALOGUE.in_force(TODAY), household), CATALOGUE, "ar")
    told = {each.aid_id: each for each in answers}
    assert (told["BSE"].answer, told["BSE"].until) == ("نعم، تلقائيًا", "حتى 31/12/2026.")
    assert "204.40" in told["BSE"].amount and "قيمته بين" in told["BSE"].amount
    assert told["BSGC"].answer == "ربما (ينقص: التدفئة)"
    assert answers_pdf(answers, [], "ar", TODAY).startswith(b"%PDF")


def test_one_file_of_sentences_is_all_that_another_language_takes(tmp_path, monkeypatch, capsys):
    """Every sentence of the file is told between ‹ and ›, and none of the page is without; of aids, the file's too."""
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "records"))
    file = tmp_path / "uk" / "LC_MESSAGES" / "messages.po"
    assert main(["--language", "en", "residents-words", "uk", str(file)]) == 0
    assert re.fullmatch(r"\d{3} sentences are to be translated\.\n", capsys.readouterr().out)
    with file.open(encoding="utf-8") as written:
        told = read_po(written, locale="uk")
    for each in told:
        if each.id:
            each.string = (f"‹{each.id[1]}›",) * 3 if each.pluralizable else f"‹{each.id}›"
    with file.open("wb") as written:
        write_po(written, told)
    assert main(["--language", "en", "residents-words", "uk", str(file)]) == 0
    assert capsys.readouterr().out == "0 sentences are to be translated.\n"
    monkeypatch.setattr("contract.translations.CATALOGUES", tmp_path)
    page = page_data(CATALOGUE, EDITIONS, "uk")
    own = [text for question in page["questions"] for text in (question["text"], *(each["label"] for each in
           question["options"]))] + [*page["facts"].values(), *page["words"].values()]  # fmt: skip
    own += [text for each in page["editions"] for text in (each["name"], each["covers"], *each["lines"])]
    assert own and [text for text in own if "‹" not in text] == []
    assert main(["--language", "en", "residents-words", "xx", str(file)]) != 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'msgid "a"\nmsgstr "x"\n\n<<<<<<< HEAD\n', "ar.po, riga 4: Questo file non è un catalogo di frasi (PO)"),
        (b"codice,nome\n1,Uno\n", "ar.po, riga 1: Questo file non è un catalogo di frasi (PO)"),
        (
            'msgid "a"\nmsgstr "قيمة\n\nmsgid "b"\nmsgstr "y"\n'.encode(),
            'ar.po, riga 2: Questo file non è un catalogo di frasi (PO), o è danneggiato qui. Trovato: msgstr "قيمة.',
        ),
        (b"\xff\xfe\x00", "ar.po: Questo file non è un testo in UTF-8."),
    ],
)
def test_a_file_that_is_no_catalogue_is_not_written_over(tmp_path, monkeypatch, capsys, content, told):
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "records"))
    file = tmp_path / "ar.po"
    file.write_bytes(content)
    assert main(["residents-words", "ar", str(file)]) == 1
    assert told in capsys.readouterr().err and file.read_bytes() == content


def test_the_catalogue_of_the_product_itself_is_not_cut_down_to_what_residents_read(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "records"))
    file = tmp_path / "messages.po"
    file.write_text('msgid "a"\nmsgstr "x"\n', encoding="utf-8")
    assert main(["residents-words", "it", str(file)]) == 2
    assert "Il prodotto parla già “it”" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == 'msgid "a"\nmsgstr "x"\n'


def test_a_translation_with_another_blank_is_left_out_and_forms_follow_the_language(tmp_path, monkeypatch):
    speak_arabic(tmp_path / "locale", monkeypatch)
    assert translate("only if you do not get {aids}", "ar", aids="X") == "only if you do not get X"
    one, other = "{count} benefit is for you.", "{count} benefits are for you."
    assert [translate_count(one, other, count, "ar") for count in (0, 1, 2, 3, 11)] == [
        "لا مساعدة لك بعد.", "مساعدة واحدة لك.", "مساعدتان لك.", "3 مساعدات لك.", "11 مساعدة لك.",
    ]  # fmt: skip
    assert translate_count("{count} is a maybe.", "{count} are a maybe.", 1, "ar") == "1 is a maybe."


def test_a_sentence_whose_string_is_open_is_left_out_and_loses_no_letter(tmp_path, monkeypatch):
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text('msgid "a"\nmsgstr "uno\n\nmsgid "b"\nmsgstr "due"\n', encoding="utf-8")
    monkeypatch.setattr("contract.translations.CATALOGUES", tmp_path)
    for name in ("_read_po", "read_catalogue"):
        monkeypatch.setattr(translations, name, getattr(translations, name).__wrapped__)
    assert [translate(each, "ar") for each in "ab"] == ["a", "due"]

"""The page of the questionnaire: asking, the receipt, what was learnt, and withdrawing."""

import re
from dataclasses import replace

import pytest

from data_access.collection.forms import read_form
from data_access.collection.receipts import draw_receipt
from data_access.records.collecting import read_refusals
from data_access.records.corrections import told_responses
from data_access.records.responses import save_response, save_responses, set_organisation
from data_access.records.roles import grant_role
from tests.data_access.records.contents import response
from tests.ui.test_pages import opened, ran, words
from ui import identity
from ui.kept import editions as cached
from ui.kept import help_desk as kept

FORM = read_form()
RECEIPT = re.compile(r"mostrate: (\w+ \w+ \w+ \w+)")


@pytest.fixture(autouse=True)
def records(tmp_path, monkeypatch):
    """Records of this test alone."""
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path))
    return kept.records()


def field(app, kind, label):
    return next(each for each in getattr(app, kind) if each.label.startswith(label))


def agreed(app):
    field(app, "checkbox", "La persona").set_value(True)
    return ran(app)


def filled(app, organisation="caf"):
    field(app, "selectbox", "Dove vive").set_value("nil_1")
    field(app, "radio", "D’inverno").set_value("2")
    field(app, "text_input", "Il tuo nome").set_value("Ada")
    field(app, "text_input", "Codice").set_value(organisation)
    field(app, "button", "Salva le risposte").click()
    return ran(app)


def test_without_consent_nothing_is_asked():
    app = opened("questionnaire")
    assert FORM.consent["it"] in words(app)
    assert not app.radio
    assert len(agreed(app).radio) == sum(
        question.kind == "one" and not question.asked_if for question in FORM.questions
    )


def test_a_question_appears_where_earlier_answers_lead_to_it():
    app = agreed(opened("questionnaire"))
    field(app, "radio", "Come è riscaldata").set_value("2")
    field(ran(app), "radio", "Sa quanto").set_value("1")
    field(ran(app), "number_input", "Quanti euro").set_value(700)
    field(ran(app), "radio", "Come è riscaldata").set_value("3")
    assert not ran(app).number_input


def test_answers_are_saved_once_with_a_receipt_and_the_next_form_is_empty(records):
    app = filled(agreed(opened("questionnaire")))
    (row,) = told_responses(records, FORM, 12).to_dict("records")
    assert (row["place_id"], row["warm_in_winter"], row["organisation"], row["carrier"]) == ("1", "2", "caf", "desk")
    assert RECEIPT.search(words(app))
    assert not app.radio and not field(app, "checkbox", "La persona").value
    assert not RECEIPT.search(words(ran(app)))


def test_what_is_wrong_is_told_and_the_form_stays(records):
    app = filled(agreed(opened("questionnaire")), organisation="Mario Rossi!")
    assert "Un ente si indica con il suo codice" in words(app)
    assert told_responses(records, FORM, 12).empty
    assert field(app, "radio", "D’inverno").value == "2"


def test_figures_need_twelve_answers_and_then_stand_beside_europe_s(records):
    for number in range(8):
        save_response(records, FORM, response(number, warm_in_winter="2"), "Ada")
    assert "Le risposte non bastano ancora: a un valore ne servono 12" in words(opened("questionnaire"))
    for number, place in ((9, "13"), (10, "14"), (11, "15"), (12, "15")):
        save_response(records, FORM, replace(response(number, warm_in_winter="1"), place_id=place), "Ada")
    text = words(opened("questionnaire"))
    assert "Casa non abbastanza calda d’inverno" in text and "19,1%" in text
    assert "58,3%" in text and "risposte insufficienti" in text


def test_whoever_has_the_words_has_the_answers_deleted(records):
    receipt = RECEIPT.search(words(filled(agreed(opened("questionnaire")))))[1]
    app = opened("questionnaire", folds=("withdrawal",))
    field(app, "text_input", "Le quattro parole").set_value("una parola sbagliata qui")
    field(app, "button", "Cancella").click()
    assert "Nessuna risposta ha queste parole" in words(ran(app))
    field(app, "text_input", "Le quattro parole").set_value(receipt)
    field(app, "button", "Cancella").click()
    assert "Le risposte sono cancellate" in words(ran(app))
    assert told_responses(records, FORM, 12).empty


def test_a_coordinator_sees_quality_by_organisation_and_an_operator_the_own_alone(records, monkeypatch):
    for number, organisation in enumerate(["caf", "caf", "acli"]):
        save_response(records, FORM, response(number, organisation, damp="1"), "Ada")
    app = opened("questionnaire", folds=("quality",))
    assert re.findall(r"<th scope='row'>(acli|caf)</th><td>(\d)</td>", words(app)) == [("acli", "1"), ("caf", "2")]
    grant_role(records, "ada", "operator", "root")
    set_organisation(records, "ada", "caf", "root")
    assert "del tuo ente" not in words(app)
    monkeypatch.setattr("ui.identity.records", lambda: kept.records().in_name_of("ada"))
    monkeypatch.setattr("ui.identity.person", lambda: identity.Person("ada", "Ada"))
    assert re.findall(r"<th scope='row'>(acli|caf)</th><td>(\d)</td>", words(ran(app))) == [("caf", "2")]
    assert "acli" not in words(app) and "Le risposte sono quelle del tuo ente" in words(app)


def test_a_coordinator_sets_a_target_and_puts_an_answer_right(records):
    save_response(records, FORM, response(1, damp="1"), "Ada")
    app = opened("questionnaire", folds=("quality",))
    next(each for each in app.selectbox if each.label == "Dove").set_value("nil_12")
    field(app, "number_input", "Quante risposte").set_value(30)
    field(app, "button", "Fissa").click()
    app = ran(app)
    assert "L’obiettivo è fissato" in words(app) and ">30<" in words(app)
    field(app, "selectbox", "Domanda").set_value("damp")
    app = ran(app)
    assert "Ora è: sì" in words(app)
    field(app, "selectbox", "Dovrebbe essere").set_value("2")
    field(app, "button", "Correggi").click()
    text = words(ran(app))
    assert "La risposta è corretta" in text and "errore di battitura" in text
    assert told_responses(records, FORM, 12)["damp"].tolist() == ["2"]


def test_a_diary_opens_with_the_words_of_a_receipt_alone(records):
    receipt = save_response(records, FORM, response(1), "Ada")
    app = opened("questionnaire", folds=("diary",))
    next(each for each in app.text_input if each.key.startswith("diary_words")).set_value("quattro parole a caso")
    app = ran(app)
    assert "Nessuna risposta ha queste parole" in words(app) and not app.number_input
    next(each for each in app.text_input if each.key.startswith("diary_words")).set_value(receipt)
    app = ran(app)
    field(app, "radio", "Come si è stati").set_value("2")
    field(app, "number_input", "Che cosa segna il contatore della luce").set_value(1040)
    next(each for each in app.text_input if each.key.startswith("diary_by")).set_value("Ada")
    field(app, "button", "Salva la settimana").click()
    text = words(ran(app))
    assert "La settimana è salvata" in text and "2 · male" in text


def test_who_does_not_agree_is_counted_once_and_nothing_else(records):
    app = filled(agreed(opened("questionnaire")))
    field(app, "button", "La persona non è d’accordo").click()
    assert "Contata, senza nient’altro" in words(ran(app))
    assert read_refusals(records, "Ada").to_dict() == {"caf": 1}


def test_bills_told_by_people_of_an_estate_narrow_its_range_and_the_gain_is_told(records):
    lives = {"place_kind": "complex", "place_id": narrowing_estate(700)}
    file = {}
    for number in range(1, 13):
        bill = {"shared_bill_known": "1", "shared_bill_eur": 700 + number % 3}
        told = response(number, heating_system="2", damp="1", **bill)
        file[number] = replace(told, receipt=draw_receipt(), **lives)
    save_responses(records, FORM, file, "Ada")
    text = words(opened("questionnaire", folds=("quality",)))
    assert "Sperimentale" in text and "Quota pesata" in text
    assert "Guadagno, in punti percentuali" in text and re.search(r">\+\d+,\d<", text)


def narrowing_estate(bill):
    """One of the sample that heats together, and of which a bill would be believed."""
    complexes = cached.table(cached.edition(cached.years()[-1]), "complexes")
    trial = complexes.assign(heating_cost_eur=bill * complexes["dwellings"])
    poverty = kept.poverty_of(cached.edition(cached.years()[-1]), trial)
    return poverty.index[poverty["heating_bill_eur"].notna() & poverty["plausible_low"].notna()][0]

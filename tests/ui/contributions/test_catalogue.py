"""The managers' page: search, needs by area, thresholds, what is due, files, and changes by editors."""

import re
from datetime import date

import pytest

from data_access.aids.store import save_rows
from data_access.records.database import ENVIRONMENT_VARIABLE
from tests.places import ROOT
from tests.ui.test_pages import opened, ran, words
from ui.kept import aids as kept
from ui.kept import help_desk


@pytest.fixture(autouse=True)
def _own_records(tmp_path, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "records"))


def test_the_filters_are_in_the_address_and_find():
    text = words(opened("catalogue", need="upkeep"))
    table = text.split("<table")[1]
    assert "MITA-2021" in table and "BSE-2026" not in table and "1 edizione trovata." in text
    assert "BSE-2026" in words(opened("catalogue", words="luce", standing="open")).split("<table")[1]
    assert "che non esiste" in words(opened("catalogue", need="heat"))


def test_each_municipio_tells_its_needs_and_how_many_households_are_poor():
    text = words(opened("catalogue"))
    matrix = text.split("Famiglie in povertà energetica")[1].split("</table>")[0]
    assert matrix.count("<tr>") == 10
    assert "sovrapposto (" in matrix and "riservato (" in matrix and "nessuno" in matrix
    assert re.search(r"Municipio 8</th><td>[\d.]+–[\d.]+</td>", matrix)


def test_a_gap_is_told_in_a_sentence_and_thresholds_that_follow_each_other_too():
    text = words(opened("catalogue", ladder="rent", tenure="mm"))
    assert "Per questo bisogno nessuno dà nulla con un ISEE da 9.360,01\xa0€ a 9.796\xa0€" in text
    assert "A 9.360\xa0€ di ISEE finisce: " in text
    assert "qualunque sia l’ISEE" in words(opened("catalogue", ladder="upkeep"))


def test_what_is_due_is_told_with_who_answers_for_it():
    text = words(opened("catalogue"))
    assert "Le fonti si contraddicono: Molte pagine di gennaio 2026" in text


def test_the_worklist_names_estates_with_shared_heating():
    assert "codice del palazzo (PDR)" in words(opened("catalogue", folds=["worklist"]))


def test_an_edition_is_changed_and_its_history_told():
    app = opened("catalogue", folds=["aid_editing"])
    app.selectbox(key="aid_it").set_value("EIC-2")
    ran(app)
    next(each for each in app.text_input if each.label.startswith("Chi ne risponde")).set_value("ufficio casa")
    app.text_input(key="aid_name_it").set_value("Ada")
    next(each for each in app.button if each.label == "Salva l’edizione").click()
    text = words(ran(app))
    assert "Salvato." in text
    assert "owner: ufficio energia e clima → ufficio casa" in text and "Ada" in text
    assert kept.catalogue().editions["EIC-2"].owner == "ufficio casa"


def test_what_an_editor_gets_wrong_is_told_and_nothing_is_saved():
    app = opened("catalogue", folds=["aid_editing"])
    app.selectbox(key="aid_it").set_value("EIC-2")
    ran(app)
    next(each for each in app.text_input if each.label.startswith("Ultimo giorno,")).set_value("31/12/2026")
    app.text_input(key="aid_name_it").set_value("Ada")
    next(each for each in app.button if each.label == "Salva l’edizione").click()
    assert "un giorno come 2026-12-31" in words(ran(app))


def test_records_that_do_not_answer_leave_the_residents_their_page(monkeypatch):
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(ROOT / "README.md"))
    app = opened("for_me")
    assert len(app.radio) == 8
    app.button[0].click()
    text = words(ran(app))
    assert "class='aid ask'" in text and "Per ora non ci sono date dello sportello" in text


def test_an_offer_is_sent_with_a_receipt_and_decided_in_the_inbox():
    app = opened("catalogue", folds=["offer", "offers"])
    assert "Non è arrivata nessuna offerta." in words(app)
    app.text_input(key="offer_organisation_it").set_value("Fondazione Prova")
    app.text_input(key="offer_contact_it").set_value("segreteria, info@prova.example")
    app.text_area(key="offer_what_it").set_value("Cento lampadine <b>nuove</b>.")
    next(each for each in app.button if each.label == "Invia l’offerta").click()
    text = words(ran(app))
    assert re.search(r"Ricevuta il [\d: -]+\. .*[0-9a-f]{64}", text)
    assert "Cento lampadine &lt;b&gt;nuove&lt;/b&gt;." in text and "ricevuta" in text


def test_what_providers_report_stands_beside_the_households_in_energy_poverty():
    assert "Nessun ente ha ancora comunicato i beneficiari" in words(opened("catalogue", folds=["take_up"]))
    rows = [
        {"recipients_id": "BSE-2025-M8", "aid_id": "BSE", "year": "2025", "area": "municipio:8", "households": "1234",
         "source": "SII"},
    ]  # fmt: skip
    save_rows(help_desk.records(), {"recipients": rows}, "Ada", date(2026, 11, 28))
    table = words(opened("catalogue", folds=["take_up"])).split("Beneficiari</th>")[1].split("</table>")[0]
    assert re.search(r"Bonus luce</th><td>2025</td><td>Municipio 8</td><td>1.234</td><td>[\d.]+–[\d.]+</td>", table)

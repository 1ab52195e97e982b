"""The managers' page: search, needs by area, thresholds, what is due, files, and changes by editors."""

import re
from datetime import date, datetime

import pytest
import time_machine

from contract.local_time import LOCAL_TIME
from data_access.aids.store import save_rows
from data_access.records.database import ENVIRONMENT_VARIABLE
from tests.places import ROOT
from tests.ui.test_pages import opened, ran, words
from ui.kept import aids as kept
from ui.kept import editions as cached
from ui.kept import help_desk

pytestmark = pytest.mark.usefixtures("while_the_catalogue_holds")


@pytest.fixture(autouse=True)
def _own_records(tmp_path, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "records"))


def test_the_filters_are_in_the_address_and_find():
    text = words(opened("catalogue", need="upkeep"))
    table = text.split("1 edizione di contributi trovata.")[1].split("</table>")[0]
    assert "MITA-2021" in table and "BSE-2026" not in table and "1 edizione di contributi trovata." in text
    assert (
        "BSE-2026"
        in words(opened("catalogue", words="luce", standing="open"))
        .split("edizioni di contributi trovate.")[1]
        .split("</table>")[0]
    )
    assert "che non esiste" in words(opened("catalogue", need="heat"))


def table_after(text, heading):
    """The table that follows a heading, row by row: the texts of its cells."""
    table = text.split(heading, 1)[1].split("<table")[1].split("</table>")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table.split("<tr>")[1:]]
    return {cells[0]: cells[1:] for cells in rows}


def test_each_need_tells_who_gives_in_an_area_and_how_many_households_are_poor_there():
    text = words(opened("catalogue", folds=["matrix", "reached"], within="8"))
    givers = table_after(text, "Solo alcuni ricevono")
    assert "Nessuno dà niente per: manutenzione della caldaia, arredi ed elettrodomestici." in text
    assert len(set(re.findall(r"energetica: tra [\d.]+ e [\d.]+\.", text))) == 2
    assert len(givers) == 12 and len(givers["Bisogno"]) == 7
    assert givers["manutenzione della caldaia"] == ["nessuno"] + ["–"] * 6
    assert "Tra parentesi: quanti contributi. «Da più parti»" in text.split("Bisogni e aree")[-1].split("<table")[2]
    sides = table_after(text, "manutenzione della caldaia</th>")
    assert len(sides) == 11 and re.fullmatch(r"[\d.]+–[\d.]+", sides["Municipio 8"][0])
    reached = table_after(text, "dai conteggi pubblicati.")
    [poor] = re.findall(r"^[\d.]+–[\d.]+", sides["Tutta la città"][0])
    assert reached["manutenzione della caldaia"] == ["–", "–", "–", poor]
    assert len(reached) == 12 and all(set(cells) != {"–"} for cells in reached.values())


@pytest.mark.parametrize(("month", "is_told"), [(1, True), (5, False)])
def test_what_ended_lately_is_told_beside_what_nobody_covers(month, is_told):
    with time_machine.travel(datetime(2027, month, 5, 12, tzinfo=LOCAL_TIME)):
        text = words(opened("catalogue"))
    assert re.search("Nessuno dà niente per: [^.]*tassa dei rifiuti", text)
    assert ("Finiti da poco, e non si sa ancora se continuano: Bonus luce, Bonus gas, " in text) is is_told
    assert ("È finito da 5 giorni e nessuna edizione lo segue." in text) is is_told


def test_the_households_of_the_whole_city_are_told_once():
    assert len(re.findall("Famiglie in povertà energetica: tra", words(opened("catalogue")))) == 1


def test_an_aid_of_one_neighbourhood_stands_in_its_municipio_and_its_households_are_counted_there():
    """Quarto Oggiaro (NIL 76) lies in Municipio 8: what is given there is given to nobody in Municipio 1."""
    eight, one = (table_after(words(opened("catalogue", within=code)), "Solo alcuni ricevono") for code in ("8", "1"))
    given = [int(re.search(r"\d+", each["bolletta della luce"][6]).group()) for each in (eight, one)]
    assert given[0] > given[1]
    contents = kept.contents(cached.edition(2023))
    assert "nil:76" in contents["municipio:8"] and "nil:76" not in contents["municipio:1"]
    assert all(any(code.startswith("nil:") for code in contents[f"municipio:{n}"]) for n in range(1, 10))


def test_a_gap_is_told_in_a_sentence_and_thresholds_that_follow_each_other_too():
    text = words(opened("catalogue", ladder="rent", tenure="mm"))
    assert "Per questo bisogno nessuno dà nulla con questi ISEE: più di 9.360\xa0€." in text
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
    assert re.search(r"Ricevuta il [\d:/ ]+\. .*[0-9a-f]{64}", text)
    assert "Cento lampadine &lt;b&gt;nuove&lt;/b&gt;." in text and "ricevuta" in text
    [fingerprint] = re.findall(r"\b[0-9a-f]{64}\b", text)
    app.text_input(key="offer_receipt_it").set_value(fingerprint)
    assert "da Fondazione Prova, e non è cambiata: Cento lampadine" in words(ran(app))
    app.text_input(key="offer_receipt_it").set_value("0" * 64)
    assert "Nessuna offerta arrivata ha questa impronta" in words(ran(app))


def test_what_providers_report_stands_beside_the_households_in_energy_poverty():
    assert "Nessun ente ha ancora comunicato i beneficiari" in words(opened("catalogue", folds=["take_up"]))
    rows = [
        {"recipients_id": "BSE-2025-M8", "aid_id": "BSE", "year": "2025", "area": "municipio:8", "households": "1234",
         "source": "SII", "eligible_households": "2468"},
    ]  # fmt: skip
    save_rows(help_desk.records(), {"recipients": rows}, "Ada", date(2026, 11, 28))
    table = words(opened("catalogue", folds=["take_up"])).split("Beneficiari</th>")[1].split("</table>")[0]
    row = [
        "Bonus luce</th>",
        "<td>2025</td>",
        "<td class='short'>Municipio 8</td>",
        "<td>1.234</td>",
        "<td>2.468</td>",
        "<td>50,0%</td>",
    ]
    assert re.search("".join(map(re.escape, row)) + r"<td class='short'>[\d.]+–[\d.]+</td>", table)

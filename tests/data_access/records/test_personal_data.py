"""Reasons stay for ever: what looks like somebody's data is refused with words, what does not is let through."""

import pytest

from contract.errors import Refused
from contract.personal_data import personal_data_in
from data_access.records.checks import check_content
from tests.data_access.records.contents import PLAN, overrule, with_overrules

SOMEBODY = {
    "e-mail": ["scrivere a maria.rossi@example.it", "M.ROSSI+x@posta.comune.test chiede"],
    "codice": ["RSSMRA85T10A562S in graduatoria", "cf rssmra85t10a562s"],
    "bank": ["IT60X0542811101000000123456", "IT60 X054 2811 1010 0000 0123 456"],
    "telephone": [
        "chiamare 340 1234567",
        "tel. 340-123-4567",
        "+39 3401234567",
        "340.123.4567",
        "02 8846 4567",
        "0039 02 88464567",
    ],
    "door": ["alla scala B", "interno 12", "int. 5", "appartamento n. 7", "Flat 3", "citofono 14"],
    "address": [
        "abita in via Giuseppe Verdi 12",
        "Via Saint Bon, 6",
        "viale Monza n. 140",
        "piazza Duomo 1/A",
        "via San Vittore 2",
        "corso Lodi 33",
        "via della Spiga 5",
    ],
    "name": ["la sig.ra Rossi lo chiede", "Sig. Bianchi", "famiglia Esposito", "signor Verdi", "Mrs Smith"],
}
NOBODY = [
    "La sala è in cantiere",
    "Lavori in corso dal 2023 al 2025",
    "120 famiglie vulnerabili su 345",
    "Spesa di 1.250.000,50 € in tre anni",
    "350.000.000 € stanziati",
    "via Saint Bon resta servita",
    "per via di 3 alloggi vuoti",
    "su larga scala, a piano terra",
    "Il corso di formazione comincia il 3 maggio",
    "Delibera n. 1234 del 12/03/2026, prot. 0012/2026",
    "Quota 30% sopra 10%, punteggio 0,345",
    "La famiglia di indicatori non basta",
    "NIL 72, Municipio 5, sezione 0151460001234",
    "Moved: the custodian retires in 2027",
]


@pytest.mark.parametrize("text", [text for texts in SOMEBODY.values() for text in texts])
def test_what_looks_like_somebodys_data_is_refused_and_named(text):
    assert list(personal_data_in(text)), text
    with pytest.raises(Refused) as told:
        check_content(with_overrules(PLAN, overrule("K", reason=text)), "Ada")
    codes = {fault.code: fault for fault in told.value.faults}
    assert codes["personal_data"].found in text
    assert codes["personal_data"].column == "overrules.K.reason"
    with pytest.raises(Refused):
        check_content(PLAN, "Ada", reason=text)


@pytest.mark.parametrize("text", NOBODY)
def test_what_names_nobody_is_let_through(text):
    assert list(personal_data_in(text)) == []
    check_content(with_overrules(PLAN, overrule("K", reason=text)), "Ada", reason=text)


def test_every_kind_is_told_at_once():
    text = "famiglia Rossi, via Verdi 12, scala B, 340 1234567, m.rossi@example.it"
    assert len(list(personal_data_in(text))) == 5

"""Numbers as each language writes them."""

import pandas as pd
import pytest

from contract.translations import translate
from ui.words import formats
from ui.words.formats import share, with_article


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (formats.share(0.1238, "it"), "12,4%"),
        (formats.share(0.1238, "en"), "12.4%"),
        (formats.count(751_850, "it"), "751.850"),
        (formats.count(751_850, "en"), "751,850"),
        (formats.euro(1234.4, "it"), "1.234\xa0€"),
        (formats.euro(1234.4, "en"), "€1,234"),
        (formats.ratio(2.96, "it"), "3,0"),
        (formats.points(-0.0442, "it"), "−4,4"),
        (formats.points(0.073, "en"), "+7.3"),
        (formats.interval(0.025, 0.54, "share", "it"), "2,5% – 54,0%"),
        (formats.interval(0.62, 0.62, "share", "it"), "62,0%"),
        (formats.change(0.12, "it"), "+12%"),
        (formats.change(-0.05, "en"), "−5%"),
        (formats.change(0.004, "it"), "nessun cambiamento"),
        (formats.change(-0.004, "en"), "no change"),
        (formats.more_or_fewer(1234.4, "it"), "+1.234"),
        (formats.more_or_fewer(-17.0, "en"), "−17"),
        (formats.more_or_fewer(0.4, "en"), "no change"),
        (formats.more_or_fewer(-0.4, "it"), "nessun cambiamento"),
        (formats.more_or_fewer(None, "it"), "–"),
        (formats.more_or_fewer(formats.round_estimate(4780.3), "it"), "+4.800"),
        (formats.more_or_fewer(formats.round_estimate(float("nan")), "it"), "–"),
        (formats.rounded_count(63_612, "it"), "64.000"),
        (formats.rounded_count(7, "it"), "7"),
        (formats.window(998, 1000, "it"), "999\xa0±1"),
        (formats.window(999, 1001, "it"), "1.000"),
        (formats.window(1203, 1207, "en"), "1,205\xa0±2"),
        (formats.window(751_849, 751_851, "it"), "751.850"),
        (formats.window(751_849, 751_851, "en"), "751,850"),
        (formats.window(9, 11, "it"), "10\xa0±1"),
        (formats.window(8, 10, "it"), "8–10"),
        (formats.window(3, 5, "it"), "3–5"),
        (formats.window(0, 2, "it"), "0–2"),
        (formats.window(0, 0, "it"), "0"),
        (formats.window(17, 17, "it"), "17"),
        (formats.window(100, 109, "it"), "100–109"),
        (formats.window(351, 439, "it"), "351–439"),
        (formats.window(None, 4, "it"), "–"),
    ],
)
def test_numbers(written, expected):
    assert written == expected


@pytest.mark.parametrize("unit", ["share", "eur", "ratio"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_many_at_once_read_as_one_by_one(unit, language):
    values = pd.Series([0.0, 0.00041, 0.1238, 0.5, 1.0, 12.34, 1234.4, None])
    assert formats.quantities(values, unit, language) == [formats.quantity(v, unit, language) for v in values]


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.0125, "share", "1.3%"),
        (0.1125, "share", "11.3%"),
        (0.40650000000000003, "share", "40.7%"),
        (0.10649999999999998, "share", "10.7%"),
        (6.949999999999999, "ratio", "7.0"),
        (6.8500000000000005, "ratio", "6.9"),
        (2.5, "eur", "€3"),
        (-2.5, "eur", "−€3"),
    ],
)
def test_a_half_is_rounded_as_spreadsheets_and_browsers_do_one_by_one_and_many_at_once(value, unit, shown):
    assert formats.quantity(value, unit, "en") == shown
    assert formats.quantities(pd.Series([value]), unit, "en") == [shown]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (formats.percent(0.125, "en"), "13%"),
        (formats.decimals(0.285, "en"), "0.29"),
        (formats.points(0.0225, "en"), "+2.3"),
        (formats.count(4.5, "en"), "5"),
        (formats.rounded_count(4250, "en"), "4,300"),
        (formats.more_or_fewer(-0.5, "en"), "−1"),
    ],
)
def test_a_half_is_rounded_so_in_every_kind_of_number(written, expected):
    assert written == expected


@pytest.mark.parametrize("absent", [None, float("nan"), pd.NA])
@pytest.mark.parametrize("write", [formats.share, formats.count, formats.euro, formats.ratio, formats.points])
def test_what_is_absent_is_a_dash_in_both_languages(write, absent):
    assert write(absent, "it") == write(absent, "en") == "–"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("QUARTO OGGIARO - VIALBA - MUSOCCO", "Quarto Oggiaro - Vialba - Musocco"),
        ("BAGGIO - Q.RE DEGLI OLMI - Q.RE VALSESIA", "Baggio - Q.re degli Olmi - Q.re Valsesia"),
        ("CITTA' STUDI", "Città Studi"),
        ("MONLUE' - PONTE LAMBRO", "Monluè - Ponte Lambro"),
        ("PARCO BOSCO IN CITTA'", "Parco Bosco in Città"),
        ("NIGUARDA - CA' GRANDA", "Niguarda - Ca' Granda"),
        ("XXII MARZO", "XXII Marzo"),
        ("QT 8", "QT 8"),
        ("VIA DELL'INNOVAZIONE", "Via Dell'Innovazione"),
        ("Municipio 4", "Municipio 4"),
        ("<B>X</B>", "<B>X</B>"),
    ],
)
def test_names_in_capitals_are_shown_in_ordinary_letters(given, shown):
    assert formats.place_name(given).lower() == shown.lower()
    if "<" not in given:
        assert formats.place_name(given) == shown


@pytest.mark.parametrize("value", [0.0, -0.0, -0.0004])
def test_nearly_nothing_has_no_sign_of_its_own(value):
    assert formats.share(value, "it") == "0,0%"
    assert formats.points(value, "en") == "0.0"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0%"), (0.0003, "< 1%"), (0.0049, "< 1%"), (0.005, "1%"), (0.9949, "99%"), (0.9972, "> 99%"),
        (1.0, "100%"), (sum([0.1] * 10), "100%"), (None, "–"),
    ],
)  # fmt: skip
def test_a_chance_that_is_not_certain_and_progress_that_is_not_whole_are_not_shown_as_all(value, shown):
    assert formats.percent(value, "it") == formats.percent(value, "en") == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0,0%"),
        (1e-9, "< 0,1%"),
        (0.0004, "< 0,1%"),
        (0.000499, "< 0,1%"),
        (0.0005, "< 0,1%"),
        (0.0006, "0,1%"),
        (0.0012, "0,1%"),
        (0.9994, "99,9%"),
        (0.9995, "> 99,9%"),
        (0.99996, "> 99,9%"),
        (1.0, "100,0%"),
    ],
)
def test_little_is_not_nothing_and_nearly_all_is_not_all(value, shown):
    assert formats.share(value, "it") == shown
    assert formats.quantities(pd.Series([value, 0.5]), "share", "it") == [shown, "50,0%"]
    assert formats.share(value, "en") == shown.replace(",", ".")


@pytest.mark.parametrize(
    ("language", "sentence", "told"),
    [
        (
            "it",
            "l’edificio consuma il {share} di energia in più",
            "l’edificio consuma meno dello 0,1% di energia in più",
        ),
        (
            "it",
            "consumi del <strong>{share}</strong> più bassi",
            "consumi di <strong>meno dello 0,1%</strong> più bassi",
        ),
        ("it", "da {share} a {most}", "da meno dello 0,1% a più del 99,9%"),
        ("it", "Il {most} delle famiglie", "Più del 99,9% delle famiglie"),
        ("it", "{share} delle famiglie", "Meno dello 0,1% delle famiglie"),
        ("it", "Milano: {share} – {most}", "Milano: < 0,1% – > 99,9%"),
        ("en", "the building uses {share} more energy", "the building uses less than 0.1% more energy"),
    ],
)
def test_a_share_with_a_sign_has_words_in_a_sentence(language, sentence, told):
    assert translate(sentence, language, share=share(1e-5, language), most=share(0.99999, language)) == told


def test_an_article_before_a_share_with_a_sign_is_in_words():
    told = [with_article("< 0,1%", "it", preposition) for preposition in ("", "a", "da", "di")]
    assert told == ["meno dello 0,1%", "a meno dello 0,1%", "da meno dello 0,1%", "di meno dello 0,1%"]

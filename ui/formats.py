"""Numbers as each language writes them: `12,4%` and `1.234 €` in Italian, `12.4%` and `€1,234` in English."""

import re
from datetime import date
from functools import lru_cache

import pandas as pd
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

LOCALES = {"it": "it_IT", "en": "en_GB"}
ABSENT = "–"
_SMALL_WORDS = {"DEL", "DELLA", "DELLE", "DEGLI", "DEI", "DI", "DA", "E", "SUL", "IN"}


def share(value: float | None, language: str) -> str:
    """A share 0–1 as a percentage with one decimal; – where there is none."""
    return (
        ABSENT if value is None or _is_absent(value) else format_percent(value, format="0.0%", locale=LOCALES[language])
    )


def percent(value: float | None, language: str) -> str:
    """A share 0–1 as a whole percentage, for chances and weights; – where there is none."""
    if value is None or _is_absent(value):
        return ABSENT
    return format_percent(value, format="0%", locale=LOCALES[language])


def count(value: float | None, language: str) -> str:
    """A whole number with its thousands apart; – where there is none."""
    return ABSENT if _is_absent(value) else format_decimal(round(float(value or 0)), locale=LOCALES[language])


def rounded_count(value: float, language: str) -> str:
    """A count that is an estimate, to two significant figures, so that no false precision is shown."""
    digits = max(0, len(str(int(abs(value)))) - 2)
    return count(round(value, -digits), language)


def euro(value: float | None, language: str) -> str:
    """Whole euros; – where there is none."""
    if value is None or _is_absent(value):
        return ABSENT
    return format_currency(
        value,
        "EUR",
        format="¤#,##0" if language == "en" else "#,##0\xa0¤",
        locale=LOCALES[language],
        currency_digits=False,
    )


def ratio(value: float | None, language: str) -> str:
    """A plain ratio with one decimal; – where there is none."""
    return (
        ABSENT
        if value is None or _is_absent(value)
        else format_decimal(value, format="#,##0.0", locale=LOCALES[language])
    )


_SHOWN_DECIMALS = {"share": 3, "eur": 0, "ratio": 1}
_BY_UNIT = {"share": share, "eur": euro, "ratio": ratio}


def quantity(value: float | None, unit: str, language: str) -> str:
    """A value of an indicator whose unit is "share", "eur" or "ratio"."""
    return _BY_UNIT[unit](value, language)


_kept_quantity = lru_cache(maxsize=50_000)(quantity)


def quantities(values: pd.Series, unit: str, language: str) -> list[str]:
    """Many values at once, as `quantity` writes each: every text is made once and kept, 10 × faster at 6,000."""
    shown = values.astype("Float64").round(_SHOWN_DECIMALS[unit])
    texts = {value: _kept_quantity(value, unit, language) for value in shown.dropna().unique()}
    return [ABSENT if pd.isna(value) else texts[value] for value in shown.tolist()]


def interval(low: float | None, high: float | None, unit: str, language: str) -> str:
    """`2,5% – 54,0%`: both ends of a range, one where they are the same, – where there is none."""
    if _is_absent(low) or _is_absent(high):
        return ABSENT
    ends = quantity(low, unit, language), quantity(high, unit, language)
    return ends[0] if ends[0] == ends[1] else " – ".join(ends)


def points(change: float | None, language: str) -> str:
    """A change of a share, in signed percentage points with one decimal."""
    if _is_absent(change):
        return ABSENT
    return format_decimal(100 * float(change or 0), format="+0.0;−0.0", locale=LOCALES[language])


def day(moment: str, language: str) -> str:
    """The day of an ISO moment: 23/11/2026."""
    return format_date(date.fromisoformat(moment[:10]), format="dd/MM/yyyy", locale=LOCALES[language])


def place_name(name: str) -> str:
    """A name that its source writes in capitals, in ordinary letters; any other name as it is.

    >>> place_name("QUARTO OGGIARO - Q.RE CA' GRANDA"), place_name("Municipio 4")
    ("Quarto Oggiaro - Q.re Ca' Granda", 'Municipio 4')
    """
    return re.sub(r"[^\W\d_]+", _ordinary, name) if name.isupper() else name


def _ordinary(word: re.Match[str]) -> str:
    text, before = word.group(), word.string[max(0, word.start() - 1) : word.start()]
    return text.lower() if before == "." or (text in _SMALL_WORDS and word.start()) else text.capitalize()


def _is_absent(value: float | None) -> bool:
    return bool(pd.isna(value))

"""All renovations on a slide: what each saved at equal weather, with its interval and verdict."""

from collections.abc import Mapping

import pandas as pd

from contract.translations import mark, translate
from indicators.savings.portfolio import ranked_by
from indicators.savings.saving import TOLD
from reports.decks.asked import Asked
from reports.decks.slide import LISTED, Bar, Bars, Body, Table
from reports.numbers import count, decimals, interval, share
from reports.renovations.verdicts import IN_DOUBT, verdict_name
from reports.renovations.works_words import works_name

ORDER_HEADS = {
    "kwh_per_eur": mark("kWh a year per euro"),
    "kwh_per_vulnerable": mark("kWh a year per vulnerable household"),
}
"""Columns by which renovations are ranked, and their heads."""

_CAPTION = mark("Renovations of public housing, before and after at equal weather · {year}")
_NONE = mark("This edition has no renovation with readings before and after it.")
_CHART = mark("Share of energy saved")
_LACKING = mark("Renovations of which it cannot be told what they saved: {count}.")
_DOUBTED = mark("{share}, in doubt")
_INTERVAL = mark("The interval holds the true saving in 90 cases of 100.")


def renovation_body(asked: Asked) -> Body:
    """The renovations with a verdict, ranked as the codes ask."""
    language = asked.language
    caption = translate(_CAPTION, language, year=asked.reading.edition.year)
    portfolio = asked.reading.portfolio()
    frame = portfolio.retrofits if portfolio else pd.DataFrame(columns=["verdict"])
    assessed = frame[frame["verdict"].isin(TOLD)]
    if assessed.empty:
        return Body(caption, notes=(translate(_NONE, language),))
    order = asked.get("order")
    rows = ranked_by(assessed, order).head(LISTED)
    names = asked.reading.table("complexes").drop_duplicates("complex_id").set_index("complex_id")["name"]
    works = asked.reading.works().set_index("retrofit_id", drop=False)
    told = {
        str(row["retrofit_id"]): (
            f"{place}. {names.get(row['complex_id'], row['complex_id'])}",
            _works(works.loc[row["retrofit_id"]], language),
        )
        for place, (_, row) in enumerate(rows.iterrows(), 1)
    }
    lacking = len(frame) - len(assessed)
    notes = [translate(_INTERVAL, language)]
    notes += [translate(_LACKING, language, count=lacking)] if lacking else []
    notes += [translate(IN_DOUBT, language)] if rows["is_doubtful"].any() else []
    bars, table = _bars(rows, told, language), _table(rows, told, order, language)
    return Body(caption, bars=bars, table=table, notes=tuple(notes))


def _bars(rows: pd.DataFrame, told: Mapping[str, tuple[str, str]], language: str) -> Bars:
    bars = tuple(
        Bar(" · ".join(told[str(row["retrofit_id"])]), float(row["share"]), _saved(row, language))
        for _, row in rows.iterrows()
        if pd.notna(row["share"])
    )
    return Bars(translate(_CHART, language), bars, "0.0%")


def _saved(row: pd.Series, language: str) -> str:
    told = share(row["share"], language)
    return translate(_DOUBTED, language, share=told) if row["is_doubtful"] else told


def _table(rows: pd.DataFrame, told: Mapping[str, tuple[str, str]], order: str, language: str) -> Table:
    heads = (mark("Estate"), mark("Verdict"), mark("90% interval"), ORDER_HEADS[order])
    cells = tuple(
        (
            told[str(row["retrofit_id"])][0],
            verdict_name(row, language),
            interval(row["share_low"], row["share_high"], "share", language),
            _each(row, order, language),
        )
        for _, row in rows.iterrows()
    )
    return Table(tuple(translate(head, language) for head in heads), cells)


def _each(row: pd.Series, order: str, language: str) -> str:
    return (decimals if order == "kwh_per_eur" else count)(row[order], language)


def _works(works: pd.Series, language: str) -> str:
    """Works, their building and the year of their end: an estate may have had several."""
    return f"{works_name(works, language)} ({str(works['end_date'])[:4]})"

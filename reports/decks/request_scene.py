"""What is asked of those who hold the data, on a slide: which missing field, how many households it settles, where."""

from contract.translations import mark, mark_count, translate
from indicators.scenarios.next_extract import INCOME, NOTHING, SPEND, most_worth, value_of_fields
from reports.addresses.labels import level_head
from reports.decks.asked import Asked
from reports.decks.slide import LISTED, Bar, Bars, Body, Fact, Table
from reports.numbers import count

ASKED = {SPEND: mark("missing bills"), INCOME: mark("missing incomes"), NOTHING: mark("nothing")}
"""What to ask for, in words."""

_CAPTION = mark("Missing data that keep the range wide · {city} · {year}")
_CHART = mark("Households that each field would settle")
_NOW = mark_count("{points} point", "{points} points", "points")
_WIDTH = mark("wide is the range of energy poverty today")
_AFTER = mark("wide once the first field is known")
_UNKNOWN = mark("This edition does not hold the counts that tell which field is worth most.")
_COUNTS = mark("Counts by census section are enough; no name, address or contract is asked for.")


def request_body(asked: Asked) -> Body:
    """The fields to ask for first, as the page of data lists them."""
    read, language = asked.reading, asked.language
    edition = read.edition
    caption = translate(_CAPTION, language, city=edition.manifest["city"]["name"], year=edition.year)
    city = value_of_fields(read.areas("city")).iloc[0]
    if city.isna().any():
        return Body(caption, notes=(translate(_UNKNOWN, language),))
    bars = tuple(
        Bar(translate(ASKED[field], language), float(city[field]), count(city[field], language))
        for field in (SPEND, INCOME)
    )
    widths = (("width", _WIDTH), ("width_after", _AFTER))
    return Body(
        caption,
        bars=Bars(translate(_CHART, language), bars, "#,##0"),
        table=_table(asked),
        facts=tuple(Fact(_points(float(city[name]), language), translate(label, language)) for name, label in widths),
        notes=(translate(_COUNTS, language),),
    )


def _table(asked: Asked) -> Table:
    read, language = asked.reading, asked.language
    names, level = read.names(read.edition.middle), read.edition.middle
    rows = tuple(
        (str(names[area]), translate(ASKED[row["ask"]], language), count(max(row["spend"], row["income"]), language))
        for area, row in most_worth(value_of_fields(read.areas(level)), LISTED).iterrows()
    )
    head = level_head(level, language, read.edition.level_words)
    heads = (mark("Ask for"), mark("Households settled"))
    return Table((head, *(translate(each, language) for each in heads)), rows)


def _points(width: float, language: str) -> str:
    return translate(_NOW, language, points=count(100 * width, language))

"""The map on a slide: the classes of the page, the highest areas numbered on it and listed beside it."""

import pandas as pd

from contract.translations import mark, translate
from indicators.catalogue.registry import Choices, Indicator, get_indicator
from indicators.small_areas.area_doubt import smoothed_figures
from indicators.small_areas.standing import range_standing
from reports.addresses.indicator_fields import COUNTED
from reports.addresses.labels import level_title
from reports.addresses.map_codes import choices_at, imputes_heat, measure_at, reading_at
from reports.decks.asked import Asked
from reports.decks.slide import LISTED, Body, Table
from reports.maps.area_doubt import READING_SENTENCES, paled, shown_names
from reports.maps.classes import Classes, classes_of, shared_ends
from reports.maps.palette import COMPLEX, UNSURE
from reports.maps.picture import MapPicture, Mark, map_svg, picture_height
from reports.maps.shapes import Shapes
from reports.numbers import count, interval, quantity
from reports.privacy_words import window_words
from reports.reading.edition_reading import EditionReading

_ALT = mark("Map of {city} by {areas}: {caption}. Highest: {highest}.")
_RANGE = mark("The range of each figure stands beside it: from the certain minimum to the possible maximum.")
RANGES = {
    "smoothed": mark("The range of each figure stands beside it: where it almost surely lies, chance alone told."),
    "plausible": mark("The range of each figure stands beside it: what is plausible."),
}
"""Ranges that stand beside a figure instead of its certain ends, by the beginning of their columns."""
_HIDDEN = mark("Areas without a figure: {count}.")


def map_body(asked: Asked) -> Body:
    """The map that the page shows for these codes."""
    indicator, language = get_indicator(asked.get("indicator")), asked.language
    choices, reading = choices_at(asked.get), reading_at(indicator, asked.get)
    if imputes_heat(indicator, asked.get, asked.get("imputed")):
        choices = asked.reading.imputed(choices)
    measure, level = measure_at(indicator, asked.get), asked.level
    shown = shown_names(measure, reading, choices.is_heat_imputed)
    edition = asked.reading.edition
    areas = level_title(level, language, edition.level_words)
    caption = " · ".join([*(translate(word, language) for word in (indicator.label, *shown)), areas, str(edition.year)])
    drawn, classes = drawn_map(asked, indicator, choices, measure, reading)
    highest = highest_areas(drawn, classes, measure, asked.reading.names(level))
    estates = asked.reading.table("complexes") if asked.get("complexes") == "1" else None
    picture = picture_of(asked, drawn, classes, highest, measure, indicator.unit, caption, estates)
    return Body(
        caption,
        map=picture,
        table=highest_table(drawn, highest, measure, indicator.unit, language),
        notes=tuple(_notes(asked.reading, drawn, reading, language)),
        indicator=f"{indicator.id}, v{indicator.version}",
    )


def drawn_map(
    asked: Asked, indicator: Indicator, choices: Choices, measure: str, reading: str
) -> tuple[pd.DataFrame, Classes]:
    """Figures and classes of the map, small areas read in one of `READINGS`."""
    read, level, language = asked.reading, asked.level, asked.language
    drawn, k = read.figures(level, indicator, choices), int(asked.get("classes"))
    ends = ends_of(asked, indicator, choices, measure)
    if reading in COUNTED:
        classes = classes_of(drawn, measure, indicator.unit, asked.get("method"), k, language, ends)
        standing = range_standing(drawn, read.figures("city", indicator, choices))
        return drawn, classes if reading == "raw" else paled(classes, standing, reading, language)
    doubt = read.doubt(level, indicator, choices)
    around = {name: doubt[name] for name in ("smoothed_low", "smoothed_high")}
    drawn = smoothed_figures(drawn, doubt).assign(**around)
    classes = classes_of(drawn, "estimate", indicator.unit, asked.get("method"), k, language, ends)
    standing = doubt["standing"].where(drawn["state"] == "shown", "")
    return drawn, paled(classes, standing, reading, language) if reading == "sure" else classes


def ends_of(asked: Asked, indicator: Indicator, choices: Choices, measure: str) -> list[float]:
    """Upper ends of the classes of a figure: the same in every edition beside, on what was counted."""
    alike = [each for _, each in sorted(asked.beside.items()) if asked.level in each.edition.levels]
    several = [each.figures(asked.level, indicator, choices) for each in alike]
    return shared_ends(several, measure, asked.get("method"), int(asked.get("classes")))


def highest_areas(drawn: pd.DataFrame, classes: Classes, measure: str, names: pd.Series) -> pd.Series:
    """Names of the areas of highest figure by id, highest first; those that the map pales are left out."""
    is_pale = pd.Series([classes.colours[int(code)] == UNSURE for code in classes.codes], drawn.index)
    values = drawn[measure].astype("Float64").where((drawn["state"] == "shown") & ~is_pale).dropna()
    return names.reindex(values.astype(float).nlargest(LISTED).index)


def picture_of(
    asked: Asked,
    drawn: pd.DataFrame,
    classes: Classes,
    highest: pd.Series,
    measure: str,
    unit: str,
    caption: str,
    estates: pd.DataFrame | None = None,
) -> MapPicture:
    """The map with the `highest` areas numbered on it, estates as dots, and what it shows in words."""
    edition, level, language = asked.reading.edition, asked.level, asked.language
    shapes = asked.reading.shapes(level)
    marks = _estates(shapes, estates) + [
        Mark(str(place), shapes.inside[area]) for place, area in enumerate(highest.index, 1) if area in shapes.inside
    ]
    svg = map_svg(shapes, drawn.index, classes, marks)
    told = [f"{name} {quantity(drawn.loc[area, measure], unit, language)}" for area, name in highest.items()]
    names = {"city": edition.manifest["city"]["name"], "areas": level_title(level, language, edition.level_words)}
    alt = translate(_ALT, language, caption=caption, highest="; ".join(told), **names)
    return MapPicture(svg, classes.legend, caption, alt, picture_height(shapes))


def _estates(shapes: Shapes, estates: pd.DataFrame | None) -> list[Mark]:
    if estates is None or estates.empty:
        return []
    places = estates[["lon", "lat"]].astype(float).dropna()
    return [Mark("", shapes.sheet.place(lon, lat), COMPLEX) for lon, lat in places.to_numpy()]


def highest_table(drawn: pd.DataFrame, highest: pd.Series, measure: str, unit: str, language: str) -> Table:
    """The numbered areas with their figure and its range."""
    low, high = _ends(drawn)
    rows = tuple(
        (
            f"{place}. {name}",
            quantity(drawn.loc[area, measure], unit, language),
            interval(drawn.loc[area, low], drawn.loc[area, high], unit, language),
        )
        for place, (area, name) in enumerate(highest.items(), 1)
    )
    heads = (mark("Area"), mark("Figure"), mark("Range"))
    return Table(tuple(translate(head, language) for head in heads), rows)


def _ends(drawn: pd.DataFrame) -> tuple[str, str]:
    """Columns of the range that stands beside a figure."""
    kinds = [name for name in RANGES if f"{name}_low" in drawn]
    return (f"{kinds[0]}_low", f"{kinds[0]}_high") if kinds else ("minimum", "maximum")


def _notes(read: EditionReading, drawn: pd.DataFrame, reading: str, language: str) -> list[str]:
    sentences = [next((told for name, told in RANGES.items() if f"{name}_low" in drawn), _RANGE)]
    if reading in READING_SENTENCES:
        sentences.append(READING_SENTENCES[reading])
    notes = [translate(sentence, language) for sentence in sentences]
    hidden = int((drawn["state"] != "shown").sum())
    if hidden:
        notes.append(translate(_HIDDEN, language, count=count(hidden, language)))
    return [*notes, window_words(read.edition.manifest["privacy"]["least_count"], language)]

"""One estate on paper, to be signed: the plan and its weights, where the estate lies, why it stands there."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from contract.errors import UnknownName
from contract.translations import mark, translate
from indicators.help_desk.criteria import CRITERIA
from indicators.help_desk.plan_choices import KEPT
from reports.decks.slide import Body, Fact, Table
from reports.help_desk.desk_plan import TIER_MEANINGS, TIER_NAMES
from reports.help_desk.numbering import plan_labels
from reports.help_desk.plan import PlanDocument
from reports.help_desk.plan_sheets import basis_sheet
from reports.help_desk.plan_words import choice_label, vulnerable_words
from reports.maps.palette import COMPLEX
from reports.maps.picture import MapPicture, Mark, map_svg, picture_height
from reports.maps.plain import plain_classes
from reports.numbers import count, percent, ratio
from reports.privacy_words import window_words
from reports.reading.edition_reading import EditionReading
from reports.sheets.paper import Page, Part, pages_pdf

POINTS = 100
SIGNATURES = (mark("Housing department"), mark("Welfare department"), mark("Manager of the estate"))
"""Who signs the sheet, as the plan has it that estates are chosen together."""

_UNKNOWN = mark("This plan has no estate “{estate}”.")
_ALT = mark("Where {estate} lies in {city}, among the other estates of the plan.")
_HEADS = (mark("Criterion"), mark("Weight"), mark("Points of 100"))
_CHANCE = mark("chance of tier 1, with data and weights drawn within their doubt")
_VULNERABLE = mark("vulnerable households, with the plausible range")
_NOT_SAVED = mark("This plan is not saved: the sheet tells what it would be with these choices.")


def estate_pdf(read: EditionReading, document: PlanDocument, complex_id: str, language: str, today: date) -> bytes:
    """The sheet of one estate of a plan as a tagged PDF. Raises UnknownName where the plan has no such estate."""
    return pages_pdf([estate_page(read, document, complex_id, language)], read.edition, language, today)


def estate_page(read: EditionReading, document: PlanDocument, complex_id: str, language: str) -> Page:
    """What the sheet says: the tier, order and numbers of the plan's workbook. Raises UnknownName."""
    rows = document.rows.assign(label=plan_labels(document.rows["tier"] == KEPT)).set_index("complex_id")
    if complex_id not in rows.index:
        raise UnknownName(_UNKNOWN, estate=complex_id)
    row = rows.loc[complex_id]
    name = f"{row['label']}. {row['name']}"
    body = Body(
        " · ".join(str(row[part]) for part in ("manager", "address") if part in row and pd.notna(row[part])),
        map=_map(read, rows, complex_id, language),
        table=_points(row, document.choices["weights"], language),
        facts=_facts(row, language),
        notes=(window_words(read.edition.manifest["privacy"]["least_count"], language),),
    )
    signatures = tuple(translate(each, language) for each in SIGNATURES)
    return Page(name, body, (_why(row, language), _basis(document, language)), signatures)


def _facts(row: pd.Series, language: str) -> tuple[Fact, ...]:
    tier = int(row["tier"])
    facts = [
        Fact(translate(TIER_NAMES[tier], language), translate(TIER_MEANINGS[tier], language)),
        Fact(vulnerable_words(row, language), translate(_VULNERABLE, language)),
    ]
    if pd.notna(row.get("chance_tier_1")):
        facts.append(Fact(percent(float(row["chance_tier_1"]), language), translate(_CHANCE, language)))
    return tuple(facts)


def _points(row: pd.Series, weights: Mapping[str, float], language: str) -> Table:
    """What each criterion gives, of the most that its weight lets it give."""
    total = sum(weights.values())
    told = tuple(
        (
            translate(CRITERIA[name].label, language) if name in CRITERIA else name,
            percent(weight / total, language),
            ratio(POINTS * row[f"part_{name}"], language) if pd.notna(row.get(f"part_{name}")) else "–",
        )
        for name, weight in weights.items()
        if weight > 0
    )
    return Table(tuple(translate(head, language) for head in _HEADS), told)


def _why(row: pd.Series, language: str) -> Part:
    return Part(translate(mark("Why it stands here"), language), (str(row["why"]),))


def _basis(document: PlanDocument, language: str) -> Part:
    """Edition, plan, who saved and signed it, and every choice but the weights, which the table has."""
    basis = basis_sheet(document, language)
    weights = {choice_label(f"weights.{name}", language) for name in document.choices["weights"]}
    seed = choice_label("seed", language)
    rows = tuple(
        (str(what), str(value) if what == seed else _told(value, language))
        for what, value in basis.itertuples(index=False)
        if what not in weights
    )
    lines = () if document.saved else (translate(_NOT_SAVED, language),)
    return Part(translate(mark("What it rests on"), language), lines, Table(tuple(map(str, basis.columns)), rows))


def _told(value: str | float, language: str) -> str:
    """A choice as the page's language writes it; whole numbers without a decimal."""
    if isinstance(value, str):
        return value
    return count(value, language) if float(value).is_integer() else ratio(value, language)


def _map(read: EditionReading, rows: pd.DataFrame, complex_id: str, language: str) -> MapPicture:
    """The estate by its label among the dots of the others, on the areas above the sections."""
    level = read.edition.levels[-2]
    shapes, areas = read.shapes(level), read.areas(level).index
    placed = rows.reindex(columns=[*rows, *{"lon", "lat"}.difference(rows)]).dropna(subset=["lon", "lat"])
    order = [*placed.index.drop(complex_id, errors="ignore"), *placed.index.intersection([complex_id])]
    marks = [
        Mark(
            str(rows.loc[each, "label"]) if each == complex_id else "",
            shapes.sheet.place(float(rows.loc[each, "lon"]), float(rows.loc[each, "lat"])),
            COMPLEX,
        )
        for each in order
    ]
    told = {"estate": rows.loc[complex_id, "name"], "city": read.edition.manifest["city"]["name"]}
    svg = map_svg(shapes, areas, plain_classes(areas), marks)
    return MapPicture(svg, (), "", translate(_ALT, language, **told), picture_height(shapes))

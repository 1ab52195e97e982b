"""The plan of the help-desk on a slide: the estates of tiers 1 and 2 on the map and in a table."""

import pandas as pd

from contract.translations import mark, translate
from indicators.help_desk.doubt import tier_chances
from indicators.help_desk.overrules import decide
from indicators.help_desk.plan_choices import CONDITIONS, KEPT, TIER_2
from indicators.help_desk.priority import rank_estates
from reports.addresses.plan_codes import choices_of
from reports.decks.asked import Asked
from reports.decks.slide import LISTED, Body, Table
from reports.help_desk.desk_plan import TIER_NAMES, DeskPlan, desk_plan
from reports.help_desk.plan_words import vulnerable_words
from reports.maps.palette import COMPLEX
from reports.maps.picture import MapPicture, Mark, map_svg, picture_height
from reports.maps.plain import plain_classes
from reports.numbers import percent

_CAPTION = mark("Public-housing estates by the chosen weights · {year}")
_NONE = mark("This edition has no public-housing estates.")
_ALT = mark("Map of {city} with the estates of the help-desk's plan: {names}.")
_CONDITIONS = mark("Tiers 1 and 2 ask for: {conditions}.")
_CHANCE = mark("Chance: how often an estate is in tier 1 when data and weights are drawn within their doubt.")
_INDICATIVE = mark("Indicative: nobody has confirmed the conditions of these estates yet.")


def plan_body(asked: Asked) -> Body:
    """The computed plan, as the page shows it before anybody decides otherwise."""
    language, edition = asked.language, asked.reading.edition
    caption = translate(_CAPTION, language, year=edition.year)
    if asked.reading.table("complexes").empty:
        return Body(caption, notes=(translate(_NONE, language),))
    plan = plan_at(asked)
    rows = plan.rows[(plan.rows["shown_tier"] != KEPT) & (plan.rows["shown_tier"] <= TIER_2)].head(LISTED)
    conditions = ", ".join(translate(CONDITIONS[name].label, language) for name in plan.choices.conditions)
    notes = [translate(_INDICATIVE, language)] if plan.is_indicative else []
    notes += [translate(_CONDITIONS, language, conditions=conditions)] if conditions else []
    return Body(
        caption,
        map=_map(asked, rows),
        table=_table(plan, rows, language),
        notes=(*notes, translate(_CHANCE, language)),
    )


def plan_at(asked: Asked) -> DeskPlan:
    """The plan of the choices that the codes hold, without overrules."""
    read = asked.reading
    return desk_plan(read.edition, decide(rank_estates(read.estates(), choices_of(asked.get)), ()))


def _map(asked: Asked, rows: pd.DataFrame) -> MapPicture:
    edition, language = asked.reading.edition, asked.language
    level = edition.levels[-2]
    shapes = asked.reading.shapes(level)
    areas = asked.reading.areas(level).index
    placed = rows.dropna(subset=["lon", "lat"])
    marks = [
        Mark(str(row["label"]), shapes.sheet.place(float(row["lon"]), float(row["lat"])), COMPLEX)
        for _, row in placed.iterrows()
    ]
    names = "; ".join(f"{row['label']}. {row['name']}" for _, row in rows.iterrows())
    alt = translate(_ALT, language, city=edition.manifest["city"]["name"], names=names)
    return MapPicture(map_svg(shapes, areas, plain_classes(areas), marks), (), "", alt, picture_height(shapes))


def _table(plan: DeskPlan, rows: pd.DataFrame, language: str) -> Table:
    chances = tier_chances(plan.decision.ranking)["chance_tier_1"]
    heads = (mark("Estate"), mark("Tier"), mark("Vulnerable households"), mark("Chance"))
    told = tuple(
        (
            f"{row['label']}. {row['name']}",
            translate(TIER_NAMES[int(row["shown_tier"])], language),
            vulnerable_words(row, language),
            percent(float(chances[estate]), language),
        )
        for estate, row in rows.iterrows()
    )
    return Table(tuple(translate(head, language) for head in heads), told)

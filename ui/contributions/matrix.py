"""Need by area: covered, overlapping, reserved or nobody, beside how many households in energy poverty live there."""

from collections.abc import Mapping, Sequence

import pandas as pd

from contract.aid_records import NEEDS, PROVIDER_KINDS, AidEdition, Catalogue
from data_access.editions import Edition
from indicators.aids.coverage import COVERAGES, Cover, cover_needs
from indicators.catalogue.poverty import ENERGY_POVERTY
from reports.addresses.contribution_fields import ANY
from ui.kept import areas as kept_areas
from ui.kept import editions as cached
from ui.kept.areas import parents
from ui.words import address as state
from ui.words.formats import ABSENT, rounded_count
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph, draw_table


def draw_matrix(edition: Edition, catalogue: Catalogue, editions: Sequence[AidEdition]) -> None:
    """Draw the needs of each of the largest areas; the filter on who gives holds here too."""
    kind = "" if state.get("giver") == ANY else state.get("giver")
    if kind:
        draw_paragraph(t("Only what this kind of provider gives: {kind}.", kind=t(PROVIDER_KINDS[kind])))
    heads = [t("Area"), t("Households in energy poverty"), *(t(need) for need in NEEDS.values())]
    city = poor_households(edition, "city").iloc[0]
    rows = [[t("Whole city"), city, *_told(cover_needs(catalogue, editions, None, kind))]]
    for level in edition.levels[1:-1][-1:]:
        names, within = cached.names(edition, level), _places(edition, level)
        households = poor_households(edition, level)
        rows += [
            [names[area], households[area], *_told(cover_needs(catalogue, editions, within[area], kind))]
            for area in names.index
        ]
    draw_table(heads, rows)
    draw_paragraph(
        t(
            "In brackets: how many contributions. “Reserved” is for some homes, people or neighbourhoods alone. "
            "Households are what is plausible, from published counts."
        )
    )


def poor_households(edition: Edition, level: str) -> "pd.Series[str]":
    """Between how many and how many households are in energy poverty, by area of `level`, in words."""
    figures = kept_areas.figures(edition, level, ENERGY_POVERTY.id, kept_areas.as_told(edition))
    low, high = ("plausible_low", "plausible_high") if "plausible_low" in figures else ("minimum", "maximum")
    lang = language()
    return pd.Series(
        [
            f"{rounded_count(row[low] * row['households'], lang)}–{rounded_count(row[high] * row['households'], lang)}"
            if row["state"] == "shown"
            else ABSENT
            for _, row in figures.iterrows()
        ],
        index=figures.index,
    )


def _places(edition: Edition, level: str) -> Mapping[str, frozenset[str]]:
    """By area, its own code and those of the middle level within it, as aids write them."""
    inside = parents(edition, edition.middle) if edition.middle != level else {}
    own = {area: {f"{level}:{area}"} for area in cached.names(edition, level).index}
    for area, parent in dict(inside).items():
        own.setdefault(str(parent), set()).add(f"{edition.middle}:{area}")
    return {area: frozenset(codes) for area, codes in own.items()}


def _told(covers: Mapping[str, Cover]) -> list[str]:
    return [f"{t(COVERAGES[each.coverage])} ({len(each.editions)})" if each.editions else t(COVERAGES["nobody"])
            for each in covers.values()]  # fmt: skip

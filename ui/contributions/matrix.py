"""Need by area: covered, overlapping, reserved or nobody, beside how many households in energy poverty live there."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from contract.aid_records import NEEDS, PROVIDER_KINDS, AidEdition, Catalogue
from contract.translations import mark
from data_access.editions import Edition
from indicators.aids.coverage import COVERAGES, Cover, cover_needs, households_by_coverage, with_contents
from reports.aids.words import in_words
from ui.kept import aids as kept
from ui.kept import editions as cached
from ui.kept.training import poor_households as counted
from ui.widgets.controls import pick
from ui.words import address as state
from ui.words.formats import ABSENT, rounded_count
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph, draw_table


def draw_verdict(edition: Edition, catalogue: Catalogue, editions: Sequence[AidEdition], today: date) -> None:
    """Draw what nobody covers in the whole city, what is for some alone, and what ended lately, in a sentence each."""
    whole = cover_needs(catalogue, editions, None)
    told = {name: [t(NEEDS[need]) for need, each in whole.items() if each.coverage == name] for name in COVERAGES}
    sentences = [_poor_sentence(_poor(edition, "city").iloc[0])]
    if told["nobody"]:
        sentences.append(t("Nobody gives anything for: {needs}.", needs=", ".join(told["nobody"])))
    if told["reserved"]:
        sentences.append(t("Only some get something for: {needs}.", needs=", ".join(told["reserved"])))
    ended = [in_words(catalogue.aids[each.aid_id].name, language()) for each in catalogue.ended_lately(today)]
    if ended:
        sentences.append(t("Ended lately, and not known yet whether they go on: {aids}.", aids=", ".join(ended)))
    draw_paragraph(" ".join(sentences), "verdict")


def draw_givers(edition: Edition, catalogue: Catalogue, editions: Sequence[AidEdition]) -> None:
    """Draw who gives what in one area: needs down, kinds of who gives across, and how the need stands in all."""
    level = edition.largest
    names = cached.names(edition, level) if level else pd.Series(dtype=str)
    codes = ["", *map(str, names.index)]
    pick("within", t("Area"), codes, lambda code: str(names[code]) if code else t("Whole city"))
    area = state.get("within") if state.get("within") in codes else ""
    contents = kept.contents(edition)
    editions, places = with_contents(editions, contents), contents[f"{level}:{area}"] if area else None
    if area:
        draw_paragraph(_poor_sentence(_poor(edition, level).loc[area]))
    by_kind = {kind: cover_needs(catalogue, editions, places, kind) for kind in PROVIDER_KINDS}
    whole = cover_needs(catalogue, editions, places)
    rows = [
        [t(label), _one(whole[need], t(COVERAGES["nobody"])), *(_one(covers[need], "–") for covers in by_kind.values())]
        for need, label in NEEDS.items()
    ]
    kinds = [t(label)[:1].upper() + t(label)[1:] for label in PROVIDER_KINDS.values()]
    draw_table([t("Need"), t("In all"), *kinds], rows, words=tuple(range(1, len(kinds) + 2)))
    draw_paragraph(t(_MEANINGS))


_MEANINGS = mark(
    "In brackets: how many contributions. “Overlapping”: several are for whoever is poor enough. “Reserved to some”: "
    "for some homes, people or neighbourhoods alone."
)


def draw_matrix(edition: Edition, catalogue: Catalogue, editions: Sequence[AidEdition]) -> None:
    """Draw the needs of each of the largest areas."""
    contents = kept.contents(edition)
    editions = with_contents(editions, contents)
    heads = [t("Area"), t("Households in energy poverty"), *(t(need) for need in NEEDS.values())]
    city = poor_households(edition, "city").iloc[0]
    rows = [[t("Whole city"), city, *_told(cover_needs(catalogue, editions, None))]]
    for level in edition.levels[1:-1][-1:]:
        households = poor_households(edition, level)
        rows += [
            [name, households[area], *_told(cover_needs(catalogue, editions, contents[f"{level}:{area}"]))]
            for area, name in cached.names(edition, level).items()
        ]
    draw_table(heads, rows)
    draw_paragraph(" ".join([t(_MEANINGS), t("Households are what is plausible, from published counts.")]))


def draw_reached(edition: Edition, catalogue: Catalogue, editions: Sequence[AidEdition]) -> None:
    """Draw how many households in energy poverty live where a need is covered, overlapping, reserved, or nobody's."""
    level, contents = edition.middle, kept.contents(edition)
    counts, [whole] = _poor(edition, level), _poor(edition, "city").to_numpy()
    editions, alone = with_contents(editions, contents), frozenset({""})
    places = {area: contents.get(f"{level}:{area}", alone) for area in counts.index}
    kinds = {within: cover_needs(catalogue, editions, within) for within in set(places.values())}
    rows = []
    for need, label in NEEDS.items():
        stands = pd.Series({area: kinds[within][need].coverage for area, within in places.items()})
        found = households_by_coverage(stands, counts["least"], counts["most"], (whole[0], whole[1]))
        rows.append([t(label), *(_between(*found[name]) if name in found else "–" for name in COVERAGES)])
    draw_table([t("Need"), *(t(name).capitalize() for name in COVERAGES.values())], rows)
    draw_paragraph(t("Households in energy poverty, by how each need stands where they live; – is none."))


def _poor_sentence(counts: "pd.Series[float]") -> str:
    """How many households are in energy poverty, of one row of `_poor`."""
    if not counts["is_told"]:
        return t("How many households are in energy poverty is not told here.")
    low, high = (rounded_count(counts[end], language()) for end in ("least", "most"))
    return t("Households in energy poverty: between {low} and {high}.", low=low, high=high)


def poor_households(edition: Edition, level: str) -> "pd.Series[str]":
    """Between how many and how many households are in energy poverty, by area of `level`, in words; – if untold."""
    counts = _poor(edition, level)
    told = [_between(row.least, row.most) if row.is_told else ABSENT for row in counts.itertuples()]
    return pd.Series(told, index=counts.index)


def _poor(edition: Edition, level: str) -> pd.DataFrame:
    """The `least` and `most` households in energy poverty, by area; all or none of them where no figure `is_told`."""
    counts, households = counted(edition, level), cached.areas(edition, level)["households"].fillna(0).astype(float)
    is_told = counts.notna().all(axis=1)
    least, most = counts["low"].where(is_told, 0.0), counts["high"].where(is_told, households)
    return pd.DataFrame({"least": least, "most": most, "is_told": is_told})


def _between(least: float, most: float) -> str:
    return f"{rounded_count(least, language())}–{rounded_count(most, language())}"


def _told(covers: Mapping[str, Cover]) -> list[str]:
    return [_one(each, t(COVERAGES["nobody"])) for each in covers.values()]


def _one(cover: Cover, nobody: str) -> str:
    return f"{t(COVERAGES[cover.coverage])} ({len(cover.editions)})" if cover.editions else nobody

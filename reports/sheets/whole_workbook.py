"""Every indicator of every area above the sections in one workbook, with what each column means."""

import pandas as pd

from contract.translations import mark, translate
from indicators.basis.findings import FINDINGS
from indicators.catalogue.registry import INDICATORS, Choices, Indicator
from reports.addresses.labels import level_title
from reports.numbers import day
from reports.reading.edition_reading import EditionReading
from reports.workbook import workbook_bytes

_CODE, _NAME, _HOUSEHOLDS = mark("Code"), mark("Area"), mark("Households")
_LEFT_OUT = mark("Figures withheld or missing")
_ENDS = (mark("{indicator}: estimate"), mark("{indicator}: from"), mark("{indicator}: to"))
_FORMATS = {"share": "0.0%", "eur": "#,##0", "ratio": "0.0"}
_FROM = mark(
    "From and to: what is plausible where heating bills are imputed, else what is certain and what is possible. An "
    "empty cell is not shown; the column at the end says why."
)
_CODEBOOK = mark("Codebook")
_HEADS = (mark("Column"), mark("Meaning"), mark("Method"), mark("Caveat"), mark("Source"), mark("Id and version"))


def whole_workbook(read: EditionReading, language: str) -> bytes:
    """An XLSX: a sheet for each level above the sections, largest areas last, then the codebook.

    Three columns an indicator: estimate, and the two ends of its range, as the pages show them; shares as percentages.
    """
    choices, sheets = read.imputed(Choices()), dict[str, pd.DataFrame]()
    for level in read.edition.levels[1:]:
        name = level_title(level, language, read.edition.level_words)
        sheets[f"{name} ({len(sheets) + 1})" if name in sheets else name] = _areas(read, level, choices, language)
    formats = {translate(_HOUSEHOLDS, language): "#,##0"}
    for indicator in INDICATORS.values():
        formats |= dict.fromkeys(_heads(indicator, language), _FORMATS[indicator.unit])
    title = f"Benessere Energetico, {read.edition.manifest['city']['name']}, {read.edition.year}"
    return workbook_bytes(sheets | {translate(_CODEBOOK, language): _codebook(read, language)}, formats, title)


def _heads(indicator: Indicator, language: str) -> list[str]:
    label = translate(indicator.label, language)
    return [translate(end, language, indicator=label) for end in _ENDS]


def _areas(read: EditionReading, level: str, choices: Choices, language: str) -> pd.DataFrame:
    """One row per area, by its code."""
    found = {each.id: read.figures(level, each, choices) for each in INDICATORS.values()}
    first = next(iter(found.values()))
    columns = {
        translate(_CODE, language): first.index.astype("str"),
        translate(_NAME, language): read.names(level).reindex(first.index).to_numpy(),
        translate(_HOUSEHOLDS, language): first["households"].to_numpy(),
    }
    for each in INDICATORS.values():
        figures = found[each.id]
        low, high = ("plausible_low", "plausible_high") if "plausible_low" in figures else ("minimum", "maximum")
        ends = (figures[name].to_numpy() for name in ("estimate", low, high))
        columns |= dict(zip(_heads(each, language), ends, strict=True))
    columns[translate(_LEFT_OUT, language)] = _reasons(found, language)
    return pd.DataFrame(columns)


def _reasons(found: dict[str, pd.DataFrame], language: str) -> list[str]:
    """By area, why figures are not shown: each reason once, with the indicators that it keeps back."""
    labels = {each.id: translate(each.label, language) for each in INDICATORS.values()}
    told = []
    for place in range(len(next(iter(found.values())))):
        kept_back: dict[str, list[str]] = {}
        for name, figures in found.items():
            row = figures.iloc[place]
            if row["state"] != "shown" and row["reason"]:
                kept_back.setdefault(row["reason"], []).append(labels[name])
        parts = [
            f"{', '.join(names)}: {translate(FINDINGS[why].sentence, language)}" for why, names in kept_back.items()
        ]
        told.append(" ".join(parts))
    return told


def _codebook(read: EditionReading, language: str) -> pd.DataFrame:
    """What each indicator is, then the edition."""
    manifest = read.edition.manifest
    rows = [
        (
            translate(each.label, language),
            *(translate(getattr(each, part), language) for part in ("definition", "method", "caveat", "source")),
            f"{each.id}, {each.version}",
        )
        for each in INDICATORS.values()
    ]
    years = manifest["reference_years"]
    edition = {
        mark("Range"): translate(_FROM, language),
        mark("Edition"): f"{manifest['year']}, {translate('revision', language)} {manifest['revision']}",
        mark("Spend of"): str(years["spend"] or "–"),
        mark("Income of"): str(years["income"] or "–"),
        mark("Published on"): day(manifest["created"], language),
    }
    if read.edition.is_demonstration:
        told = mark("Demonstration data: invented, not a measure of {city}")
        edition[mark("Caveat")] = translate(told, language, city=manifest["city"]["name"])
    rows += [(translate(name, language), text, "", "", "", "") for name, text in edition.items()]
    return pd.DataFrame(rows, columns=[translate(head, language) for head in _HEADS])

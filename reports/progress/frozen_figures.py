"""Figures of a decision as links: what edition, indicator, area and choices say."""

import pandas as pd

from contract.errors import UnknownName
from contract.stakeholders import FigureLink
from contract.translations import mark
from data_access.editions import Edition
from indicators.catalogue.registry import Choices, get_indicator
from reports.reading.edition_reading import EditionReading


def freeze(edition: Edition, indicator_id: str, level: str, area_id: str, cutoff: int) -> FigureLink:
    """The figure of one area in this very revision, heating bills imputed as the pages do. Raises UnknownName."""
    reading, indicator = EditionReading(edition), get_indicator(indicator_id)
    if level not in edition.levels or area_id not in reading.areas(level).index:
        raise UnknownName(mark("The edition has no area {area}."), area=f"{level}:{area_id}")
    row = reading.figures(level, indicator, reading.imputed(Choices(cutoff=cutoff))).loc[area_id]
    numbers = {name: None if pd.isna(row[name]) else float(row[name]) for name in ("minimum", "estimate", "maximum")}
    name = f"{edition.year}.{edition.revision}"
    area_name = str(reading.names(level)[area_id])
    return FigureLink(name, indicator_id, level, area_id, area_name, cutoff, str(row["state"]), **numbers)

"""The estates of an edition with all that it tells of them, for commands and files."""

import pandas as pd

from data_access.editions import Edition, read_areas, read_sections, read_table
from indicators.help_desk.estates import estate_frame
from reports.figures import edition_poverty


def edition_estates(edition: Edition) -> pd.DataFrame:
    """Return `indicators.help_desk.estates.estate_frame` of an edition, energy poverty with its plausible range."""
    return estate_frame(
        read_table(edition, "complexes"),
        read_areas(edition, "section"),
        read_sections(edition),
        edition_poverty(edition),
    )

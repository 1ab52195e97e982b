"""The estates of an edition with all that it tells of them, for commands and files."""

import pandas as pd

from contract.tables import POVERTY_LINE
from data_access.editions import Edition, read_areas, read_neighbourhoods, read_sections, read_table
from indicators.catalogue.poverty import ENERGY_POVERTY
from indicators.catalogue.registry import Choices, compute_figures
from indicators.help_desk.estates import estate_frame
from indicators.plausible.estates import estate_poverty
from indicators.plausible.levels import neighbourhood_rows
from indicators.plausible.ranges import plausible_figures
from indicators.plausible.told_box import told_box
from indicators.small_areas.heat_imputation import fit_bills
from reports.figures import edition_known


def edition_estates(edition: Edition) -> pd.DataFrame:
    """Return `indicators.help_desk.estates.estate_frame` of an edition, energy poverty with its plausible range."""
    complexes, cells = read_table(edition, "complexes"), read_areas(edition, "section")
    return estate_frame(complexes, cells, read_sections(edition), _poverty(edition, complexes, cells))


def _poverty(edition: Edition, complexes: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame | None:
    """Energy poverty of the estates with heat imputed; None where no heating bill is told."""
    choices, neighbourhoods = Choices(cutoff=POVERTY_LINE), read_areas(edition, edition.middle)
    find, bills = edition_known(edition, choices), fit_bills(neighbourhoods, cells)
    known, city = find("section"), find("city")
    if bills is None or known is None or city is None or complexes.empty:
        return None
    box = told_box(read_table(edition, "city_heat"), city)
    figures = plausible_figures(compute_figures(cells, ENERGY_POVERTY, choices), known, box)
    held = neighbourhood_rows(neighbourhoods.index, read_neighbourhoods(edition), cells.index)
    return estate_poverty(complexes, figures, known, bills, held, box)

"""Places outside public housing where the help-desk can be held."""

import pandas as pd

from sample_data.facts import read_venues

_PREFIXES = {"library": "L", "municipio": "M", "cam": "K", "casa_di_quartiere": "Q", "qubi": "B", "wemi": "W"}


def make_venues() -> pd.DataFrame:
    """Return the venues, one row each: venue_id, name, kind, address, lon, lat (degrees).

    Libraries are the City's real ones; an address that begins with "Indirizzo dimostrativo" marks an invented place.
    """
    venues = read_venues()
    number = venues.groupby("kind").cumcount() + 1
    venue_id = venues["kind"].map(_PREFIXES) + number.astype(str).str.zfill(2)
    return venues.assign(venue_id=venue_id)[["venue_id", "name", "kind", "address", "lon", "lat"]]

"""Where a person may live, for the questionnaire: neighbourhoods and estates of the edition, by code."""

from contract.answers import PLACES
from data_access.editions import Edition
from ui.kept import editions as cached


def places(edition: Edition) -> dict[str, str]:
    """Names by code ("nil_12", "complex_C001"): the neighbourhoods by name, or the finest areas that the city has in
    their place, then the estates."""
    areas = cached.names(edition, edition.finest).sort_values()
    found = {f"nil_{code}": str(name) for code, name in areas.items()}
    estates = cached.table(edition, "complexes")
    if not estates.empty:
        named = estates.set_index("complex_id")["name"].sort_values()
        found |= {f"complex_{code}": str(name) for code, name in named.items()}
    return found


def known_places() -> set[str]:
    """Codes of every place of any year that whoever is there may see: a form may be older than the newest edition."""
    return {code for year in cached.years() for code in places(cached.edition(year))}


def place_of(code: str) -> tuple[str, str]:
    """Kind (a key of PLACES) and id of a place's code."""
    kind, _, place_id = code.partition("_")
    return (kind, place_id) if kind in PLACES else ("", "")

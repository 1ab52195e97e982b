"""Areas that the catalogue names, beside those that the city has."""

from collections.abc import Iterator

from contract.aid_records import Catalogue
from contract.errors import Fault, Refused
from contract.translations import mark
from data_access.aids.sheets import FIRST_ROW
from data_access.editions import Edition, read_areas, read_table


def areas_of(edition: Edition) -> frozenset[str]:
    """Codes of areas that an aid may be for: the city, what lies between it and the sections, the estates published."""
    told = {f"istat:{edition.manifest['city']['id']}"}
    for level in edition.levels[1:-1]:
        told |= {f"{level}:{area}" for area in read_areas(edition, level).index}
    return frozenset(told | {f"complex:{estate}" for estate in read_table(edition, "complexes").get("complex_id", ())})


def check_areas(catalogue: Catalogue, before: Catalogue, edition: Edition) -> None:
    """Raises Refused with every row that names an area which neither the city of `edition` has nor `before` named."""
    known = areas_of(edition).union(*(area for _, _, area in _named(before)))
    faults = [
        Fault("aid_area", mark("The city has no such area."), sheet, line, "area", code)
        for sheet, line, area in _named(catalogue)
        for code in area
        if code not in known
    ]
    if faults:
        raise Refused(faults)


def _named(catalogue: Catalogue) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    areas = {
        "editions": [each.area for each in catalogue.editions.values()],
        "recipients": [each.area for each in catalogue.recipients.values()],
    }
    for sheet, rows in areas.items():
        for line, area in enumerate(rows, start=FIRST_ROW):
            yield sheet, line, area

"""The catalogue of aids that the pages read: that of the records, read again once somebody has saved."""

from contract.aid_records import Catalogue
from contract.errors import ObservatoryError
from data_access.aids.packaged_files import packaged_catalogue
from data_access.aids.store import latest_save, read_catalogue_of, read_rows
from data_access.records.database import records_place
from ui.kept import help_desk
from ui.kept.keep import keep


@keep(max_entries=5)
def _catalogue(place: str, save: int) -> Catalogue:
    return read_catalogue_of(help_desk.records())


def catalogue() -> Catalogue:
    """The catalogue as it stands, the packaged one where the records do not answer; shared, read only."""
    try:
        return _catalogue(records_place(), latest_save(help_desk.records()))
    except ObservatoryError:
        return packaged_catalogue()


def rows() -> dict[str, list[dict[str, str]]]:
    """The three sheets as they stand now, with the version of each row."""
    return read_rows(help_desk.records())

"""The catalogue of aids that the pages read."""

from contract.aid_records import Catalogue
from data_access.aids.packaged_files import packaged_catalogue


def catalogue() -> Catalogue:
    """The catalogue; shared, read only."""
    return packaged_catalogue()

"""The content that comes with the product: three sheets, each entry with its source and the day it was read."""

from functools import cache
from pathlib import Path

from contract.aid_records import Catalogue
from data_access.aids.files import read_catalogue

PACKAGED = Path(__file__).with_name("packaged")


@cache
def packaged_catalogue() -> Catalogue:
    """The catalogue that comes with the product."""
    return read_catalogue(PACKAGED)

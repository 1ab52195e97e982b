"""What a view of a story asks of an edition: its codes with their defaults, and the edition that answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.addresses.pages import COMMON_FIELDS, PAGES
from reports.reading.edition_reading import EditionReading

_FIELDS = {page.address: COMMON_FIELDS | dict(page.fields) for page in PAGES}


@dataclass(frozen=True)
class Asked:
    """A page, the codes of its address, the edition that answers and those `beside` it by year, the language."""

    reading: EditionReading
    beside: Mapping[int, EditionReading]
    page: str
    codes: Mapping[str, str]
    language: str

    def get(self, name: str) -> str:
        """The code of a field, its default where the address leaves it out."""
        return self.codes.get(name, _FIELDS[self.page][name].default)

    @property
    def level(self) -> str:
        """The level asked for; where the city does not have it, that of its neighbourhoods."""
        edition = self.reading.edition
        return self.get("level") if self.get("level") in edition.levels else edition.middle

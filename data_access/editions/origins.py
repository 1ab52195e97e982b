"""Where each table of an edition comes from: a file, the edition before, or nowhere; and why, in words."""

from dataclasses import asdict, dataclass
from enum import StrEnum

from contract.translations import mark, translate

TABLE_NAMES = {
    "complexes": mark("Public-housing estates"),
    "venues": mark("Venues for the desk"),
    "readings": mark("Readings and bills"),
    "retrofits": mark("Renovation works"),
    "weather": mark("Weather"),
    "streets": mark("Street network"),
    "contributions": mark("Contributions"),
    "heat_risk": mark("Risk of summer heat by area"),
    "city_heat": mark("Heating bills of the whole city"),
}
"""What each table beside the extract and the polygons is called."""


class Origin(StrEnum):
    """How a table came, or did not come, into an edition."""

    GIVEN = "given"
    REPLACED = "replaced"
    KEPT = "kept"
    LEFT_OUT = "left_out"
    NOT_KEPT = "not_kept"
    MISSING = "missing"


_SENTENCES = {
    Origin.GIVEN: mark("From your file. Rows: {rows}."),
    Origin.REPLACED: mark("From your file, in place of those of edition {former}. Rows: {rows}, before {former_rows}."),
    Origin.KEPT: mark("Kept from edition {former}. Rows: {rows}."),
    Origin.LEFT_OUT: mark("Left out, as asked. Rows in edition {former}: {former_rows}."),
    Origin.NOT_KEPT: mark("Not kept from edition {former}. Rows there: {former_rows}."),
    Origin.MISSING: mark("Not given, and there is no edition before to keep it from."),
}
NOTHING_BEFORE = mark("Not given, and edition {former} has none either.")


@dataclass(frozen=True)
class TableOrigin:
    """Where `table` comes from. `rows`: in the new edition; `former`, `former_rows`: the edition before and its rows.

    `reason`: a sentence of the catalogue, why a table was not kept.
    """

    table: str
    origin: Origin
    rows: int = 0
    former: str = ""
    former_rows: int = 0
    reason: str = ""

    def sentence(self, language: str) -> str:
        """What happens to the table, in one or two sentences of `language`."""
        is_poor = self.origin is Origin.MISSING and self.former
        message = NOTHING_BEFORE if is_poor else _SENTENCES[self.origin]
        told = translate(message, language, rows=self.rows, former=self.former, former_rows=self.former_rows)
        return f"{told} {translate(self.reason, language)}" if self.reason else told

    def as_record(self) -> dict[str, object]:
        """The origin as plain values, for the manifest."""
        return {name: value for name, value in asdict(self).items() if value}

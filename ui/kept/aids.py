"""The catalogue of aids that the pages read: that of the records, read again once somebody has saved."""

from contract.aid_records import Catalogue
from contract.errors import ObservatoryError
from contract.tables import COMPLEXES
from data_access.aids.packaged_files import packaged_catalogue
from data_access.aids.store import latest_save, read_catalogue_of, read_rows
from data_access.editions import Edition
from data_access.records.database import records_place
from ui.kept import editions as cached
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


@keep()
def contents(of: Edition) -> dict[str, frozenset[str]]:
    """By area between sections and the city (`nil:55`): its own code, those of areas in it and of its estates."""
    sections, between = cached.sections(of), of.levels[1:-1]
    estates = cached.table(of, "complexes").reindex(columns=COMPLEXES.names)
    told: dict[str, set[str]] = {f"{level}:{area}": {f"{level}:{area}"} for level in between
                                 for area in cached.names(of, level).index}  # fmt: skip
    for number, level in enumerate(between):
        for inner in between[:number]:
            pairs = sections[[f"{level}_id", f"{inner}_id"]].drop_duplicates().dropna()  # a section may lie in none
            for area, part in pairs.itertuples(index=False):
                told[f"{level}:{area}"].add(f"{inner}:{part}")
        held = estates[["complex_id"]].assign(area=estates["section_id"].map(sections[f"{level}_id"])).dropna()
        for estate, area in held.itertuples(index=False):
            told[f"{level}:{area}"].add(f"complex:{estate}")
    return {code: frozenset(codes) for code, codes in told.items()}

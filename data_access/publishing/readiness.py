"""Whether the product can serve: is there an edition, and do the records answer."""

from dataclasses import dataclass

from contract.errors import ObservatoryError
from data_access.editions import editions_root, list_editions
from data_access.records.database import open_records


@dataclass(frozen=True)
class Readiness:
    """`years`: the public editions on offer, none where the folder is missing or all are damaged; `has_editions`:
    whether there is any, be it internal; `do_records_answer`."""

    years: tuple[int, ...]
    has_editions: bool
    do_records_answer: bool

    @property
    def is_ready(self) -> bool:
        """Whether visitors can be let in."""
        return self.has_editions and self.do_records_answer


def read_readiness() -> Readiness:
    """Look at the editions and the records of this installation; what is wrong with them is in the log."""
    years = tuple(edition.year for edition in list_editions(editions_root()))
    has_editions = bool(list_editions(editions_root(), with_internal=True))
    try:
        open_records().close()
    except ObservatoryError:
        return Readiness(years, has_editions, False)
    return Readiness(years, has_editions, True)

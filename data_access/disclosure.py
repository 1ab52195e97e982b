"""The rule of disclosure control: what the publisher may choose, and what the law asks.

Law: *Regole deontologiche per trattamenti a fini statistici*, Official Gazette 14 January 2019, annex 1, art. 5: an
area's figure needs at least three units, more where the matter is sensitive.
"""

from dataclasses import dataclass

from contract.errors import ObservatoryError
from contract.translations import mark


@dataclass(frozen=True)
class PrivacyRule:
    """What a publisher holds back.

    `least_base`: households that a base must count for its parts to be shown. `least_count`: values in the window that
    tells each count; nobody may know that a count of people is within 1 … least_count - 1.
    """

    least_base: int = 10
    least_count: int = 3


LEAST_UNITS_BY_LAW = 3
"""Fewest units that an area's figure may rest on, or count."""


def check_rule(rule: PrivacyRule) -> None:
    """Raise ObservatoryError if `rule` would publish what the law withholds."""
    if rule.least_count < LEAST_UNITS_BY_LAW or rule.least_base < rule.least_count:
        raise ObservatoryError(
            mark("The law asks for at least {least} households: a base of {base} and a count of {count} are too few."),
            least=LEAST_UNITS_BY_LAW,
            base=rule.least_base,
            count=rule.least_count,
        )

"""One code of an address, and the test that it is known."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One code of the address: its default ("" = chosen by the page) and the test that it is known.

    `old_name`: what links sent before called it, where another page has taken that name since.
    """

    default: str
    is_known: Callable[[str], bool]
    old_name: str = ""


def one_of(*codes: str) -> Callable[[str], bool]:
    """A test for one of `codes`."""
    return codes.__contains__

"""Amounts that a file of households gives as texts: read where they are plain numbers, refused where they are not."""

import re
from collections.abc import Callable, Iterable, Mapping

from contract.errors import ObservatoryError
from contract.translations import mark
from data_access.household_counts.cleaned import MONEY

_TEXTS = ("varchar", "string")
_NUMERAL = re.compile(r"[-+]?(9+\.?9*|\.9+)(e[-+]?9+)?|[-+]?(nan|inf|infinity)", re.IGNORECASE)
_THOUSANDS = re.compile(r"[-+]?9{1,3}(\.999)+")


def check_amounts(types: Mapping[str, str], shapes: Callable[[str], Iterable[str]]) -> None:
    """Refuse amounts given as texts that are no numbers, or whose dots may stand for thousands: 20.000 is not 20.

    `types`: by column of the relation `households`; `shapes` runs a query of one column. Every digit is asked for as 9:
    what is found is told, and is a household's. Raises ObservatoryError.
    """
    for name in MONEY:
        if types.get(name, "").lower() not in _TEXTS:
            continue
        query = f"select distinct translate(trim({name}), '0123456789', '9999999999') from households"
        for shape in shapes(f"{query} where {name} is not null"):
            if not _NUMERAL.fullmatch(shape) or _THOUSANDS.fullmatch(shape):
                message = mark(
                    "The column {column} holds texts that cannot be read as amounts, such as “{found}”: write it as "
                    "numbers (DOUBLE or DECIMAL), and NULL where an amount is not known."
                )
                raise ObservatoryError(message, column=name, found=shape)

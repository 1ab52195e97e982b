"""What the plan's command is given: weights as texts or a file, overrules as a file."""

import json
import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contract.errors import Fault, Refused
from contract.parsed_texts import stopped_at
from contract.translations import mark
from indicators.help_desk.overrules import Overrule
from reports.hand_written import text_of


def read_weights(texts: list[str]) -> dict[str, float]:
    """Weights by criterion id from `id=number` texts or the path of a TOML file of such pairs.

    Raises Refused with every text that is neither.
    """
    weights: dict[str, float] = {}
    faults = []
    for text in texts:
        path = Path(text)
        name, sign, number = text.partition("=")
        if sign and _is_number(number):
            weights[name.strip()] = float(number)
        elif path.is_file():
            weights |= _weights_of_file(path)
        else:
            message = mark("A weight is written as its criterion, =, and a number; or give the path of a TOML file.")
            faults.append(Fault("bad_weight", message, column="weights", found=text, expected="room=0.2"))
    if faults:
        raise Refused(faults)
    return weights


def read_overrules(path: Path) -> tuple[Overrule, ...]:
    """Overrules of a JSON file: a list of objects with complex_id, action, reason, name and, but for "bar", tier.

    Raises Refused if it is not such a file.
    """
    text = text_of(path)
    try:
        return tuple(Overrule(**entry) for entry in json.loads(text))
    except (ValueError, TypeError, RecursionError) as error:
        message = mark("This is not a list of overrules, each with complex_id, action, reason, name and tier.")
        row, found = stopped_at(text, error)
        raise Refused([Fault("bad_overrules", message, path.name, row, found=found)]) from error


def _weights_of_file(path: Path) -> dict[str, float]:
    text = text_of(path)
    try:
        content: Mapping[str, Any] = tomllib.loads(text)
        return {name: float(value) for name, value in content.items()}
    except (ValueError, TypeError) as error:
        message = mark("The file of weights is not valid TOML of criteria and numbers.")
        row, found = stopped_at(text, error)
        raise Refused([Fault("bad_weights_file", message, path.name, row, found=found)]) from error


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False

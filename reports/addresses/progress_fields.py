"""What the page of the plan's progress keeps in the address."""

import re

from contract.schema import ID
from indicators.progress.standing import STATES
from reports.addresses.field import Field, one_of

LONGEST_NAME = 200
"""Letters of a department's name."""

PROGRESS_FIELDS = {
    "activity": Field("", lambda code: re.fullmatch(r"[1-9]\d?\.[1-9]\d?", code, re.ASCII) is not None),
    "within": Field("", lambda code: re.fullmatch(ID, code) is not None),
    "department": Field("", lambda code: len(code) <= LONGEST_NAME and code.isprintable()),
    "stands": Field("", one_of(*STATES)),
}
"""`activity`: the one that is open; `within`: code of an area; `department`: who answers; `stands`: of STATES."""

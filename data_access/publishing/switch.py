"""Whether this installation lets its readers publish."""

import os

from data_access.editions import ENVIRONMENT_VARIABLE

ALLOWED = "OBSERVATORY_PUBLISH"


def is_publishing_allowed() -> bool:
    """True where OBSERVATORY_PUBLISH=1 and the installation names a folder of its own (OBSERVATORY_DATA)."""
    return os.environ.get(ALLOWED) == "1" and bool(os.environ.get(ENVIRONMENT_VARIABLE))

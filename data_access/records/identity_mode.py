"""How this installation knows who is there: what its environment says, read by the server and by the pages."""

import os

from contract.errors import ObservatoryError
from contract.translations import mark

MODE = "OBSERVATORY_IDENTITY"
MODES = ("none", "oidc", "proxy")
PROXIES = "OBSERVATORY_PROXIES"
PROXY_HEADER = "X-Forwarded-User"
"""The header in which a proxy names the user, taken from the addresses of OBSERVATORY_PROXIES alone."""


def identity_mode() -> str:
    """One of MODES: "none" unless OBSERVATORY_IDENTITY says otherwise. Raises ObservatoryError for any other word."""
    found = os.environ.get(MODE, MODES[0])
    if found not in MODES:
        message = mark("{variable} is “{found}”: it must be one of {modes}.")
        raise ObservatoryError(message, variable=MODE, found=found, modes=", ".join(MODES))
    return found


def proxy_addresses() -> frozenset[str]:
    """Addresses whose word on the user is taken: OBSERVATORY_PROXIES, commas between; this machine's by default."""
    return frozenset(each.strip() for each in os.environ.get(PROXIES, "127.0.0.1,::1").split(","))

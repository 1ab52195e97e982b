"""What the page that verifies certificates keeps in the address; that of training keeps nothing."""

import re

from reports.addresses.field import Field

VERIFICATION_FIELDS = {
    "number": Field("", lambda code: re.fullmatch(r"[A-Z0-9-]{4,40}", code, re.ASCII) is not None),
    "fingerprint": Field("", lambda code: re.fullmatch(r"[0-9a-f]{64}", code, re.ASCII) is not None),
}
"""`number` of the certificate, and `fingerprint` of what it says: both are printed on it."""

"""What the page that presents keeps in the address."""

import re

from reports.addresses.field import Field

LONGEST_CODE = 6000
"""Signs of a story inside a link: servers cut longer ones."""

PRESENTATION_FIELDS = {
    "story": Field("", lambda code: len(code) <= LONGEST_CODE and re.fullmatch(r"[\w-]+", code, re.ASCII) is not None),
    "slide": Field("1", lambda code: re.fullmatch(r"[1-9]\d?", code) is not None),
}
"""`story`: id of a story that comes with the product, or a whole story as a code; `slide`: the one that is shown."""

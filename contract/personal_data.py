"""What looks like somebody's data in a text that stays for ever: such a reason is refused before it is saved.

It finds what has a form (addresses, numbers, titles before a name), not any name: whoever writes is told so.
"""

import re
from collections.abc import Iterator

from contract.translations import mark

_STREET = (
    r"\b(?:[Vv]ia(?:le)?|[Pp]iazz(?:a|ale|etta)|[Cc]orso|[Ll]argo|[Vv]icolo|[Aa]lzaia|[Rr]ipa|[Vv]\.le|[Pp]\.zza|[Cc]\.so)"
    r"\s+(?:(?:di|de|del|della|dei|delle|degli|da|san|santa)\s+)*[A-ZÀ-Ú][\w'’.-]*(?:\s+[\w'’.-]+){0,3}?,?"
    r"\s+(?:n\.?\s*°?\s*|civico\s+)?\d{1,3}(?:\s?/?\s?[A-Za-z])?\b"
    r"(?!\s*(?:%|€|famigli|nucle|allogg|ann[io]|mes[ei]|giorn|compless|unità|person|household|famil|year|month|home))"
)
_FORMS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), mark("This looks like an e-mail address.")),
    (
        re.compile(r"\b[A-Z]{6}[\dL-V]{2}[A-EHLMPRST][\dL-V]{2}[A-Z][\dL-V]{3}[A-Z]\b", re.IGNORECASE),
        mark("This looks like a codice fiscale."),
    ),
    (re.compile(r"\bIT\d{2}\s?[A-Z](?:\s?[\dA-Z]){22}\b"), mark("This looks like the number of a bank account.")),
    (
        re.compile(
            r"(?<![\d.,/])(?:(?:\+|00)39[\s.-]?)?(?:3\d{2}[\s/-]?\d{3}[\s/-]?\d{3,4}|3\d{2}\.\d{3}\.\d{4}"
            r"|0\d{1,3}[\s/-]?\d{3,4}[\s/-]?\d{3,4})(?![\d.,]\d|\d)"
        ),
        mark("This looks like a telephone number."),
    ),
    (
        re.compile(
            r"\b(?:[Ii]nt(?:erno|\.)|[Aa]ppartamento|[Aa]pp\.|[Cc]itofono|[Ff]lat|[Aa]partment)\s*(?:n\.?\s*°?\s*)?[A-Z]?\d{1,3}\b"
            r"|\b[Ss]cala\s+(?:[A-Z]\b|\d{1,2}\b)"
        ),
        mark("This looks like the door of a home."),
    ),
    (re.compile(_STREET), mark("This looks like an address: the estate is named already.")),
    (
        re.compile(
            r"\b(?:[Ss]ig(?:\.ra|\.na|\.|nora|nor[ei]?)|[Ff]am(?:iglia|\.)|[Ff]amily|Mrs?\.?|Ms\.?)\s+[A-ZÀ-Ú][a-zà-ú'’]+"
        ),
        mark("This looks like the name of a person or of a family."),
    ),
)


def personal_data_in(text: str) -> Iterator[tuple[str, str]]:
    """What looks like somebody's data in `text`, each once: the words of the text, and a sentence that says what."""
    for form, sentence in _FORMS:
        found = form.search(text)
        if found:
            yield found[0], sentence

"""A credential as its two files: a tagged PDF to show, and JSON in the shape of Open Badges 3.0."""

import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from contract.local_time import told_day
from contract.training import LEVELS, Credential
from contract.translations import mark, translate
from reports.numbers import decimals
from reports.typeset import tagged_pdf

TEMPLATE = Path(__file__).with_suffix(".typ")
LANGUAGE = "it"
"""Certificates are of an Italian city."""

_CONTEXTS = ("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")


def with_files(credential: Credential) -> Credential:
    """The credential with the fingerprints of its two files, to be issued."""
    pdf, badge = (hashlib.sha256(file).hexdigest() for file in (certificate_pdf(credential), badge_json(credential)))
    return replace(credential, pdf_sha256=pdf, badge_sha256=badge)


def is_file_of(credential: Credential, file: bytes) -> bool:
    """Whether `file` is, to the byte, one of the two that were issued."""
    return hashlib.sha256(file).hexdigest() in (credential.pdf_sha256, credential.badge_sha256)


def verification_link(credential: Credential) -> str:
    """The address that verifies it, which the square code on the PDF holds too."""
    asked = urlencode({"number": credential.number, "fingerprint": credential.fingerprint})
    return f"{credential.address}?{asked}"


def certificate_pdf(credential: Credential) -> bytes:
    """The certificate as a tagged PDF, in Italian, the same bytes for the same credential; it names nobody."""

    def told(sentence: str, **values: object) -> str:
        """A sentence in the language of the certificate."""
        return translate(sentence, LANGUAGE, **values)

    sheet = {
        "language": LANGUAGE,
        "title": told(mark("Certificate")),
        "issuer": credential.issuer,
        "sentence": told(
            mark("{person} has passed “{course}”: {level}."),
            person=credential.person, course=credential.title, level=told(LEVELS[credential.level]),
        ),
        "rows": _rows(credential),
        "code": _square_code(verification_link(credential)),
        "code_alt": told(mark("Square code: opens the page that verifies this certificate.")),
        "how": told(
            mark(
                "Verify it at {address}, by its number and fingerprint or with this file. It is no longer valid where "
                "one of the rules that were taught changes."
            ),
            address=credential.address,
        ),
        "note": told(mark("No name stands here: the City’s directory tells whose reference it is.")),
    }  # fmt: skip
    return tagged_pdf(TEMPLATE, {"sheet": sheet})


def _rows(credential: Credential) -> list[list[str]]:
    rows = [
        (mark("Number"), credential.number),
        (mark("Hours"), decimals(credential.hours, LANGUAGE)),
        (mark("Issued on"), told_day(credential.issued_on)[LANGUAGE]),
        (mark("Valid until"), told_day(credential.valid_to)[LANGUAGE]),
        (mark("Rules taught"), ", ".join(credential.quotes) or "–"),
        (mark("Fingerprint (SHA-256)"), f"{credential.fingerprint[:32]} {credential.fingerprint[32:]}"),
    ]
    return [[translate(head, LANGUAGE), value] for head, value in rows]


def _square_code(text: str) -> str:
    import segno

    buffer = io.BytesIO()
    segno.make(text, micro=False, error="m").save(buffer, kind="svg", xmldecl=False, scale=4)
    return buffer.getvalue().decode()


def badge_json(credential: Credential) -> bytes:
    """The credential in the shape of Open Badges 3.0, the same bytes for the same credential.

    It carries no proof of its own (no key of the City exists here): who doubts it follows `id` to the page.
    """
    link = verification_link(credential)
    badge = {
        "@context": list(_CONTEXTS),
        "id": link,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": credential.title,
        "issuer": {"id": credential.address, "type": ["Profile"], "name": credential.issuer},
        "validFrom": f"{credential.issued_on}T00:00:00Z",
        "validUntil": f"{credential.valid_to}T23:59:59Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": credential.person,
                    "identityType": "systemId",
                }
            ],
            "achievement": {
                "id": f"{credential.address}#{credential.level}",
                "type": ["Achievement"],
                "achievementType": "Certificate",
                "name": credential.title,
                "description": translate(LEVELS[credential.level], LANGUAGE),
                "criteria": {"narrative": f"{decimals(credential.hours, 'en')} h: {', '.join(credential.quotes)}"},
            },
        },
    }
    return json.dumps(badge, ensure_ascii=False, indent=1).encode()

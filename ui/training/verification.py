"""The public page that verifies a certificate: by number and fingerprint, or by its file."""

import streamlit as st

from contract.local_time import today, told_day
from contract.training import LEVELS, Credential
from data_access.records.training import read_credentials
from indicators.training.credentials import STANDINGS, standing_of
from indicators.training.quotes import STALE, stale_quotes
from reports.training.certificate import is_file_of
from ui import identity
from ui.kept.aids import catalogue
from ui.kept.help_desk import records
from ui.words import address as state
from ui.words.i18n import language, t
from ui.words.texts import announce, draw_list, draw_paragraph


def draw_verification() -> None:
    """Draw the two ways to verify one, and the answer. Nothing is told of a number without its fingerprint."""
    draw_paragraph(
        t("Number and fingerprint stand on the certificate; its square code fills them in. No name is kept here.")
    )
    left, right = st.columns(2)
    number = left.text_input(t("Number"), state.get("number"), max_chars=40, key=f"verify_number_{language()}")
    told = right.text_input(t("Fingerprint (SHA-256)"), state.get("fingerprint"), max_chars=80,
                            key=f"verify_fingerprint_{language()}")  # fmt: skip
    file = st.file_uploader(t("Or the file that was issued (PDF or JSON)"), ["pdf", "json"],
                            max_upload_size=identity.VISITOR_MEGABYTES, key=f"verify_file_{language()}")  # fmt: skip
    if file is not None:
        _answer(_by_file(file.getvalue()), t("This is not a file that was issued here: it was changed, or drawn anew."))
    elif number and told:
        _answer(_by_fingerprint(number, told), t("No certificate has this number and this fingerprint."))


def _by_file(file: bytes) -> Credential | None:
    known = (each for each, _ in read_credentials(records()).values())
    return next((each for each in known if is_file_of(each, file)), None)


def _by_fingerprint(number: str, told: str) -> Credential | None:
    found, _ = read_credentials(records()).get(number.strip().upper(), (None, None))
    return found if found and found.fingerprint == "".join(told.split()).lower() else None


def _answer(found: Credential | None, otherwise: str) -> None:
    if found is None:
        announce(otherwise, "error")
        return
    standing = standing_of(found, catalogue(), today())
    told = t("Issued here, and {standing}.", standing=t(STANDINGS[standing]))
    announce(told, "success" if standing == "valid" else "warning")
    lines = [
        t("Whose it is: {person} (the City’s directory knows the name)", person=found.person),
        f"{found.title}: {t(LEVELS[found.level])}",
        t("Issued by: {issuer}, on {day}. It holds until {until}.", issuer=found.issuer,
          day=told_day(found.issued_on), until=told_day(found.valid_to)),
    ]  # fmt: skip
    stale = stale_quotes(found.quotes, catalogue(), today())
    lines += [t("It taught {edition}, which {why}.", edition=each, why=t(STALE[why])) for each, why in stale.items()]
    draw_list(lines)

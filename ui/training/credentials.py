"""Certificates: issued to who earned them, given as files, taken back."""

import secrets
from urllib.parse import urlsplit

import streamlit as st

from contract.errors import Fault, Refused
from contract.local_time import today, told_day
from contract.training import Credential
from contract.translations import mark
from data_access.records.training import (
    issue_credential,
    read_classes,
    read_courses,
    read_credentials,
    revoke_credential,
)
from indicators.training.credentials import STANDINGS, credential_of, standing_of
from reports.training.certificate import badge_json, certificate_pdf, is_file_of, with_files
from ui import identity
from ui.kept.aids import catalogue
from ui.kept.help_desk import records
from ui.training.courses import class_name
from ui.widgets.record_form import RecordForm
from ui.words.i18n import language, t
from ui.words.texts import draw_notice, draw_paragraph, draw_table

_NONE = ""


def draw_credentials() -> None:
    """Draw what was issued, the files of one, and the forms that issue and take back; for those who may."""
    if not identity.may("issue_credentials"):
        draw_paragraph(t("Certificates are issued by a manager. Whoever holds one verifies it on its own page."))
        return
    known = read_credentials(records())
    if known:
        heads = [t("Number"), t("Reference"), t("Course"), t("Valid until"), t("How it stands")]
        draw_table(heads, [_cells(each) for each, _ in known.values()], words=(1, 2, 3, 4))
        labels = {_NONE: t("none")} | {key: f"{key} · {each.person}" for key, (each, _) in known.items()}
        chosen = st.selectbox(t("Certificate"), list(labels), format_func=labels.__getitem__,
                              key=f"credential_{language()}")  # fmt: skip
        if chosen:
            _draw_one(known[chosen][0], known[chosen][1].version)
    _draw_issuing()


def _cells(each: Credential) -> list[str]:
    standing = standing_of(each, catalogue(), today())
    return [each.number, each.person, each.title, told_day(each.valid_to)[language()], t(STANDINGS[standing])]


def _draw_one(each: Credential, version: int) -> None:
    pdf = certificate_pdf(each)
    if not is_file_of(each, pdf):
        draw_notice(t("These files are drawn anew and differ from those issued: verify them by number and "
                      "fingerprint."), "warning")  # fmt: skip
    left, right = st.columns(2)
    left.download_button(t("Certificate (PDF)"), pdf, f"{each.number}.pdf", "application/pdf")
    right.download_button(t("Open badge (JSON)"), badge_json(each), f"{each.number}.json", "application/json")
    if each.revoked_reason:
        return
    form = RecordForm(f"revoking_{each.number}", version)
    with st.form(form.key("form")):
        st.text_input(t("Why it is taken back"), key=form.key("reason"))
        form.draw_name()
        form.draw_button(t("Take the certificate back"), lambda: revoke_credential(
            identity.records(), each.number, version, form.text("reason"), form.by()))  # fmt: skip


def _draw_issuing() -> None:
    courses, classes = read_courses(records()), read_classes(records())
    titles = {key: each.title for key, (each, _) in courses.items()}
    passed = {
        f"{key}|{one.person}": f"{one.person} · {class_name(held, titles)}"
        for key, (held, _) in classes.items()
        for one in held.attendances
        if one.outcome == "passed"
    }
    if not passed:
        draw_paragraph(t("Nobody has passed a class yet: write down who attended first."))
        return
    form = RecordForm("issuing", len(read_credentials(records())))
    with st.form(form.key("form")):
        st.selectbox(t("Who passed"), list(passed), format_func=passed.__getitem__, key=form.key("who"))
        st.text_input(t("Issued by"), "Comune di Milano", key=form.key("issuer"))
        form.draw_name()
        form.draw_button(t("Issue the certificate"), lambda: _issue(form))


def _issue(form: RecordForm) -> None:
    class_id, _, person = form.text("who").partition("|")
    told = earned(class_id, person, form.text("issuer"))
    issue_credential(identity.records(), with_files(told), form.by())


def earned(class_id: str, person: str, issuer: str) -> Credential:
    """What a person earned in a class, from today on. Raises Refused where there is no such class."""
    held, _ = read_classes(records()).get(class_id, (None, None))
    course, _ = read_courses(records()).get(held.course_id, (None, None)) if held else (None, None)
    if held is None or course is None:
        raise Refused([Fault("unknown_class", mark("There is no such class."), found=class_id[:80])])
    number = f"BE-{today().year}-{secrets.token_hex(5).upper()}"
    return credential_of(course, held, person, number, issuer, today(), _address())


def _address() -> str:
    """Where this server verifies certificates, as the reader's browser reaches it."""
    parts = urlsplit(str(st.context.url or ""))
    return f"{parts.scheme or 'http'}://{parts.netloc or 'localhost'}/verifica"

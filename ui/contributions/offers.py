"""Manifestations of interest: the form for whoever offers something, the receipt, and the editors' inbox."""

import streamlit as st

from contract.aid_records import NEEDS
from contract.errors import ObservatoryError
from contract.local_time import told_moment
from contract.translations import mark
from data_access.aids.offers import KINDS, NEXT, STATES, TEXTS, Offer, decide_offer, read_offers, receipt_of, send_offer
from ui import identity
from ui.words.i18n import language, t
from ui.words.texts import as_label, draw_notice, draw_paragraph, draw_table

_LABELS = {
    "organisation": mark("Organisation"),
    "contact": mark("Contact: a role and an address of the organisation"),
    "what": mark("What you offer, and to whom"),
    "where": mark("Where in the city, if not everywhere"),
}


def draw_form() -> None:
    """Draw the form, and the receipt of what was sent."""
    draw_paragraph(t("For foundations and the third sector: devices, money or services. Name no resident."))
    with st.form(f"offer_{language()}"):
        told = {
            name: st.text_area(t(_LABELS[name]), max_chars=most, key=f"offer_{name}_{language()}")
            if name == "what"
            else st.text_input(t(_LABELS[name]), max_chars=most, key=f"offer_{name}_{language()}")
            for name, most in TEXTS.items()
        }
        told["kind"] = str(st.selectbox(t("Kind"), list(KINDS), format_func=lambda code: t(KINDS[code])))
        told["need"] = str(st.selectbox(t("Need"), list(NEEDS), format_func=lambda code: t(NEEDS[code])))
        is_sent = st.form_submit_button(t("Send the offer"), type="primary")
    if is_sent:
        _send({name: text or "" for name, text in told.items()})


def draw_inbox() -> None:
    """Draw the offers and the form to decide on one, where the roles allow it."""
    if not identity.may("edit_aids"):
        draw_paragraph(t("To change contributions takes the role of an editor."))
        return
    offers = {offer.offer_id: offer for offer in read_offers(identity.records())}
    if not offers:
        draw_paragraph(t("No offer has come in."))
        return
    heads = [t("Offer"), t("Organisation"), t("What you offer, and to whom"), t("State"), t("Last change")]
    draw_table(heads, [_cells(offer) for offer in offers.values()], words=(1, 2, 3))
    open_ones = [offer_id for offer_id, offer in offers.items() if NEXT[offer.content["state"]]]
    chosen = st.selectbox(t("Offer to decide on"), open_ones, index=None, key=f"offer_chosen_{language()}")
    if chosen is not None:
        _draw_decision(offers[chosen])
    fingerprint = st.text_input(t("Fingerprint of a receipt, to check it"), key=f"offer_receipt_{language()}")
    if fingerprint:
        _draw_receipt(fingerprint)


def _draw_receipt(fingerprint: str) -> None:
    receipt = receipt_of(identity.records(), fingerprint)
    if receipt is None:
        draw_notice(t("No offer that came in bears this fingerprint, or the offer was changed since."), "warning")
        return
    told = receipt.content
    draw_notice(
        t("Received on {when} from {organisation}, and unchanged since: {what}", when=told_moment(receipt.at),
          organisation=told["organisation"], what=told["what"]),
        "success",
    )  # fmt: skip


def _cells(offer: Offer) -> list[str]:
    told = offer.content
    state = t(STATES[told["state"]]) + (f": {told['reason']}" if told["reason"] else "")
    return [offer.offer_id, told["organisation"], told["what"], state, told_moment(offer.changed_at)]


def _send(told: dict[str, str]) -> None:
    try:
        receipt = send_offer(identity.records(), told)
    except ObservatoryError as error:
        draw_notice(error.sentence(language()), "error")
        return
    draw_notice(
        t(
            "Received on {when}. Keep this fingerprint: it proves what you sent. {fingerprint}",
            when=told_moment(receipt.at),
            fingerprint=receipt.fingerprint,
        ),
        "success",
    )


def _draw_decision(offer: Offer) -> None:
    draw_paragraph(f"{t(_LABELS['contact'])}: {offer.content['contact']}")
    with st.form(f"offer_decision_{offer.offer_id}_{offer.version}_{language()}"):
        state = st.selectbox(
            t("State"), list(NEXT[offer.content["state"]]), format_func=lambda code: as_label(t(STATES[code]))
        )
        reason = st.text_input(t("Reason, where it is incomplete or excluded"))
        protocol = st.text_input(t("Protocol number"), value=offer.content["protocol"])
        name = identity.pick_name(t("Your name"), "", f"offer_name_{language()}")
        is_sent = st.form_submit_button(t("Decide"))
    if is_sent:
        try:
            decide_offer(identity.records(), offer, str(state), reason, protocol, name)
        except ObservatoryError as error:
            draw_notice(error.sentence(language()), "error")
        else:
            st.rerun()

"""Offers: taken in from anybody, decided by editors with a reason, published as a draft; the receipt holds."""

import json
from dataclasses import replace

import pytest

from contract.errors import NotPermitted, Refused, StaleSave
from data_access.aids.json_ld import catalogue_json_ld
from data_access.aids.offers import KIND as OFFER_KIND
from data_access.aids.offers import MOST_WAITING, NEXT, STATES, decide_offer, read_offers, receipt_of, send_offer
from data_access.aids.saves import read_saves
from data_access.aids.store import read_catalogue_of, read_rows
from data_access.records.audit import broken_entries
from data_access.records.database import open_records

OFFER = {"organisation": "Fondazione Prova", "contact": "segreteria, info@prova.example", "what": "Cento lampadine.",
         "where": "", "kind": "devices", "need": "electricity"}  # fmt: skip


@pytest.fixture
def records(tmp_path):
    opened = open_records(str(tmp_path / "records"))
    yield opened
    opened.close()


def test_a_decision_on_an_offer_that_somebody_decided_meanwhile_publishes_no_draft(records):
    send_offer(records, OFFER)
    stale = decided(records, "admitted")
    decide_offer(records, stale, "excluded", "fuori tema", "PG 2/2026", "Bea")
    with pytest.raises(StaleSave):
        decide_offer(records, stale, "published", "", "PG 1/2026", "Ada")
    assert f"OFFER-{stale.offer_id.upper()}" not in read_catalogue_of(records).aids


def decided(records, *steps):
    """The offer after these states, each with a reason and a protocol number."""
    for state in steps:
        decide_offer(records, read_offers(records)[0], state, "manca il preventivo", "PG 1/2026", "Ada")
    return read_offers(records)[0]


def test_a_visitor_sends_and_gets_a_receipt_that_proves_it(records):
    receipt = send_offer(records.in_name_of(""), OFFER)
    [offer] = read_offers(records)
    assert offer.content["state"] == "received" and offer.content["what"] == "Cento lampadine."
    assert receipt_of(records, f" {receipt.fingerprint.upper()}\n") == receipt
    assert receipt_of(records, "0" * 64) is None and receipt_of(records, "") is None
    decided(records, "admitted")
    assert receipt_of(records, receipt.fingerprint) == receipt
    [_, decision, *_] = read_saves(records, OFFER_KIND, offer.offer_id)
    assert receipt_of(records, decision.fingerprint) is None, "what the City decided is no receipt"
    assert broken_entries(records) == []


def test_an_offer_that_is_published_is_a_draft_that_is_answered_for_nobody(records):
    send_offer(records, OFFER)
    offer = decided(records, "incomplete", "admitted", "published")
    assert offer.content["state"] == "published"
    catalogue = read_catalogue_of(records)
    [edition] = [each for each in catalogue.editions.values() if each.edition_id.startswith("OFFER-")]
    assert edition.state == "announced" and edition.source == "PG 1/2026"
    assert catalogue.providers[edition.aid_id].name == "Fondazione Prova"


def test_the_provider_and_the_aid_of_an_offer_are_two_things_in_linked_data(records):
    send_offer(records, OFFER)
    decided(records, "admitted", "published")
    graph = json.loads(catalogue_json_ld(read_rows(records)))["@graph"]
    assert len({node["@id"] for node in graph}) == len(graph)


@pytest.mark.parametrize("text", ["+39 02 0000", "- lampadine\n- corsi", "=1+1", "@associazione"])
def test_an_offer_that_begins_as_a_formula_does_is_published_in_quotes(records, text):
    send_offer(records, OFFER | dict.fromkeys(("organisation", "contact", "what"), text))
    offer = decided(records, "admitted")
    decide_offer(records, offer, "published", "", "", "Ada")
    assert read_offers(records)[0].content["protocol"] == "PG 1/2026"
    provider = read_catalogue_of(records).providers[f"OFFER-{offer.offer_id.upper()}"]
    assert provider.contact == provider.name == f"“{text}”"


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_only_the_states_that_may_follow_do(records, before, after):
    send_offer(records, OFFER)
    way = {"received": (), "published": ("admitted", "published")}.get(before, (before,))
    offer = decided(records, *way)
    if after in NEXT[before]:
        assert decided(records, after).content["state"] == after
    else:
        with pytest.raises(Refused):
            decide_offer(records, offer, after, "perché sì", "PG 1/2026", "Ada")


@pytest.mark.parametrize(("state", "reason", "protocol", "code"), [
    ("excluded", "", "PG 1", "offer_reason"), ("incomplete", " ", "", "offer_reason"),
    ("admitted", "", "", "offer_protocol"), ("excluded", "fuori tema", " ", "offer_protocol"),
])  # fmt: skip
def test_a_decision_says_why_and_has_its_protocol_number(records, state, reason, protocol, code):
    send_offer(records, OFFER)
    with pytest.raises(Refused) as told:
        decide_offer(records, read_offers(records)[0], state, reason, protocol, "Ada")
    assert [fault.code for fault in told.value.faults] == [code]
    assert read_offers(records)[0].version == 1


@pytest.mark.parametrize("broken", [
    {"organisation": " "}, {"contact": ""}, {"what": ""}, {"what": "x" * 1001}, {"kind": "gold"}, {"need": ""},
    {"organisation": "x" * 201},
])  # fmt: skip
def test_an_offer_with_faults_is_refused_and_nothing_is_kept(records, broken):
    with pytest.raises(Refused):
        send_offer(records, OFFER | broken)
    assert read_offers(records) == []


def test_two_editors_of_one_offer_the_second_is_told(records):
    send_offer(records, OFFER)
    seen = read_offers(records)[0]
    decide_offer(records, seen, "admitted", "", "PG 1/2026", "Ada")
    with pytest.raises(StaleSave):
        decide_offer(records, seen, "excluded", "fuori tema", "PG 2/2026", "Bruno")


def test_only_editors_read_and_decide(records):
    send_offer(records, OFFER)
    offer, visitor = read_offers(records)[0], records.in_name_of("somebody")
    with pytest.raises(NotPermitted):
        read_offers(visitor)
    for state in ("admitted", "excluded"):
        with pytest.raises(NotPermitted):
            decide_offer(visitor, offer, state, "fuori tema", "PG 1/2026", "Ada")
    with pytest.raises(NotPermitted):
        decide_offer(visitor, replace(offer, content=offer.content | {"state": "admitted"}), "published", "", "", "Ada")
    assert read_offers(records)[0] == offer


def test_a_flood_is_refused(records, monkeypatch):
    assert MOST_WAITING == 200
    monkeypatch.setattr("data_access.aids.offers.MOST_WAITING", 2)
    for _ in range(2):
        send_offer(records, OFFER)
    with pytest.raises(Refused):
        send_offer(records, OFFER)
    decided(records, "admitted")
    send_offer(records, OFFER)

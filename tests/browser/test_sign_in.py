"""Signing in with a real provider on this machine: back to the page asked for, two tabs, out of both."""

import json
import re
import subprocess
import sys
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from data_access.collection.forms import read_form
from data_access.records.audit import read_audit
from data_access.records.corrections import told_responses
from data_access.records.database import open_records
from data_access.records.responses import set_organisation
from data_access.records.roles import grant_role
from tests.browser.conftest import PAINT_HOOK, PATIENCE_MS, at_rest, free_port, serving, settled, wait_until_healthy

FORM = read_form()
PHONE = {"width": 390, "height": 844}
PAGE = "/mappa?lang=en&level=municipio"
SECRETS = """[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "of this test alone, of no use elsewhere, long enough"
client_id = "observatory"
client_secret = "the provider on this machine does not look at it"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@contextmanager
def provider():
    """A provider of sign-ins in a process of its own; Ada may sign in there."""
    port = free_port()
    user = json.dumps({"sub": "ada", "name": "Ada Byron"})
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--user-claims", user]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        wait_until_healthy(address, lambda: process.poll() is None, path="/.well-known/openid-configuration")
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Address of a server that asks a provider of its own, and its records."""
    tmp_path = tmp_path_factory.mktemp("sign_in")
    port = free_port()
    address, records = f"http://localhost:{port}", tmp_path / "records"
    with provider() as asked:
        secrets = tmp_path / "secrets.toml"
        secrets.write_text(SECRETS.format(address=address, provider=asked), encoding="utf-8")
        environment = {"OBSERVATORY_IDENTITY": "oidc", "STREAMLIT_SECRETS_FILES": str(secrets)}
        with serving(port, OBSERVATORY_RECORDS=str(records), **environment):
            yield address, records


def context_without_maps(browser, **settings):
    """A context of its own, with cookies of its own, whose maps draw nothing."""
    context = browser.new_context(**settings)
    context.add_init_script(PAINT_HOOK % "false")
    context.set_default_timeout(PATIENCE_MS)
    return context


def sign_in(page, label):
    at_rest(page).get_by_role("button", name=label).click()
    page.wait_for_url(re.compile("/oauth2/authorize"))
    page.get_by_role("button", name="ada").click()


def test_a_person_signs_in_lands_where_they_were_and_signs_out_of_every_tab(browser, place):
    address, folder = place
    context = context_without_maps(browser, locale="en-GB", base_url=address)
    page = context.new_page()
    page.goto(PAGE)
    sign_in(page, "Sign in")
    page.wait_for_url(re.compile(r"/mappa\?.*level=municipio"))
    expect(settled(page).get_by_text("Ada Byron · visitor")).to_be_visible()

    records = open_records(str(folder))
    reference = read_audit(records, "test")[0].reference
    assert reference.endswith("|ada")
    grant_role(records, reference, "operator", "test")
    other = context.new_page()
    other.goto("/sportello?lang=en")
    expect(settled(other).get_by_text("Ada Byron · operator")).to_be_visible()

    other.get_by_role("button", name="Sign out").click()
    other.get_by_role("button", name="End session").click()
    expect(other.get_by_role("button", name="Accedi").or_(other.get_by_role("button", name="Sign in"))).to_be_visible()
    page.goto(PAGE)
    expect(settled(page).get_by_role("button", name="Sign in")).to_be_visible()
    assert [entry.action for entry in read_audit(records, "test")][-2:] == ["signed_out", "audit_read"]
    records.close()
    context.close()


def test_what_was_recorded_while_a_sign_in_ran_out_waits_says_so_and_is_sent_once_after_the_next(browser, place):
    address, folder = place
    context = context_without_maps(browser, locale="it-IT", base_url=address, viewport=PHONE)
    page = context.new_page()
    page.goto("/questionario")
    sign_in(page, "Accedi")
    expect(settled(page).get_by_text(re.compile("^Ada Byron"))).to_be_visible()
    records = open_records(str(folder))
    reference = read_audit(records, "test")[0].reference
    grant_role(records, reference, "operator", "test")
    set_organisation(records, reference, "caf", "test")

    page.goto("/raccolta/")
    page.wait_for_selector("body[data-offline=ready]")
    expect(page.get_by_label("Codice del proprio ente")).to_have_value("caf")
    context.set_offline(True)
    for number in (1, 2):
        page.get_by_label("La persona è d’accordo").check()
        page.get_by_label("Dove vive la persona?").select_option("nil_12")
        page.get_by_role("button", name="Salva le risposte").click()
        page.get_by_role("button", name="Persona successiva").click()
        expect(page.locator("#waiting")).to_have_text(f"{number} da inviare.")
    with records.engine.begin() as connection:
        connection.exec_driver_sql("update sign_ins set seen_at = datetime('now', '-31 minutes')")
    context.set_offline(False)
    expect(page.get_by_text("Non si perde nulla")).to_be_visible()
    expect(page.locator("#waiting")).to_have_text("2 da inviare.")
    assert told_responses(records, FORM, 12).empty

    with context.expect_page() as opened:
        page.get_by_role("link", name="Apri la pagina dell’osservatorio").click()
    sign_in(opened.value, "Accedi")
    expect(settled(opened.value).get_by_text("Ada Byron · operatore")).to_be_visible()
    page.bring_to_front()
    expect(page.locator("#waiting")).to_have_text("Niente da inviare.")
    assert told_responses(records, FORM, 12)["organisation"].tolist() == ["caf", "caf"]
    records.close()
    context.close()

"""Signing in with a real provider on this machine: back to the page asked for, two tabs, out of both."""

import json
import re
import subprocess
import sys
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from data_access.records.audit import read_audit
from data_access.records.database import open_records
from data_access.records.roles import grant_role
from tests.browser.conftest import at_rest, free_port, serving, settled, wait_until_healthy

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
        wait_until_healthy(address, process, path="/.well-known/openid-configuration")
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def place(tmp_path):
    """Address of a server that asks a provider of its own, and its records."""
    port = free_port()
    address, records = f"http://localhost:{port}", tmp_path / "records"
    with provider() as asked:
        secrets = tmp_path / "secrets.toml"
        secrets.write_text(SECRETS.format(address=address, provider=asked), encoding="utf-8")
        environment = {"OBSERVATORY_IDENTITY": "oidc", "STREAMLIT_SECRETS_FILES": str(secrets)}
        with serving(port, OBSERVATORY_RECORDS=str(records), **environment):
            yield address, records


def test_a_person_signs_in_lands_where_they_were_and_signs_out_of_every_tab(browser, place):
    address, folder = place
    context = browser.new_context(locale="en-GB", base_url=address)
    page = context.new_page()
    page.goto(PAGE)
    at_rest(page).get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile("/oauth2/authorize"))
    page.get_by_role("button", name="ada").click()
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

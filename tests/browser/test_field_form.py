"""The form for a phone: without a network, with a server killed while it sends, in a browser that keeps nothing."""

import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from data_access.collection.forms import read_form
from data_access.collection.submissions import read_submissions
from data_access.records.collecting import read_refusals, take_submissions
from data_access.records.corrections import told_responses
from data_access.records.database import open_records
from tests.browser.conftest import free_port, wait_until_healthy
from tests.browser.test_accessibility import grave_violations
from tests.places import ROOT

FORM = read_form()
PHONE = {"width": 390, "height": 844}


class Server:
    """One that can be killed at any moment and started again at the same address."""

    def __init__(self, folder):
        self.port, self.records = free_port(), str(folder)
        self.address, self.process = f"http://127.0.0.1:{self.port}", None

    def start(self):
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
        environment = os.environ | {"OBSERVATORY_RECORDS": self.records}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        wait_until_healthy(self.address, lambda: self.process.poll() is None)

    def kill(self):
        self.process.kill()
        self.process.wait(20)

    def arrived(self):
        records = open_records(self.records)
        try:
            return told_responses(records, FORM, 12)["response_id"].tolist()
        finally:
            records.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    made = Server(tmp_path_factory.mktemp("records"))
    made.start()
    yield made
    made.kill()


@contextmanager
def phone(browser, server, script=""):
    context = browser.new_context(base_url=server.address, viewport=PHONE, has_touch=True, accept_downloads=True)
    page = context.new_page()
    page.add_init_script(script)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield page
        assert errors == []
    finally:
        context.close()


def record(page):
    """Ask one person; returns the words of the receipt."""
    page.get_by_label("La persona è d’accordo").check()
    page.get_by_label("Dove vive la persona?").select_option("nil_12")
    page.get_by_label("Codice del proprio ente").fill("acli")
    page.get_by_role("group", name="Come è riscaldata").get_by_label("impianto centralizzato").check()
    page.get_by_role("group", name="Sa quanto ha speso").get_by_label("sì, l’importo").check()
    page.get_by_label("Quanti euro in un anno?").fill("700")
    page.get_by_role("button", name="Salva le risposte").click()
    expect(page.locator("#receipt_words")).to_have_text(re.compile(r"[a-z]+( [a-z]+){3}"))
    words = page.locator("#receipt_words").inner_text()
    page.get_by_role("button", name="Persona successiva").click()
    return words


def waiting(page, told):
    expect(page.locator("#waiting")).to_have_text(told)


def test_three_people_recorded_without_a_network_arrive_once_though_the_server_is_killed_while_they_are_sent(
    browser, server
):
    with phone(browser, server) as page:
        page.goto("/raccolta/")
        page.wait_for_selector("body[data-offline=ready]")
        assert grave_violations(page) == []
        page.context.set_offline(True)
        server.kill()
        receipts = {record(page) for _ in range(3)}
        assert len(receipts) == 3
        waiting(page, "3 da inviare.")
        page.reload()
        waiting(page, "3 da inviare.")
        page.get_by_label("La persona è d’accordo").check()
        assert grave_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        kept = page.evaluate(KEPT)
        assert "nil_12" not in kept and "acli" not in kept and len(kept) > 300

        server.start()
        page.context.set_offline(False)
        deadline = time.monotonic() + 30
        while not server.arrived() and time.monotonic() < deadline:
            time.sleep(0.005)
        server.kill()
        before = server.arrived()
        assert 1 <= len(before) <= 3
        server.start()
        page.get_by_role("button", name="Invia ora").click()
        waiting(page, "Niente da inviare.")
        arrived = server.arrived()
        assert len(arrived) == len(set(arrived)) == 3 and arrived[: len(before)] == before
        assert page.evaluate(KEPT) == ""


KEPT = """async () => {
  const opening = indexedDB.open("raccolta");
  await new Promise((done) => { opening.onsuccess = done; });
  const asked = opening.result.transaction("answers").objectStore("answers").getAll();
  await new Promise((done) => { asked.onsuccess = done; });
  return asked.result.map((row) => new TextDecoder("latin1").decode(row.sealed) + JSON.stringify(row)).join("");
}"""
"""All that the browser holds of the answers, as text."""

REFUSED = "indexedDB.open = () => { throw new DOMException('refused', 'SecurityError'); };"


def test_a_browser_that_keeps_nothing_says_so_and_its_file_comes_in_once(browser, server):
    before = len(server.arrived())
    with phone(browser, server, REFUSED) as page:
        page.goto("/raccolta/")
        expect(page.get_by_text("Questo browser non conserva nulla")).to_be_visible()
        top = page.locator("#consent").bounding_box()["y"]
        page.wait_for_selector("body[data-offline=ready]")
        moved = abs(page.locator("#consent").bounding_box()["y"] - top)
        assert moved < 1, "what is told moves no box from under a finger"
        page.context.set_offline(True)
        record(page)
        waiting(page, "1 da inviare.")
        page.get_by_role("button", name="La persona non è d’accordo").click()
        waiting(page, "2 da inviare.")
        with page.expect_download() as download:
            page.get_by_role("button", name="Salva in un file").click()
        content = download.value.path().read_bytes()
        told = read_submissions(content, "raccolta.csv", FORM, {"nil_12"})
        assert list(told.refusals.values()) == ["acli"]
        records = open_records(server.records)
        assert take_submissions(records, FORM, told, "Ada") == 1
        records.close()
        page.context.set_offline(False)
        waiting(page, "Niente da inviare.")
    records = open_records(server.records)
    assert len(server.arrived()) == before + 1 and read_refusals(records, "Ada").to_dict() == {"acli": 1}
    records.close()


def test_a_person_is_asked_by_keyboard_alone_and_in_english(browser, server):
    before = len(server.arrived())
    with phone(browser, server) as page:
        page.goto("/raccolta/?lang=en")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        for key in ("Tab", "Tab", "Space", "Tab", "ArrowDown", "Tab", "Tab"):
            page.keyboard.press(key)
        page.keyboard.type("Mario Rossi")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert").filter(has_text="An organisation is told by its code")).to_be_visible()
        page.keyboard.press("Control+a")
        page.keyboard.type("acli")
        page.keyboard.press("Enter")
        expect(page.locator("#receipt")).to_be_focused()
        expect(page.get_by_text("Everything was sent")).to_be_visible()
        waiting(page, "Nothing to send.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_label("The person agrees")).to_be_focused()
    assert len(server.arrived()) == before + 1

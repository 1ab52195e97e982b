"""The resident's page in a real browser: what of an answer leaves it, and where to."""

from datetime import date

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from data_access.aids.packaged_files import packaged_catalogue
from reports.aids.page_file import residents_page
from tests.browser.conftest import listening, serving, settled, visiting
from tests.browser.test_accessibility import MENU, RULES

PHONE = {"width": 390, "height": 844}
SECRETS = ("apparecchi elettrici per vivere", "apparecchi%20elettrici", "device", "9.796", "asked_")
"""What an answer is called: its code, its words, and how an address would write them."""


def test_an_answer_is_in_no_address_no_request_no_storage_and_no_log(browser):
    logged, sent, sockets = [], [], []
    handlers = {
        "request": lambda request: sent.append(f"{request.url} {request.headers} {request.post_data or ''}"),
        "websocket": lambda socket: sockets.append(socket.url),
    }
    with (
        serving(logged=logged) as address,
        visiting(browser, address, PHONE) as page,
        listening(page, **handlers),
    ):
        page.goto("/aiuti")
        settled(page)
        page.get_by_text("sì, apparecchi elettrici per vivere").click()
        page.get_by_text("da 9.360,01").click()
        page.get_by_role("button", name="Vedi che cosa c’è").click()
        expect(page.locator(".aid").first).to_be_visible()
        settled(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="Il foglio da stampare (PDF)").click()
        assert download.value.path().read_bytes().startswith(b"%PDF")
        kept = page.evaluate("JSON.stringify([location.href, {...localStorage}, {...sessionStorage}, document.cookie])")
        page.reload()
        settled(page)
        assert page.locator(".aid").count() == 0
    assert sockets and all(url.startswith(address.replace("http", "ws")) for url in sockets)
    assert len(sent) > 3
    everything = "\n".join([*sent, *sockets, kept, *logged])
    assert [secret for secret in SECRETS if secret in everything] == []


def test_the_answers_have_no_violation_at_a_phone_s_width_and_scroll_one_way_only(browser, app_url):
    with visiting(browser, app_url, PHONE) as page:
        page.goto("/aiuti")
        settled(page)
        page.get_by_text("con l’impianto di tutto il palazzo").click()
        page.get_by_role("button", name="Vedi che cosa c’è").click()
        expect(page.locator(".aid").first).to_be_visible()
        settled(page)
        assert [found["id"] for found in Axe().run(page, context=MENU, options=RULES).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_page_for_the_city_s_site_answers_offline_and_calls_nobody(browser, tmp_path):
    file = tmp_path / "aiuti.html"
    file.write_bytes(residents_page(packaged_catalogue(), "it", date.today()))
    context = browser.new_context(viewport=PHONE, offline=True)
    page, sent = context.new_page(), []
    page.on("request", lambda request: sent.append(request.url))
    page.goto(file.as_uri())
    page.get_by_label("sì, apparecchi elettrici per vivere").check()
    page.get_by_role("button", name="Vedi che cosa c’è").click()
    expect(page.locator(".aid").first).to_be_visible()
    assert sent == [file.as_uri()] and page.url == file.as_uri()
    assert [found["id"] for found in Axe().run(page, options=RULES).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()

"""What really reaches a browser: every websocket frame and every response, searched for numbers that are withheld."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import listening, serving, settled, visiting
from tests.withheld_numbers import PLACE, SHOWN, WITHHELD, city_with_withheld_numbers, holds, run


@pytest.fixture(scope="module")
def address(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("frames")
    code, told = run("publish", city_with_withheld_numbers(folder), folder / "editions")
    assert code == 0, told
    with serving(OBSERVATORY_DATA=str(folder / "editions")) as address:
        yield address


@pytest.fixture
def recorded(browser, address):
    """A page and all that it receives, as bytes."""
    received = Received()
    handlers = {
        "websocket": lambda socket: socket.on("framereceived", received.add_frame),
        "response": received.add_response,
    }
    with visiting(browser, address) as page, listening(page, **handlers):
        yield page, received


class Received:
    def __init__(self):
        self.frames, self.responses, self.bodies = [], [], []

    def add_frame(self, payload):
        self.frames.append(payload)

    def add_response(self, response):
        self.responses.append(response)

    def download(self, page, button):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        self.bodies.append(download.value.path().read_bytes())

    def keep_bodies(self):
        """Before the page is left: the browser then forgets them."""
        kinds = ("fetch", "xhr", "document", "other")
        self.bodies += [each.body() for each in self.responses if each.ok and each.request.resource_type in kinds]
        self.responses.clear()

    def assert_only_shown_numbers(self):
        self.keep_bodies()
        contents = [*self.frames, *self.bodies]
        assert len(self.frames) > 3
        assert any(holds(content, SHOWN) for content in contents)
        for number in (*WITHHELD, WITHHELD[0] / SHOWN):
            assert not any(holds(content, number) for content in contents)


@pytest.mark.parametrize(("indicator", "legend"), [("renters", "%"), ("energy_burden", "Riservato")])
def test_no_frame_of_the_map_holds_a_withheld_number(recorded, indicator, legend):
    page, received = recorded
    page.goto(f"/mappa?level=section&indicator={indicator}&area=section:{PLACE}")
    settled(page)
    expect(page.locator(".legend").first).to_contain_text(legend)
    page.get_by_text("Gli stessi numeri in tabella").click()
    expect(page.get_by_test_id("stDataFrame").last).to_be_visible()
    page.get_by_text("Tutti gli indicatori").first.click()
    page.get_by_text("Scaricare i numeri").click()
    received.download(page, "Tabella (CSV)")
    received.download(page, "Mappa (GeoPackage)")
    settled(page)
    received.assert_only_shown_numbers()


def test_no_frame_of_the_data_page_holds_a_withheld_number(recorded):
    page, received = recorded
    page.goto("/dati")
    settled(page)
    expect(page.get_by_role("heading", name="Edizioni")).to_be_visible()
    received.keep_bodies()
    page.goto(f"/mappa?area=section:{PLACE}")
    settled(page)
    received.assert_only_shown_numbers()

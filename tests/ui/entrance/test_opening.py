"""What a browser shows before the first page has come: ours, in the page's language, with nothing of Streamlit's."""

import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from contract.translations import LANGUAGES, translate
from reports.addresses.pages import PAGES
from tests.reports.aids.arabic import speak_arabic
from ui.entrance import opening
from ui.entrance.opening import OPENING_ROUTES, write_opening

CLIENT = TestClient(Starlette(routes=OPENING_ROUTES))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address or "first")
def test_the_outline_has_the_title_and_the_language_of_its_page(page, language):
    answer = CLIENT.get(f"/{page.address}", params={"lang": language})
    told, title = answer.text, translate(page.title, language).replace("'", "&#x27;")
    assert answer.headers["cache-control"] == "no-cache"
    assert f'<html lang="{language}" dir="ltr">' in told
    assert f"<title>{title} · Benessere Energetico</title>" in told and f"<h1>{title}</h1>" in told
    seen = re.sub(r"<!--.*?-->|<script.*?</script>|<[^>]*>", " ", told, flags=re.DOTALL)
    assert "Streamlit" not in seen and "You need" not in seen and "SourceSans" not in told
    assert translate("The page is opening.", language) in seen
    assert 'src="./static/js/index.' in told


def test_an_unknown_language_is_the_first_one():
    assert '<html lang="it" ' in CLIENT.get("/mappa", params={"lang": "'><script>"}).text


def test_another_page_of_streamlit_s_is_said_and_not_served(monkeypatch, tmp_path):
    other = tmp_path / "index.html"
    other.write_text("<html><body></body></html>", encoding="utf-8")
    monkeypatch.setattr(opening, "_SERVERS_OWN", other)
    with pytest.raises(ValueError, match="0 times, once was expected"):
        write_opening(PAGES[0], "it")


def test_a_language_of_residents_opens_their_pages_alone_and_the_way_it_runs(monkeypatch, tmp_path):
    speak_arabic(tmp_path, monkeypatch)
    mine = next(page for page in PAGES if page.is_for_residents)
    assert '<html lang="ar" dir="rtl">' in CLIENT.get(f"/{mine.address}", params={"lang": "ar"}).text
    assert '<html lang="it" dir="ltr">' in CLIENT.get("/mappa", params={"lang": "ar"}).text

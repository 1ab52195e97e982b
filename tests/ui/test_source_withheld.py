"""Pages on an edition whose extract arrived with withheld cells: no city figure, and every page still opens."""

from html import escape

import pytest

from contract.translations import translate
from data_access.editions import ENVIRONMENT_VARIABLE
from indicators.basis.findings import FINDINGS
from tests.ui.test_pages import PAGES, opened, words
from tests.withheld_numbers import city_with_withheld_numbers, run
from ui.kept import editions as cached


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("source")
    city = city_with_withheld_numbers(folder)
    city.extract = city.extract.astype("str")
    for column, text in {"N_OLTRE_10": "<10", "V_OLTRE_10": "<5", "N_FAM_AFFITTO": "*", "N_FAM_REDDITO": ".."}.items():
        city.cell(5, column, text)
    code, told = run("publish", city, folder / "editions")
    assert code == 0, told
    return folder / "editions"


@pytest.fixture(autouse=True)
def edition(published, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(published))
    cached.forget_list()
    yield
    monkeypatch.undo()
    cached.forget_list()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["it", "en"])
def test_every_page_opens(page, language):
    assert opened(page, lang=language).title[0].value == translate(PAGES[page].title, language)


def test_the_overview_says_why_the_city_has_no_figure():
    text = words(opened("overview"))
    assert "Il numero della città non può essere mostrato in questa edizione." in text
    assert "class='headline'" not in text


def test_the_source_is_named_where_it_withheld():
    told = escape(translate(FINDINGS["withheld_source"].sentence, "it"))
    assert told in words(opened("overview"))
    text = words(opened("map", level="nil", area="nil:1", indicator="energy_poverty_10"))
    assert "Riservato dalla fonte" in text and told in text

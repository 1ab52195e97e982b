"""Publishing through the page, in Streamlit's own test runner: nothing vanishes, everything is told before."""

import shutil
import time

import pytest
import shapely.affinity

from data_access.disclosure import PrivacyRule
from data_access.editions import ENVIRONMENT_VARIABLE, find_edition, list_editions, read_table
from data_access.intake.mappings import write_mapping
from data_access.publishing.carried import KEPT_TABLES
from data_access.publishing.journal import Ending, Journal, claimed, is_running, read_journal, write_journal
from data_access.publishing.publish import publish
from data_access.publishing.review import review
from data_access.publishing.revisions import make_current
from data_access.publishing.switch import ALLOWED
from tests.data_access.rich_city import rich_city
from tests.data_access.small_city import YEAR
from tests.ui.test_pages import opened, words
from ui.kept import editions as cached
from ui.publishing import steps


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    city = rich_city(folder)
    publish(review(YEAR, city.paths(), city.mapping, PrivacyRule(), folder / "editions"), folder / "editions")
    return city


@pytest.fixture
def root(published, tmp_path, monkeypatch):
    """The folder of one edition with every table, in an installation that lets its readers publish."""
    shutil.copytree(published.folder / "editions", tmp_path / "editions")
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "editions"))
    monkeypatch.setenv(ALLOWED, "1")
    cached.forget_list()
    yield tmp_path / "editions"
    monkeypatch.undo()
    cached.forget_list()


@pytest.fixture
def in_this_process(monkeypatch):
    """Files are read and checked here, as uploads are in a process of their own: one that starts takes seconds."""
    monkeypatch.setattr(steps, "confined", lambda task, *arguments: task(*arguments))


def give(app, city, **more):
    """Upload the extract, and further files by role, with the city's own layout."""
    files = {"extract": city.extract_path, **more}
    for role, path in files.items():
        app.file_uploader(key=f"upload_{role}_0").set_value((path.name, path.read_bytes(), "text/csv"))
    app.run()
    layout = ("mapping.toml", write_mapping(city.mapping).encode(), "application/toml")
    app.file_uploader(key="upload_layouts").set_value([layout])
    app.run()
    return checked(app)


def checked(app):
    """Ask for the check of what is given, in either language."""
    next(each for each in app.button if each.label in ("Leggi e controlla", "Read and check")).click().run()
    assert not app.exception, app.exception
    return app


def published_by(app, root, name="Ada"):
    app.text_input(key="publishing_by").set_value(name)
    [button] = [each for each in app.button if "ubblica l" in each.label or "ublish the" in each.label]
    button.click().run()
    deadline = time.monotonic() + 120
    while is_running(root) and time.monotonic() < deadline:
        time.sleep(0.1)
    cached.forget_list()
    return read_journal(root)


def test_one_file_is_enough_and_the_other_tables_are_kept_and_answer(published, root):
    app = give(opened("data", lang="en"), published)
    text = words(app)
    assert text.count(f"Kept from edition {YEAR}.1.") == len(KEPT_TABLES)
    assert app.number_input[0].value == YEAR
    journal = published_by(app, root)
    assert journal.ending is Ending.PUBLISHED, journal
    edition = find_edition(root / str(YEAR))
    assert edition.revision == 2
    assert all(len(read_table(edition, table)) for table in KEPT_TABLES)
    app.run()
    assert "is published (Ada" in words(app) and "found nothing new" in words(app)
    assert "Via Prova 1" in words(opened("plan", lang="en"))
    assert "Via Prova 1" in words(opened("retrofits", lang="en")) + str(opened("retrofits", lang="en").selectbox)


def test_a_table_left_out_and_another_rule_are_told_before_and_published(published, root, in_this_process):
    app = give(opened("data", lang="it"), published)
    app.multiselect[0].set_value(["streets"]).run()
    checked(app)
    assert f"Tolta, come chiesto. Righe nell’edizione {YEAR}.1: 1." in words(app)
    app.session_state["publishing_least_count"] = 5
    app.run()
    assert "fasce di 5" in words(app)
    assert published_by(app, root).ending is Ending.PUBLISHED
    edition = find_edition(root / str(YEAR))
    assert edition.manifest["privacy"]["least_count"] == 5
    assert read_table(edition, "streets").empty and len(read_table(edition, "venues"))


def test_without_a_name_nothing_is_published(published, root, in_this_process):
    app = give(opened("data", lang="it"), published)
    assert published_by(app, root, " ") is None
    assert "Scrivere il proprio nome" in words(app)
    assert len(list_editions(root)) == 1


def test_whoever_opens_the_page_finds_the_publication_that_runs(root):
    with claimed(root):
        write_journal(
            root, Journal(YEAR, "Ada", 16, before=[str(YEAR)], steps=[("Rolling up and protecting …", time.time())])
        )
        app = opened("data", lang="en")
    assert "You may close this page" in words(app) and "under way" in words(app)
    assert not app.file_uploader
    assert "was interrupted" in words(opened("data", lang="en"))


def test_errors_look_like_errors_and_hide_the_way_to_publish(published, root, in_this_process, tmp_path):
    city = rich_city(tmp_path)
    city.replace_text(";100;", ";molte;")
    app = give(opened("data", lang="it"), city)
    assert '<tr class="error">' in words(app).replace("'", '"')
    assert "molte" in words(app)
    assert not [button for button in app.button if "Pubblica" in button.label]


def test_any_revision_is_looked_at_in_any_address_and_made_current_again(root):
    publish_again(root)
    app = opened("map", lang="en", year=f"{YEAR}.1")
    assert f"You are looking at revision 1 of {YEAR}" in words(app)
    assert f"Edition {YEAR}, revision 1." in words(app)
    assert "You are looking at" not in words(opened("map", lang="en", year=str(YEAR)))
    app = opened("data", lang="it")
    app.selectbox(key=f"revision_{YEAR}_it").set_value(1).run()
    app.text_input(key="publishing_by_revision").set_value("Ada")
    next(button for button in app.button if button.label == "Falla tornare corrente").click().run()
    assert not app.exception
    assert find_edition(root / str(YEAR)).revision == 1
    assert f"la revisione 1 del {YEAR}" in words(app)


def publish_again(root):
    """A second revision, byte for byte the first but for its name."""
    shutil.copytree(root / str(YEAR), root / f"{YEAR}.2")
    cached.forget_list()


@pytest.mark.parametrize("code", [f"{YEAR}.9", "1999.1"])
def test_a_revision_that_is_not_there_is_said_and_the_current_one_shown(root, code):
    text = words(opened("map", lang="en", year=code))
    assert code in text.split("class='notice warning'")[1]
    assert f"Edition {YEAR}, revision 1." in text


def test_a_layout_that_is_none_is_told_and_nothing_breaks(published, root, in_this_process):
    app = opened("data", lang="en")
    app.file_uploader(key="upload_extract_0").set_value(("e.csv", published.extract_path.read_bytes(), "text/csv"))
    app.run()
    app.file_uploader(key="upload_layouts").set_value([("bad.toml", b"[households\nx", "application/toml")])
    app.run()
    assert not app.exception
    assert "bad.toml" in words(app) and "class='error'" in words(app).replace('"', "'")


def test_a_revision_once_opened_stays_that_one_whatever_is_current(root):
    publish_again(root)
    assert [cached.revision(YEAR, number).revision for number in (1, 2)] == [1, 2]
    assert cached.edition(YEAR).revision == 2
    make_current(root / f"{YEAR}.1", "Ada")
    cached.forget_list()
    assert cached.edition(YEAR).revision == 1
    assert [cached.revision(YEAR, number).revision for number in (1, 2)] == [1, 2]


def test_polygons_that_overlap_or_cross_themselves_are_told_before_anything_is_published(
    root, in_this_process, tmp_path
):
    city = rich_city(tmp_path)
    shapes = city.polygons.geometry.tolist()
    west, south, east, north = shapes[2].bounds
    bow_tie = shapely.Polygon([(west, south), (east, north), (east, south), (west, north)])
    city.polygons = city.polygons.set_geometry(
        [shapely.affinity.translate(shapes[0], 60), shapes[1], bow_tie, *shapes[3:]]
    )
    city.write()
    text = words(give(opened("data", lang="en"), city, sections=city.sections_path))
    assert "overlap by 12" in text
    assert "Polygons that crossed themselves were repaired: 1." in text


def test_a_check_is_made_when_it_is_asked_for_and_once(published, root, monkeypatch):
    """Checked after each file, twelve tables of a city took four minutes."""
    made = []
    monkeypatch.setattr(steps, "confined", lambda task, *given: made.append(given) or task(*given))
    app = opened("data", lang="it")
    app.file_uploader(key="upload_extract_0").set_value(("e.csv", published.extract_path.read_bytes(), "text/csv"))
    app.run()
    assert made == []
    give(app, published, venues=published.more["venues"])
    app.run()
    assert len(made) == 1 and "5. La pubblicazione" in words(app)
    app.number_input[0].set_value(YEAR + 1).run()
    assert len(made) == 1 and "5. La pubblicazione" not in words(app)
    checked(app)
    assert len(made) == 2

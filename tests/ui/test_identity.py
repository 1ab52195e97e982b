"""Who is there, in each mode; what a person without the role cannot do, even by a button that is there."""

import shutil
import time
from collections import OrderedDict
from types import SimpleNamespace

import pytest
import streamlit as st

from data_access.editions import SAMPLE
from data_access.records.audit import read_audit
from data_access.records.plans import list_plans
from data_access.records.roles import grant_role, revoke_role
from tests.data_access.test_internal import make_internal
from tests.places import ROOT
from tests.ui.helpdesk.desk_page import button, fill, text_of, unfolded
from tests.ui.test_pages import opened, words
from ui import identity
from ui.entrance import frame
from ui.kept import editions as cached
from ui.kept import help_desk as kept
from ui.words import served

ADA = "https://accounts.test|ada"


@pytest.fixture
def claims(monkeypatch, tmp_path):
    """The provider's word on who is there, to be changed by a test."""
    monkeypatch.setenv("OBSERVATORY_IDENTITY", "oidc")
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    now = time.time()
    told = {"is_logged_in": True, "iss": "https://accounts.test", "sub": "ada", "name": "Ada Byron",
            "iat": now - 5, "exp": now + 300}  # fmt: skip
    monkeypatch.setattr(st, "user", SimpleNamespace(to_dict=lambda: dict(told)))
    return told


def _page():
    return unfolded("saving", "history", lang="en")


def _saved(app, name="Autumn"):
    fill(app, "Name of the plan", name)
    return text_of(button(app, "Save as a new plan"))


def _labels(app):
    return [each.label for each in app.button]


def test_where_nobody_is_verified_a_name_is_typed_and_marked(monkeypatch, tmp_path):
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    app = _page()
    fill(app, "Your name", "A. Rossi")
    assert "Saved." in _saved(app)
    assert "A. Rossi (identity not verified)" in text_of(app)
    assert not {"Sign in", "Sign out"} & set(_labels(app))


def test_a_visitor_signs_in_and_saves_nothing(claims):
    claims["is_logged_in"] = False
    app = _page()
    assert "Sign in" in _labels(app) and "Sign out" not in _labels(app)
    _saved(app)
    assert list_plans(kept.records()) == []


@pytest.mark.parametrize(("is_signed_in", "label", "way"), [(False, "Sign in", "login"), (True, "Sign out", "logout")])
def test_a_press_is_sent_to_the_provider_by_every_run_of_five_seconds_and_then_no_more(
    claims, monkeypatch, is_signed_in, label, way
):
    claims["is_logged_in"] = is_signed_in
    sent, cuts, footer, now = [], [1], frame._footer, [1000.0]
    monkeypatch.setattr(st, way, lambda: sent.append(way))
    monkeypatch.setattr(identity, "time", SimpleNamespace(monotonic=lambda: now[0]))

    def cut_off(shown):
        if sent and cuts:
            cuts.pop()
            st.rerun()
        footer(shown)

    monkeypatch.setattr(frame, "_footer", cut_off)
    app = opened("overview", lang="en")
    assert sent == []
    next(each for each in app.button if each.label == label).click().run()
    assert (sent, cuts) == ([way, way], [])
    now[0] += 4.9
    app.run()
    assert sent == [way] * 3, "a run that came to its end may not have been sent either"
    now[0] += 0.2
    app.run()
    assert sent == [way] * 3


def test_a_role_granted_lets_save_and_taken_back_refuses_the_next_click(claims):
    grant_role(kept.records(), ADA, "operator", "root")
    app = _page()
    [name] = [each for each in app.text_input if each.label == "Your name"]
    assert (name.value, name.disabled) == ("Ada Byron", True)
    assert "Saved." in _saved(app)
    assert "not verified" not in text_of(app)
    revoke_role(kept.records(), ADA, "operator", "root")
    assert "takes one of these roles: manager, operator" in _saved(app, "Second")
    assert [plan.content.name for plan in list_plans(kept.records())] == ["Autumn"]


@pytest.mark.parametrize("how", ["idle", "absolute"])
def test_a_sign_in_that_is_over_writes_nothing_and_says_so(claims, how):
    grant_role(kept.records(), ADA, "operator", "root")
    app = _page()
    fill(app, "Name of the plan", "Autumn")
    if how == "absolute":
        claims["iat"] -= 8 * 3600
    else:
        with kept.records().engine.begin() as connection:
            connection.exec_driver_sql("update sign_ins set seen_at = datetime('now', '-31 minutes')")
    assert "Your sign-in is over" in text_of(button(app, "Save as a new plan"))
    assert list_plans(kept.records()) == []


def test_a_token_that_ran_out_before_it_was_ever_seen_opens_nothing(claims):
    claims["exp"] = time.time() - 1
    app = _page()
    assert "Your sign-in is over" in words(app)
    assert "Sign in" in _labels(app)


def test_the_proxy_names_the_user(monkeypatch, tmp_path):
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    monkeypatch.setenv("OBSERVATORY_IDENTITY", "proxy")
    monkeypatch.setattr(st, "context", SimpleNamespace(headers={"X-Forwarded-User": "ada@comune.test"}))
    assert identity.person() == identity.Person("ada@comune.test", "ada@comune.test")
    monkeypatch.setattr(st, "context", SimpleNamespace(headers={}))
    assert identity.person() == identity.Person("", "")
    assert not any(identity.may(action) for action in ("save_plan", "publish", "read_audit"))


def test_roles_are_granted_on_the_page_and_the_audit_is_read_there(claims):
    grant_role(kept.records(), ADA, "administrator", "root")
    app = opened("roles")
    app.text_input[0].set_value("https://accounts.test|bea")
    next(each for each in app.button if each.label == "Dai il ruolo").click().run()
    assert "Il ruolo è dato." in words(app) and "https://accounts.test|bea" in words(app)
    fields = {each.label: each for each in app.text_input}
    fields["Persona che vi appartiene"].set_value("https://accounts.test|bea")
    fields["Codice dell’ente (lettere minuscole e cifre); vuoto per nessuno"].set_value("caf-acli")
    next(each for each in app.button if each.label == "Indica l’ente").click().run()
    assert "L’ente è annotato." in words(app) and "caf-acli" in words(app)
    assert "Registro degli atti" not in words(app)
    grant_role(kept.records(), ADA, "protection", "root")
    app.run()
    next(each for each in app.button if each.label == "Leggi il registro").click().run()
    assert not app.exception
    assert "ha dato un ruolo" in words(app) and "Impronta dell’ultima voce" in words(app)
    claims["sub"] = "carla"
    app.run()
    assert not [each for each in app.button if each.label in ("Dai il ruolo", "Indica l’ente", "Leggi il registro")]
    assert "https://accounts.test|bea" not in words(app)


@pytest.fixture
def internal(claims, tmp_path, monkeypatch):
    """The sample, whose last year is internal."""
    shutil.copytree(SAMPLE, tmp_path / "editions")
    make_internal(tmp_path / "editions" / "2023")
    monkeypatch.setenv("OBSERVATORY_DATA", str(tmp_path / "editions"))
    cached.forget_list()
    return tmp_path / "editions"


NOTE = "Internal edition: only people with a role see it"


def _told(page, **address):
    app = opened(page, lang="en", **address)
    assert not app.exception, app.exception
    return words(app)


@pytest.mark.parametrize("page", ["overview", "map", "data", "present", "comparison"])
def test_an_internal_edition_is_nobodys_without_a_role_whatever_the_address_says(claims, internal, page):
    assert "2023" not in _told(page).replace("2022–2023", "")
    for year in ("2023", "2023.1"):
        told = _told(page, year=year)
        assert f"year = “{year}”, which does not exist" in told
        assert NOTE not in told
    grant_role(kept.records(), ADA, "tutor", "root")
    assert NOTE in _told(page)
    assert NOTE in _told(page, year="2023.1")
    revoke_role(kept.records(), ADA, "tutor", "root")
    assert NOTE not in _told(page)


def test_what_insiders_looked_at_is_not_kept_for_visitors(claims, internal):
    grant_role(kept.records(), ADA, "tutor", "root")
    app = opened("overview", lang="en")
    assert NOTE in words(app)
    claims["sub"] = "bea"
    app.run()
    assert NOTE not in words(app) and "Edition 2022" in words(app)


@pytest.mark.parametrize("page", ["map", "comparison"])
def test_what_a_browser_fetches_of_an_internal_edition_is_for_insiders_alone(claims, internal, monkeypatch, page):
    """Beside a public edition too: Confronto's texts tell of both."""
    grant_role(kept.records(), ADA, "tutor", "root")
    for year, is_internal in (("2023", True), ("2022", False)):
        monkeypatch.setattr(served, "_kept", OrderedDict())
        assert (NOTE in _told(page, year=year, names="1")) is is_internal
        assert {each.is_internal for each in served._kept.values()} == {is_internal}


def test_taking_internal_data_away_is_an_act_and_public_data_none(claims, internal):
    grant_role(kept.records(), ADA, "tutor", "root")
    cached.ask_insider(identity.is_insider)
    public, own = cached.edition(2022), cached.edition(2023)
    assert identity.on_export("table.csv", public) == "ignore"
    identity.on_export("table.csv", public, own)()
    entry = read_audit(kept.records(), "test")[-2]
    assert (entry.action, entry.subject, entry.edition) == ("exported", "file:table.csv", "2023.1")
    assert (entry.by, entry.reference, entry.roles) == ("Ada Byron", ADA, ("tutor",))


def test_every_button_that_gives_a_file_of_an_edition_away_says_so_to_the_audit():
    texts = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.py")}
    ignoring = {name for name, text in texts.items() if 'on_click="ignore"' in text and "import Edition" in text}
    assert ignoring == {"handmade_profile.py", "editor.py"}  # codes of areas, and a story, which hold no figure

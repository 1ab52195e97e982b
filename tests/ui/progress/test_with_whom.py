"""Stakeholders, tables, the consultation and the files on the page, driven by labels."""

from dataclasses import replace

import pytest

from data_access.records.consultation import read_observations
from data_access.records.database import open_records
from data_access.records.handover import fingerprints, hand_over, take_over
from data_access.records.progress import save_activity
from data_access.records.stakeholders import read_meetings, read_organisations
from indicators.progress.city_plan import CITY_PLAN
from tests.ui.helpdesk.desk_page import button, fill, named, text_of
from tests.ui.test_pages import opened

FOLDS = ("organisations", "meetings", "consultation", "papers")


pytestmark = pytest.mark.usefixtures("records")


def test_who_is_missing_is_told_until_somebody_takes_part(records):
    app = opened("progress", ("organisations",), lang="en")
    assert "Action 3: nobody takes part of these kinds:" in text_of(app) and "Schools" in text_of(app)
    fill(named(app), "Name of the organisation", "Scuola Prova")
    fill(app, "Kind", "schools", "selectbox")
    fill(app, "Actions in which it has a role", ["3"], "multiselect")
    button(app, "Save the organisation")
    [(told, _)] = read_organisations(records).values()
    assert (told.name, told.kind, list(told.roles)) == ("Scuola Prova", "schools", ["3"])
    assert "Scuola Prova" in text_of(app) and "It is saved." in text_of(app)
    [key] = read_organisations(records)
    fill(app, "Which organisation", key, "selectbox").run()
    fill(named(app), "A further commitment", "Dare i consumi")
    button(app, "Save the organisation")
    fill(named(app), "What proves that it is done", "Invio")
    button(app, "Record that it is done")
    [commitment] = read_organisations(records)[key][0].commitments
    assert (commitment.what, commitment.proofs[0].what) == ("Dare i consumi", "Invio")


def test_a_table_is_held_decides_with_a_figure_and_is_closed(records):
    app = opened("progress", ("meetings",), lang="en")
    assert "Who answers for 1.1 Update the dashboard" in text_of(app)
    fill(named(app), "Title of the table", "Tavolo casa")
    fill(app, "Agenda, one point a line", "Uno\nDue", "text_area")
    button(app, "Save the table")
    [key] = read_meetings(records)
    fill(app, "Which table", key, "selectbox").run()
    fill(named(app), "What was decided", "Si apre.")
    fill(app, "Who does it", "Direzione Casa")
    fill(app, "Area of the figure", "municipio:4", "selectbox")
    button(app, "Save the decision")
    [decision] = read_meetings(records)[key][0].decisions
    assert decision.figures[0].estimate is not None and decision.figures[0].area_name in text_of(app)
    assert "Decided on" in text_of(app)
    fill(named(app), "What proves that it is done", "Ordine di servizio")
    button(app, "Record that it is done")
    assert "Decided on" not in text_of(app)
    button(named(app), "Close the minutes: they change no more")
    told = read_meetings(records)[key][0].minutes_sha256
    assert len(told) == 64 and told in text_of(app)
    assert not [each for each in app.button if each.label == "Save the decision"]


def test_a_consultation_is_imported_and_answered_with_a_reason(records):
    app = opened("progress", ("consultation",), lang="en")
    named(app).file_uploader[0].set_value(("results.csv", b"id;title/it;progress\n7;Uno;40\n", "text/csv"))
    button(app, "Import")
    assert "results:7" in text_of(app) and "Answered: 0 of 1." in text_of(app)
    fill(named(app), "Answer", "accepted", "selectbox")
    button(app, "Save the answer")
    assert "must not be blank" in text_of(app)
    fill(named(app), "Answer", "accepted", "selectbox")
    fill(app, "Why", "Si fa.")
    button(app, "Save the answer")
    assert read_observations(records)["results:7"][0].answer == "accepted"
    assert "Answered: 1 of 1." in text_of(app)


def test_the_files_are_there_in_both_languages():
    for language, label in (("en", "Report (PDF)"), ("it", "Relazione (PDF)")):
        app = opened("progress", FOLDS, lang=language)
        assert label in [each.label for each in app.get("download_button")]


def pages():
    """What the page says of the plan, with its folds open, and of one activity with its history."""
    whole = opened("progress", FOLDS, lang="en")
    return text_of(whole), text_of(opened("progress", ("activity_history", "steps"), lang="en", activity="2.1"))


def test_whoever_takes_over_sees_the_same_pages_with_the_same_fingerprints(records, tmp_path, monkeypatch):
    save_activity(records, replace(CITY_PLAN["2.1"], owner="Direzione Casa"), 0, "Ada", "Deciso al tavolo.")
    app = opened("progress", FOLDS, lang="en")
    fill(named(app), "Name of the organisation", "Scuola Prova")
    button(app, "Save the organisation")
    fill(named(app), "Title of the table", "Tavolo casa")
    button(app, "Save the table")
    named(app).file_uploader[0].set_value(("results.csv", b"id;title/it;progress\n7;Uno;40\n", "text/csv"))
    button(app, "Import")
    before = pages()
    archive = tmp_path / "handover.zip"
    archive.write_bytes(hand_over(records))
    after = open_records(str(tmp_path / "after"))
    take_over(archive, after)
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "after"))
    told = pages()
    assert told == before and fingerprints(after) == fingerprints(records)
    save_activity(after, replace(CITY_PLAN["2.1"], owner="Direzione Verde"), 1, "Bea")
    after.close()
    assert "Direzione Verde" in pages()[1]
    assert all(name in told[0] for name in ("Scuola Prova", "results:7")) and "Deciso al tavolo." in told[1]

"""Decisions with their figures: to the digit from their links, whatever is published after; minutes and report."""

import io
import json
import shutil
from dataclasses import replace
from datetime import date

import pytest
from pptx import Presentation

from contract.errors import Refused, UnknownName
from contract.progress import Proof, plain_of, typed
from contract.stakeholders import Decision, Meeting, Organisation
from data_access.editions import MANIFEST, SAMPLE, find_edition
from data_access.records.database import open_records
from data_access.records.stakeholders import (
    read_meetings,
    read_organisations,
    save_meeting,
    save_organisation,
)
from indicators.progress.city_plan import CITY_PLAN
from indicators.progress.standing import standing
from reports.decks.pptx_file import deck_pptx
from reports.progress.frozen_figures import freeze
from reports.progress.minutes import fingerprint_of, minutes_pdf, year_report_pdf
from reports.progress.overview import Overview
from reports.progress.year_deck import year_deck
from tests.sealed import seal

TODAY = date(2026, 11, 28)
LINKED = [("energy_poverty_10", "municipio", "4"), ("renters", "nil", "55"), ("in_arrears", "nil", "1")]


@pytest.fixture
def records(tmp_path):
    opened = open_records(str(tmp_path / "records"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def links():
    return tuple(freeze(find_edition(SAMPLE / "2022"), *linked, 10) for linked in LINKED)


def reproduced(link, root):
    return freeze(find_edition(root / link.edition), link.indicator_id, link.level, link.area_id, link.cutoff)


def test_frozen_figures_reproduce_to_the_digit_after_a_revision_and_a_new_edition(links, records, tmp_path):
    meeting = Meeting("m1", "Tavolo", TODAY, decisions=(Decision("Si fa.", "Casa", figures=links),))
    save_meeting(records, meeting, 0, "Ada")
    root = tmp_path / "editions"
    root.mkdir()
    for year in ("2022", "2023"):
        shutil.copytree(find_edition(SAMPLE / year).folder, root / find_edition(SAMPLE / year).folder.name)
    revised = root / "2022.2"
    shutil.copytree(find_edition(root / "2022").folder, revised)
    told = json.loads((revised / MANIFEST).read_text(encoding="utf-8")) | {"revision": 2}
    (revised / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
    seal(revised)
    assert find_edition(root / "2022").revision == 2
    [kept] = read_meetings(records)["m1"][0].decisions
    assert kept.figures == links and any(each.estimate is not None for each in links)
    assert tuple(reproduced(link, root) for link in kept.figures) == links


def test_an_area_that_is_not_there_has_no_figure():
    with pytest.raises(UnknownName):
        freeze(find_edition(SAMPLE / "2022"), "renters", "nil", "999", 10)


def test_minutes_have_one_fingerprint_and_closed_ones_take_proofs_alone(links, records):
    meeting = Meeting("m1", "Tavolo casa", TODAY, ("3",), ("Punto 1",), ("Direzione Casa",),
                      (Decision("Si fa.", "Casa", date(2027, 1, 31), figures=links),))  # fmt: skip
    pdf = minutes_pdf(meeting, "it")
    assert pdf.startswith(b"%PDF") and pdf == minutes_pdf(typed(Meeting, plain_of(meeting)), "it")
    closed = replace(meeting, minutes_sha256=fingerprint_of(pdf))
    save_meeting(records, closed, 0, "Ada")
    with pytest.raises(Refused):
        save_meeting(records, replace(closed, title="Altro"), 1, "Ada")
    [decision] = closed.decisions
    proved = replace(closed, decisions=(replace(decision, proofs=(Proof(TODAY, "Verbale"),)),))
    assert save_meeting(records, proved, 1, "Ada").version == 2


def test_an_organisation_is_kept_and_what_cannot_be_is_refused_at_once(records):
    told = Organisation("o1", "Fondazione", "third_sector", {"2": "offers"}, "convention", TODAY, TODAY)
    save_organisation(records, told, 0, "Ada")
    assert read_organisations(records)["o1"][0] == told
    wrong = replace(told, name=" ", kind="king", instrument="magic", expires_on=date(2020, 1, 1))
    with pytest.raises(Refused) as refused:
        save_organisation(records, wrong, 1, "Ada")
    assert len(refused.value.faults) == 4
    with pytest.raises(Refused):
        save_meeting(records, Meeting("m", "", TODAY, decisions=(Decision("", ""),)), 0, "Ada")


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_report_of_the_year_is_a_tagged_file(language):
    stands = tuple(standing(each, [], TODAY) for each in CITY_PLAN.values())
    overview = Overview(TODAY, stands, {})
    assert year_report_pdf(overview, language).startswith(b"%PDF")
    deck = year_deck(overview, language)
    assert len(deck.slides) == 5 and all(slide.body.table for slide in deck.slides[1:])
    assert len(Presentation(io.BytesIO(deck_pptx(deck))).slides) >= 6

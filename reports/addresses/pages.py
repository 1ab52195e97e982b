"""Every page of the product, and what each keeps in its address: one list, read by the app and by the files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from contract.translations import LANGUAGES, mark, residents_languages
from reports.addresses.contribution_fields import CONTRIBUTION_FIELDS
from reports.addresses.field import Field
from reports.addresses.indicator_fields import INDICATOR_FIELDS
from reports.addresses.observatory_fields import (
    COMPARISON_FIELDS,
    DEFINITION_FIELDS,
    HOT_SPOT_FIELDS,
    SCENARIO_FIELDS,
)
from reports.addresses.plan_fields import PLAN_FIELDS
from reports.addresses.presentation_fields import PRESENTATION_FIELDS
from reports.addresses.progress_fields import PROGRESS_FIELDS
from reports.addresses.renovation_fields import RENOVATION_FIELDS
from reports.addresses.training_fields import VERIFICATION_FIELDS

COMMON_FIELDS = {
    "lang": Field(LANGUAGES[0], lambda code: code in residents_languages()),
    "year": Field("", lambda code: re.fullmatch(r"\d{4}(\.\d{1,4})?", code) is not None),
}
"""What every address may hold. A year with a number, "2023.1", is one revision of it, current or not."""


@dataclass(frozen=True)
class Page:
    """A page: its script, its title (English sentence of the catalogue), its address ("" for the first), its fields.

    `section`: the menu of the navigation that holds it (English sentence), "" for one that stands there by itself.
    `has_figures`: whether it shows figures of an edition, so that what is said of them belongs on it.
    `is_for_residents`: whether it is told in every language that has a catalogue, and not in the product's two alone.
    `needs`: acts of which one must be allowed for the navigation to show it; none for everybody's pages.
    """

    script: str
    title: str
    address: str
    fields: Mapping[str, Field]
    section: str = ""
    has_figures: bool = True
    needs: tuple[str, ...] = ()
    is_for_residents: bool = False


_ANALYSES, _HOUSEHOLDS = mark("Analyses"), mark("For households")
_ABOUT = mark("About")

PAGES = (
    Page("pages/observatory/overview.py", mark("Overview"), "", INDICATOR_FIELDS),
    Page("pages/observatory/map.py", mark("Map"), "mappa", INDICATOR_FIELDS),
    Page("pages/helpdesk/plan.py", mark("Help-desk"), "sportello", PLAN_FIELDS),
    Page("pages/observatory/retrofits.py", mark("Renovations"), "riqualificazioni", RENOVATION_FIELDS),
    Page("pages/progress/progress.py", mark("Plan"), "piano", PROGRESS_FIELDS),
    Page("pages/presentation/present.py", mark("Present"), "presenta", PRESENTATION_FIELDS),
    Page(
        "pages/observatory/hot_spots.py",
        mark("Concentrations"),
        "concentrazioni",
        INDICATOR_FIELDS | HOT_SPOT_FIELDS,
        _ANALYSES,
    ),
    Page("pages/observatory/scenarios.py", mark("Scenarios"), "scenari", SCENARIO_FIELDS, _ANALYSES),
    Page("pages/observatory/comparison.py", mark("Comparison"), "confronto", COMPARISON_FIELDS, _ANALYSES),
    Page("pages/observatory/definitions.py", mark("Definitions"), "definizioni", DEFINITION_FIELDS, _ANALYSES),
    Page(
        "pages/contributions/for_me.py",
        mark("Is there something for me?"),
        "aiuti",
        {},
        _HOUSEHOLDS,
        has_figures=False,
        is_for_residents=True,
    ),
    Page("pages/contributions/catalogue.py", mark("Contributions"), "contributi", CONTRIBUTION_FIELDS, _HOUSEHOLDS),
    Page("pages/collection/questionnaire.py", mark("Questionnaire"), "questionario", {}, _HOUSEHOLDS),
    Page("pages/training/training.py", mark("Events and training"), "formazione", {}, _HOUSEHOLDS),
    Page("pages/observatory/method.py", mark("Method"), "metodo", {}, _ABOUT),
    Page("pages/observatory/data.py", mark("Data"), "dati", {}, _ABOUT),
    Page("pages/observatory/accessibility.py", mark("Accessibility"), "accessibilita", {}, _ABOUT, has_figures=False),
    Page("pages/observatory/privacy.py", mark("Privacy"), "privacy", {}, _ABOUT, has_figures=False),
    Page(
        "pages/training/verification.py",
        mark("Verify a certificate"),
        "verifica",
        VERIFICATION_FIELDS,
        _ABOUT,
        has_figures=False,
    ),
    Page(
        "pages/administration/roles.py",
        mark("Administration"),
        "amministrazione",
        {},
        _ABOUT,
        has_figures=False,
        needs=("manage_roles", "read_audit"),
    ),
)
"""Every page, in the order of the navigation."""

"""Between the records and the plan: what is saved of a computed plan, and the plan that saved records make again."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from contract.tables import VENUES
from contract.translations import LANGUAGES
from data_access.editions import Edition, find_edition, read_table
from data_access.records.database import Records
from data_access.records.entries import HistoryEntry, PlanContent, SavedOverrule, SavedPlan
from data_access.records.plans import read_frozen_rows, read_history, read_plan
from indicators.help_desk.overrules import Decision, Overrule
from indicators.help_desk.plan_choices import PlanChoices
from reports.help_desk.plan import PlanDocument, plan_table, told_rows


def content_of(name: str, edition: Edition, choices: PlanChoices, overrules: Iterable[Overrule]) -> PlanContent:
    """What is saved of a plan called `name` that reads `edition`."""
    told = (SavedOverrule(each.complex_id, each.action, each.tier, each.reason, each.name) for each in overrules)
    return PlanContent(name, edition.year, edition.revision, asdict(choices), tuple(told))


def choices_of(content: PlanContent) -> PlanChoices:
    """The choices of a saved plan; those that were not saved have their defaults.

    Raises Refused if a saved one is no longer possible (a criterion that was removed, say).
    """
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in content.choices.items()
    }
    return PlanChoices(**told)


def overrules_of(content: PlanContent) -> tuple[Overrule, ...]:
    """The overrules of a saved plan, for `indicators.help_desk.overrules.decide`."""
    return tuple(
        Overrule(each.complex_id, each.action, each.reason, each.name, each.tier)  # type: ignore[arg-type]
        for each in content.overrules
    )


def edition_of(content: PlanContent, root: Path) -> Edition:
    """The very revision that a saved plan reads, among the editions in `root`. Raises UnknownEdition."""
    return find_edition(root / f"{content.year}.{content.revision}")


def rows_to_sign(decision: Decision, chances: pd.DataFrame) -> pd.DataFrame:
    """The rows of `plan.plan_rows` as sign-off freezes them: reasons in every language (`why_it`, `why_en`).

    They are what `data_access.records.plans.sign_off` takes, in the decided order.
    """
    return told_rows(decision, chances, {f"why_{each}": each for each in LANGUAGES})


def signed_rows(frozen: pd.DataFrame, language: str) -> pd.DataFrame:
    """The rows that sign-off froze (`records.plans.read_frozen_rows`) as `plan.plan_rows` has them, in `language`."""
    return frozen.assign(why=frozen[f"why_{language}"]).drop(columns=[f"why_{each}" for each in LANGUAGES])


def document_of(
    edition: Edition,
    rows: pd.DataFrame,
    choices: Mapping[str, Any],
    saved: SavedPlan | None = None,
    history: Iterable[HistoryEntry] = (),
) -> PlanDocument:
    """A plan that reads `edition`, to write into a file; `rows` as `plan.plan_rows` gives them, `choices` plain."""
    venues = read_table(edition, "venues").reindex(columns=VENUES.names)
    return PlanDocument(rows, choices, edition.folder.name, edition.is_demonstration, venues, saved, tuple(history))


def saved_document(records: Records, plan_id: str, root: Path, language: str) -> PlanDocument:
    """A saved plan, to write into a file: the rows that sign-off froze, or those that its choices make of its edition
    in `root`.

    Raises UnknownName, UnknownEdition, RewrittenHistory, and Refused where a plan that is not signed has choices that
    no longer fit; a signed one is told as it was, whatever this version knows.
    """
    saved, history = read_plan(records, plan_id), read_history(records, plan_id)
    content = saved.content
    edition = edition_of(content, root)
    if saved.is_signed:
        rows = signed_rows(read_frozen_rows(records, plan_id), language)
    else:
        rows = plan_table(edition, choices_of(content), overrules_of(content), language)
    return document_of(edition, rows, content.choices, saved, history)

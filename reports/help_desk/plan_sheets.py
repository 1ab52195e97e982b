"""The sheets of a plan's workbook: order, parts, chances, overrules, history, what is unknown, what it rests on."""

from collections.abc import Callable

import pandas as pd

from contract.local_time import told_moment
from contract.translations import mark, translate
from indicators.help_desk.criteria import CRITERIA
from indicators.help_desk.overrules import COSTS, exchange_cost
from indicators.help_desk.plan_choices import KEPT
from indicators.help_desk.priority import PERHAPS
from reports.help_desk.numbering import plan_labels
from reports.help_desk.plan import PlanDocument
from reports.help_desk.plan_words import EVENTS, change_words, choice_rows, choice_value, names_of, overrule_words
from reports.workbook import workbook_bytes

_SHARE, _SCORE, _COUNT = "0%", "0.000", "#,##0"
_ORDER = {
    "position": (mark("Order"), ""),
    "tier": (mark("Tier"), ""),
    "name": (mark("Estate"), ""),
    "marks": (mark("Decision"), ""),
    "manager": (mark("Manager"), ""),
    "address": (mark("Address"), ""),
    "municipio_id": (mark("Area"), ""),
    "computed_position": (mark("Order before decisions"), ""),
    "computed_tier": (mark("Tier before decisions"), ""),
    "tier_if_confirmed": (mark("Tier if all that is unconfirmed were confirmed"), ""),
    "score": (mark("Score"), _SCORE),
    "households": (mark("Households"), _COUNT),
    "vulnerable_households_low": (mark("Vulnerable households, at least"), _COUNT),
    "vulnerable_households_plausible_low": (mark("Vulnerable households, plausible from"), _COUNT),
    "vulnerable_households": (mark("Vulnerable households"), _COUNT),
    "vulnerable_households_plausible_high": (mark("Vulnerable households, plausible to"), _COUNT),
    "vulnerable_households_high": (mark("Vulnerable households, at most"), _COUNT),
    "vulnerable_rate_low": (mark("Their share, at least"), _SHARE),
    "vulnerable_rate_plausible_low": (mark("Their share, plausible from"), _SHARE),
    "vulnerable_rate": (mark("Share of vulnerable households"), _SHARE),
    "vulnerable_rate_plausible_high": (mark("Their share, plausible to"), _SHARE),
    "vulnerable_rate_high": (mark("Their share, at most"), _SHARE),
    "why": (mark("Why"), ""),
    "complex_id": (mark("Code"), ""),
}
_CHANCES = {
    "name": (mark("Estate"), ""),
    "tier": (mark("Tier"), ""),
    "chance_tier_1": (mark("Chance of tier 1"), _SHARE),
    "chance_tier_2": (mark("Chance of tier 1 or 2"), _SHARE),
    "place": (mark("Place by points"), _COUNT),
    "best_place": (mark("Place at best"), _COUNT),
    "worst_place": (mark("Place at worst"), _COUNT),
}
_OF_THE_RANKED = ("chance_tier_1", "chance_tier_2", "place", "best_place", "worst_place")
"""What the kept do not have, rather than nobody knowing it."""

_COST_HEADS = dict(
    zip(
        COSTS,
        (
            mark("Score given up"),
            mark("Vulnerable households given up"),
            mark("Given up, at least"),
            mark("Given up, at most"),
        ),
        strict=True,
    )
)


def plan_workbook(document: PlanDocument, language: str) -> bytes:
    """The plan as an XLSX of several sheets, headed in `language`; what nobody knows is said in the cell."""
    sheets: dict[str, Callable[[PlanDocument, str], pd.DataFrame]] = {
        mark("Order"): order_sheet,
        mark("Parts"): parts_sheet,
        mark("Chances"): chances_sheet,
        mark("Decisions"): decisions_sheet,
        mark("History"): history_sheet,
        mark("What is not known"): unknown_sheet,
        mark("What it rests on"): basis_sheet,
    }
    formats = {translate(label, language): form for label, form in (*_ORDER.values(), *_CHANCES.values())}
    formats |= {translate(head, language): _SCORE if name == "score_lost" else _COUNT
                for name, head in _COST_HEADS.items()}  # fmt: skip
    formats |= {translate(criterion.label, language): _SCORE for criterion in CRITERIA.values()}
    frames = {translate(name, language): sheet(document, language) for name, sheet in sheets.items()}
    title = document.saved.content.name if document.saved else translate(mark("Plan of the help-desk"), language)
    return workbook_bytes(frames, formats, title)


def order_sheet(document: PlanDocument, language: str) -> pd.DataFrame:
    """One row per estate in the decided order, with the computed one beside it and why it stands there."""
    rows = document.rows
    marks = [
        translate(mark("kept"), language) if row.is_kept else
        overrule_words(row.overrule, row.tier, language) if row.is_overruled else ""
        for row in rows.itertuples()
    ]  # fmt: skip
    before = rows.sort_values(["computed_tier", "computed_position"])
    labels = {
        "position": plan_labels(rows["tier"] == KEPT),
        "computed_position": plan_labels(before["computed_tier"] == KEPT),
    }
    return _told(rows.assign(**labels, marks=marks), _ORDER, language)


def parts_sheet(document: PlanDocument, language: str) -> pd.DataFrame:
    """What each criterion gives to the score of each estate."""
    heads = {"name": _ORDER["name"], "tier": _ORDER["tier"], "score": _ORDER["score"]}
    parts = [str(name) for name in document.rows if str(name).startswith("part_")]
    heads |= {part: (_criterion(part.removeprefix("part_")), _SCORE) for part in parts}
    return _told(document.rows, heads, language)


def chances_sheet(document: PlanDocument, language: str) -> pd.DataFrame:
    """How sure the tier of each estate is, and between which places what is unknown may put it."""
    return _told(document.rows, _CHANCES, language)


def decisions_sheet(document: PlanDocument, language: str) -> pd.DataFrame:
    """Each overrule with its reason, its name and its cost; the last row is all of them together."""
    rows = document.rows[document.rows["is_overruled"]]
    decided = pd.DataFrame(
        {
            translate(mark("Estate"), language): rows["name"],
            translate(mark("Decision"), language): [
                overrule_words(row.overrule, row.tier, language) for row in rows.itertuples()
            ],
            translate(mark("Tier before decisions"), language): _tiers(rows["computed_tier"], language),
            translate(mark("Reason"), language): rows["reason"],
            translate(mark("Decided by"), language): rows["overruled_by"],
            translate(mark("When"), language): rows["complex_id"].map(_moments(document)).fillna(""),
        }
        | {translate(head, language): rows[name] for name, head in _COST_HEADS.items()}
    )
    if rows.empty:
        return decided
    every = exchange_cost(document.rows["computed_tier"], document.rows["tier"], document.rows)
    total: dict[str, str | float] = {
        translate(mark("Estate"), language): translate(mark("All decisions together"), language)
    }
    total |= {translate(head, language): every[name] for name, head in _COST_HEADS.items()}
    return pd.concat([decided.astype(object), pd.DataFrame([total]).astype(object)], ignore_index=True)


def history_sheet(document: PlanDocument, language: str) -> pd.DataFrame:
    """Each thing that each save changed, oldest first, with the fingerprint of the history after it."""
    names = names_of(document.rows)
    lines = [
        (
            entry.version, told_moment(entry.at), entry.by, translate(EVENTS[entry.event], language), entry.reason,
            *change_words(change, names, language), entry.fingerprint,
        )
        for entry in document.history
        for change in entry.changes
    ]  # fmt: skip
    heads = (mark("Save"), mark("When"), mark("Who"), mark("What happened"), mark("Reason"), mark("What"),
             mark("Before"), mark("After"), mark("Fingerprint"))  # fmt: skip
    return pd.DataFrame(lines, columns=[translate(head, language) for head in heads])


def unknown_sheet(document: PlanDocument, language: str) -> pd.DataFrame:
    """What nobody knows of each estate, and whether its conditions wait for somebody to confirm them."""
    rows = document.rows
    lacking = [
        ", ".join(translate(_criterion(name), language) for name in str(ids).split())
        for ids in rows["unknown"].fillna("")
    ]
    asked = str(choice_value(document.choices["conditions"], language))
    waits = rows["condition"] == PERHAPS
    frame = pd.DataFrame(
        {
            translate(mark("Estate"), language): rows["name"],
            translate(mark("Not known"), language): lacking,
            translate(mark("To be confirmed for tiers 1 and 2"), language): waits.map({True: asked, False: ""}),
        }
    )
    places = {name: _CHANCES[name] for name in ("best_place", "worst_place")}
    frame = frame.join(_told(rows, places, language))
    return frame[(pd.Series(lacking, index=rows.index) != "") | waits].reset_index(drop=True)


def basis_sheet(document: PlanDocument, language: str) -> pd.DataFrame:
    """The edition, whether it is invented, who saved and signed, and every choice."""
    saved = document.saved
    pairs: list[tuple[str, str | float]] = [(mark("Edition"), document.edition)]
    if document.is_demonstration:
        pairs.append((mark("Data"), translate(mark("Invented: a demonstration, no real data."), language)))
    if saved:
        pairs += [(mark("Plan"), saved.content.name), (mark("Code of its link"), saved.plan_id),
                  (mark("Saved last by"), f"{saved.changed_by}, {told_moment(saved.changed_at)}")]  # fmt: skip
        signed = f"{saved.signed_by}, {told_moment(saved.signed_at)}" if saved.signed_at else "–"
        pairs += [(mark("Signed off by"), signed), (mark("Fingerprint"), saved.fingerprint)]
    told = [(translate(name, language), value) for name, value in pairs]
    told += choice_rows(document.choices, language)
    heads = [translate(head, language) for head in (mark("What it rests on"), mark("Value"))]
    return pd.DataFrame(told, columns=heads, dtype=object)


def _told(rows: pd.DataFrame, heads: dict[str, tuple[str, str]], language: str) -> pd.DataFrame:
    """The columns of `heads` under their headings; tiers in words, and said where nobody knows."""
    unknown = translate(mark("not known"), language)
    columns = {}
    for name, (label, _) in heads.items():
        given = rows[name] if name in rows else pd.Series(pd.NA, index=rows.index)
        values = _tiers(given, language) if name.endswith(("tier", "confirmed")) else given.astype(object)
        missing = pd.Series("–" if name in _OF_THE_RANKED else unknown, index=rows.index, dtype=object)
        columns[translate(label, language)] = values.where(values.notna(), missing)
    return pd.DataFrame(columns)


def _criterion(name: str) -> str:
    """What a criterion is called; one that this version no longer knows, by its id."""
    return CRITERIA[name].label if name in CRITERIA else name


def _tiers(tiers: pd.Series, language: str) -> pd.Series:
    kept = translate(mark("kept"), language)
    return tiers.astype(object).map(lambda tier: kept if tier == KEPT else tier)


def _moments(document: PlanDocument) -> dict[str, str]:
    overrules = document.saved.content.overrules if document.saved else ()
    return {each.complex_id: told_moment(each.decided_at) for each in overrules if each.decided_at}

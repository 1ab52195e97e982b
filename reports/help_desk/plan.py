"""The plan of the help-desk as a file: order, tiers, what each criterion gives, chances, what is not known."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from contract.errors import ObservatoryError
from contract.translations import mark, translate
from data_access.editions import Edition, read_table
from data_access.publishing.geopackage import geopackage_bytes
from data_access.records.entries import HistoryEntry, SavedPlan
from geo.crs import DRAWN, MEASURED
from indicators.help_desk.criteria import CRITERIA
from indicators.help_desk.doubt import tier_chances
from indicators.help_desk.estates import PLAUSIBLE, plausible_column
from indicators.help_desk.overrules import Decision, Overrule, decide
from indicators.help_desk.plan_choices import KEPT, PlanChoices
from indicators.help_desk.priority import rank_estates
from indicators.help_desk.reasons import explain
from reports.downloads import csv_of, without_formulas
from reports.help_desk.estates import edition_estates

_ESTATE = ("name", "manager", "address", "section_id", "municipio_id", "lon", "lat", "dwellings", "vulnerable_source")
_WHOLE = ("tier", "tier_if_confirmed", "turn", "computed_tier", "computed_position")
_DECIDED = mark("{name} decided tier {tier} ({reason}); the computation alone says tier {computed}, for these reasons:")
_MOVED = mark(
    "Decisions on other estates put it into tier {tier}; the computation alone says tier {computed}, for these reasons:"
)
_BOUNDED = ("households", "vulnerable_households", "vulnerable_rate")


def plan_table(edition: Edition, choices: PlanChoices, overrules: tuple[Overrule, ...], language: str) -> pd.DataFrame:
    """Return one row per estate of `edition`, in the decided order: tier, then turn.

    `tier` 0 is kept, `computed_tier` stands before overrules, and so does `computed_position` (1 for the first);
    `is_locked` marks the kept and the pinned, `is_overruled` every decision of a manager, with its `overrules.COSTS`;
    `score` and parts (`part_<criterion>`) are 0–1, chances 0–1, households counts with their bounds; NA where not
    known. `why` tells the reasons in `language`. Raises ObservatoryError where the edition has no estates, Refused for
    wrong overrules.
    """
    if read_table(edition, "complexes").empty:
        raise ObservatoryError(mark("{path} holds no estates: publish the year with its file of complexes."),
                               path=edition.folder)  # fmt: skip
    ranking = rank_estates(edition_estates(edition), choices)
    return plan_rows(decide(ranking, overrules), tier_chances(ranking), language)


def plan_rows(decision: Decision, chances: pd.DataFrame, language: str) -> pd.DataFrame:
    """The rows of `plan_table` from a plan that is already computed; `chances` as `doubt.tier_chances` gives them."""
    return told_rows(decision, chances, {"why": language})


def told_rows(decision: Decision, chances: pd.DataFrame, languages: Mapping[str, str]) -> pd.DataFrame:
    """The rows of `plan_rows` with the reasons in several `languages`, by the column that tells them."""
    ranking, table = decision.ranking, decision.table
    bounded = [column for name in _BOUNDED for column in _ordered(name)]
    estates = ranking.estates[[*_ESTATE, *bounded]]
    parts = ranking.parts.add_prefix("part_")
    is_kept = table["tier"] == KEPT
    rows = table.assign(
        computed_position=pd.Series(range(1, len(table) + 1), index=ranking.order.index),
        is_kept=is_kept,
        is_locked=is_kept | (table["overrule"] == "pin"),
        is_overruled=table["overrule"] != "",
    )
    costs = decision.costs.set_index("complex_id")
    rows = rows.join([estates, chances[["chance_tier_1", "chance_tier_2"]], parts, costs]).assign(
        unknown=_unknown(decision), **_reasons(decision, chances, languages)
    )
    whole = [name for name in _WHOLE if name in rows]
    return rows.astype(dict.fromkeys(whole, "Int64")).sort_values(["tier", "turn", "name"]).reset_index()


def _reasons(decision: Decision, chances: pd.DataFrame, languages: Mapping[str, str]) -> dict[str, pd.Series]:
    """Why each estate stands where it stands, by column: the sentences in its language, one after the other."""
    table = decision.table
    reasons = [explain(decision.ranking, str(complex_id), chances) for complex_id in table.index]
    return {
        column: pd.Series(
            [
                " ".join([*_decided(row, language), *(each.sentence(language) for each in said)])
                for (_, row), said in zip(table.iterrows(), reasons, strict=True)
            ],
            index=table.index,
        )
        for column, language in languages.items()
    }


def _ordered(name: str) -> list[str]:
    """Columns of a number of estates, from the certain minimum to the possible maximum."""
    around = [plausible_column(name, end) for end in ("low", "high")] if name in PLAUSIBLE else []
    return [f"{name}_low", *around[:1], name, *around[1:], f"{name}_high"]


def _decided(row: pd.Series, language: str) -> list[str]:
    """What managers decided of it, or of others with an effect on it, told before the reasons of the computation."""
    if not row["overrule"] and row["tier"] != row["computed_tier"]:
        moved = {"tier": int(row["tier"]), "computed": int(row["computed_tier"])}
        return [translate(_MOVED, language, **moved)]
    if not row["overrule"]:
        return []
    told = {"tier": int(row["tier"]), "name": row["overruled_by"], "reason": row["reason"]}
    return [translate(_DECIDED, language, computed=int(row["computed_tier"]), **told)]


def _unknown(decision: Decision) -> pd.Series:
    """Ids of the criteria of which nothing is known, with spaces between."""
    unknown = decision.ranking.unknown
    return unknown.apply(lambda row: " ".join(unknown.columns[row]), axis=1).astype("str")


@dataclass(frozen=True)
class PlanDocument:
    """A plan to write into a file.

    `rows` as `plan_rows` gives them (those that an older version froze may lack columns, or have others), `choices`
    that they were computed from, plain values by name as `records.entries.PlanContent` has them, name of the `edition`
    that they read and whether its data are invented; its `venues` (table of the contract); the plan as it was `saved`
    and its `history`, None and none for a plan that was not.
    """

    rows: pd.DataFrame
    choices: Mapping[str, Any]
    edition: str
    is_demonstration: bool
    venues: pd.DataFrame
    saved: SavedPlan | None = None
    history: tuple[HistoryEntry, ...] = ()


def plan_json(document: PlanDocument, _language: str) -> bytes:
    """The plan with what it was computed from: edition, choices, who saved and signed it, then the rows; null where a
    value is not known."""
    rows = document.rows
    records = rows.astype(object).where(rows.notna(), None).to_dict("records")
    head = {"edition": document.edition, "is_demonstration": document.is_demonstration,
            "choices": _plain_choices(document.choices), "saved": _plain_saved(document.saved)}  # fmt: skip
    lines = ",\n".join(json.dumps(record, ensure_ascii=False, allow_nan=False) for record in records)
    text = json.dumps(head, ensure_ascii=False)[:-1] + ',\n"estates": [\n' + lines + "\n]}\n"
    return text.encode()


def plan_csv(document: PlanDocument, _language: str) -> bytes:
    """Comma-separated text with a header; numbers in full precision, empty where not known."""
    return without_formulas(document.rows).to_csv(index=False, lineterminator="\n").encode()


def plan_spreadsheet(document: PlanDocument, language: str) -> bytes:
    """The same rows as a CSV that the language's spreadsheets open as it is."""
    return csv_of(document.rows, language)


def plan_geopackage(document: PlanDocument, _language: str) -> bytes:
    """Two layers of points in EPSG:32632: `complexes`, every row and column of the plan, and `venues` of the edition.

    Estates and venues without a position are there without a point.
    """
    return geopackage_bytes({"complexes": _points(document.rows), "venues": _points(document.venues)})


def _points(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    lon, lat = (frame[name].to_numpy(dtype=float, na_value=np.nan) for name in ("lon", "lat"))
    points = gpd.GeoSeries.from_xy(lon, lat, crs=DRAWN).to_crs(MEASURED)
    points[np.isnan(lon) | np.isnan(lat)] = None
    return gpd.GeoDataFrame(frame.reset_index(drop=True), geometry=points)


def _plain_choices(choices: Mapping[str, Any]) -> dict[str, Any]:
    """The choices, with weights of every criterion as shares of the whole."""
    total = sum(choices["weights"].values())
    shares = {name: weight / total for name, weight in choices["weights"].items()}
    return dict(choices) | {"weights": dict.fromkeys(CRITERIA, 0.0) | shares}


def _plain_saved(saved: SavedPlan | None) -> dict[str, Any] | None:
    if saved is None:
        return None
    return {
        "plan_id": saved.plan_id,
        "name": saved.content.name,
        "version": saved.version,
        "changed_by": saved.changed_by,
        "changed_at": saved.changed_at.isoformat(),
        "signed_by": saved.signed_by or None,
        "signed_at": saved.signed_at.isoformat() if saved.signed_at else None,
        "fingerprint": saved.fingerprint,
    }

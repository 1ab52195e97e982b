"""The plan of the help-desk as a file: order, tiers, what each criterion gives, chances, what is not known."""

import json
import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from data_access.editions import Edition, read_areas, read_sections, read_table
from data_access.errors import Fault, ObservatoryError, Refused
from data_access.translations import mark
from indicators.criteria import CRITERIA, is_unknown
from indicators.doubt import tier_chances
from indicators.estates import estate_frame
from indicators.overrules import Decision, Overrule, decide
from indicators.plan_choices import PlanChoices
from indicators.priority import rank_estates
from indicators.reasons import explain
from reports.downloads import without_formulas

_ESTATE = ("name", "manager", "address", "section_id", "municipio_id", "lon", "lat", "dwellings", "vulnerable_source")
_BOUNDED = ("households", "vulnerable_households", "vulnerable_rate")


def plan_table(edition: Edition, choices: PlanChoices, overrules: tuple[Overrule, ...], language: str) -> pd.DataFrame:
    """Return one row per estate of `edition`, in the decided order: tier, then turn.

    `tier` 0 is kept, `computed_tier` stands before overrules, and so
    does `computed_position` (1 for the first); `score` and parts (`part_<criterion>`) are 0–1, chances
    0–1, households counts with their bounds; NA where not known. `why` tells the reasons in `language`. Raises
    ObservatoryError where the edition has no estates, Refused for wrong overrules.
    """
    complexes = read_table(edition, "complexes")
    if complexes.empty:
        raise ObservatoryError(mark("{path} holds no estates: publish the year with its file of complexes."),
                               path=edition.folder)  # fmt: skip
    estates = estate_frame(complexes, read_areas(edition, "section"), read_sections(edition))
    ranking = rank_estates(estates, choices)
    return plan_rows(decide(ranking, overrules), tier_chances(ranking), language)


def plan_rows(decision: Decision, chances: pd.DataFrame, language: str) -> pd.DataFrame:
    """The rows of `plan_table` from a plan that is already computed; `chances` as `doubt.tier_chances` gives them."""
    ranking, table = decision.ranking, decision.table
    bounded = [f"{name}{end}" for name in _BOUNDED for end in ("", "_low", "_high")]
    estates = ranking.estates[[*_ESTATE, *bounded]]
    parts = ranking.parts.add_prefix("part_")
    said = {
        complex_id: " ".join(each.sentence(language) for each in explain(ranking, complex_id, chances))
        for complex_id in table.index
    }
    rows = table.assign(is_kept=table["tier"] == 0, is_overruled=table["overrule"] != "")
    rows = rows.join([estates, chances, parts]).assign(unknown=_unknown(decision), why=pd.Series(said))
    rows["computed_position"] = pd.Series(range(1, len(rows) + 1), index=ranking.order.index)
    return rows.sort_values(["tier", "turn"]).reset_index()


def _unknown(decision: Decision) -> pd.Series:
    """Ids of the criteria of which nothing is known, with spaces between."""
    unknown = is_unknown(decision.ranking.scores)
    return unknown.apply(lambda row: " ".join(unknown.columns[row]), axis=1).astype("str")


def plan_json(rows: pd.DataFrame, decision_choices: PlanChoices, edition: Edition) -> str:
    """The plan with what it was computed from: edition, choices, then the rows; null where a value is not known."""
    records = rows.astype(object).where(rows.notna(), None).to_dict("records")
    head = {"edition": edition.folder.name, "is_demonstration": edition.manifest.get("is_demonstration"),
            "choices": _plain_choices(decision_choices)}  # fmt: skip
    lines = ",\n".join(json.dumps(record, ensure_ascii=False, allow_nan=False) for record in records)
    return json.dumps(head, ensure_ascii=False)[:-1] + ',\n"estates": [\n' + lines + "\n]}\n"


def plan_csv(rows: pd.DataFrame, _choices: PlanChoices, _edition: Edition) -> str:
    """Comma-separated text with a header; numbers in full precision, empty where not known."""
    return without_formulas(rows).to_csv(index=False, lineterminator="\n")


def read_weights(texts: list[str]) -> dict[str, float]:
    """Weights by criterion id from `id=number` texts or the path of a TOML file of such pairs.

    Raises Refused with every text that is neither.
    """
    weights: dict[str, float] = {}
    faults = []
    for text in texts:
        path = Path(text)
        name, sign, number = text.partition("=")
        if sign and _is_number(number):
            weights[name.strip()] = float(number)
        elif path.is_file():
            weights |= _weights_of_file(path)
        else:
            message = mark("A weight is written as its criterion, =, and a number; or give the path of a TOML file.")
            faults.append(Fault("bad_weight", message, column="weights", found=text, expected="room=0.2"))
    if faults:
        raise Refused(faults)
    return weights


def read_overrules(path: Path) -> tuple[Overrule, ...]:
    """Overrules of a JSON file: a list of objects with complex_id, action, reason, name and, but for "bar", tier.

    Raises Refused if it is not such a file.
    """
    try:
        return tuple(Overrule(**entry) for entry in json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        message = mark("This is not a list of overrules, each with complex_id, action, reason, name and tier.")
        raise Refused([Fault("bad_overrules", message, path.name, found=str(error))]) from error


def _weights_of_file(path: Path) -> dict[str, float]:
    try:
        content: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: float(value) for name, value in content.items()}
    except (ValueError, TypeError) as error:
        message = mark("The file of weights is not valid TOML of criteria and numbers.")
        raise Refused([Fault("bad_weights_file", message, path.name, found=str(error))]) from error


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _plain_choices(choices: PlanChoices) -> dict[str, Any]:
    shares = dict(zip(CRITERIA, map(float, choices.weight_shares), strict=True))
    return {
        "tier_1_sites": choices.tier_1_sites,
        "tier_2_sites": choices.tier_2_sites,
        "conditions": choices.conditions,
        "most_per_municipio": choices.most_per_municipio,
        "method": choices.method,
        "draws": choices.draws,
        "seed": choices.seed,
        "weights": shares,
    }

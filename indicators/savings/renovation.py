"""One renovation: what its series say together, and the one place that decides its verdict."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from indicators.savings.cautions import Caution
from indicators.savings.comparison import NO_COMPARISON, Comparison, Key
from indicators.savings.degree_days import DAYS_OF_YEAR, Array
from indicators.savings.joint_works import codes_of
from indicators.savings.periods import Lack
from indicators.savings.portfolio_checks import is_of_building, told_by
from indicators.savings.saving import UNKNOWN, Range, Saving, Verdict, verdict_of
from indicators.savings.uncertainty import interval

_NAN = float("nan")


@dataclass(frozen=True)
class Renovation:
    """Facts and result of one renovation, all series together.

    `yearly`: energy avoided, kWh per year of 365 days; `share`: of the expected use, 0–1; `effect`: the share beside
    matched estates; `raw_share`: 1 − use a day after ÷ before. `lacks`: what is missing for a verdict, or for the
    series that are not in it; `cautions`: what else moved use. Numbers are NaN where unknown.
    """

    retrofit_id: str
    complex_id: str
    measure: str
    lacks: tuple[Lack, ...]
    cautions: tuple[Caution, ...]
    series: int
    series_used: int
    yearly: Range
    share: Range
    raw_share: float
    effect: Range
    matches: int
    chance: float
    cost_eur: float
    vulnerable_households: float

    @property
    def verdict(self) -> Verdict:
        """What may be said at 90% confidence."""
        return verdict_of(self.share, self.series_used > 0)

    def row(self) -> dict[str, object]:
        """The renovation as a row of `portfolio.COLUMNS`, without its ranks."""
        cost, vulnerable = self.cost_eur, self.vulnerable_households
        return {
            **{name: getattr(self, name) for name in ("retrofit_id", "complex_id", "measure", "verdict", "lacks")},
            **{name: getattr(self, name) for name in ("cautions", "series", "series_used", "raw_share")},
            "is_doubtful": any(caution.is_doubt for caution in self.cautions),
            **_ends("yearly", self.yearly, "_kwh"),
            **_ends("share", self.share),
            **_ends("effect", self.effect),
            **{name: getattr(self, name) for name in ("matches", "chance", "cost_eur", "vulnerable_households")},
            "kwh_per_eur": self.yearly.estimate / cost if cost > 0 else _NAN,
            "kwh_per_vulnerable": self.yearly.estimate / vulnerable if vulnerable > 0 else _NAN,
        }


def renovation_of(
    retrofit: Mapping[Hashable, object],
    found: dict[Key, Saving],
    own: dict[Key, Comparison],
    vulnerable_households: pd.Series | None,
    lack: Lack | None = None,
) -> Renovation:
    """Put the series of one renovation together; `retrofit`: a row of the contract, `lack`: why none was assessed."""
    used = told_by(found)
    yearly, share = summed(list(used.values()))
    main = max(used, key=lambda key: used[key].expected_kwh, default=None)
    beside = own.get(main, NO_COMPARISON) if main is not None else NO_COMPARISON
    vulnerable = vulnerable_households.get(retrofit["complex_id"]) if vulnerable_households is not None else None
    return Renovation(
        retrofit_id=_text(retrofit.get("retrofit_id")),
        complex_id=_text(retrofit.get("complex_id")),
        measure=_text(retrofit.get("measure")),
        lacks=(lack,) if lack else _lacks(found),
        cautions=_cautions(retrofit, used or found),
        series=len(found),
        series_used=len(used),
        yearly=yearly,
        share=share,
        raw_share=_raw_share(list(used.values())),
        effect=beside.effect,
        matches=len(beside.matches),
        chance=beside.chance,
        cost_eur=number(retrofit.get("cost_eur")),
        vulnerable_households=_NAN if is_of_building(retrofit, found) else number(vulnerable),
    )


def _cautions(retrofit: Mapping[Hashable, object], used: dict[Key, Saving]) -> tuple[Caution, ...]:
    """What else moved use, each thing once."""
    joint = (
        [Caution("joint_works")]
        if any(saving.is_sufficient for saving in used.values())
        and len(codes_of(_text(retrofit.get("retrofit_id")))) > 1
        else []
    )
    return tuple(dict.fromkeys([*joint, *(caution for saving in used.values() for caution in saving.cautions)]))


def number(value: object) -> float:
    """A value as a number; NaN where there is none."""
    return _NAN if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)


def _ends(name: str, value: Range, unit: str = "") -> dict[str, float]:
    return {f"{name}{unit}": value.estimate, f"{name}_low{unit}": value.low, f"{name}_high{unit}": value.high}


def _raw_share(savings: list[Saving]) -> float:
    before, after = (sum(float(use.kwh.sum() / use.days.sum()) for use in uses) for uses in
                     ([saving.before for saving in savings], [saving.after for saving in savings]))  # fmt: skip
    return 1 - after / before if before > 0 else _NAN


def summed(savings: list[Saving]) -> tuple[Range, Range]:
    """Energy avoided per year (kWh) and as a share, all series together."""
    if not savings:
        return UNKNOWN, UNKNOWN
    years = [saving.after.days.sum() / DAYS_OF_YEAR for saving in savings]
    avoided = sum(saving.avoided_kwh.estimate / year for saving, year in zip(savings, years, strict=True))
    expected = sum(saving.expected_kwh / year for saving, year in zip(savings, years, strict=True))
    drawn: Array = np.sum([saving.draws_kwh / year for saving, year in zip(savings, years, strict=True)], axis=0)
    measured = expected - avoided
    shares = 1 - measured / np.maximum(drawn + measured, expected * 1e-3)
    return Range(avoided, *interval(drawn)), Range(avoided / expected, *interval(shares))


def _lacks(found: dict[Key, Saving]) -> tuple[Lack, ...]:
    """What is missing, over all series, each thing once; of which carrier, where others do not lack it."""
    if not found:
        return (Lack("no_readings"),)
    carriers, lacking = {str(key[2]) for key in found}, defaultdict[str, dict[str, Lack]](dict)
    for key, saving in found.items():
        for lack in saving.lacks:
            lacking[lack.code][str(key[2])] = replace(lack, carrier=str(key[2]))
    return tuple(lack for of_carriers in lacking.values() for lack in _named(of_carriers, carriers))


def _named(of_carriers: dict[str, Lack], carriers: set[str]) -> list[Lack]:
    """A lack of some `carriers` with their names, once and without a name where all of them have it alike."""
    first, *others = of_carriers.values()
    is_of_all = set(of_carriers) == carriers and all(lack.values == first.values for lack in others)
    return [replace(first, carrier="")] if is_of_all else [first, *others]

"""Golden figures: what every indicator gives on fixed counts, by id and version; `make golden` writes them anew."""

import json
import sys

from contract.tables import CELLS, CUTOFFS, HEATING_MODES
from indicators.basis.figures import COLUMNS
from indicators.catalogue.registry import INDICATORS, Choices, compute_figures
from tests.indicators.area_frames import area_frame
from tests.places import ROOT

FILE = ROOT / "tests" / "indicators" / "catalogue" / "golden.json"
SIZES = (40, 120, 360, 1_000, None)
"""Households of the areas; of the last nothing is known."""

CHOSEN = {"default": Choices(), "chosen": Choices(cutoff=6, price_rise=0.5, income_fall=0.1)}


def golden_frame():
    """Areas of growing size whose cells are fixed shares of their households."""
    shares = {"income_known": 0.9, "spend_known": 0.7, "both_known": 0.6, "heat_unknown": 0.25, "epc_known": 0.5}
    shares |= dict.fromkeys(CELLS, 0.15) | shares
    shares |= {f"heating_{mode}": share for mode, share in zip(HEATING_MODES, (0.4, 0.3, 0.2, 0.05), strict=True)}
    shares |= {f"above_{cut:02d}": (40 - cut) / 100 for cut in CUTOFFS}
    shares |= {f"valid_above_{cut:02d}": (30 - cut) / 100 for cut in CUTOFFS}
    money = {"income_eur": 18_000.0, "electricity_eur": 420.0, "gas_eur": 610.0, "heat_eur": 380.0, "excess_eur": 55.0}
    cells = {name: [size and round(share * size) for size in SIZES] for name, share in shares.items()}
    cells |= {name: [known and mean * known for known in cells["both_known"]] for name, mean in money.items()}
    return area_frame(**cells | {"households": SIZES})


def figures_of(indicator):
    """Its figures for either choice, a row for each area: numbers to nine digits, null where there is none."""
    return {
        name: json.loads(
            compute_figures(golden_frame(), indicator, choices)[list(COLUMNS)].to_json(
                orient="values", double_precision=9, force_ascii=False
            )
        )
        for name, choices in CHOSEN.items()
    }


def name_of(indicator):
    """Id and version: what its figures are written down by."""
    return f"{indicator.id} {indicator.version}"


def read_golden():
    """What is written down: id and version → figures. Those of former versions stay."""
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}


def main():
    """Write down the figures of every new version; refuse where those of one changed. Return the exit code."""
    kept = read_golden()
    made = {name_of(indicator): figures_of(indicator) for indicator in INDICATORS.values()}
    changed = [name for name, figures in made.items() if kept.get(name, figures) != figures]
    if changed:
        print(
            "Figures changed: raise the version, and tell it in CHANGELOG.md, of", ", ".join(changed), file=sys.stderr
        )
        return 1
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(figures)}" for name, figures in sorted((kept | made).items()))
    FILE.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

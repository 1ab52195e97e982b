"""The command `python -m reports plan DIR/YEAR`."""

import argparse
import sys
from dataclasses import fields
from pathlib import Path

from data_access.editions import find_edition
from data_access.translations import LANGUAGES
from indicators.criteria import CRITERIA
from indicators.plan_choices import CONDITIONS, METHODS, PlanChoices
from reports.plan import plan_csv, plan_json, plan_table, read_overrules, read_weights

FORMATS = {"json": plan_json, "csv": plan_csv}


def add_plan_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `plan` to the commands; its defaults are the plan's."""
    text = "which estates come next, in tiers, and why, on standard output"
    parser = commands.add_parser("plan", help=text, description=text)
    parser.add_argument("edition", type=Path, metavar="DIR/YEAR", help="folder of an edition")
    parser.add_argument("--weights", nargs="+", metavar="ID=N", help=f"or a TOML file; of {', '.join(CRITERIA)}")
    default = PlanChoices()
    parser.add_argument("--tier-1-sites", type=int, default=default.tier_1_sites, metavar="N")
    parser.add_argument("--tier-2-sites", type=int, default=default.tier_2_sites, metavar="N")
    parser.add_argument("--conditions", nargs="*", default=list(default.conditions), metavar="ID",
                        help=f"of tiers 1 and 2: {', '.join(CONDITIONS)} (default: %(default)s)")  # fmt: skip
    parser.add_argument("--most-per-municipio", type=int, default=default.most_per_municipio, metavar="N",
                        help="sites of a Municipio before the others' turn (default: no such rule)")  # fmt: skip
    parser.add_argument("--method", choices=tuple(METHODS), default=default.method, help="(default: %(default)s)")
    parser.add_argument("--draws", type=int, default=default.draws, metavar="N", help="(default: %(default)s)")
    parser.add_argument("--seed", type=int, default=default.seed, metavar="N", help="(default: %(default)s)")
    parser.add_argument("--overrules", type=Path, metavar="FILE", help="JSON list of overrules")
    parser.add_argument("--format", choices=tuple(FORMATS), default="json", help="(default: %(default)s)")
    parser.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of the reasons")
    parser.set_defaults(command=_plan)


def _plan(options: argparse.Namespace) -> int:
    given = {entry.name: getattr(options, entry.name) for entry in fields(PlanChoices) if hasattr(options, entry.name)}
    given["conditions"] = tuple(options.conditions)
    given.pop("weights")
    weights = {"weights": read_weights(options.weights)} if options.weights else {}
    choices = PlanChoices(**(given | weights))
    edition = find_edition(options.edition)
    overrules = read_overrules(options.overrules) if options.overrules else ()
    rows = plan_table(edition, choices, overrules, options.language)
    sys.stdout.write(FORMATS[options.format](rows, choices, edition))
    sys.stdout.flush()
    return 0

"""Command line: `python -m sample_data --out DIR` writes the synthetic city's files."""

import argparse
from pathlib import Path

from sample_data.assumptions import YEARS
from sample_data.sources import write_sources


def main(arguments: list[str] | None = None) -> int:
    """Write the files asked for; return the exit code."""
    parser = argparse.ArgumentParser(prog="sample_data", description="Write a synthetic Milan, always the same.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--years", type=int, nargs="+", choices=YEARS, default=list(YEARS), help="years of spend")
    options = parser.parse_args(arguments)
    write_sources(options.out, options.years)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

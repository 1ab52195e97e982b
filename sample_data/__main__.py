"""Command line: `python -m sample_data` writes the synthetic city's files, or publishes its editions."""

import argparse
from pathlib import Path

from data_access.editions import SAMPLE
from sample_data.assumptions import YEARS
from sample_data.editions import publish_sample, replace_embedded
from sample_data.sources import write_sources


def main(arguments: list[str] | None = None) -> int:
    """Write the files or the editions asked for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m sample_data", description="A synthetic Milan, always the same.")
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("--out", type=Path, metavar="DIR", help="write the city's files, households too, into DIR")
    target.add_argument("--publish", type=Path, metavar="DIR", help="publish its editions in DIR")
    target.add_argument("--embed", action="store_true", help="publish them anew in the place of the embedded ones")
    parser.add_argument("--years", type=int, nargs="+", choices=YEARS, default=list(YEARS), help="years of spend")
    options = parser.parse_args(arguments)
    if options.out:
        write_sources(options.out, options.years)
    elif options.embed:
        print(*replace_embedded(SAMPLE, options.years), sep="\n")
    else:
        print(*(edition.folder for edition in publish_sample(options.publish, options.years)), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""A small city with two numbers that privacy withholds, unlike any other, and one beside them that is shown."""

import contextlib
import io
import logging
import re
import struct
import zipfile

import geopandas as gpd
import pandas as pd

from data_access.__main__ import main
from data_access.intake.mappings import write_mapping
from tests.data_access.small_city import YEAR, SmallCity, section_ids

EXACT = 904_712
"""Households of the first section."""

SHOWN = 904_713
"""The middle of their window: shown, so whatever looks for numbers must find it."""

WITHHELD = (904_710, 7_310_958.47)
"""Renters there, inside a window that ends beside them; and the income of nine households."""

PLACE = f"0{section_ids()[0]}"
CUTS = {"05": (15, 9), "06": (15, 9), "08": (12, 6), "10": (9, 3), "12": (6, 0), "15": (6, 0), "20": (3, 0)}


def city_with_withheld_numbers(folder):
    city = SmallCity(folder)
    for cut, (above, valid) in CUTS.items():
        city.extract[f"N_OLTRE_{cut}"], city.extract[f"V_OLTRE_{cut}"] = above, valid
    city.extract.loc[0, ["N_FAMIGLIE", "N_FAM_AFFITTO"]] = [str(EXACT), str(WITHHELD[0])]
    city.extract.loc[0, ["N_FAM_VALIDE", "REDDITO_TOT_VALIDE"]] = ["9", str(WITHHELD[1]).replace(".", ",")]
    city.write()
    (folder / "mappa.toml").write_text(write_mapping(city.mapping), encoding="utf-8")
    return city


def run(command, city, into, year=YEAR):
    """The exit code of a command and all that it tells: standard output, errors, every log line, the report."""
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    report = city.folder / "report.txt"
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told), logged(handler):
        code = main(
            [
                command,
                f"--year={year}",
                f"--extract={city.extract_path}",
                f"--sections={city.sections_path}",
                f"--mapping={city.folder / 'mappa.toml'}",
                f"--into={into}",
                f"--report={report}",
            ]
        )
    return code, told.getvalue() + report.read_text(encoding="utf-8")


@contextlib.contextmanager
def logged(handler):
    """Send every line of every logger to `handler`, from the finest level up."""
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in logging.root.manager.loggerDict)]
    before = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
        logger.addHandler(handler)
    try:
        yield
    finally:
        for logger, level in before:
            logger.removeHandler(handler)
            logger.setLevel(level)


def traces(number):
    """How a number looks in texts of either language and in binary files."""
    texts = {f"{number:.15g}", f"{number:,.15g}", f"{number:,.2f}", f"{int(number)}", f"{number:,.0f}"}
    texts |= {text.translate(str.maketrans(",.", ".,")) for text in texts}
    texts |= {text.replace(".", "\N{NO-BREAK SPACE}") for text in texts}
    packed = [struct.pack(order + "d", number) for order in "<>"]
    if number == int(number):
        packed += [struct.pack(order + "q", int(number)) for order in "<>"]
    return {*(text.encode() for text in texts if len(text) > 5), *packed}


def holds(content, number):
    """Whether bytes or a text hold `number` in any form."""
    content = content.encode() if isinstance(content, str) else content
    return any(_stands_in(content, trace) for trace in traces(number))


def _stands_in(content, trace):
    """Whether the bytes `trace` are in `content`; digits only as a number of their own."""
    if trace not in content or not trace[:1].isdigit():
        return trace in content
    return re.search(rb"(?<!\d)" + re.escape(trace) + rb"(?:[.,]0)?(?!\d)(?!\.\d)", content) is not None


def decoded(path):
    """A file as its readers see it: Parquet as text, others as they are."""
    return pd.read_parquet(path).to_csv() if path.suffix == ".parquet" else path.read_bytes()


def unpacked(path):
    """All that a document holds, in pieces: the file, its members where it is packed, its layers as text."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            return [packed.read(name) for name in packed.namelist()]
    if path.suffix == ".gpkg":
        return [
            path.read_bytes(),
            *(gpd.read_file(path, layer=name).to_csv() for name in gpd.list_layers(path)["name"]),
        ]
    return [decoded(path)]

"""The command `python -m reports open-data DIR/YEAR --out FOLDER`."""

import argparse
import shutil
import tempfile
from pathlib import Path

from contract.commands import Commands, add_command
from contract.errors import ObservatoryError, disk_reason
from contract.translations import LANGUAGES, mark
from data_access.editions import find_edition
from reports.open_data.catalogue import holder_of
from reports.open_data.package import open_data_files

_INTERNAL = mark("Edition {edition} is internal: it is not open data. Publish it as public first.")


def add_open_data_command(commands: Commands) -> None:
    """Add `open-data` to the commands."""
    text = "an edition as open data: Frictionless Data Package, CSV, GeoPackage, GeoParquet, DCAT-AP_IT"
    parser = add_command(commands, "open-data", _open_data, text)
    parser.add_argument("edition", type=Path, metavar="DIR/YEAR", help="folder of an edition")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a folder that does not exist yet")
    parser.add_argument(
        "--holder", default="", metavar="NAME", help="who holds the data (default: the city's, if known)"
    )
    parser.add_argument("--ipa", default="", metavar="CODE", help="its code in the index of public administrations")
    parser.add_argument(
        "--contact", default="", metavar="EMAIL", help="address of the office that answers for the data"
    )
    parser.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of the messages")


def _open_data(options: argparse.Namespace) -> int:
    edition = find_edition(options.edition)
    if edition.is_internal:
        raise ObservatoryError(_INTERNAL, edition=edition.folder.name)
    holder = holder_of(edition, options.holder, options.ipa, options.contact)
    if options.out.exists():
        raise ObservatoryError(mark("There is already something at {path}: name a new folder."), path=options.out)
    write_folder(options.out, open_data_files(edition, holder))
    return 0


def write_folder(path: Path, files: dict[str, bytes]) -> None:
    """Write files into a new folder, all or none. Raises ObservatoryError where that cannot be."""
    partial = None
    try:
        partial = Path(tempfile.mkdtemp(dir=path.parent))
        for name, content in files.items():
            (partial / name).write_bytes(content)
        partial.chmod(0o755)
        partial.rename(path)
    except OSError as error:
        if partial:
            shutil.rmtree(partial, ignore_errors=True)
        message = mark("{path} cannot be written: {reason}.")
        raise ObservatoryError(message, path=path, reason=disk_reason(error)) from error

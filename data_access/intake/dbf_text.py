"""In which encoding the texts of a shapefile are written: what its bytes can be, whatever the .cpg says."""

import codecs
from collections.abc import Sequence
from pathlib import Path

from contract.errors import Fault, Severity
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import refuse

USUAL = "cp1252"
"""What shapefiles of Italian offices are written in where they do not say it and are not UTF-8."""


def names_encoding(files: Sequence[Path], part: Part, file: str) -> tuple[str, list[Fault]]:
    """Return the encoding of the .dbf among `files`, the files of one shapefile, and a notice where it is another one.

    Letters with accents that are valid UTF-8 are hardly ever anything else; what is not UTF-8 is as the mapping says,
    else as the .cpg does, else cp1252. Raises Refused if the mapping says UTF-8 and the texts are not.
    """
    by_suffix = {path.suffix.lower(): path for path in files}
    texts = _texts(by_suffix[".dbf"].read_bytes())
    declared = part.encoding or _codec(by_suffix[".cpg"]) if ".cpg" in by_suffix else part.encoding
    is_utf8 = _is_utf8(texts)
    if texts.isascii() or not declared or _is_named_utf8(declared) == is_utf8:
        return declared or ("utf-8" if is_utf8 else USUAL), []
    if is_utf8:
        message = mark("The file is said to have another encoding, but is written in UTF-8: it was read as UTF-8.")
        notice = Fault("other_encoding", message, file, found="UTF-8", expected=declared, severity=Severity.NOTICE)
        return "utf-8", [notice]
    if part.encoding:
        message = mark("The names are not written in the encoding of the mapping: write the right one, such as cp1252.")
        raise refuse("wrong_encoding", message, file, expected=declared)
    message = mark("The .cpg says UTF-8, but the names are not written so: they were read as Western European.")
    return USUAL, [Fault("other_encoding", message, file, None, "", USUAL, declared, Severity.WARNING)]


def _texts(dbf: bytes) -> bytes:
    """The rows of a .dbf, without the binary numbers of its head (dBASE III: bytes 8 and 9 are the head's length)."""
    return dbf[int.from_bytes(dbf[8:10], "little") :]


def _is_utf8(texts: bytes) -> bool:
    try:
        texts.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _codec(cpg: Path) -> str:
    """What a .cpg says: "1252", "ANSI 1252", "ISO 88591", "65001", "UTF-8"; "" where no codec has that name."""
    said = cpg.read_text(encoding="latin-1").strip().upper()
    digits = "".join(sign for sign in said if sign.isdigit())
    names = {"65001": "UTF-8", "8": "UTF-8", "88591": "ISO-8859-1", "885915": "ISO-8859-15"}
    for name in (names.get(digits, ""), f"CP{digits}", said):
        if name and _is_codec(name):
            return name
    return ""


def _is_codec(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _is_named_utf8(name: str) -> bool:
    return codecs.lookup(name).name == "utf-8"

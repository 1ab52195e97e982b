"""Files that somebody wrote by hand, as text."""

from pathlib import Path

from contract.errors import Fault, Refused, disk_reason
from contract.translations import mark

NOT_TEXT = mark("This file is not text in UTF-8.")
_UNREADABLE = mark("{path} cannot be read: {reason}.")


def text_of(path: Path) -> str:
    """The text of a file in UTF-8; a mark before it, as Windows sets one, is no part of it.

    Raises Refused where there is none, or it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        message = mark("There is no file or folder {path}.")
        raise Refused([Fault("no_file", message, values={"path": str(path)})]) from error
    except OSError as error:
        fault = Fault("unreadable", _UNREADABLE, values={"path": str(path), "reason": disk_reason(error)})
        raise Refused([fault]) from error
    except UnicodeDecodeError as error:
        raise Refused([Fault("not_text", NOT_TEXT, path.name)]) from error

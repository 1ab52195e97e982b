"""Writing a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from contract.errors import ObservatoryError, disk_reason
from contract.translations import mark


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path`, whole or not at all. Raises ObservatoryError where it cannot be written."""
    partial = None
    try:
        descriptor, partial = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(partial).chmod(0o644)
        Path(partial).replace(path)
    except OSError as error:
        if partial:
            Path(partial).unlink(missing_ok=True)
        message = mark("{path} cannot be written: {reason}.")
        raise ObservatoryError(message, path=path, reason=disk_reason(error)) from error

"""Writing a file whole or not at all."""

import errno
import os
import tempfile
from pathlib import Path

from contract.errors import ObservatoryError, disk_reason
from contract.translations import mark


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path`, whole or not at all; where a link leads, and into a device such as /dev/stdout.

    Raises ObservatoryError where it cannot be written.
    """
    partial, place = None, Path(os.path.realpath(path))
    try:
        if place.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if place.exists() and not place.is_file():
            place.write_bytes(content)
            return
        descriptor, partial = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(partial).chmod(0o644)
        Path(partial).replace(place)
    except OSError as error:
        if partial:
            Path(partial).unlink(missing_ok=True)
        message = mark("{path} cannot be written: {reason}.")
        raise ObservatoryError(message, path=path, reason=disk_reason(error)) from error

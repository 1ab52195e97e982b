"""Files that Streamlit serves to browsers: map layers, named by their content."""

import os
import shutil
import tempfile
from pathlib import Path

from streamlit.runtime import get_instance

SERVED = Path(__file__).resolve().parents[2] / "static" / "layers"
"""Where Streamlit serves files from; layers are named by their content, so a browser may keep them for ever."""


def serve(path: Path) -> None:
    """Put a layer, a file or a folder of tiles, where Streamlit serves it, whole or not at all."""
    served = SERVED / path.name
    if not served.exists():
        SERVED.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            _serve_folder(path, served)
            return
        descriptor, partial = tempfile.mkstemp(dir=SERVED)
        with os.fdopen(descriptor, "wb") as file:
            file.write(path.read_bytes())
        Path(partial).chmod(0o644)
        Path(partial).replace(served)


def _serve_folder(path: Path, served: Path) -> None:
    partial = Path(tempfile.mkdtemp(dir=SERVED))
    shutil.copytree(path, partial, dirs_exist_ok=True)
    partial.chmod(0o755)
    try:
        partial.rename(served)
    except OSError:  # another session was quicker: the name says the content
        shutil.rmtree(partial)


def offer(content: bytes, name: str) -> str:
    """Offer JSON at an address of its own, named by its content, and return the address."""
    return str(get_instance().media_file_mgr.add(content, "application/json", name))

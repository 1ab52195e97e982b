"""Files that Streamlit serves to browsers: map layers, named by their content."""

import os
import tempfile
from pathlib import Path

SERVED = Path(__file__).resolve().parents[2] / "static" / "layers"
"""Where Streamlit serves files from; layers are named by their content, so a browser may keep them for ever."""


def serve(path: Path) -> None:
    """Put a layer where Streamlit serves it, whole or not at all."""
    served = SERVED / path.name
    if not served.exists():
        SERVED.mkdir(parents=True, exist_ok=True)
        descriptor, partial = tempfile.mkstemp(dir=SERVED)
        with os.fdopen(descriptor, "wb") as file:
            file.write(path.read_bytes())
        Path(partial).chmod(0o644)
        Path(partial).replace(served)

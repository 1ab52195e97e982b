"""A Streamlit server of its own on a free port of this machine, stopped at the end."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "app.py"
HEALTHY_WITHIN_S = 120
CLOSED_WITHIN_S = 20


class ServerFailed(RuntimeError):
    """The server did not start, or wrote a trace to its log."""


@dataclass(frozen=True)
class Server:
    """A running server: its address, its process and how long it took to answer."""

    url: str
    pid: int
    started: float
    healthy_after_s: float

    @property
    def socket_url(self) -> str:
        """Address of its websocket."""
        return self.url.replace("http", "ws", 1) + "/_stcore/stream"


@contextmanager
def serving(script: Path, editions: Path) -> Iterator[Server]:
    """Serve `script` with the editions of a folder. Raises ServerFailed if the log holds a trace."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(script), *options],
            cwd=ROOT,
            env=os.environ | {"OBSERVATORY_DATA": str(editions), "PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            _await_health(url, process)
            yield Server(url, process.pid, started, time.perf_counter() - started)
        finally:
            _close(process)
        log.seek(0)
        text = log.read()
        if "traceback" in text.lower():
            raise ServerFailed(text)


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await_health(url: str, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + HEALTHY_WITHIN_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.02)
    raise ServerFailed(f"{url} did not become healthy")


def _close(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(CLOSED_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

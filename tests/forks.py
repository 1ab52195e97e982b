"""Processes of the tests' own that fork from one which has imported what takes long: what is not ours, and the frame of
all pages."""

import multiprocessing
import os
import runpy
import sys
from pathlib import Path
from types import ModuleType

from tests.places import ROOT

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    [
        "alembic.command",
        "altair",
        "babel.messages.pofile",
        "geopandas",
        "psycopg",
        "pydantic",
        "pyarrow.parquet",
        "pydeck",
        "scipy.special",
        "sqlalchemy.orm",
        "streamlit.testing.v1",
        "streamlit.web.cli",
        "ui.entrance.frame",
        "ui.entrance.server",
        "uvicorn",
    ]
)


class Fork(FORKS.Process):
    """A process that forks. What a test of a page has put in the place of `__main__` is not run in it."""

    def start(self):
        main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
        try:
            super().start()
        finally:
            sys.modules["__main__"] = main


def _write_into(log):
    with Path(log).open("ab", buffering=0) as written:
        for each in (1, 2):
            os.dup2(written.fileno(), each)


def command(module, arguments, folder, log):
    """What `python -m module` does in `folder`, in this process: to be the target of a `Fork`."""
    _write_into(log)
    os.chdir(folder)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__")


def streamlit(port, log, environment):
    """What `streamlit run app.py` does, in this process: to be the target of a `Fork`."""
    from streamlit.web import cli

    _write_into(log)
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["streamlit", "run", "app.py", "--server.port", str(port)]
    cli.main()

"""Records that hold nothing, in SQLite and in PostgreSQL, one after the other: copies of some that went through the
migrations once."""

import shutil
from contextlib import contextmanager, nullcontext
from itertools import count

import psycopg
import pytest

from data_access.records.database import FILE, open_records
from tests.postgres_cluster import USER, cluster, why_not

_NUMBERS = count(1)
KINDS = ["sqlite", "postgresql"]


@contextmanager
def _database(server, template="template1"):
    """The address of a database of its own, until the end."""
    name = f"records_{next(_NUMBERS)}"
    with psycopg.connect(server.format(database="postgres"), autocommit=True) as connection:
        connection.execute(f"create database {name} owner {USER} template {template}")
        yield server.format(database=name)
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def server():
    if reason := why_not():
        pytest.skip(reason)
    with cluster() as address:
        yield address


@pytest.fixture(scope="session")
def made_once(request, tmp_path_factory):
    """By kind of database, what makes the address of records that hold nothing; without tables if `is_bare`."""
    folder = tmp_path_factory.mktemp("made_once")
    open_records(str(folder)).close()

    def of_sqlite(place, is_bare):
        if not is_bare:
            place.mkdir()
            shutil.copy(folder / FILE, place)
        return nullcontext(str(place))

    def of_postgresql(_, is_bare):
        server = request.getfixturevalue("server")
        return _database(server) if is_bare else _database(server, request.getfixturevalue("template"))

    return {"sqlite": of_sqlite, "postgresql": of_postgresql}


@pytest.fixture(scope="session")
def template(server):
    """The name of a database of records that hold nothing."""
    with _database(server) as address:
        open_records(address).close()
        yield address.partition("@/")[2].partition("?")[0]


@pytest.fixture(params=KINDS)
def place(request, made_once, tmp_path):
    """Where records that hold nothing are: a folder, or the address of a database."""
    with made_once[request.param](tmp_path / "records", is_bare=False) as made:
        yield made


@pytest.fixture(params=KINDS)
def bare_place(request, made_once, tmp_path):
    """Where records may be made: a folder that is not there, or the address of a database without a table."""
    with made_once[request.param](tmp_path / "records", is_bare=True) as made:
        yield made


@pytest.fixture
def records(place):
    opened = open_records(place)
    yield opened
    opened.close()

"""Records in an empty SQLite and in an empty PostgreSQL, one after the other."""

from itertools import count

import psycopg
import pytest

from data_access.records.database import open_records
from tests.postgres_cluster import USER, cluster, why_not

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def server():
    if reason := why_not():
        pytest.skip(reason)
    with cluster() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Where empty records may be made: a folder, or the address of an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "records")
    address, name = request.getfixturevalue("server"), f"records_{next(_NUMBERS)}"
    with psycopg.connect(address.format(database="postgres"), autocommit=True) as connection:
        connection.execute(f"create database {name} owner {USER}")
    return address.format(database=name)


@pytest.fixture
def records(place):
    opened = open_records(place)
    yield opened
    opened.close()

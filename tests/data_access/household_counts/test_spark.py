"""The text that counts households gives the same on a real Spark as on DuckDB: counts exactly, sums to the cent."""

import importlib.util
import shutil
import sys
import warnings

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from contract.errors import ObservatoryError
from data_access.household_counts.aggregate import aggregate
from data_access.household_counts.section_counts import ERP_COLUMN, HOUSEHOLD_COLUMNS

YEAR = 2023
CENT_EUR = 0.011
"""A sum that lies on half a cent may be rounded either way."""

MISSING = [
    *([] if shutil.which("java") else ["java (Debian, Ubuntu: apt-get install default-jre-headless)"]),
    *([] if importlib.util.find_spec("pyspark") else ["pyspark (pip install -r requirements-dev.txt)"]),
]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"Spark needs {' and '.join(MISSING)}")


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        options = {
            "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "spark.log.level": "OFF",
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
        }
        started = SparkSession.builder.master("local[2]").config(map=options).getOrCreate()
        yield started
        started.stop()


def households(size=5_000, seed=7):
    rng = np.random.default_rng(seed)

    def unless(values, share):
        return pd.Series(values).mask(rng.random(size) < share)

    return pd.DataFrame(
        {
            "section_id": rng.choice([f"015146{number:07d}" for number in range(300)], size),
            "people": unless(rng.integers(1, 9, size), 0.01).astype("Int64"),
            "is_alone_75_plus": rng.random(size) < 0.1,
            "is_renter": unless(rng.random(size) < 0.3, 0.02).astype("boolean"),
            "heating_mode": unless(rng.choice(["own", "central", "district", "none"], size), 0.03),
            "income_eur": unless(rng.lognormal(10.0, 0.9, size).round(2), 0.05),
            "electricity_eur": unless(rng.gamma(4, 120, size).round(2), 0.04),
            "gas_eur": unless(rng.gamma(3, 150, size).round(2), 0.04),
            "heat_eur": unless(rng.gamma(2, 200, size).round(2), 0.5),
            "epc_class": rng.choice(["B", "D", "F", "G", None], size),
            "has_bonus": rng.random(size) < 0.03,
            "is_in_arrears": rng.random(size) < 0.04,
            ERP_COLUMN: unless(rng.random(size) < 0.2, 0.05).astype("boolean"),
        }
    )


def write_folder(frame, folder):
    """One file at the top, one further down, beside a file that is none of ours."""
    (folder / "north" / "a").mkdir(parents=True)
    frame.iloc[:2_000].to_parquet(folder / "south.parquet")
    frame.iloc[2_000:].to_parquet(folder / "north" / "a" / "part.parquet")
    (folder / "north" / "read_me.txt").write_text("not households")


def read_extract(path):
    return pd.read_csv(path, dtype={"section_id": str})


def assert_same_on_both(session, source, folder):
    from data_access.household_counts.spark import count_city_heat, count_sections, write_extract

    aggregate(source, YEAR, folder / "duckdb.csv")
    write_extract(count_sections(session, str(source), YEAR), folder / "spark.csv")
    ours, theirs = read_extract(folder / "duckdb.csv"), read_extract(folder / "spark.csv")
    found, path = count_city_heat(session, str(source), YEAR).collect(), folder / "duckdb.city_heat.csv"
    assert len(found) == path.is_file()
    for heat in found:
        counted = {name: float(value) for name, value in heat.asDict().items()}
        assert pd.read_csv(path).iloc[0].to_dict() == pytest.approx(counted, abs=1e-4)
    money = [name for name in ours if name.endswith("_eur")]
    pd.testing.assert_frame_equal(ours.drop(columns=money), theirs.drop(columns=money))
    np.testing.assert_allclose(ours[money], theirs[money], rtol=0, atol=CENT_EUR)
    return ours


def test_a_folder_with_public_housing(session, tmp_path):
    frame = households()
    write_folder(frame, tmp_path / "households")
    found = assert_same_on_both(session, tmp_path / "households", tmp_path)
    assert found["households"].sum() == len(frame)
    assert found["erp_households"].sum() == frame[ERP_COLUMN].sum()
    assert found["below_half_median"].sum() > 0
    assert found["income_is_dominated"].any() and not found["income_is_dominated"].all()


def test_a_file_without_public_housing_and_with_decimal_amounts(session, tmp_path):
    source = tmp_path / "households.parquet"
    plain = households(500).drop(columns=ERP_COLUMN)
    amounts = ", ".join(f"{name}::decimal(12, 2) as {name}" for name in plain if name.endswith("_eur"))
    duckdb.sql(f"select * replace ({amounts}) from plain").write_parquet(str(source))
    found = assert_same_on_both(session, source, tmp_path)
    assert not [name for name in found if name.startswith("erp_")]


def test_a_file_without_its_columns_is_refused(session, tmp_path):
    from data_access.household_counts.spark import count_sections

    households(10)[list(HOUSEHOLD_COLUMNS[:5])].to_parquet(tmp_path / "households.parquet")
    with pytest.raises(ObservatoryError, match="income_eur"):
        count_sections(session, str(tmp_path), YEAR)


def test_amounts_that_are_texts_are_read_or_refused_as_by_the_command(session, tmp_path):
    from data_access.household_counts.spark import count_sections

    plain, source = households(200), tmp_path / "plain.parquet"
    plain.assign(income_eur=plain["income_eur"].round(2).astype("str").where(plain["income_eur"].notna())).to_parquet(
        source
    )
    assert_same_on_both(session, source, tmp_path)
    plain.assign(income_eur="20.000").to_parquet(tmp_path / "pointed.parquet")
    for count in (
        lambda path: count_sections(session, str(path), YEAR),
        lambda path: aggregate(path, YEAR, tmp_path / "refused.csv"),
    ):
        with pytest.raises(ObservatoryError) as error:
            count(tmp_path / "pointed.parquet")
        assert error.value.values == {"column": "income_eur", "found": "99.999"}
    assert not (tmp_path / "refused.csv").exists()


@pytest.mark.parametrize("with_statistics", [True, False])
def test_values_that_are_not_known_are_counted_and_told_alike(session, tmp_path, with_statistics):
    from data_access.household_counts.spark import doubtful_values

    frame = households(400)
    frame["people"] = frame["people"].astype("float64")
    numbers = ["income_eur", "electricity_eur", "gas_eur", "heat_eur", "people"]
    for place, name in enumerate(numbers):
        frame.loc[range(40 * place, 40 * place + 5), name] = [np.nan, np.inf, -np.inf, -1.0, 0.0]
    frame.loc[200:205, "heating_mode"] = ["autonomo", "", " OWN ", "District", "none", "1"]
    frame.loc[210:213, "epc_class"] = ["", "f", "H", "A4"]
    frame.loc[220:224, "section_id"] = ["", "Brera", "15146000001", "1.5146E+10", " 0151460000001"]
    columns = {name: frame[name].to_numpy() if name in numbers else frame[name] for name in frame}
    tables = {name: pa.array(values, from_pandas=name not in numbers) for name, values in columns.items()}
    source = tmp_path / "households.parquet"
    pq.write_table(pa.table(tables), source, write_statistics=with_statistics)
    assert_same_on_both(session, source, tmp_path)
    ours = []
    aggregate(source, YEAR, tmp_path / "extract.csv", ours.append)
    assert ours == doubtful_values(session, str(source))
    assert {fault.column for fault in ours} == {*numbers, "heating_mode", "epc_class", "section_id"}

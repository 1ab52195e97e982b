"""Readings and weather in the shapes in which they come: units, MM's sheet, samples, EPW, typical years, gzip."""

import gzip
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from contract.energy_units import UNITS
from contract.errors import Refused
from contract.tables import READINGS
from data_access.intake.mapping_parts import Part
from data_access.intake.mappings import BadMapping, as_mapping, read_mapping, write_mapping
from data_access.intake.table_files import read_table_file
from data_access.intake.weather_files import NOMINAL_YEAR
from tests.places import REAL

needs_real_data = pytest.mark.skipif(not REAL.is_dir(), reason=f"the public data are not in {REAL}")


def read(tmp_path, text, mapping, table="readings", name="file.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    part = mapping if isinstance(mapping, Part) else read_mapping(mapping).part(table)
    _, frame, faults = read_table_file(path, part)
    return frame, faults


LETTURE = "lettura;complesso;edificio;contatore;vettore;inizio;fine;quantita;unita;stimata\n"


@pytest.mark.parametrize(
    ("carrier", "quantity", "unit", "kwh"),
    [
        ("metano", "100", "Smc", 1069.0),
        ("teleriscaldamento", "2,5", "MWh", 2500.0),
        ("elettricita", "120", "kWh", 120.0),
        ("teleriscaldamento", "3,6", "GJ", 1000.0),
        ("metano", "10", "therm", 293.071),
        ("gasolio", "100", "kg", 1188.0),
        ("metano", "-50", "Smc", -534.5),
    ],
)
def test_every_unit_becomes_kwh(tmp_path, carrier, quantity, unit, kwh):
    row = f"1;C1;;M1;{carrier};2023-01-01;2023-02-01;{quantity};{unit};N\n"
    frame, faults = read(tmp_path, LETTURE + row, "letture")
    assert faults == []
    assert frame["energy_kwh"].item() == pytest.approx(kwh)
    assert list(frame) == READINGS.names


def test_values_are_known_whatever_their_capitals_and_spaces(tmp_path):
    carriers = ["metano", "Metano ", "METANO", "Gas  Naturale", "Elettricità", "gas"]
    rows = [f"{n};C1;;M1;{each};2023-01-01;2023-02-01;5;kWh;n\n" for n, each in enumerate(carriers)]
    frame, faults = read(tmp_path, LETTURE + "".join(rows), "letture")
    assert list(frame["carrier"]) == ["gas"] * 4 + ["electricity", "gas"]
    assert not frame["is_estimated"].any() and faults == []


def test_a_value_written_as_the_mapping_writes_it_stands_for_what_it_says(tmp_path):
    part = read_mapping("letture").part("readings")
    part = replace(part, values={"carrier": {"G": "gas", "g": "oil"}})
    rows = [f"{n};C1;;M1;{each};2023-01-01;2023-02-01;5;kWh;\n" for n, each in enumerate("Gg")]
    frame, _ = read(tmp_path, LETTURE + "".join(rows), part)
    assert list(frame["carrier"]) == ["gas", "oil"]


def test_files_put_one_below_the_other_say_their_columns_again(tmp_path):
    row = "{};C1;;M1;metano;2023-0{}-01;2023-0{}-01;5;kWh;N\n"
    text = LETTURE + row.format(1, 1, 2) + LETTURE.upper() + row.format(2, 2, 3)
    frame, faults = read(tmp_path, text, "letture")
    assert list(frame.index) == [2, 4]
    assert [(fault.code, fault.row, fault.severity.value) for fault in faults] == [("repeated_header", 3, "notice")]


@pytest.mark.parametrize(
    ("written", "is_one"),
    [("m1", True), ("00M1", True), ("M1.0", False), ("M01", False), ("M-1", False), ("1M", False)],
)
def test_codes_of_a_meter_may_differ_in_capitals_and_leading_zeros(tmp_path, written, is_one):
    rows = [f"{n};C1;;{m};metano;2023-0{n}-01;2023-0{n + 1}-01;5;kWh;N\n" for n, m in ((1, "M1"), (2, written))]
    frame, faults = read(tmp_path, LETTURE + "".join(rows), "letture")
    assert (frame["meter_id"].nunique() == 1) == is_one
    assert [(fault.code, fault.row) for fault in faults] == ([("meter_spellings", 3)] if is_one else [])


def test_meters_of_two_estates_keep_their_codes(tmp_path):
    rows = [f"{n};C{n};;{m};metano;2023-01-01;2023-02-01;5;kWh;N\n" for n, m in ((1, "M1"), (2, "m1"))]
    frame, faults = read(tmp_path, LETTURE + "".join(rows), "letture")
    assert list(frame["meter_id"]) == ["M1", "m1"] and faults == []


def test_readings_without_energy_or_in_a_wrong_unit_are_told_row_by_row(tmp_path):
    rows = (
        "1;C1;;M1;metano;2023-01-01;2023-02-01;;Smc;N\n"
        "2;C1;;M1;metano;2023-02-01;2023-03-01;5;;N\n"
        "3;C1;;M1;teleriscaldamento;2023-03-01;2023-04-01;5;Smc;N\n"
        "4;C1;;M1;metano;2023-04-01;2023-05-01;5;Smc;N\n"
    )
    frame, faults = read(tmp_path, LETTURE + rows, "letture")
    assert [(fault.code, fault.row) for fault in faults] == [("no_energy", 2), ("no_energy", 3), ("wrong_unit", 4)]
    assert frame["energy_kwh"].notna().tolist() == [False, False, False, True]


@pytest.mark.parametrize(
    ("start", "end"),
    [("01/03/2000 01:00", "01/04/2000 01:00"), ("2000-03-01 00:00", "2000-03-31 23:59"), ("01-03-2000", "01-04-2000"),
     ("1.3.2000", "1.4.2000"), ("20000301", "20000401"), ("2000/03/01", "2000/04/01"),
     ("2000-03-01 06:00", "2000-04-01 06:00")],
)  # fmt: skip
def test_days_of_readings_in_any_order_and_with_hours_of_midnight(tmp_path, start, end):
    row = f"1;C1;;M1;metano;{start};{end};100;kWh;N\n"
    frame, _ = read(tmp_path, LETTURE + row + row.replace("2000", "2001"), "letture")
    assert frame["start_date"].tolist() == [pd.Timestamp("2000-03-01"), pd.Timestamp("2001-03-01")]
    assert frame["end_date"].tolist() == [pd.Timestamp("2000-04-01"), pd.Timestamp("2001-04-01")]


def test_firsts_of_months_with_the_month_first_are_asked_about_once(tmp_path):
    firsts = [f"{month:02}/01/{year}" for year in (2000, 2001) for month in range(1, 13)]
    rows = "".join(f"{n};C1;;M1;metano;{a};{b};100;kWh;N\n" for n, (a, b) in enumerate(pairwise(firsts)))
    _, faults = read(tmp_path, LETTURE + rows, "letture")
    assert [fault.code for fault in faults if fault.code == "month_first"] == ["month_first"] * 2


def test_two_energies_must_agree(tmp_path):
    text = "reading_id,complex_id,carrier,start_date,end_date,energy_kwh,quantity,unit\n"
    rows = "1,C1,gas,2023-01-01,2023-02-01,1069,100,Smc\n2,C1,gas,2023-02-01,2023-03-01,2000.5,100,Smc\n"
    frame, faults = read(tmp_path, text + rows, Part("readings"))
    [fault] = [fault for fault in faults if fault.code == "two_energies"]
    assert fault.row == 3 and "2000,5" in fault.sentence("it") and "1069" in fault.sentence("it")
    assert frame["energy_kwh"].isna().tolist() == [False, True]


def test_each_unit_has_a_source_and_a_date():
    assert all(unit.source and unit.date and unit.kwh > 0 for unit in UNITS.values())


MM = "COMPLESSO;CODICE_IMPIANTO;TIPO_CARBURANTE;MWH1;E1;MWH2;E2;MWH3;E3;RETTIFICA;CONDUZIONE;MWH4;E4;MWH5;MWH6\n"


def test_mm_s_heating_sheet_gives_a_reading_per_period(tmp_path):
    rows = "0012;A1;METANO;10,5;900;12;1000;14;1200;-50;300;13;1100;9;4\n0013;B7;TELERISCALDAMENTO;;;20;;;;;;x;;;\n"
    frame, faults = read(tmp_path, MM + rows, "mm_riscaldamento")
    assert [(fault.code, fault.row, fault.column) for fault in faults if fault.code == "not_a_number"] == [
        ("not_a_number", 3, "MWH4")
    ]
    first = frame[frame["complex_id"] == "0012"].sort_values("start_date")
    assert first["energy_kwh"].tolist() == [10_500, 12_000, 14_000, 13_000, 9_000, 4_000]
    assert first["start_date"].iloc[0] == pd.Timestamp("2023-10-15")
    assert (first["start_date"].iloc[1:].to_numpy() == first["end_date"].iloc[:-1].to_numpy()).all()
    assert frame["reading_id"].is_unique and frame.index.is_unique
    assert first["reading_id"].iloc[0] == "0012-A1-MWH1-2023-10-15"
    assert set(frame["carrier"]) == {"gas", "district_heat"}


@needs_real_data
@pytest.mark.real_data
def test_mm_s_sheet_has_the_columns_of_the_city_s_dictionary():
    dictionary = pd.read_csv(REAL / "dictionaries/dizionario_sepaweb_erp.csv")
    columns = set(dictionary.loc[dictionary["tabella"] == "IMPORT_RISCALDAMENTO", "colonna"])
    part = read_mapping("mm_riscaldamento").part("readings")
    assert {*part.columns.values(), *part.periods, *part.ignored} == columns


def test_periods_of_a_mapping_are_two_dates():
    text = '[readings]\n[readings.periods]\nMWH1 = "ottobre"\n'
    with pytest.raises(BadMapping) as error:
        as_mapping(text)
    assert [fault.code for fault in error.value.faults] == ["bad_period"]
    mapping = read_mapping("mm_riscaldamento")
    assert as_mapping(write_mapping(mapping)) == mapping


def test_hours_are_gathered_into_days_and_readings_end_at_the_next(tmp_path):
    hours = pd.date_range("2020-01-01T06:00", periods=72, freq="h", tz="UTC")
    rows = "".join(f"{hour.tz_convert('Etc/GMT+6').isoformat()},1\n" for hour in hours)
    end = "2020-01-04T00:00:00-06:00,nan\n"
    frame, _ = read(tmp_path, "start,value\n" + rows + end, "eemeter")
    assert frame["start_date"].dt.strftime("%Y-%m-%d").tolist() == ["2020-01-01", "2020-01-02", "2020-01-03"]
    assert frame["energy_kwh"].tolist() == pytest.approx([24 * 29.3071] * 3)
    weather, _ = read(tmp_path, "dt,tempF\n" + rows.replace(",1\n", ",50\n"), "eemeter", "weather")
    assert weather["temperature_c"].tolist() == pytest.approx([10.0] * 3)


def test_summer_time_shifts_no_day(tmp_path):
    rows = "2016-03-12T00:00:00-06:00,1\n2016-03-14T01:00:00-05:00,2\n2016-03-15T00:00:00-05:00,3\n"
    frame, _ = read(tmp_path, "start,value\n" + rows, "eemeter")
    assert frame["start_date"].dt.day.tolist() == [12, 14]
    assert frame["end_date"].dt.day.tolist() == [14, 15]


def test_a_missing_value_of_the_sample_is_told(tmp_path):
    rows = "2016-01-01T00:00:00-06:00,5\n2016-02-01T00:00:00-06:00,nan\n2016-03-01T00:00:00-06:00,6\n"
    frame, faults = read(tmp_path, "start,value\n" + rows, "eemeter")
    assert [(fault.code, fault.row) for fault in faults] == [("no_energy", 3)]
    assert len(frame) == 2


def test_gzip_is_opened_and_bombs_are_not(tmp_path):
    with gzip.open(tmp_path / "a.csv.gz", "wt") as file:
        file.write("station_id,date,temperature_c\nS,2020-01-01,4.5\n")
    _, frame, faults = read_table_file(tmp_path / "a.csv.gz", Part("weather"))
    assert faults == [] and frame["temperature_c"].item() == 4.5
    with gzip.open(tmp_path / "b.csv.gz", "wb") as file:
        for _ in range(12):
            file.write(bytes(1_000_000))
    with pytest.raises(Refused) as error:
        read_table_file(tmp_path / "b.csv.gz", Part("weather"))
    assert error.value.faults[0].code == "zip_bomb"


def epw(years):
    head = ["LOCATION,Milano Linate,LOM,ITA,IWEC,160800,45.43,9.28,1.0,103.0"] + ["x"] * 7
    days = pd.date_range("2001-01-01", periods=365)
    lines = [
        f"{years[day.month % len(years)]},{day.month},{day.day},{hour},60,flags,{day.month + hour / 24}"
        for day in days
        for hour in range(1, 25)
    ]
    return "\n".join(head + lines) + "\n"


@pytest.mark.parametrize(("years", "dated"), [([1995, 1988], NOMINAL_YEAR), ([2021], 2021)])
def test_epw_files_are_read_as_daily_means(tmp_path, years, dated):
    frame, faults = read(tmp_path, epw(years), "letture", "weather", "linate.epw")
    assert faults == []
    assert len(frame) == 365
    assert set(frame["date"].dt.year) == {dated}
    assert set(frame["station_id"]) == {"160800"}
    assert frame["temperature_c"].iloc[0] == pytest.approx(1 + 12.5 / 24, abs=0.001)


def test_what_is_no_epw_file_is_refused(tmp_path):
    with pytest.raises(Refused) as error:
        read(tmp_path, "a,b\n1,2\n", "letture", "weather", "a.epw")
    assert error.value.faults[0].code == "not_epw"


def test_typical_years_of_pvgis_and_tmy3_are_known_by_their_header(tmp_path):
    hours = [f"{2007 + month % 3}{month:02d}{day:02d}:{hour:02d}00" for month in (1, 2) for day in (1, 2)
             for hour in range(24)]  # fmt: skip
    text = "Latitude (decimal degrees): 45.4\n\ntime(UTC),T2m,RH\n" + "".join(f"{hour},4.0,80\n" for hour in hours)
    frame, faults = read(tmp_path, text + "\nT2m: 2-m air temperature\n", "letture", "weather")
    assert faults == []
    assert frame["date"].dt.strftime("%Y-%m-%d").tolist() == ["2001-01-01", "2001-01-02", "2001-02-01", "2001-02-02"]
    rows = "".join(f"01/0{day}/1990,{hour:02d}:00,7.5\n" for day in (1, 2) for hour in range(1, 25))
    text = "725300,CHICAGO,IL\nDate (MM/DD/YYYY),Time (HH:MM),Dry-bulb (C)\n" + rows
    frame, faults = read(tmp_path, text, "letture", "weather")
    assert faults == []
    assert frame["temperature_c"].tolist() == [7.5, 7.5]
    assert set(frame["station_id"]) == {"725300"}


@needs_real_data
@pytest.mark.real_data
def test_the_real_weather_files_are_read():
    station = read_mapping("letture").part("weather")
    _, daily, faults = read_table_file(REAL / "weather/nasa_sse_cella_45-46N_9-10E_giornaliero_1983_2005.csv", station)
    assert faults == [] and len(daily) == 8030
    typical = Part("weather", {"date": "giorno", "temperature_c": "tmedia_c"}, constants={"station_id": "linate"})
    _, year, faults = read_table_file(REAL / "weather/milano_linate_tmy2_giornaliero.csv", typical)
    assert faults == [] and len(year) == 365
    assert year["temperature_c"].mean() == pytest.approx(11.7, abs=0.05)
    assert set(year["date"].dt.year) == {NOMINAL_YEAR}


def last_day_mapping():
    return as_mapping('[readings]\nend_from = "last_day"\n').part("readings")


@pytest.mark.parametrize("end, read_as", [("2024-02-29", "2024-03-01"), ("31/12/2023", "2024-01-01"), ("?", None)])
def test_an_end_that_is_the_last_day_covered_becomes_the_first_day_after(tmp_path, end, read_as):
    text = "reading_id,complex_id,carrier,start_date,end_date,energy_kwh\n1,C1,gas,2023-12-01," + end + ",5\n"
    frame, faults = read(tmp_path, text, last_day_mapping())
    assert [fault.code for fault in faults] == ([] if read_as else ["not_a_date"])
    assert frame["end_date"].dt.strftime("%Y-%m-%d").fillna("").tolist() == [read_as or ""]


@pytest.mark.parametrize("between, told", [(0, []), (1, ["end_is_last_day"]), (2, [])])
def test_ends_a_day_before_the_next_start_are_told(tmp_path, between, told):
    starts = pd.date_range("2023-01-01", periods=9, freq="MS")
    text = bills_of(starts[:-1], starts[1:] - pd.Timedelta(days=between))
    frame, faults = read(tmp_path, text, Part("readings"))
    assert [fault.code for fault in faults] == told
    # the last one has none after it
    assert (frame["end_date"].iloc[:-1] == starts[1:-1] - pd.Timedelta(days=between if between == 2 else 0)).all()
    _, faults = read(tmp_path, text, last_day_mapping())
    assert "end_is_last_day" not in [fault.code for fault in faults] or between == 2


NEXT_START = as_mapping('[readings]\nend_from = "next_start"\n').part("readings")


@pytest.mark.parametrize("order", [["meter_id", "start_date"], ["start_date", "meter_id"]])
def test_a_reading_ends_where_the_next_of_its_own_meter_begins_however_rows_are_sorted(tmp_path, order):
    starts = pd.date_range("2023-01-01", periods=4, freq="MS").strftime("%Y-%m-%d")
    told = [(meter, start) for meter in ("M1", "M2", "M3") for start in starts]
    rows = pd.DataFrame(told, columns=["meter_id", "start_date"]).assign(complex_id="C1", carrier="gas", energy_kwh=5)
    frame, faults = read(tmp_path, rows.sort_values(order).to_csv(index=False), NEXT_START)
    assert faults == [] and frame.groupby("meter_id").size().tolist() == [3, 3, 3]
    assert (frame["end_date"] == frame["start_date"] + pd.offsets.MonthBegin()).all()


def test_hours_gathered_into_a_day_end_with_it_also_before_a_day_that_is_missing(tmp_path):
    hours = pd.date_range("2023-01-01", periods=24 * 6, freq="h")
    kept = hours[(hours.day != 4) & ((hours.day < 6) | (hours.hour < 3))]
    text = "complex_id,carrier,start_date,energy_kwh\n" + "".join(f"C1,gas,{each:%Y-%m-%dT%H:%M},1\n" for each in kept)
    frame, faults = read(tmp_path, text, NEXT_START)
    assert faults == [] and frame["start_date"].dt.day.tolist() == [1, 2, 3, 5]
    assert (frame["end_date"] - frame["start_date"]).dt.days.eq(1).all() and frame["energy_kwh"].eq(24).all()


def bills_of(starts, ends, meters=("M1",)):
    head = "reading_id,complex_id,meter_id,carrier,start_date,end_date,energy_kwh"
    rows = [
        f"{meter}{n},C1,{meter},gas,{a:%Y-%m-%d},{b:%Y-%m-%d},{n + 1}"
        for meter in meters
        for n, (a, b) in enumerate(zip(starts, ends, strict=True))
    ]
    return "\n".join([head, *rows]) + "\n"


@pytest.mark.parametrize(("early", "moved"), [(4, 0), (5, 5), (12, 12)])
def test_a_supplier_that_tells_the_last_day_since_a_while_has_its_own_ends_put_right(tmp_path, early, moved):
    starts = pd.date_range("2023-01-01", periods=25, freq="MS")
    days = np.where(np.arange(24) >= 23 - early, 1, 0)
    days[-1] = 0
    ends = starts[1:] - pd.to_timedelta(days, unit="D")
    frame, faults = read(tmp_path, bills_of(starts[:-1], ends), Part("readings"))
    assert [fault.values["count"] for fault in faults] == [str(moved)] * bool(moved)
    assert (frame["end_date"] != ends).sum() == moved and (not moved or (frame["end_date"] == starts[1:]).all())


def test_days_that_are_missing_one_by_one_are_not_taken_for_read(tmp_path):
    starts = pd.date_range("2023-01-01", periods=40, freq="D")[np.arange(40) % 4 != 3]
    frame, faults = read(tmp_path, bills_of(starts, starts + pd.Timedelta(days=1)), Part("readings"))
    assert faults == [] and (frame["end_date"] - frame["start_date"]).dt.days.eq(1).all()


def test_estimates_and_reversals_of_the_same_days_are_put_right_with_their_bill_and_other_meters_stay(tmp_path):
    starts = pd.date_range("2023-01-01", periods=9, freq="MS")
    ends = starts[1:] - pd.Timedelta(days=1)
    twice = bills_of(starts[:-1].repeat(2), ends.repeat(2))
    other = bills_of(starts[:-1], starts[1:], ("M2",)).split("\n", 1)[1]
    frame, faults = read(tmp_path, twice + other, Part("readings"))
    assert [fault.values["count"] for fault in faults] == ["14"]
    assert (
        frame["end_date"].tolist()[:14] == list(starts[1:-1].repeat(2)) and (frame["end_date"][16:] == starts[1:]).all()
    )


def test_days_without_half_of_their_hours_are_one_finding(tmp_path):
    hours = {1: 24, 2: 12, 3: 13, 4: 3, 5: 24, 6: 2}
    rows = [f"2024-01-{day:02d}T{hour:02d}:00,{day}.0" for day, count in hours.items() for hour in range(count)]
    text = "\n".join(["date,temperature_c", *rows]) + "\n"
    part = Part("weather", {"date": "date", "temperature_c": "temperature_c"}, constants={"station_id": "linate"})
    frame, faults = read(tmp_path, text, part, "weather")
    assert frame["date"].dt.day.tolist() == [1, 3, 5]
    assert [(fault.code, fault.values["count"], fault.found) for fault in faults] == [
        ("incomplete_days", "2", "2024-01-02, 2024-01-04")
    ]

"""The savings command: one meter, two files, a verdict with its interval, and every reading that was not used."""

import json

import numpy as np
import pandas as pd
import pytest

from reports.__main__ import main
from tests.indicators.savings.buildings import daily_use, make_weather, monthly
from tests.places import REAL

METERS = REAL / "meters"
needs_meters = pytest.mark.skipif(not METERS.is_dir(), reason=f"eemeter's samples are not in {METERS}")
HEADER = "lettura;complesso;edificio;contatore;vettore;inizio;fine;quantita;unita;stimata"


@pytest.fixture
def files(tmp_path):
    """Two years and more of bills with a saving of 30%, one bill doubled, one without quantity."""
    rng = np.random.default_rng(3)
    weather = make_weather(rng)
    use = daily_use(weather, rng, 16.0, noise=0.1)
    use = np.where(np.arange(len(use)) >= 420, 0.7 * use, use)
    bills = monthly(use, rng)
    rows = [
        f"L{number};C1;;M1;metano;{row.start_date:%Y-%m-%d};{row.end_date:%d/%m/%Y};"
        f"{row.energy_kwh / 10.69:.2f};Smc;N".replace(".", ",")
        for number, row in enumerate(bills.itertuples())
    ]
    # a bill given twice, and one whose quantity was lost
    rows = [
        *rows,
        rows[2].replace("L2;", "LX;"),
        ";".join([*rows[-1].split(";")[:7], "", "Smc", "N"]).replace("L", "K"),
    ]
    (tmp_path / "bollette.csv").write_text("\n".join([HEADER, *rows]) + "\n")
    days = [f"{date:%Y-%m-%d},{value:.2f}" for date, value in weather.itertuples(index=False)]
    (tmp_path / "temperature.csv").write_text("\n".join(["data,tmedia_c", *days]) + "\n")
    return tmp_path


def run(folder, *more, works=("2019-02-25", "2019-04-15"), readings="bollette.csv"):
    return main(["savings", "--readings", str(folder / readings), "--weather", str(folder / "temperature.csv"),
                 "--works", *works, "--mapping", "letture", *more])  # fmt: skip


def test_sums_and_notes_below_the_table_belong_to_no_series(files, capsys):
    with (files / "bollette.csv").open("a") as file:
        file.write("Totale;;;;;;;99999;Smc;\nNota;;;;;;;;;\n")
    assert run(files, "--format", "json", "--language", "en") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["verdict"] == "saving"
    aside = {row["reading_id"]: row["reason"] for row in told["set_aside"]}
    assert aside["Totale"] == aside["Nota"] == "incomplete"


def test_json_holds_verdict_savings_model_and_what_was_excluded(files, capsys):
    assert run(files, "--format", "json", "--language", "en") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["verdict"] == "saving"
    assert told["avoided_share"]["low"] <= 0.3 <= told["avoided_share"]["high"]
    assert told["usual_year_share"]["estimate"] == pytest.approx(0.3, abs=0.05)
    assert told["model_before"]["balance_point_c"] == pytest.approx(16, abs=1)
    assert told["baseline"]["readings"] >= 11 and told["baseline"]["days"] >= 329
    reasons = {row["reading_id"]: row["reason"] for row in told["set_aside"]}
    assert reasons["LX"] == "duplicate"
    assert [len(row["by"]) for row in told["set_aside"] if row["reading_id"] == "LX"] == [1]
    assert [row["reason"] for row in told["set_aside"] if row["energy_kwh"] is None] == ["incomplete"]
    assert set(reasons.values()) == {"duplicate", "incomplete", "works", "outside"}
    used = told["baseline"]["readings"] + told["reporting"]["readings"]
    assert used + len(told["set_aside"]) == len((files / "bollette.csv").read_text().splitlines()) - 1
    assert [fault["code"] for fault in told["faults"]] == ["no_energy"]
    assert "less energy" in told["sentences"][0]


def test_text_says_the_same_in_words(files, capsys):
    assert run(files, "--language", "en") == 0
    told = capsys.readouterr().out
    assert told.startswith("At equal weather the building uses")
    for words in ("Before: ", "After: ", "Raw comparison", "Model before: ", "Readings not used as they came: ",
                  "The same reading stands twice"):  # fmt: skip
        assert words in told


def test_many_readings_set_aside_for_one_reason_are_told_in_one_line(files, capsys):
    path = files / "bollette.csv"
    head, *rows = path.read_text().splitlines()
    path.write_text("\n".join([head, *rows, *(f"Z{row}" for row in rows[:20])]) + "\n")
    assert run(files) == 0
    (told,) = (line for line in capsys.readouterr().out.splitlines() if "compare due volte" in line)
    assert told.startswith("- righe 50, 52–71 (21 letture), 2018-01-01 – ")


def test_a_value_that_is_impossible_is_told_and_not_used(files, capsys):
    path = files / "bollette.csv"
    head, *rows = path.read_text().splitlines()
    shares = ["0,9" if number < 14 else "90" for number in range(len(rows))]
    path.write_text("\n".join([f"{head};occupazione", *map(";".join, zip(rows, shares, strict=True))]) + "\n")
    assert run(files) == 0
    told = capsys.readouterr().out
    assert "Alloggi abitati" not in told and "Trovato: 90." in told

    values = ["38,5" if number < 14 else "10,69" for number in range(len(rows))]
    path.write_text("\n".join([f"{head};pcs_mj_smc", *map(";".join, zip(rows, values, strict=True))]) + "\n")
    assert run(files) == 0
    told = capsys.readouterr().out
    assert "Non c’è alcuna lettura buona dopo i lavori." in told and "Trovato: 10,69." in told


def test_too_few_data_are_a_finding_not_an_error(files, capsys):
    assert run(files, "--format", "json", works=("2018-05-01", "2018-06-01")) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["verdict"] == "insufficient"
    assert {lack["code"] for lack in told["lacks"]} == {"baseline_uncovered", "baseline_few"}
    assert told["avoided_share"]["estimate"] is None
    assert told["model_before"] is None


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"readings": "nothing.csv"}, 1),
        ({"works": ("2019-04-15", "2019-02-25")}, 1),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(files, capsys, more, code):
    assert run(files, "--language", "en", **more) == code
    told = capsys.readouterr()
    assert told.out == "" and told.err


def test_several_meters_are_refused(files, capsys):
    path = files / "bollette.csv"
    text = path.read_text()
    path.write_text(text + text.splitlines()[1].replace("L0;C1", "Z0;C2") + "\n")
    assert run(files, "--language", "en") == 1
    assert "C1" in capsys.readouterr().err


def test_a_file_without_any_usable_row_is_refused_with_its_faults(files, capsys):
    (files / "bollette.csv").write_text("a;b\n1;2\n")
    assert run(files, "--language", "en") == 1
    assert "bollette.csv" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--works", "ieri", "oggi"], ["--works", "2019-01-01"], ["--format", "xml"]])
def test_wrong_usage_ends_with_2(files, wrong):
    with pytest.raises(SystemExit) as caught:
        main(["savings", "--readings", "a", "--weather", "b", "--works", "2019-01-01", "2019-02-01", *wrong])
    assert caught.value.code == 2


def test_an_unknown_mapping_is_wrong_usage(files, capsys):
    assert run(files, "--mapping", "nessuna", "--language", "en") == 2
    assert "nessuna" in capsys.readouterr().err


@needs_meters
@pytest.mark.real_data
def test_the_sample_says_both_numbers(capsys):
    arguments = ["savings", "--readings", str(METERS / "il-gas-hdd-only-billing_monthly.csv.gz"), "--weather",
                 str(METERS / "il-tempF.csv.gz"), "--works", "2016-12-26", "2017-01-04", "--mapping", "eemeter",
                 "--language", "en"]  # fmt: skip
    assert main(arguments) == 0
    told = capsys.readouterr().out
    assert "9.1% less energy" in told
    assert "use a day 8.7% higher" in told and "18.5% more" in told


def weather_of(files):
    lines = (files / "temperature.csv").read_text().splitlines()[1:]
    return [(line.split(",")[0], float(line.split(",")[1])) for line in lines]


def put_weather(files, days):
    (files / "temperature.csv").write_text("\n".join(["data,tmedia_c", *(f"{day},{c:.2f}" for day, c in days)]) + "\n")


def test_degrees_fahrenheit_taken_for_celsius_are_refused_with_the_remedy(files, capsys):
    put_weather(files, [(day, 32 + 1.8 * celsius) for day, celsius in weather_of(files)])
    assert run(files, "--language", "en") == 1
    told = capsys.readouterr().err
    assert 'temperature = "F"' in told and "kelvin" in told


def test_weather_of_other_years_is_refused_with_both_spans(files, capsys):
    put_weather(files, [(f"2001{day[4:]}", celsius) for day, celsius in weather_of(files)[:365]])
    assert run(files, "--language", "en") == 1
    told = capsys.readouterr().err
    assert "2001-01-01 – 2001-12-31" in told and "2018-01-01" in told and "typical year" in told


def test_ends_that_are_the_last_day_billed_are_told(files, capsys):
    rows = (files / "bollette.csv").read_text().splitlines()
    dates = [row.split(";")[6] for row in rows[1:]]
    moved = [date and f"{pd.to_datetime(date, format='%d/%m/%Y') - pd.Timedelta(days=1):%d/%m/%Y}" for date in dates]
    moved = [row.replace(f";{date};", f";{day};") for row, date, day in zip(rows[1:], dates, moved, strict=True)]
    (files / "bollette.csv").write_text("\n".join([rows[0], *moved]) + "\n")
    assert run(files, "--format", "json", "--language", "en") == 0
    told = json.loads(capsys.readouterr().out)
    assert "end_is_last_day" in {fault["code"] for fault in told["faults"]}


def test_mm_s_sheet_names_its_readings_and_says_whose_days_they_are(files, capsys):
    head = "COMPLESSO;CODICE_IMPIANTO;TIPO_CARBURANTE;MWH1;MWH2;MWH3;MWH4;MWH5;MWH6"
    (files / "mm.csv").write_text(f"{head}\n0012;A1;METANO;10,5;12;14;13;9;4\n")
    put_weather(files, [(f"{day:%Y-%m-%d}", 5.0) for day in pd.date_range("2023-10-15", "2024-04-15")])
    assert run(files, "--mapping", "mm_riscaldamento", "--language", "en", readings="mm.csv",
               works=("2024-01-20", "2024-02-01")) == 0  # fmt: skip
    told = capsys.readouterr().out
    assert "- 0012-A1-MWH4-2024-01-15, 2024-01-15 – 2024-02-15: It touches the days of the works." in told
    assert "row 0" not in told
    assert "MWH1 2023-10-15/2023-11-15" in told and "to be confirmed" in told


def test_an_epw_file_with_missing_days_costs_those_readings_alone(files, capsys):
    lines = ["LOCATION,Milano,LOM,ITA,X,160800,45,9,1,103"] + ["x"] * 7
    for number, (day, celsius) in enumerate(weather_of(files)):
        year, month, date = (int(part) for part in day.split("-"))
        # twelve days are not there, ten are marked as missing
        if not 300 <= number < 312:
            value = 99.9 if 340 <= number < 350 else celsius
            lines += [f"{year},{month},{date},{hour},60,f,{value}" for hour in range(1, 25)]
    (files / "temperature.epw").write_text("\n".join(lines) + "\n")
    arguments = ["savings", "--readings", str(files / "bollette.csv"), "--weather", str(files / "temperature.epw"),
                 "--works", "2019-02-25", "2019-04-15", "--mapping", "letture", "--format", "json"]  # fmt: skip
    assert main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert {row["reason"] for row in told["set_aside"]} >= {"no_weather"}
    assert told["verdict"] == "insufficient"


@pytest.mark.parametrize("text", ["15/04/2019", "2019-02-30"])
def test_a_works_date_is_told_how_to_be_written(files, capsys, text):
    with pytest.raises(SystemExit) as caught:
        run(files, works=(text, "2019-05-01"))
    assert caught.value.code == 2
    assert f"“{text}” non è un giorno: scrivere anno-mese-giorno" in capsys.readouterr().err


@pytest.mark.parametrize("cell", ["forse", "2", "N?"])
def test_a_reading_whose_cell_cannot_be_read_is_set_aside_and_not_taken_for_true(files, capsys, cell):
    path = files / "bollette.csv"
    lines = path.read_text().splitlines()
    lines[4] = lines[4].removesuffix("N") + cell
    path.write_text("\n".join(lines) + "\n")
    assert run(files, "--format", "json", "--language", "en") == 0
    told = json.loads(capsys.readouterr().out)
    assert [(fault["code"], fault["row"]) for fault in told["faults"] if fault["found"] == cell] == [("not_a_flag", 5)]
    assert {row["row"]: row["reason"] for row in told["set_aside"]}[5] == "incomplete"
    assert not [fault for fault in told["faults"] if fault["row"] == 5 and fault["code"] == "no_energy"]

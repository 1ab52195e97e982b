"""Tables of what was metered, what was renovated and how cold it was."""

from contract.energy_units import UNITS
from contract.schema import Column, Kind, Table

CARRIERS = ("gas", "electricity", "district_heat", "oil")
EPC_CLASSES = ("A4", "A3", "A2", "A1", "B", "C", "D", "E", "F", "G")

READINGS = Table(
    "readings",
    "metered or billed quantities of one carrier between two dates",
    (
        Column("reading_id", Kind.ID, "reading", True),
        Column("complex_id", Kind.ID, "estate", True),
        Column("building_id", Kind.ID, "building of the estate; empty where the estate is metered as a whole"),
        Column("meter_id", Kind.ID, "meter or plant"),
        Column("carrier", Kind.CHOICE, "energy carrier", True, choices=CARRIERS),
        Column("start_date", Kind.DATE, "first day covered", True),
        Column("end_date", Kind.DATE, "first day no longer covered", True),
        Column("energy_kwh", Kind.NUMBER, "energy used; negative where a bill corrects another", unit="kWh"),
        Column("quantity", Kind.NUMBER, "quantity as billed, in its own unit; energy_kwh is worked out from it"),
        Column("unit", Kind.CHOICE, "unit of the quantity", choices=tuple(UNITS)),
        Column("is_estimated", Kind.FLAG, "estimated by the supplier"),
        Column(
            "coefficient_c",
            Kind.NUMBER,
            "standard cubic metres in one of the meter's, for gas billed in m3",
            low=0.5,
            high=20,
        ),
        Column("pcs_mj_smc", Kind.NUMBER, "gross calorific value of the bill", unit="MJ/Smc", low=30, high=48),
        Column(
            "occupied_share",
            Kind.NUMBER,
            "homes lived in during these days, over all homes; to be given both before and after works",
            unit="share",
            low=0,
            high=1,
        ),
    ),
    ("reading_id",),
)

RETROFITS = Table(
    "retrofits",
    "energy renovations",
    (
        Column("retrofit_id", Kind.ID, "renovation", True),
        Column("complex_id", Kind.ID, "estate", True),
        Column("building_id", Kind.ID, "building of the estate; empty where all of them were renovated"),
        Column("measure", Kind.TEXT, "what was done", True),
        Column("start_date", Kind.DATE, "works begin", True),
        Column("end_date", Kind.DATE, "first day after the works; empty while they go on", True, may_be_empty=True),
        Column("cost_eur", Kind.NUMBER, "cost", unit="EUR", low=0),
        Column("funding", Kind.TEXT, "who paid for it"),
        Column("floor_area_m2", Kind.NUMBER, "heated floor area renovated", unit="m²", low=0),
        Column("epc_before", Kind.CHOICE, "energy certificate before", choices=EPC_CLASSES),
        Column("epc_after", Kind.CHOICE, "energy certificate after", choices=EPC_CLASSES),
        Column("theoretical_before_kwh_m2", Kind.NUMBER, "certified need before", unit="kWh/m²/year", low=0),
        Column("theoretical_after_kwh_m2", Kind.NUMBER, "certified need after", unit="kWh/m²/year", low=0),
    ),
    ("retrofit_id",),
)

WEATHER = Table(
    "weather",
    "daily outdoor temperatures",
    (
        Column("station_id", Kind.ID, "weather station", True),
        Column("date", Kind.DATE, "day", True),
        Column("temperature_c", Kind.NUMBER, "mean of the day", True, unit="°C", low=-40, high=50),
    ),
    ("station_id", "date"),
)

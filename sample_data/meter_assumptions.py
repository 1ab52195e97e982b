"""Every number chosen for the invented meters, weather and works: unit, why, from where. Chosen in November 2026."""

METER_YEARS = 5
"""Years of bills of each estate."""
FIRST_DAY = "2019-01-01"
"""First day of the bills."""
MONTHLY_MEANS_C = (1.6, 3.2, 7.2, 10.5, 15.6, 19.2, 22.3, 21.7, 18.1, 12.3, 6.0, 2.2)
"""Mean temperatures of the months, Linate (TMY2)."""
WARMING_C = 1.5
"""Added to them: that typical year is old; Milan Centro had 14.9 °C in 1991–2020 (OMD), Linate's typical year 11.7."""
SPELL_MEMORY, SPELL_C = 0.75, 1.6
"""Share of one day's anomaly that stays the next day, and what is added daily, °C; judged on the daily series."""
YEARLY_C = 0.8
"""Spread of the yearly means, °C: seasons then differ by some 6% in degree days, as 1983–2005 did (NASA SSE)."""

RETROFIT_COUNT = 15
"""Estates renovated."""
WORKS_FIRST_DAYS = ((480, 900), (1096, 1240))
"""Days from FIRST_DAY between which works begin, by turns: in 2020 and 2021, before the editions tell of poverty; early
in 2022, with an edition before them and one after. More than a year of bills before, and after."""
WORKS_DAYS = (60, 180)
"""Days that works last, least and most."""
TECHNICAL_EFFECT = (0.20, 0.50)
"""Share of heat that the works would save at the same indoor temperature; "Oil free" promised 50% (MM, 2020)."""
COMFORT_TAKEN = (0.0, 0.4)
"""Share of that saving taken as warmth: rebound in poorly heated homes is often put at 10–40%; chosen."""
MEASURES = ("isolamento a cappotto", "serramenti", "valvole termostatiche", "nuova centrale termica")
"""What was done."""
FUNDING = ("Superbonus", "PNRR", "bilancio comunale")
"""Who paid."""
COST_EUR_PER_HOUSEHOLD = (4_000, 30_000)
"""Cost of the works; ALER: 450 M€ for 10,250 dwellings, about 44,000 each, all measures together (altreconomia.it)."""

HEAT_KWH_PER_HOUSEHOLD = (8_000, 15_000)
"""Yearly heat of a household before works; certificates say 216 kWh/m² on 70 m² (immobiliare.it), less is used."""
COMMON_KWH_PER_HOUSEHOLD = (150, 350)
"""Yearly electricity of stairs and lifts per household; chosen."""
BASE_SHARE = (0.0, 0.3)
"""Share of a plant's yearly use that weather does not move: hot water, losses; chosen."""
BALANCE_C = (14.0, 18.0)
"""Outdoor temperature at which heating begins; chosen."""
DAILY_NOISE, NOISE_MEMORY = 0.15, 0.5
"""Chance in a day's use ÷ its mean, and the share of it that stays the next day; chosen."""
FLOOR_AREA_M2 = 65.0
"""Heated area of a dwelling; ISTAT 2011 gives 84 m² in the city, public housing is smaller; chosen."""
CLASS_EDGES_KWH_M2 = {"A1": 60, "B": 90, "C": 120, "D": 150, "E": 180, "F": 220}
"""Certified need up to which an energy class is given, G beyond; chosen: true classes compare with a building alike."""
PREBOUND = (0.1, 0.4)
"""Share by which people use less than the certificate says (Sunikka-Blank and Galvin, 2012: 30% on average)."""

FAULTS = {"stopped": 4, "spike": 4, "correction": 4, "estimated": 6, "gap": 6, "overlap": 3, "meter": 5, "double": 3}
"""Faulty readings put in, by kind; chosen so that every kind is there and most estates are clean."""
STARVED = 2
"""Renovated estates whose bills end soon after the works: no verdict can be given."""

CASE_WORKS = ("2021-05-15", "2021-09-01")
"""First day of the works of the cases, and first day after them: two years of bills on each side."""
CASE_GOING_ON = ("2023-04-01", "")
"""First day of works that go on."""
CASE_SAVED = 0.2
"""Share of use that those works save."""
CASE_YEARLY_KWH = 400_000
"""Yearly use of one building of a case: some forty homes."""
CASE_BALANCE_C, CASE_COOLING_C, CASE_COOLING_SHARE = 16.0, 20.0, 0.5
"""Its balance points of heating and of cooling, and cooling over heating in a year where it cools; chosen."""
CASE_BASE_SHARE, CASE_NOISE = 0.3, 0.1
"""Share of its use that weather does not move, and chance in a day's use; chosen."""
CASE_PANELS_KWH = (1400, 1900, 2900, 3200, 3600, 3700, 3900, 3600, 2900, 2000, 1300, 1200)
"""What panels of 25 kW on a roof in Milan give in each month; order of magnitude of the European Commission's PVGIS."""
CASE_COST_EUR = 500_000.0
"""Cost of its works; chosen."""
CASE_FILLED = ("2019-07-29", "2019-08-05")
"""Days for which the station repeats one temperature, in a summer of the first baselines alone."""

"""The small city with a small file of every other table, in the contract's own names."""

from tests.data_access.small_city import YEAR, SmallCity, section_ids

FILES = {
    "complexes": (
        "complex_id,name,manager,lon,lat,section_id,dwellings,households,vulnerable_households\n"
        f"A,Via Prova 1,MM,9.1545,45.4608,{section_ids()[0]},60,52,12\n"
        f"B,Via Prova 2,ALER,9.1570,45.4608,{section_ids()[1]},40,,\n"
    ),
    "readings": (
        "reading_id,complex_id,carrier,start_date,end_date,energy_kwh\n"
        "1,A,gas,2021-01-01,2021-02-01,1000\n2,B,gas,2021-01-01,2021-02-01,900\n"
    ),
    "retrofits": "retrofit_id,complex_id,measure,start_date,end_date\n1,A,cappotto,2021-05-01,2021-09-01\n",
    "weather": "station_id,date,temperature_c\nlinate,2021-01-01,3.5\nlinate,2021-01-02,4.5\n",
    "venues": "venue_id,name,lon,lat\nbib,Biblioteca,9.1550,45.4610\n",
    "streets": ("street_id,from_node,to_node,from_lon,from_lat,to_lon,to_lat\n1,a,b,9.1545,45.4608,9.1550,45.4610\n"),
    "contributions": "contribution_id,name,level\nbonus,Bonus sociale,state\n",
    "heat_risk": "nil_id,heat_risk\n1,0.3\n2,0.6\n",
    "city_heat": (
        "spend_year,homes,mean_log_ratio,spread_log_ratio,correlation,left_out_error,other_missing\n"
        f"{YEAR},1000,0.5,0.3,0.1,0.05,0.2\n"
    ),
}


def rich_city(folder):
    """A `SmallCity` in `folder` whose `more` holds a file of each table."""
    city = SmallCity(folder)
    for table, text in FILES.items():
        city.more[table] = folder / f"{table}.csv"
        city.more[table].write_text(text, encoding="utf-8")
    for table in FILES:
        city.mapping.parts.pop(table, None)
    return city


def of_year(city, year):
    """The same city a year that is not its own: only the extract changes."""
    city.extract["ANNO_SPESA"], city.extract["ANNO_REDDITO"] = year, year - 2
    city.write()
    return city

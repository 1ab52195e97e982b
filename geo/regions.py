"""Where the regions of Italy lie: enough to see that a city was drawn in the wrong place."""

REGIONS = {
    "Piemonte": (6.6, 44.0, 9.3, 46.5),
    "Valle d'Aosta": (6.8, 45.4, 8.0, 46.0),
    "Lombardia": (8.4, 44.6, 11.5, 46.7),
    "Trentino-Alto Adige": (10.3, 45.6, 12.5, 47.1),
    "Veneto": (10.6, 44.7, 13.2, 46.7),
    "Friuli Venezia Giulia": (12.3, 45.5, 14.0, 46.7),
    "Liguria": (7.4, 43.7, 10.1, 44.7),
    "Emilia-Romagna": (9.1, 43.7, 12.8, 45.2),
    "Toscana": (9.6, 42.2, 12.4, 44.5),
    "Umbria": (11.8, 42.3, 13.3, 43.7),
    "Marche": (12.1, 42.6, 14.0, 44.0),
    "Lazio": (11.4, 40.7, 14.1, 42.9),
    "Abruzzo": (13.0, 41.6, 14.8, 42.9),
    "Molise": (13.9, 41.3, 15.2, 42.1),
    "Campania": (13.7, 39.9, 15.9, 41.6),
    "Puglia": (14.9, 39.7, 18.6, 42.3),
    "Basilicata": (15.3, 39.8, 16.9, 41.2),
    "Calabria": (15.6, 37.9, 17.3, 40.2),
    "Sicilia": (11.9, 35.4, 15.7, 38.9),
    "Sardegna": (8.1, 38.8, 9.9, 41.4),
}
"""West, south, east, north of each region, degrees, to a tenth."""

_PROVINCES = {
    "Piemonte": (*range(1, 7), 96, 103),
    "Valle d'Aosta": (7,),
    "Liguria": range(8, 12),
    "Lombardia": (*range(12, 21), 97, 98, 108),
    "Trentino-Alto Adige": (21, 22),
    "Veneto": range(23, 30),
    "Friuli Venezia Giulia": (30, 31, 32, 93),
    "Emilia-Romagna": (*range(33, 41), 99),
    "Marche": (*range(41, 45), 109),
    "Toscana": (*range(45, 54), 100),
    "Umbria": (54, 55),
    "Lazio": range(56, 61),
    "Campania": range(61, 66),
    "Abruzzo": range(66, 70),
    "Molise": (70, 94),
    "Puglia": (*range(71, 76), 110),
    "Basilicata": (76, 77),
    "Calabria": (78, 79, 80, 101, 102),
    "Sicilia": range(81, 90),
    "Sardegna": (90, 91, 92, 95, *range(104, 108), *range(111, 120)),
}


def region_of(municipality: str) -> str | None:
    """The region of a municipality by its PRO_COM code of six digits, whose first three are ISTAT's province; or None.

    >>> region_of("015146"), region_of("063049"), region_of("999999")
    ('Lombardia', 'Campania', None)
    """
    province = int(municipality[:3]) if municipality[:3].isdigit() else 0
    return next((region for region, provinces in _PROVINCES.items() if province in provinces), None)

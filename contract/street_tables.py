"""The street network along which people walk to a desk: one row per stretch between two crossings."""

from contract.schema import Column, Kind, Table


def _degrees(name: str, meaning: str, most: int) -> Column:
    return Column(name, Kind.NUMBER, meaning, True, unit="degrees", low=-most, high=most)


STREETS = Table(
    "streets",
    "stretches of street that can be walked, both ways",
    (
        Column("street_id", Kind.ID, "stretch", True),
        Column("from_node", Kind.ID, "crossing at one end", True),
        Column("to_node", Kind.ID, "crossing at the other end", True),
        _degrees("from_lon", "longitude of the one end, EPSG:4326", 180),
        _degrees("from_lat", "latitude of the one end, EPSG:4326", 90),
        _degrees("to_lon", "longitude of the other end, EPSG:4326", 180),
        _degrees("to_lat", "latitude of the other end, EPSG:4326", 90),
        Column(
            "length_m", Kind.NUMBER, "length; the straight line where it is not given", unit="m", low=0, high=20_000
        ),
    ),
    ("street_id",),
)

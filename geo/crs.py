"""The two reference systems: where things are measured and where they are drawn."""

MEASURED = "EPSG:32632"
"""UTM 32 North, metres: every area, length and distance."""

DRAWN = "EPSG:4326"
"""Longitude and latitude, degrees: what the map is given."""

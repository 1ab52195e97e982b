"""Writing GeoPackages of several layers."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pyogrio


def geopackage_bytes(layers: Mapping[str, gpd.GeoDataFrame], geometry_type: str = "Point") -> bytes:
    """Return a GeoPackage with one layer per frame, by name; features without a geometry are kept without one.

    `geometry_type`: that of every layer; "MultiPolygon" makes of each polygon one of a single part.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layers.gpkg"
        for name, frame in layers.items():
            pyogrio.write_dataframe(
                frame,
                path,
                layer=name,
                driver="GPKG",
                geometry_type=geometry_type,
                promote_to_multi=geometry_type.startswith("Multi"),
                append=path.exists(),
            )
        return path.read_bytes()

"""What both map peers load: the edition's sections at full detail, every published count beside them."""

import os
from pathlib import Path

import geopandas as gpd
import pandas as pd
import streamlit as st

SHARES = {
    "Households above 10%": ("above_10", "both_known"),
    "Renters": ("renters", "households"),
    "Alone and over 75": ("alone_75_plus", "households"),
    "Energy bonus": ("bonus_recipients", "households"),
    "In arrears": ("in_arrears", "households"),
    "Households above 5%": ("above_05", "both_known"),
    "Households above 15%": ("above_15", "both_known"),
}
COLOURS = ((253, 231, 37), (94, 201, 98), (33, 145, 140), (59, 82, 139), (68, 1, 84))
NO_DATA = (219, 223, 228)


@st.cache_data
def load() -> gpd.GeoDataFrame:
    """Sections in degrees, joined with their counts, one column per indicator."""
    folder = newest(Path(os.environ["OBSERVATORY_DATA"]))
    sections = gpd.read_parquet(folder / "sections.parquet").to_crs(4326).dropna(subset="geometry")
    frame = sections.merge(pd.read_parquet(folder / "households.parquet"), on="section_id", how="left")
    for label, (part, whole) in SHARES.items():
        frame[label] = (frame[part] / frame[whole].where(frame[whole] > 0)).astype(float)
    return frame


def newest(root: Path) -> Path:
    """Folder of the newest edition."""
    return max(folder for folder in root.iterdir() if (folder / "manifest.json").is_file())


def fill_colours(values: pd.Series) -> list[list[int]]:
    """A colour per value: five classes with as many sections each; grey where there is none."""
    classes = pd.qcut(values.rank(method="first"), len(COLOURS), labels=False)
    return [list(NO_DATA) if pd.isna(place) else list(COLOURS[int(place)]) for place in classes]

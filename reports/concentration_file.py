"""Hot spots as a file: one row per area, with what each column holds in its name."""

import pandas as pd

from reports.downloads import csv_of


def hot_spots_csv(areas: pd.DataFrame, names: pd.Series, level: str, indicator_id: str, language: str) -> bytes:
    """`hot_spots.COLUMNS` and `level` of every area as CSV that the language's spreadsheets open as it is.

    The level (0–1) is blank where the area is not judged: it would only repeat that of the city.
    """
    frame = pd.DataFrame(
        {
            "indicator_id": indicator_id,
            "level": level,
            "area_id": areas.index.astype("str"),
            "area_name": names.reindex(areas.index).to_numpy(),
            "smoothed": areas["level"].where(areas["kind"] != "left_out").to_numpy(),
            "gi_star": areas["gi_star"].to_numpy(),
            "local_moran": areas["moran"].to_numpy(),
            "chance": areas["chance"].to_numpy(),
            "kind": areas["kind"].to_numpy(),
        }
    )
    return csv_of(frame, language)

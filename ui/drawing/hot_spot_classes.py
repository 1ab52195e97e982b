"""Hot spots as classes of the map, words and texts of the tooltip. Nothing here knows Streamlit."""

import numpy as np
import pandas as pd

from contract.translations import mark, translate
from reports.maps.classes import Classes, Entry
from reports.maps.palette import RGB, SPECIAL_COLOURS
from ui.words.formats import ABSENT, quantities

KIND_NAMES = {
    "hot": mark("concentration: high, and high all around"),
    "high_among_low": mark("high among low"),
    "low_among_high": mark("low among high"),
    "cold": mark("low, and low all around"),
    "": mark("no more than chance could do"),
    "left_out": mark("not judged"),
}
"""What each kind of `hot_spots` is called."""

_COLOURS: dict[str, RGB] = {
    "hot": (179, 88, 6),
    "high_among_low": (253, 184, 99),
    "low_among_high": (143, 133, 196),
    "cold": (84, 39, 136),
    "": (240, 238, 232),
    "left_out": SPECIAL_COLOURS["base"],
}
"""After PuOr of ColorBrewer, safe for colour-blind readers and apart in grey; words stand in legend, tooltip, table."""


def hot_spot_classes(kinds: pd.Series, language: str) -> Classes:
    """Each area of `kinds` in the class of its kind; the legend counts every one, those with no area too."""
    order = list(KIND_NAMES)
    codes = kinds.map({kind: place for place, kind in enumerate(order)}).to_numpy(dtype=int)
    labels = [translate(KIND_NAMES[kind], language) for kind in order]
    counts = np.bincount(codes, minlength=len(order))
    legend = [
        Entry(_COLOURS[kind], label, int(count)) for kind, label, count in zip(order, labels, counts, strict=True)
    ]
    return Classes(
        codes="".join(map(str, codes)),
        colours=tuple(_COLOURS.values()),
        legend=tuple(legend),
        labels=pd.Series(np.array(labels, dtype=object)[codes], index=kinds.index),
    )


def hot_spot_texts(areas: pd.DataFrame, labels: pd.Series, language: str) -> list[str]:
    """What the tooltip says of each area of `areas` (`kind` and `level`): its smoothed level and its class."""
    levels = quantities(areas["level"].where(areas["kind"] != "left_out"), "share", language)
    smoothed = translate(mark("{value} smoothed"), language)
    return [
        label if level == ABSENT else f"{smoothed.format(value=level)}\n{label}"
        for level, label in zip(levels, labels, strict=True)
    ]

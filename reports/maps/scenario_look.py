"""How measured figures, nowcasts and scenarios are told apart: words, hue, pattern. Nothing here knows Streamlit."""

from contract.translations import mark
from indicators.basis.scenario_parameters import Kind
from reports.maps.palette import RGB, SEQUENTIAL

KIND_NAMES: dict[Kind, str] = {
    "realised": mark("Measured"),
    "nowcast": mark("Nowcast"),
    "scenario": mark("Scenario"),
}
KIND_MEANINGS: dict[Kind, str] = {
    "realised": mark("what the edition counted"),
    "nowcast": mark("the counts of the edition at the latest known prices: an estimate of today, not a measure"),
    "scenario": mark("what would happen, not what is happening"),
}

_NOWCAST: tuple[RGB, ...] = (
    (218, 218, 235),
    (188, 189, 220),
    (148, 144, 195),
    (106, 81, 163),
    (74, 20, 134),
)
_SCENARIO: tuple[RGB, ...] = (
    (253, 208, 162),
    (253, 174, 107),
    (248, 125, 40),
    (217, 72, 1),
    (127, 39, 4),
)


def _by_number(five: tuple[RGB, ...]) -> dict[int, tuple[RGB, ...]]:
    """Colours for three, four and five classes, out of `five`."""
    return {3: (five[0], five[2], five[4]), 4: (five[0], *five[2:]), 5: five}


PALETTES: dict[Kind, dict[int, tuple[RGB, ...]]] = {
    "realised": SEQUENTIAL,
    "nowcast": _by_number(_NOWCAST),
    "scenario": _by_number(_SCENARIO),
}
"""Colours from light to dark: green to violet is what was measured; purples and oranges never are (ColorBrewer)."""

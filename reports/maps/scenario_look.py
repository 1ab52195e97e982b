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
PALETTES: dict[Kind, dict[int, tuple[RGB, ...]]] = {
    "realised": SEQUENTIAL,
    "nowcast": {5: _NOWCAST},
    "scenario": {5: _SCENARIO},
}
"""Colours from light to dark: viridis is what was measured; purples and oranges never are (ColorBrewer)."""

STEPS = (0.05, 0.10, 0.20, 0.40, 1.0)
"""Upper ends of the classes of every scenario map: fixed, so that a move of a slider shows as a change of colour."""

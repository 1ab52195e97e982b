"""Colours of the maps, on the pages and in the files alike."""

RGB = tuple[int, int, int]

ZERO, BASE, HELD, SOURCE, MISSING = "zero", "base", "held", "source", "missing"
SPECIAL = (ZERO, BASE, HELD, SOURCE, MISSING)
"""Classes beside the numbered ones: none at all; under the least base of households; withheld for another reason of
privacy; withheld by the source; no data."""

MOST_CLASSES = 9
"""Classes that figures are put into, special ones too: each area's is one digit, and one is left for areas that are
marked over their class."""

SPECIAL_COLOURS: dict[str, RGB] = {
    ZERO: (255, 255, 255),
    BASE: (150, 158, 168),
    HELD: (251, 243, 214),
    SOURCE: (201, 190, 214),
    MISSING: (219, 223, 228),
}
HATCHED = frozenset({SPECIAL_COLOURS[BASE]})
"""Colours that pictures draw as stripes: told apart in grey print too."""

UNSURE: RGB = (235, 229, 218)
"""Colour of areas whose difference from the city chance could explain."""

SELECTED: RGB = (213, 94, 0)
COMPLEX: RGB = (213, 94, 0)
BORDER: RGB = (70, 80, 92)

SEQUENTIAL: dict[int, tuple[RGB, ...]] = {
    3: ((253, 231, 37), (33, 145, 140), (68, 1, 84)),
    4: ((253, 231, 37), (53, 183, 121), (49, 104, 142), (68, 1, 84)),
    5: ((253, 231, 37), (94, 201, 98), (33, 145, 140), (59, 82, 139), (68, 1, 84)),
    6: ((253, 231, 37), (122, 209, 81), (34, 168, 132), (42, 120, 142), (65, 68, 135), (68, 1, 84)),
}
"""Viridis from light to dark, so that more reads as darker on a white page; safe for colour-blind readers."""

"""Colours and patterns of the maps, on the pages and in the files alike.

Light to dark reads as less to more, on a screen, in grey and to colour-blind eyes. Two states alone are pale: what
chance could explain, and no data. What is withheld is hatched.
"""

RGB = tuple[int, int, int]

ZERO, BASE, HELD, SOURCE, MISSING = "zero", "base", "held", "source", "missing"
SPECIAL = (ZERO, BASE, HELD, SOURCE, MISSING)
"""Classes beside the numbered ones: none at all; under the least base of households; withheld for another reason of
privacy; withheld by the source; no data."""

MOST_CLASSES = 9
"""Classes that figures are put into, special ones too: each area's is one digit, and one is left for areas that are
marked over their class."""

GROUND: RGB = (247, 248, 250)
"""What lies around the city: as `static/style.json` paints it."""

SPECIAL_COLOURS: dict[str, RGB] = {
    ZERO: (226, 243, 232),
    BASE: (92, 101, 112),
    HELD: (120, 92, 60),
    SOURCE: (112, 84, 140),
    MISSING: (255, 255, 255),
}
HATCHED = frozenset(SPECIAL_COLOURS[name] for name in (BASE, HELD, SOURCE))
"""Colours that are drawn as stripes: the map and its legend show them in no other way."""

UNSURE: RGB = (214, 214, 214)
"""Colour of areas whose difference from the city chance could explain."""

SELECTED: RGB = (213, 94, 0)
POINTED: RGB = (255, 176, 59)
"""The area under the pointer: no class has this colour."""

COMPLEX: RGB = (213, 94, 0)
BORDER: RGB = (70, 80, 92)
INK: RGB = (23, 33, 43)

SEQUENTIAL: dict[int, tuple[RGB, ...]] = {
    3: ((165, 224, 191), (53, 146, 167), (46, 30, 59)),
    4: ((165, 224, 191), (67, 184, 173), (55, 100, 157), (46, 30, 59)),
    5: ((165, 224, 191), (91, 194, 178), (53, 146, 167), (61, 77, 137), (46, 30, 59)),
    6: ((165, 224, 191), (106, 200, 180), (60, 169, 171), (54, 118, 162), (64, 64, 125), (46, 30, 59)),
}
"""Green to violet in even steps of grey (after “mako” of seaborn): the low end is calm, and safe for colour-blind
readers."""

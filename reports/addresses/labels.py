"""What the codes of an address are called on a page and in a file."""

from contract.translations import mark

LEVEL_NAMES = {
    "section": mark("Census sections"),
    "nil": mark("Neighbourhoods (NIL)"),
    "municipio": mark("Boroughs (Municipi)"),
}
LEVEL_KINDS = {"section": mark("census section"), "nil": mark("NIL"), "municipio": mark("Municipio")}
"""What one area of each level is called."""

MEASURE_NAMES = {
    "estimate": mark("Estimate"),
    "minimum": mark("Certain minimum"),
    "maximum": mark("Possible maximum"),
}

"""What the page of renovations keeps in the address."""

from reports.addresses.field import Field, one_of

LONGEST_CODE = 80
"""Signs of the code of a renovation that an address may hold; cities write them as they like."""

ORDERS = ("kwh_per_eur", "kwh_per_vulnerable")
"""Columns by which renovations are ranked."""

RENOVATION_FIELDS = {
    "retrofit": Field("", lambda code: len(code) <= LONGEST_CODE and code.isprintable()),
    "order": Field(ORDERS[0], one_of(*ORDERS)),
}

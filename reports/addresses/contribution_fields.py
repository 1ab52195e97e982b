"""What the page of contributions keeps in the address; that of the residents keeps nothing."""

from contract.aid_facts import FACTS
from contract.aid_records import NEEDS, PROVIDER_KINDS
from indicators.aids.search import STANDINGS
from reports.addresses.field import Field, one_of
from reports.addresses.progress_fields import PROGRESS_FIELDS

MOST_LETTERS = 100
ANY = "any"
"""No choice."""

CONTRIBUTION_FIELDS = {
    "words": Field("", lambda code: len(code) <= MOST_LETTERS and code.isprintable()),
    "need": Field(ANY, one_of(ANY, *NEEDS)),
    "giver": Field(ANY, one_of(ANY, *PROVIDER_KINDS)),
    "standing": Field(ANY, one_of(ANY, *STANDINGS)),
    "within": PROGRESS_FIELDS["within"],
    "ladder": Field("shared_heating", one_of(*NEEDS)),
    "tenure": Field("private", one_of(*(FACTS["tenure"].codes or {}))),
    "heated": Field("shared", one_of(*(FACTS["heating"].codes or {}))),
}

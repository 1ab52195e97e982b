"""What the page of the help-desk keeps in the address."""

import re

from indicators.help_desk.plan_choices import METHODS, PlanChoices
from reports.addresses import plan_codes
from reports.addresses.field import Field, one_of

_ID = re.compile(r"[\w.:/-]{1,64}")

_USUAL = plan_codes.codes_of(PlanChoices())

PLAN_FIELDS = {
    "complex": Field("", lambda code: _ID.fullmatch(code) is not None),
    "plan": Field("", lambda code: _ID.fullmatch(code) is not None),
    "tier1": Field(_USUAL["tier1"], plan_codes.is_number_up_to(plan_codes.MOST_SITES)),
    "tier2": Field(_USUAL["tier2"], plan_codes.is_number_up_to(plan_codes.MOST_SITES)),
    "weights": Field("", plan_codes.are_weights),
    "conditions": Field(_USUAL["conditions"], plan_codes.are_conditions),
    "per_municipio": Field(_USUAL["per_municipio"], plan_codes.is_number_up_to(plan_codes.MOST_PER_MUNICIPIO)),
    "ranking": Field(_USUAL["ranking"], one_of(*METHODS)),
    "new_venues": Field("5", plan_codes.is_number_up_to(plan_codes.MOST_NEW_VENUES)),
    "venues": Field("", plan_codes.are_venues),
    "walk": Field(plan_codes.WALK_M, one_of(*plan_codes.WALKS_M)),
    "capacity": Field(plan_codes.CAPACITY, one_of(*plan_codes.CAPACITIES)),
}

"""The plan that is being worked on: the choices of the address and the overrules of this session."""

from data_access.editions import Edition
from indicators.overrules import decide
from ui import cached_desk
from ui.desk_controls import choices_in_view
from ui.desk_plan import DeskPlan, desk_plan


def plan_in_view(edition: Edition) -> DeskPlan:
    return desk_plan(edition, decide(cached_desk.ranking(edition, choices_in_view()), ()))

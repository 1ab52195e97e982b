"""What was done in a renovation, in words."""

import pandas as pd

from contract.translations import mark, translate
from indicators.savings.joint_works import AND
from indicators.savings.portfolio_checks import building_of
from reports.numbers import count, day, euro


def works_name(works: pd.Series, language: str) -> str:
    """What was done, and in which building where it was not all of the estate; `works`: a row of the contract."""
    told, building = str(works["measure"]), building_of(works)
    if not building:
        return told
    are_several = AND in building
    sentence = mark("{works}, buildings {building}") if are_several else mark("{works}, building {building}")
    return translate(sentence, language, works=told, building=building)


def works_words(works: pd.Series, language: str) -> str:
    """The facts of the works that are known, in one line; `works`: a row of the contract."""
    facts = [works_name(works, language), _days(works, language)]
    if _is_known(works, "cost_eur"):
        facts.append(translate(mark("cost {cost}"), language, cost=euro(works["cost_eur"], language)))
    if _is_known(works, "funding"):
        facts.append(str(works["funding"]))
    if _is_known(works, "floor_area_m2"):
        facts.append(f"{count(works['floor_area_m2'], language)} m²")
    if _is_known(works, "epc_before") and _is_known(works, "epc_after"):
        classes = {"before": works["epc_before"], "after": works["epc_after"]}
        facts.append(translate(mark("certificate from {before} to {after}"), language, **classes))
    return " · ".join(facts)


def is_going_on(works: pd.Series) -> bool:
    """Whether works began and have no end yet; `works`: a row of the contract."""
    return _is_known(works, "start_date") and not _is_known(works, "end_date")


def _days(works: pd.Series, language: str) -> str:
    first, last = (
        day(str(works[name]), language) if _is_known(works, name) else translate(mark("not known"), language)
        for name in ("start_date", "end_date")
    )
    if is_going_on(works):
        return translate(mark("works begun on {first}, still going on"), language, first=first)
    return translate(mark("works from {first} to {last}"), language, first=first, last=last)


def _is_known(works: pd.Series, name: str) -> bool:
    return bool(pd.notna(works.get(name)))

"""What is asked of a household to know which aids are for it: eight questions, each with the facts that it tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from contract.translations import mark

NUMBER, CHOICE = "number", "choice"


@dataclass(frozen=True)
class Fact:
    """One fact of a household: `label` as it stands within a sentence.

    A number has a `step` (0.01 for euro: the next amount after 9,796.00 is 9,796.01); a choice has `codes` with their
    labels. `is_asked`: whether one of the eight questions tells it.
    """

    kind: str
    label: str
    step: Decimal = Decimal(1)
    codes: Mapping[str, str] | None = None
    is_asked: bool = True


YES_NO = {"yes": mark("yes"), "no": mark("no")}

FACTS: dict[str, Fact] = {
    "children": Fact(NUMBER, mark("dependent children")),
    "size": Fact(NUMBER, mark("people in the home"), is_asked=False),
    "isee": Fact(NUMBER, mark("ISEE"), Decimal("0.01")),
    "tenure": Fact(
        CHOICE,
        mark("whose home it is"),
        codes={
            "owner": mark("your own home"),
            "mm": mark("public housing of the City (MM)"),
            "aler": mark("public housing of ALER"),
            "private": mark("rented from a private landlord"),
            "other": mark("another arrangement"),
        },
    ),
    "supply": Fact(
        CHOICE,
        mark("whose name is on the bills"),
        codes={
            "both": mark("electricity and gas, in our name"),
            "electricity": mark("only electricity, in our name"),
            "gas": mark("only gas, in our name"),
            "none": mark("none, they are in the name of others"),
        },
    ),
    "heating": Fact(
        CHOICE,
        mark("heating"),
        codes={
            "own": mark("our own, in the home"),
            "shared": mark("shared by the whole building"),
            "district": mark("district heating"),
            "none": mark("no heating"),
        },
    ),
    "over_75": Fact(CHOICE, mark("somebody over 75"), codes=YES_NO),
    "disability": Fact(
        CHOICE,
        mark("disability or medical devices"),
        codes={
            "none": mark("neither"),
            "disability": mark("somebody has a recognised disability"),
            "device": mark("somebody needs electric devices to live"),
        },
    ),
    "arrears": Fact(
        CHOICE,
        mark("debts"),
        codes={
            "none": mark("no unpaid rent or bills"),
            "plan": mark("unpaid, but with an agreed plan"),
            "open": mark("unpaid rent or bills"),
        },
    ),
    "area": Fact(CHOICE, mark("the neighbourhood"), is_asked=False),
    "still_open": Fact(CHOICE, mark("whether it is still open"), codes=YES_NO, is_asked=False),
}
"""Every fact that a condition may name, in the order of the questions. `size` follows from the children: at least one
more than they are; `area` and `still_open` are asked of nobody, and stay unknown."""

QUESTIONS: dict[str, str] = {
    "children": mark("How many dependent children live with you?"),
    "isee": mark("What is your ISEE?"),
    "tenure": mark("Whose home do you live in?"),
    "supply": mark("Which bills are in your name?"),
    "heating": mark("How is your home heated?"),
    "over_75": mark("Is anybody in the home over 75?"),
    "disability": mark("Has anybody a disability, or medical devices?"),
    "arrears": mark("Have you unpaid rent or bills?"),
}
"""The eight questions, by the fact that each tells."""

UNASKED = (
    mark("We ask little. Whoever gives a benefit may ask more, and decides."),
    mark("No question asks where you live: some benefits are for some neighbourhoods."),
    mark("We do not ask for your nationality, your age or your work."),
    mark("Some benefits end when the money is spent."),
    mark("If you have no ISEE, ask for it at a CAF or at INPS: many benefits need it."),
)
"""What none of the questions asks, and what that means."""

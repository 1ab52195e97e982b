"""The plan as the City wrote it: its actions and activities 1.1 to 4.3, and nothing that it does not say.

Verso il benessere energetico, Piano di contrasto alla povertà e precarietà energetica del Comune di Milano. Activities
begin in May 2025, when the plan says that its implementation does. It names no department, no money and, but for tier
2 of the help-desk, no date for any of them: these stay blank until people state them.
"""

from datetime import date

from contract.progress import Activity, Milestone
from contract.translations import mark

ACTIONS = {
    "1": mark("Municipal observatory on energy wellbeing"),
    "2": mark("Contributions for citizens in energy vulnerability"),
    "3": mark("Energy help-desk for people in energy vulnerability"),
    "4": mark("Measures and stakeholders brought into one frame"),
}
"""The four actions of the plan, by id."""

DEPARTMENTS = ("Area Energia e Clima (Direzione Verde e Ambiente)", "Direzione Casa", "Direzione Welfare e Salute")
"""The departments that the plan names, as the working group that wrote it; it says of none what it answers for."""

_BEGIN = date(2025, 5, 1)
_WITHIN_TWO_YEARS = date(2027, 4, 30)
_THIRD_SECTOR = mark("Third-sector organisations")
_SOCIAL_OPERATORS = mark("Social operators")
_FOUNDATIONS = mark("Foundations")
_CUSTODIANS = mark("Social custodians")


def _step(name: str, title: str, counts: str = "", goal: float = 1, is_yearly: bool = False) -> Milestone:
    return Milestone(name, title, counts=counts, goal=goal, is_yearly=is_yearly)


_OBSERVATORY = (
    Activity(
        "1.1", mark("Update the dashboard every year with data from DIOGENE"), start=_BEGIN, is_continuous=True,
        milestones=(_step("edition", mark("An edition of the year is published"), "editions", is_yearly=True),),
        indicators=("energy_poverty_10",),
    ),
    Activity(
        "1.2", mark("Refine how energy poverty and precarity are measured"), start=_BEGIN,
        partners=(mark("Energy suppliers"), _THIRD_SECTOR, _SOCIAL_OPERATORS, "MM", "ALER"),
        milestones=(
            _step("databases", mark("Further databases of DIOGENE are used")),
            _step("indicators", mark("Further indicators are measured")),
            _step("collection", mark("Ways to collect further data with social operators are found")),
            _step("works", mark("Works on public housing are followed by consumption and by poverty"), "savings"),
        ),
        indicators=("energy_poverty_10",),
    ),
)  # fmt: skip

_CONTRIBUTIONS = (
    Activity(
        "2.1", mark("Adapt how the City grants contributions"), start=_BEGIN,
        milestones=(
            _step("table", mark("An internal working table on contributions is set up")),
            _step("criteria", mark("The criteria of the City's regulation are studied and, where possible, updated")),
        ),
    ),
    Activity(
        "2.2", mark("Keep the survey of active contributions up to date and make them known"), start=_BEGIN,
        is_continuous=True, partners=(_FOUNDATIONS, _THIRD_SECTOR),
        milestones=(
            _step("mapping", mark("Contributions are mapped, and a web tool informs citizens")),
            _step("interest", mark("A call for expressions of interest finds who offers contributions and devices")),
            _step("communication", mark("A communication plan is adopted")),
            _step("checked", mark("Active contributions are checked within the year"), "aids", is_yearly=True),
        ),
    ),
    Activity(
        "2.3", mark("Promote new forms of contribution"), start=_BEGIN,
        partners=("CAF", "ANACI", mark("Trade associations and professional orders"), _FOUNDATIONS, _THIRD_SECTOR,
                  "OIPE", "ANCI"),
        milestones=(
            _step("forms", mark("Contributions are reshaped, or new ones made, for what is still uncovered")),
            _step("support", mark("Services help citizens fill in the papers")),
            _step("tables", mark("Working tables with foundations and the third sector are held")),
            _step("networks", mark("The City takes part in networks that propose changes to the law")),
        ),
    ),
)  # fmt: skip

_HELP_DESK = (
    Activity(
        "3.1", mark("Spread the energy help-desk step by step"), start=_BEGIN, partners=(_CUSTODIANS, "MM", "ALER"),
        milestones=(
            _step("kept", mark("The desks of via Saint Bon and Giuffrè-Villani stay open"), "kept_sites", 2),
            _step("tier1", mark("Tier 1: about 3 more estates with a social custodian"), "first_sites", 3),
            Milestone("tier2", mark("Tier 2: about 5 more estates with a social custodian, within two years"),
                      due=_WITHIN_TWO_YEARS, counts="second_sites", goal=5),
            _step("outside", mark("Ways to hold the desk outside public housing are designed")),
            _step("tier3", mark("Tier 3: the remaining estates, ALER's too")),
        ),
    ),
    Activity(
        "3.2", mark("Promote information and training on energy vulnerability"), start=_BEGIN,
        partners=(_THIRD_SECTOR,),
        milestones=(
            _step("events", mark("Events inform the public in places that serve it"), "events"),
            _step("materials", mark("Printed and digital materials are handed out"), "materials"),
        ),
    ),
    Activity(
        "3.3", mark("Train social operators on energy vulnerability"), start=_BEGIN, partners=(_SOCIAL_OPERATORS,),
        milestones=(
            _step("base", mark("Basic training is given to welfare operators"), "base_trained"),
            _step("tutors", mark("Specialised training certifies home-energy tutors (TED)"), "tutors_trained"),
        ),
    ),
)  # fmt: skip

_STAKEHOLDERS = (
    Activity(
        "4.1", mark("Update the instruments by which the plan is run"), start=_BEGIN,
        milestones=(_step("detail", mark("Each activity has its ways, times, people and money in detail")),),
    ),
    Activity(
        "4.2", mark("Involve the City's own departments"), start=_BEGIN,
        milestones=(
            _step("meetings", mark("Regular meetings coordinate the actions and check their progress")),
            _step("tables", mark("Working tables are held for each action or for themes across them")),
        ),
    ),
    Activity(
        "4.3", mark("Involve stakeholders outside the City"), start=_BEGIN,
        milestones=(
            _step("roles", mark("The role of stakeholders is set for each action")),
            _step("instruments", mark("Agreements, calls or shared design bring stakeholders in")),
            _step("tables", mark("Regular tables on the themes of the plan are held")),
            _step("higher", mark("Tables with national, regional and international bodies are held")),
            _step("partnerships", mark("Partnership agreements for calls for funding are signed")),
        ),
    ),
)  # fmt: skip

CITY_PLAN = {each.activity_id: each for each in (*_OBSERVATORY, *_CONTRIBUTIONS, *_HELP_DESK, *_STAKEHOLDERS)}
"""Activities of the plan by id, as they stand until people state more."""

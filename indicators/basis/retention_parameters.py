"""How long what is written is kept, with the reason: proposals, until the data-protection officer has settled them."""

from contract.retention import RETENTION_YEARS
from contract.translations import mark
from indicators.basis.parameter import DATA_PROTECTION, Parameter

_GDPR = mark("GDPR, art. 5(1)(e): no longer than the purpose asks; proposal, to be settled")


def _kept(name: str, label: str, reason: str) -> Parameter:
    years = RETENTION_YEARS[name]
    return Parameter(f"kept_{name}", label, years, "years", 1, 40, reason, _GDPR, "2026-11", DATA_PROTECTION)


RETENTION_PARAMETERS = (
    _kept(
        "signed_plans",
        mark("Years for which a signed plan is kept"),
        mark("A decision of the city can be asked about for ten years; then the archive decides."),
    ),
    _kept(
        "drafts",
        mark("Years for which a plan that nobody signed is kept"),
        mark("Longer than one yearly round of planning: nobody decides by an older draft."),
    ),
    _kept(
        "visits",
        mark("Years for which sessions and the counts of their visits are kept"),
        mark("One mandate of the council, by which the desk is judged; figures already told stay."),
    ),
    _kept(
        "answers",
        mark("Years for which answers to questionnaires are kept"),
        mark("As the visits at which they were given; shares already told stay."),
    ),
    _kept(
        "progress",
        mark("Years for which former saves of the Plan's activities, organisations and tables are kept"),
        mark("As long as signed plans, which stand beside them; what stands today stays."),
    ),
    _kept(
        "aids",
        mark("Years for which former saves of the catalogue of contributions are kept"),
        mark("Somebody may ask what was told of a contribution when they asked for it; what stands today stays."),
    ),
    _kept(
        "offers",
        mark("Years for which offers of organisations are kept after the last decision on them"),
        mark("One mandate of the council, which answers for the decision; the contribution that came of it stays."),
    ),
    _kept(
        "audit",
        mark("Years for which acts are kept"),
        mark("As long as the plans that they prove."),
    ),
    _kept(
        "sign_ins",
        mark("Years for which sign-ins are kept"),
        mark("Long enough to look into a misuse; what was done by it stays in the audit."),
    ),
)

"""How long what is written is kept: `python -m data_access retention` applies it, the page *Method* gives reasons."""

RETENTION_YEARS = {
    "signed_plans": 10,
    "drafts": 2,
    "visits": 5,
    "answers": 5,
    "progress": 10,
    "aids": 10,
    "offers": 5,
    "audit": 10,
    "sign_ins": 1,
}
"""Years since a plan was signed, a draft was changed, a session ended, an answer was given, a save of the plan's
progress or of the catalogue was made that a later one has replaced, an offer was decided on last, an act was noted, a
sign-in was seen last."""

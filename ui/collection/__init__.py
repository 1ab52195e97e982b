"""The questionnaire at the desk: asking, what was learnt, quality, withdrawal, other tools."""

"""A questionnaire for other tools."""

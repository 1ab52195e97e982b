"""Questionnaires as files, and answers that come from other tools."""

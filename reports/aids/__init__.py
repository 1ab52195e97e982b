"""Aids in files: the catalogue to take away, and the sheet of what is there for a household."""

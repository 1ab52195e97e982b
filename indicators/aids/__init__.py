"""Aids: which of them are for a household, by rules that are data."""

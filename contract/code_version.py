"""The version of the product, which every edition and every file that leaves the product tells."""

CODE_VERSION = "0.2.0"
"""The same as in pyproject.toml, which a test compares."""

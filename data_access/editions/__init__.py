"""Editions on disk: an edition is a folder that never changes once it has its name."""

from data_access.editions.folders import (
    ENVIRONMENT_VARIABLE,
    SAMPLE,
    Edition,
    editions_root,
    every_revision,
    find_edition,
    list_damaged,
    list_editions,
    list_revisions,
)
from data_access.editions.reading import (
    read_areas,
    read_neighbourhoods,
    read_outline,
    read_sections,
    read_table,
)
from data_access.editions.served_files import find_layer
from data_access.editions.soundness import FORMAT, MANIFEST, inside

__all__ = [
    "ENVIRONMENT_VARIABLE",
    "FORMAT",
    "MANIFEST",
    "SAMPLE",
    "Edition",
    "editions_root",
    "every_revision",
    "find_edition",
    "find_layer",
    "inside",
    "list_damaged",
    "list_editions",
    "list_revisions",
    "read_areas",
    "read_neighbourhoods",
    "read_outline",
    "read_sections",
    "read_table",
]

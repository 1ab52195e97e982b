"""Questionnaires that come with the product: one TOML file a version, read and checked."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from contract.errors import UnknownName
from contract.questionnaire import Questionnaire
from contract.translations import mark

FOLDER = Path(__file__).resolve().parent / "form_files"
CURRENT = "energy_at_home"
"""The questionnaire of the help-desk."""


@cache
def read_form(form_id: str = CURRENT, version: int | None = None) -> Questionnaire:
    """Return a version of a questionnaire, the newest unless told. Raises UnknownName if there is none."""
    versions = {int(path.stem.rpartition("_")[2]): path for path in FOLDER.glob(f"{form_id}_*.toml")}
    if not versions or version not in (None, *versions):
        message = mark("There is no questionnaire “{form}” of version {version}.")
        raise UnknownName(message, form=form_id, version=version or "–")
    path = versions[version if version is not None else max(versions)]
    return TypeAdapter(Questionnaire).validate_python(tomllib.loads(path.read_text(encoding="utf-8")))

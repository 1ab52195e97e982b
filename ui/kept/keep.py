"""The one way to keep a result: worked out once, shared by all sessions, read only.

`cache_resource` hands out the same object at once, where `cache_data` would copy 6,000 rows at every hit. An edition
never changes: its folder is its key. Readers never see the function's name while it runs.
"""

import inspect
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import streamlit as st

from data_access.editions import Edition
from indicators.basis.assumptions import Box
from indicators.basis.scenario_parameters import Scenario
from indicators.catalogue.indicator import Choices
from reports.maps.classes import Look

_KEYS: dict[str | type[Any], Callable[[Any], Any]] = {
    Edition: lambda of: str(of.folder),
    Choices: repr,
    Look: repr,
    Box: repr,
    Scenario: repr,
}
"""What tells things asked apart: of what a reader chose its text, ten times sooner than Streamlit's walk through it."""

_Asked = ParamSpec("_Asked")
_Kept = TypeVar("_Kept")


def keep(max_entries: int | None = None) -> Callable[[Callable[_Asked, _Kept]], Callable[_Asked, _Kept]]:
    """Keep what a function returns, of the last `max_entries` things asked; of all where None."""
    decorate = st.cache_resource(
        max_entries=max_entries,
        hash_funcs=_KEYS,
        show_spinner=False,
    )

    def kept(function: Callable[_Asked, _Kept]) -> Callable[_Asked, _Kept]:
        """The function, with its signature at hand: Streamlit asks for it at every call, once an argument."""
        function.__signature__ = inspect.signature(function)  # type: ignore[attr-defined]
        return cast(Callable[_Asked, _Kept], decorate(function))

    return kept

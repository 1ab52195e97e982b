"""The one way to keep a result: worked out once, shared by all sessions, read only.

`cache_resource` hands out the same object at once, where `cache_data` would copy 6,000 rows at every hit. An edition
never changes: its folder is its key. Readers never see the function's name while it runs.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import streamlit as st

from data_access.editions import Edition

_Asked = ParamSpec("_Asked")
_Kept = TypeVar("_Kept")


def keep(max_entries: int | None = None) -> Callable[[Callable[_Asked, _Kept]], Callable[_Asked, _Kept]]:
    """Keep what a function returns, of the last `max_entries` things asked; of all where None."""
    decorate = st.cache_resource(
        max_entries=max_entries, hash_funcs={Edition: lambda of: str(of.folder)}, show_spinner=False
    )
    return cast(Callable[[Callable[_Asked, _Kept]], Callable[_Asked, _Kept]], decorate)

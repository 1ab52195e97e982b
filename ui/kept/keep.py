"""The one way to keep a result: worked out once, shared by all sessions, read only.

`cache_resource` hands out the same object at once, where `cache_data` would copy 6,000 rows at every hit. An edition
never changes: its folder is its key. Readers never see the function's name while it runs.
"""

from functools import partial

import streamlit as st

from data_access.editions import Edition

keep = partial(st.cache_resource, hash_funcs={Edition: lambda of: str(of.folder)}, show_spinner=False)

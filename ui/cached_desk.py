"""What the page of the help-desk caches: estates, rankings and chances, once for every session that asks the same.

As in `ui.cached`: frames are shared and never changed in place; the folder of the edition is the key.
"""

import pandas as pd
import streamlit as st

from data_access.editions import Edition
from indicators.doubt import tier_chances
from indicators.estates import estate_frame
from indicators.methods import Comparison, compare_methods
from indicators.plan_choices import PlanChoices
from indicators.priority import Ranking, rank_estates
from ui import cached


@st.cache_resource(max_entries=20)
def _estates(_edition: Edition, folder: str) -> pd.DataFrame:
    return estate_frame(
        cached.table(_edition, "complexes"), cached.areas(_edition, "section"), cached.sections(_edition)
    )


def estates(of: Edition) -> pd.DataFrame:
    """What is known of each estate (`indicators.estates.estate_frame`); shared, read only."""
    return _estates(of, str(of.folder))


@st.cache_resource(max_entries=200)
def _ranking(_edition: Edition, folder: str, choices: PlanChoices) -> Ranking:
    return rank_estates(_estates(_edition, folder), choices)


def ranking(of: Edition, choices: PlanChoices) -> Ranking:
    """The computed plan; shared, read only."""
    return _ranking(of, str(of.folder), choices)


@st.cache_resource(max_entries=200)
def _chances(_edition: Edition, folder: str, choices: PlanChoices) -> pd.DataFrame:
    return tier_chances(_ranking(_edition, folder, choices))


def chances(of: Edition, choices: PlanChoices) -> pd.DataFrame:
    """Chance of each estate to be in tier 1 and in tier 1 or 2, by thousands of trials; shared, read only."""
    return _chances(of, str(of.folder), choices)


@st.cache_resource(max_entries=100)
def _comparison(_edition: Edition, folder: str, choices: PlanChoices) -> Comparison:
    return compare_methods(_ranking(_edition, folder, choices))


def comparison(of: Edition, choices: PlanChoices) -> Comparison:
    """The same estates by every method; shared, read only."""
    return _comparison(of, str(of.folder), choices)

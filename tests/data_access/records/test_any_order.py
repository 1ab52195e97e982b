"""Whatever is done to records in whatever order, what is read is what was saved last, and histories are whole."""

from dataclasses import replace
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from contract.errors import SignedOff, StaleSave
from data_access.records.database import open_records
from data_access.records.plans import (
    change_plan,
    copy_plan,
    create_plan,
    list_plans,
    read_history,
    read_plan,
    sign_off,
)
from tests.data_access.records.contents import ORDER, PLAN, overrule

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
OVERRULES = st.lists(
    st.builds(overrule, st.sampled_from("ABCDÈ"), action=st.sampled_from(["pin", "bar", "move"]),
              tier=st.integers(1, 3), reason=TEXTS, name=TEXTS),
    unique_by=lambda each: each.complex_id, max_size=4,
).map(tuple)  # fmt: skip
CHOICES = st.dictionaries(
    st.sampled_from(["weights", "method"]), st.floats(0, 1) | TEXTS | st.dictionaries(TEXTS, st.floats(0, 1))
)
CONTENTS = st.builds(replace, st.just(PLAN), name=TEXTS, choices=CHOICES, overrules=OVERRULES)


class Archive(RuleBasedStateMachine):
    """People create, change, sign and copy plans; some with a version that is no longer the last."""

    plans = Bundle("plans")

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.records = open_records(self.folder.name)
        self.last = {}

    def teardown(self):
        self.records.close()
        self.folder.cleanup()

    def _expect(self, saved, content):
        told = [(each.complex_id, each.action, each.tier, each.reason, each.name) for each in saved.content.overrules]
        given = [(each.complex_id, each.action, each.tier, each.reason, each.name) for each in content.overrules]
        assert told == sorted(given)
        assert (saved.content.name, saved.content.choices) == (content.name, content.choices)
        self.last[saved.plan_id] = saved
        return saved

    @rule(target=plans, content=CONTENTS, by=TEXTS)
    def create(self, content, by):
        return self._expect(create_plan(self.records, content, by), content).plan_id

    @rule(plan=plans, content=CONTENTS, by=TEXTS, behind=st.integers(0, 1))
    def change(self, plan, content, by, behind):
        last = self.last[plan]
        try:
            saved = change_plan(self.records, plan, last.version - behind, content, by)
        except SignedOff:
            assert last.is_signed
        except StaleSave as error:
            assert behind and (error.who, error.when) == (last.changed_by, last.changed_at)
        else:
            assert not last.is_signed and not behind
            assert saved.version - last.version in (0, 1)
            self._expect(saved, content)

    @rule(plan=plans, by=TEXTS)
    def sign(self, plan, by):
        last = self.last[plan]
        if last.is_signed:
            with pytest.raises(SignedOff):
                sign_off(self.records, plan, last.version, ORDER, by)
        else:
            self.last[plan] = sign_off(self.records, plan, last.version, ORDER, by)

    @rule(target=plans, plan=plans, name=TEXTS, by=TEXTS)
    def copy(self, plan, name, by):
        content = replace(self.last[plan].content, name=name)
        return self._expect(copy_plan(self.records, plan, name, by), content).plan_id

    @invariant()
    def what_is_read_is_what_was_saved_last(self):
        for plan_id, saved in self.last.items():
            assert read_plan(self.records, plan_id) == saved
            history = read_history(self.records, plan_id)
            assert [entry.version for entry in history] == list(range(1, saved.version + 1))
            assert all(entry.is_intact for entry in history)
            assert (history[-1].event == "signed") == saved.is_signed
        assert {plan.plan_id for plan in list_plans(self.records)} == set(self.last)


Archive.TestCase.settings = settings(max_examples=25, stateful_step_count=12)
TestArchive = Archive.TestCase

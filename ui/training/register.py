"""The register of operators and tutors, by reference: what they do, their languages, where they work."""

from dataclasses import replace

import streamlit as st

from contract.events import LANGUAGES
from contract.training import LEVELS, ROLES, Operator
from data_access.editions import Edition
from data_access.records.training import read_operators, save_operator
from ui import identity
from ui.kept import editions as cached
from ui.kept.help_desk import records
from ui.kept.training import trained_now
from ui.widgets.record_form import RecordForm
from ui.words.formats import ABSENT
from ui.words.i18n import language, level_head, t
from ui.words.texts import draw_paragraph, draw_table

_NEW = ""


def draw_register(edition: Edition) -> None:
    """Draw the register and the form of one person, for those who keep it."""
    if not identity.may("save_training"):
        draw_paragraph(t("The register is for those who keep it: it takes the role of an operator or a manager."))
        return
    known, levels = read_operators(records()), trained_now()
    draw_paragraph(t("People are told by the reference of the City’s directory, such as TED-0042: write no name."))
    if known:
        heads = [t("Reference"), t("Role"), t("Trained"), t("Languages"), t("Organisation"), t("Works at present")]
        rows = [_cells(each, levels.get(key, frozenset())) for key, (each, _) in known.items()]
        draw_table(heads, rows, words=(1, 2, 3, 4))
    names = {_NEW: t("A new person")} | {key: key for key in known}
    chosen = st.selectbox(t("Person"), list(names), format_func=names.__getitem__, key=f"operator_{language()}")
    before, version = (known[chosen][0], known[chosen][1].version) if chosen else (Operator("", "tutor"), 0)
    form = RecordForm(f"operator_{before.person}", version)
    with st.form(form.key("form")):
        left, right = st.columns(2)
        with left:
            st.text_input(t("Reference"), before.person, disabled=bool(chosen), key=form.key("person"))
            form.draw_choice(t("Role"), ROLES, before.role, "role")
            languages = {code: t(name) for code, name in LANGUAGES.items()}
            st.multiselect(t("Languages"), list(languages), list(before.languages),
                           format_func=languages.__getitem__, key=form.key("languages"))  # fmt: skip
            st.text_input(t("Organisation"), before.organisation, key=form.key("organisation"))
        with right:
            _draw_places(form, before, edition)
            st.checkbox(t("Works at present"), before.is_active, key=form.key("active"))
        form.draw_name()
        form.draw_button(t("Save the person"), lambda: _save(form, before))


def _draw_places(form: RecordForm, before: Operator, edition: Edition) -> None:
    level = edition.largest
    complexes = cached.table(edition, "complexes").reindex(columns=["complex_id", "name"])
    told = {"municipi": (level_head(level), cached.names(edition, level).to_dict())} if level else {}
    told["estates"] = (t("Estates"), dict(zip(complexes["complex_id"], complexes["name"], strict=True)))
    for box, (label, names) in told.items():
        chosen = [each for each in getattr(before, box) if each in names]
        st.multiselect(label, list(names), chosen, format_func=names.__getitem__, key=form.key(box))


def _cells(each: Operator, levels: frozenset[str]) -> list[str]:
    trained = "; ".join(t(LEVELS[level]) for level in LEVELS if level in levels)
    return [each.person, t(ROLES[each.role]), trained or t("not trained"),
            ", ".join(t(LANGUAGES[code]) for code in each.languages), each.organisation or ABSENT,
            t("Yes") if each.is_active else t("No")]  # fmt: skip


def _save(form: RecordForm, before: Operator) -> None:
    after = replace(
        before,
        person=before.person or form.text("person"),
        role=form.text("role"),
        organisation=form.text("organisation"),
        is_active=bool(form.value("active")),
        **{name: tuple(form.value(name)) for name in ("languages", "municipi", "estates") if form.has(name)},
    )
    save_operator(identity.records(), after, form.version, form.by())

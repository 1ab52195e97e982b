"""The consultation on the page: import of Decidim's export, answers with their reason, the file to send back."""

from dataclasses import replace

import streamlit as st

from contract.consultation import ANSWERS
from contract.errors import ObservatoryError
from contract.translations import mark
from data_access.intake.decidim import read_consultation
from data_access.intake.uploads import stored
from data_access.records.consultation import (
    KINDS,
    answer,
    exported_sheet,
    import_consultation,
    read_observations,
)
from indicators.progress.city_plan import CITY_PLAN
from reports.progress.consultation_file import consultation_csv, with_progress
from ui import identity
from ui.kept import progress as kept
from ui.kept.help_desk import records
from ui.widgets.record_form import RecordForm
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph, draw_table

MOST_LISTED = 50


def draw_consultation() -> None:
    """Draw the observations with their answers, the form of one, the import and the file to send back."""
    known = read_observations(records())
    _draw_import()
    if not known:
        draw_paragraph(t("No consultation was imported yet."))
        return
    answered = sum(bool(observation.answer) for observation, _ in known.values())
    draw_paragraph(t("Answered: {answered} of {total}.", answered=answered, total=len(known)))
    first = sorted(known.items(), key=lambda each: bool(each[1][0].answer))[:MOST_LISTED]
    rows = [[key, told.title, t(ANSWERS[told.answer]), ", ".join(told.activities)] for key, (told, _) in first]
    draw_table([t("Number"), t("Title"), t("Answer"), t("Activities changed")], rows, words=(1, 2, 3))
    titles = {key: f"{key} {told.title}" for key, (told, _) in known.items()}
    chosen = str(st.selectbox(t("Observation"), list(titles), format_func=titles.__getitem__,
                              key=f"observation_{language()}"))  # fmt: skip
    _draw_answer(chosen)
    _offer_files()


def _draw_import() -> None:
    form = RecordForm("consultation", 0)
    with st.form(form.key("form")):
        st.file_uploader(t("Decidim's export (CSV)"), type=["csv"], key=form.key("file"),
                         max_upload_size=identity.VISITOR_MEGABYTES)  # fmt: skip
        form.draw_name()
        form.draw_button(t("Import"), lambda: _import(form))


def _import(form: RecordForm) -> None:
    upload = form.value("file")
    if upload is None:
        raise ObservatoryError(mark("Choose a file first."))
    with stored({"consultation": (upload.name, upload.getvalue())}) as paths:
        import_consultation(identity.records(), read_consultation(paths["consultation"]), form.by())


def _draw_answer(key: str) -> None:
    told, entry = read_observations(records())[key]
    form = RecordForm(f"answer_{key}", entry.version)
    answers = {str(code): t(words) for code, words in ANSWERS.items()}
    with st.form(form.key("form")):
        st.selectbox(t("Answer"), list(answers), list(answers).index(told.answer), format_func=answers.__getitem__,
                     key=form.key("answer"))  # fmt: skip
        st.text_input(t("Why"), told.reason, key=form.key("reason"))
        numbers = {number: f"{number} {t(each.title)}" for number, each in CITY_PLAN.items()}
        chosen = [number for number in told.activities if number in numbers]
        st.multiselect(t("Activities changed"), list(numbers), chosen, format_func=numbers.__getitem__,
                       key=form.key("activities"))  # fmt: skip
        form.draw_name()
        form.draw_button(t("Save the answer"), lambda: _answer(form, key))


def _answer(form: RecordForm, key: str) -> None:
    told, _ = read_observations(records())[key]
    after = replace(told, answer=form.value("answer"), reason=form.text("reason"),
                    activities=tuple(form.value("activities") or ()))  # fmt: skip
    answer(identity.records(), key, form.version, after, form.by())


def _offer_files() -> None:
    known = {key: told for key, (told, _) in read_observations(records()).items()}
    for kind in KINDS:
        if any(key.startswith(f"{kind}:") for key in known):
            sheet = with_progress(exported_sheet(records(), kind), known, kept.overview().standings)
            label = t("File for Decidim: results") if kind == "results" else t("File for Decidim: proposals")
            st.download_button(label, consultation_csv(sheet), f"{kind}.csv", "text/csv")

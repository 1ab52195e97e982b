"""The library of material: what is handed out, and what is no longer right."""

import hashlib
import secrets
from dataclasses import replace

import streamlit as st

from contract.events import LANGUAGES, LICENCES, READING_LEVELS, TOPICS, Material
from contract.local_time import today
from contract.training import Course
from data_access.records.training import read_materials, save_material
from indicators.training.quotes import STALE, quotes_of, stale_quotes
from ui import identity
from ui.kept.aids import catalogue
from ui.kept.help_desk import records
from ui.widgets.record_form import RecordForm
from ui.words.formats import ABSENT
from ui.words.i18n import language, t, t_count
from ui.words.texts import draw_notice, draw_paragraph, draw_table

_NEW = ""


def draw_material() -> None:
    """Draw what is handed out, first what is no longer right."""
    known = [each for each, _ in read_materials(records()).values() if not each.is_withdrawn]
    if not known:
        draw_paragraph(t("The library is empty. Add a leaflet or a video below; its file stays where you keep it."))
        return
    told = sorted(((stale_words(each), each) for each in known), key=lambda pair: (not pair[0], pair[1].title))
    wrong = sum(bool(words) for words, _ in told)
    if wrong:
        draw_notice(t_count("{count} is no longer right: do not hand it out.",
                            "{count} are no longer right: do not hand them out.", wrong), "error")  # fmt: skip
    heads = [t("Material"), t("Is it right?"), t("Topic"), t("Language"), t("Level"), t("Licence"), t("Quotes")]
    draw_table(heads, [_cells(each, words) for words, each in told], words=(1, 2, 3, 4, 5, 6))


def stale_words(told: Material | Course) -> str:
    """Why what it quotes is no longer right, in words; "" where all is as it was quoted."""
    found = stale_quotes(told.quotes, catalogue(), today())
    return "; ".join(f"{edition} {t(STALE[why])}" for edition, why in found.items())


def _cells(each: Material, words: str) -> list[str]:
    lists = (TOPICS[each.topic], LANGUAGES[each.language], READING_LEVELS[each.level], LICENCES[each.licence])
    return [each.title, t("No: {why}", why=words) if words else t("Yes"), *map(t, lists),
            ", ".join(each.quotes) or ABSENT]  # fmt: skip


def draw_material_form() -> None:
    """Draw the form of new material, or of what is there; what it quotes is taken as it stands now."""
    known = read_materials(records())
    names = {_NEW: t("New material")} | {key: each.title for key, (each, _) in known.items()}
    chosen = st.selectbox(t("Which material"), list(names), format_func=names.__getitem__, key=f"material_{language()}")
    blank = Material("", "", "bills", "it", "plain", "CC-BY-4.0", "")
    before, version = (known[chosen][0], known[chosen][1].version) if chosen else (blank, 0)
    form = RecordForm(f"material_{before.material_id}", version)
    with st.form(form.key("form")):
        left, right = st.columns(2)
        with left:
            st.text_input(t("Title of the material"), before.title, key=form.key("title"))
            form.draw_choice(t("Topic"), TOPICS, before.topic, "topic")
            form.draw_choice(t("Language"), LANGUAGES, before.language, "language")
            form.draw_choice(t("Level"), READING_LEVELS, before.level, "level")
        with right:
            form.draw_choice(t("Licence"), LICENCES, before.licence, "licence")
            st.file_uploader(t("Its file: only its fingerprint is kept"), max_upload_size=identity.VISITOR_MEGABYTES,
                             key=form.key("file"))  # fmt: skip
            st.text_input(t("Where the file is kept"), before.place, key=form.key("kept"))
            draw_quotes(form, before.quotes)
            st.checkbox(t("It is handed out no more"), before.is_withdrawn, key=form.key("withdrawn"))
        form.draw_name()
        form.draw_button(t("Save the material"), lambda: _save(form, before))


def draw_quotes(form: RecordForm, before: dict[str, str]) -> None:
    """Draw the box of the editions of aids that something quotes."""
    editions = list(dict.fromkeys([*catalogue().editions, *before]))
    st.multiselect(t("Editions of contributions that it quotes, as they stand now"), editions, list(before),
                   key=form.key("quotes"))  # fmt: skip


def quotes_in(form: RecordForm) -> dict[str, str]:
    """What the box of editions holds, each with its fingerprint of now; one that is gone quotes nothing any more."""
    return quotes_of(catalogue(), form.value("quotes") or ())


def _save(form: RecordForm, before: Material) -> None:
    upload = form.value("file")
    after = replace(
        before,
        material_id=before.material_id or secrets.token_hex(4),
        **{name: form.text(name) for name in ("title", "topic", "language", "level", "licence")},
        sha256=hashlib.sha256(upload.getvalue()).hexdigest() if upload else before.sha256,
        place=form.text("kept"),
        quotes=quotes_in(form),
        is_withdrawn=bool(form.value("withdrawn")),
    )
    save_material(identity.records(), after, form.version, form.by())

"""Events of the plan and the material that is handed out at them (activity 3.2)."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from contract.errors import Fault
from contract.local_time import LOCAL_TIME
from contract.progress import Kept
from contract.progress_checks import needed_faults, text_faults
from contract.translations import mark

EVENT = "event"
MATERIAL = "material"

TOPICS = {
    "bills": mark("reading bills"),
    "suppliers": mark("choosing a supplier of energy"),
    "saving": mark("saving energy and sharing what one produces"),
    "heat": mark("the risk of heat"),
    "contributions": mark("contributions and services"),
}
"""What the plan's events are about; the last one is that of the aids, which the plan announces too (action 2)."""

PLACES = {
    "cam": mark("Multi-purpose centre (CAM)"),
    "cag": mark("Youth centre (CAG)"),
    "csrc": mark("Leisure centre (CSRC)"),
    "municipio": mark("Municipio office"),
    "library": mark("Library"),
    "hub": mark("Hub against food waste"),
    "welcome": mark("Milano Welcome Center"),
    "school": mark("School"),
    "estate": mark("Public-housing estate"),
    "other": mark("Another place"),
}
"""Kinds of places that the plan names."""

LANGUAGES = {
    "it": mark("Italian"), "en": mark("English"), "ar": mark("Arabic"), "es": mark("Spanish"), "ro": mark("Romanian"),
    "zh": mark("Chinese"), "uk": mark("Ukrainian"), "tl": mark("Filipino"), "si": mark("Sinhala"),
    "bn": mark("Bengali"), "fr": mark("French"),
}  # fmt: skip
"""Languages of events, material and tutors, by their code (ISO 639-1), as registers of estates write them."""

READING_LEVELS = {"plain": mark("plain words"), "usual": mark("usual"), "expert": mark("for operators")}
LICENCES = {"CC-BY-4.0": "CC BY 4.0", "CC-BY-SA-4.0": "CC BY-SA 4.0", "CC0-1.0": "CC0", "reserved": mark("reserved")}

MOST_MINUTES = 720
MOST_PEOPLE = 10_000


@dataclass(frozen=True)
class Event(Kept):
    """One event: where (`place` of PLACES with its `address`, `municipio` its code, "" outside), when, about what.

    `people`: how many came, None until somebody counted: an event was held where people were counted. `aids`: ids of
    the aids that it announces. `by`: the office or organisation that holds it.
    """

    event_id: str
    title: str
    topic: str
    place: str
    address: str
    day: date
    starts: time
    minutes: int
    by: str
    municipio: str = ""
    language: str = "it"
    aids: tuple[str, ...] = ()
    people: int | None = None
    is_cancelled: bool = False

    @property
    def start(self) -> datetime:
        """When it begins, at the city's hour."""
        return datetime.combine(self.day, self.starts, LOCAL_TIME)

    @property
    def end(self) -> datetime:
        """When it ends."""
        return self.start + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Material(Kept):
    """Something that is handed out: `sha256` is the fingerprint of its file, kept elsewhere at `place`.

    `quotes`: fingerprint of each edition of an aid that it quotes, by the edition's id, as the edition then was.
    """

    material_id: str
    title: str
    topic: str
    language: str
    level: str
    licence: str
    sha256: str
    place: str = ""
    quotes: dict[str, str] = field(default_factory=dict)
    is_withdrawn: bool = False


def event_faults(told: Event) -> list[Fault]:
    """Everything that is wrong with an event; none where it may be kept."""
    faults = [fault for name in ("title", "address", "by") for fault in needed_faults(name, getattr(told, name))]
    faults += code_faults("topic", told.topic, TOPICS) + code_faults("place", told.place, PLACES)
    faults += code_faults("language", told.language, LANGUAGES) + text_faults("municipio", told.municipio)
    if not 0 < told.minutes <= MOST_MINUTES:
        message, expected = mark("An event lasts some minutes, and ends on its day or soon after."), f"1–{MOST_MINUTES}"
        faults.append(Fault("bad_length", message, column="minutes", found=str(told.minutes), expected=expected))
    if told.people is not None and not 0 <= told.people <= MOST_PEOPLE:
        message = mark("A count is a whole number that is not negative.")
        faults.append(Fault("bad_count", message, column="people", found=str(told.people), expected=f"≤ {MOST_PEOPLE}"))
    if told.people is not None and told.is_cancelled:
        message = mark("Nobody came to an event that was cancelled.")
        faults.append(Fault("cancelled", message, column="people", found=str(told.people)))
    return faults


def material_faults(told: Material) -> list[Fault]:
    """Everything that is wrong with material; none where it may be kept."""
    faults = needed_faults("title", told.title) + text_faults("place", told.place)
    for name, known in (("topic", TOPICS), ("language", LANGUAGES), ("level", READING_LEVELS), ("licence", LICENCES)):
        faults += code_faults(name, getattr(told, name), known)
    for name, text in {"sha256": told.sha256, **{f"quotes.{key}": text for key, text in told.quotes.items()}}.items():
        if not re.fullmatch(r"[0-9a-f]{64}", text, re.ASCII):
            message = mark("A fingerprint has 64 digits from 0 to f.")
            faults.append(Fault("bad_fingerprint", message, column=name, found=text[:80]))
    return faults


def code_faults(column: str, code: str, known: dict[str, str]) -> list[Fault]:
    """What is wrong with a code of a list."""
    if code in known:
        return []
    message = mark("There is no such choice.")
    return [Fault("unknown_code", message, column=column, found=code[:80], expected=", ".join(known))]

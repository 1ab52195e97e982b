"""What may be saved: names and reasons that say something, one overrule an estate, counts that are counts."""

from collections.abc import Mapping

import pandas as pd

from contract.errors import Fault, Refused
from contract.personal_data import personal_data_in
from contract.translations import mark
from contract.visit_counts import VISIT_COUNTS, excesses
from data_access.records.entries import PlanContent
from data_access.records.models import ACTIONS, NAME_LENGTH, REASON_LENGTH, REFERENCE_LENGTH

_ROW_COLUMNS = ("complex_id", "tier", "computed_tier", "computed_position")


def check_name(by: str) -> None:
    """Raises Refused if nobody answers for a save."""
    refuse_if(_by_faults(by))


def check_reference(reference: str) -> None:
    """Raises Refused if a person's reference is blank, too long or cannot be shown."""
    refuse_if(_text_faults("reference", reference, REFERENCE_LENGTH))


def check_reason(reason: str) -> None:
    """Raises Refused with all that is wrong with a reason: blank, too long, or naming somebody."""
    refuse_if(_reason_faults("reason", reason))


def check_content(content: PlanContent, by: str, reason: str = "") -> None:
    """Raises Refused with every fault of a plan, of the name in which it is saved, and of a reason that is given."""
    faults = [*_by_faults(by), *_text_faults("name", content.name, NAME_LENGTH)]
    if reason:
        faults += _reason_faults("reason", reason)
    for each in content.overrules:
        place = f"overrules.{each.complex_id}"
        faults += _text_faults(f"{place}.complex_id", each.complex_id, NAME_LENGTH)
        faults += _reason_faults(f"{place}.reason", each.reason)
        faults += _text_faults(f"{place}.name", each.name, NAME_LENGTH)
        if each.action not in ACTIONS or each.tier not in (1, 2, 3):
            message = mark("An overrule pins, bars or moves an estate, in tier 1, 2 or 3.")
            faults.append(Fault("bad_overrule", message, column=place, found=f"{each.action} {each.tier}"))
    ids = [each.complex_id for each in content.overrules]
    message = mark("The estate is overruled more than once: keep one decision.")
    faults += [
        Fault("doubled_overrule", message, column="overrules", found=each)
        for each in sorted({each for each in ids if ids.count(each) > 1})
    ]
    refuse_if(faults)


def check_rows(rows: pd.DataFrame, by: str) -> None:
    """Raises Refused if `rows` are not one per estate with its tiers and places."""
    faults = _by_faults(by)
    absent = [name for name in _ROW_COLUMNS if name not in rows]
    message = mark("An order to sign off has one row per estate, with its tiers and places.")
    if absent or rows.empty:
        faults.append(Fault("bad_order", message, found=", ".join(absent) or "0", expected=", ".join(_ROW_COLUMNS)))
    elif rows["complex_id"].duplicated().any() or rows[list(_ROW_COLUMNS)].isna().any(axis=None):
        faults.append(Fault("bad_order", message))
    refuse_if(faults)


def check_counts(counts: Mapping[str, int | None], by: str) -> None:
    """Raises Refused with every count that is not one, or not a whole number from 0 to a million."""
    faults = _by_faults(by)
    message = mark("This is not one of the counts of a session.")
    faults += [Fault("unknown_column", message, found=name) for name in counts if name not in VISIT_COUNTS]
    message = mark("A count is a whole number that is not negative.")
    faults += [
        Fault("bad_count", message, column=name, found=str(value))
        for name, value in counts.items()
        if value is not None and not (isinstance(value, int) and 0 <= value <= 1_000_000)
    ]
    if not faults:
        message = mark("This is more than what it is part of.")
        faults = [Fault("more_than_whole", message, found=found) for found in excesses(counts)]
    refuse_if(faults)


def _reason_faults(column: str, text: str) -> list[Fault]:
    """What is wrong with a reason: it stays for ever, so it names no resident."""
    found = list(personal_data_in(text))
    named = [Fault("personal_data", sentence, column=column, found=words) for words, sentence in found]
    if named:
        message = mark("A reason stays in the history and names no resident: write it without.")
        named.append(Fault("names_somebody", message, column=column))
    return _text_faults(column, text, REASON_LENGTH) + named


def _by_faults(by: str) -> list[Fault]:
    return _text_faults("by", by, NAME_LENGTH)


def _text_faults(column: str, text: str, most: int) -> list[Fault]:
    if not text.strip():
        return [Fault("no_text", mark("Write something here: it must not be blank."), column=column)]
    if len(text) > most:
        message = mark("The text is too long.")
        return [Fault("long_text", message, column=column, found=str(len(text)), expected=f"≤ {most}")]
    if not all(letter.isprintable() or letter in "\n\t" for letter in text):
        return [Fault("bad_text", mark("The text has characters that cannot be shown."), column=column)]
    return []


def refuse_if(faults: list[Fault]) -> None:
    """Raises Refused with these faults, if there are any."""
    if faults:
        raise Refused(faults)

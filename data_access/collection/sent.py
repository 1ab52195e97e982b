"""One person's answers as the form on a device sends them (JSON): read, never trusted."""

from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import ConfigDict, StringConstraints, TypeAdapter, ValidationError

from contract.answers import LONGEST_SECONDS, Answer, Response
from contract.errors import Fault, Refused
from contract.translations import mark

MOST_BYTES = 16_384
"""Of one person's answers: those of today's form are about one thousand."""


@dataclass(frozen=True)
class _Sent:
    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    response_id: str
    form_id: str
    form_version: int
    consent_version: int
    month: str
    place: str
    organisation: str
    answers: dict[str, Answer]
    seconds: int
    receipt: str


@dataclass(frozen=True)
class _Silent:
    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    response_id: Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
    organisation: str


_Told = TypeVar("_Told", _Sent, _Silent)


def read_refusal(content: bytes) -> dict[str, str]:
    """That a person did not consent, as the form sends it: the organisation by a number. Raises Refused."""
    silent = _read(TypeAdapter(_Silent), content)
    return {silent.response_id: silent.organisation}


def read_sent(content: bytes) -> Response:
    """The answers that the form sent; whether they fit a questionnaire is for `contract.answers` to say.

    Raises Refused where they are no such JSON, with every field that is missing or another thing.
    """
    sent = _read(TypeAdapter(_Sent), content)
    kind, _, place_id = sent.place.partition("_")
    seconds = sent.seconds if 0 <= sent.seconds <= LONGEST_SECONDS else None
    return Response(
        sent.response_id, sent.form_id, sent.form_version, sent.consent_version, sent.month, kind, place_id,
        sent.organisation, "phone", sent.answers, seconds, sent.receipt,
    )  # fmt: skip


def _read(reader: TypeAdapter[_Told], content: bytes) -> _Told:
    try:
        return reader.validate_json(content)
    except ValidationError as error:
        message = mark("This is not what the form sends: open the newest form, and send again.")
        raise Refused(
            [Fault("bad_answers", message, column=".".join(map(str, each["loc"]))) for each in error.errors()]
        ) from error

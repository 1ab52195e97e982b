"""The form for a phone at an address of its own, and what it sends.

Whoever sends is who signed in, as on the pages; where nobody is verified, the organisation stands for them.
"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from contract.answers import place_faults
from contract.errors import NotPermitted, ObservatoryError, RecordsUnreachable, Refused, SignedOut
from contract.translations import LANGUAGES
from data_access.collection.forms import read_form
from data_access.collection.sent import MOST_BYTES, read_refusal, read_sent
from data_access.records.collecting import count_refusals
from data_access.records.database import Records
from data_access.records.responses import own_organisation, save_responses
from reports.collection.field_form import field_form, field_worker
from ui import identity
from ui.collection.places import known_places, places
from ui.kept import editions as cached
from ui.kept import help_desk as kept

FIELD_PATH, SENT_PATH, REFUSED_PATH = "/raccolta/", "/raccolta/risposte", "/raccolta/dinieghi"
_ASK_AGAIN = {"Cache-Control": "no-cache"}
_STATUS = {NotPermitted: 403, SignedOut: 401, RecordsUnreachable: 503}
"""What a browser is told, by error; 422 for everything that is wrong with the answers themselves."""


def form_page(request: Request) -> Response:
    """The form, with the places of the newest public edition; 404 where there is none."""
    years = cached.years()
    if not years:
        return PlainTextResponse("no edition", 404)
    try:
        organisation = own_organisation(_records(request)) or ""
    except ObservatoryError:
        organisation = ""
    return Response(
        field_form(read_form(), places(cached.edition(years[-1])), organisation), 200, _ASK_AGAIN, "text/html"
    )


def worker(_request: Request) -> Response:
    """The script that opens the form without a network."""
    return Response(field_worker(), 200, _ASK_AGAIN, "text/javascript")


async def take(request: Request) -> Response:
    """Save one person's answers, or that a person did not consent, once, however often they are sent; what is told is
    their number, or what is wrong.

    Only JSON is read, which no page of another site can send without being asked first.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return PlainTextResponse("JSON only", 415)
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > MOST_BYTES:
            return PlainTextResponse("too large", 413)
    return await run_in_threadpool(_save, request, content)


def _save(request: Request, content: bytes) -> Response:
    told = request.query_params.get("lang", "")
    language = told if told in LANGUAGES else LANGUAGES[0]
    try:
        number = (_save_refusal if request.url.path == REFUSED_PATH else _save_answers)(request, content)
    except ObservatoryError as error:
        return PlainTextResponse(error.sentence(language), _STATUS.get(type(error), 422))
    return PlainTextResponse(number, 201)


def _save_answers(request: Request, content: bytes) -> str:
    response = read_sent(content)
    form = read_form(response.form_id, response.form_version)
    if faults := place_faults(response, known_places()):
        raise Refused(faults)
    by = identity.by_request(request).name or response.organisation
    save_responses(_records(request), form, {None: response}, by)
    return response.response_id


def _save_refusal(request: Request, content: bytes) -> str:
    refusal = read_refusal(content)
    [(number, organisation)] = refusal.items()
    count_refusals(_records(request), refusal, identity.by_request(request).name or organisation)
    return number


def _records(request: Request) -> Records:
    return kept.records().in_name_of(identity.by_request(request).reference)


FIELD_ROUTES = [
    Route(FIELD_PATH, form_page),
    Route(f"{FIELD_PATH}worker.js", worker),
    *(Route(path, take, methods=["POST"]) for path in (SENT_PATH, REFUSED_PATH)),
]

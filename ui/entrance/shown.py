"""Results at addresses of their own: an internal edition's for insiders alone, as its layers are."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ui import identity
from ui.entrance.layers import NOT_KEPT
from ui.words.served import find_offered


def shown(request: Request) -> Response:
    """What was offered at the address; 404, as for nothing, where it is not for whoever asks."""
    found = find_offered(str(request.path_params["name"]))
    if found is None or (found.is_internal and not identity.may_by_request(request, "read_internal")):
        return PlainTextResponse("nothing is kept here", 404)
    return Response(found.content, media_type="application/json", headers={"Cache-Control": NOT_KEPT})

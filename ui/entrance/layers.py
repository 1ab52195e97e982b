"""Map layers and tiles at addresses of their own, straight from the editions: an internal one's for insiders alone."""

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from data_access.editions import editions_root, find_layer
from ui import identity

FOR_EVER = "public, max-age=31536000, immutable"
"""A layer's name tells its content."""

NOT_KEPT = "private, no-store"


def layer(request: Request) -> Response:
    """The layer or tile that the address names; 404, as for none, where it is not for whoever asks."""
    name = str(request.path_params["name"])
    found = find_layer(editions_root(), name)
    if found is None and identity.may_by_request(request, "read_internal"):
        found = find_layer(editions_root(), name, with_internal=True)
    if found is None:
        return PlainTextResponse("no such layer", 404)
    edition, path = found
    return FileResponse(path, headers={"Cache-Control": NOT_KEPT if edition.is_internal else FOR_EVER})

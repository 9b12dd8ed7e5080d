"""The app itself: the built files, and its start page for every address that the app knows how to show."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import NoReturn

from flask import Blueprint, Response, current_app, request, send_file
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.security import safe_join

from . import guard

blueprint = Blueprint("pages", __name__)
ROOT = Path(__file__).resolve().parent.parent / "static"
YEAR = 31_536_000
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("font/woff2", ".woff2")
PACKED = (("br", ".br"), ("gzip", ".gz"))


@blueprint.get("/")
@guard.open_to_all
def get_start() -> Response:
    """The app's page. Never a redirect: a redirected answer in the worker's cache breaks offline navigation."""
    return _send("index.html")


@blueprint.get("/<path:path>")
@guard.open_to_all
def get_page(path: str) -> Response:
    """A built file, or the app's page for an address without an ending."""
    if path.startswith("api/"):
        _refuse(path)
    found = safe_join(str(ROOT), path)
    if found and Path(found).is_file() and not path.endswith((".br", ".gz")):
        return _send(path)
    if "." in path.rsplit("/", 1)[-1]:
        raise NotFound
    return _send("index.html")


def _refuse(path: str) -> NoReturn:
    """There is no such call, or it is another method's."""
    allowed = set(current_app.url_map.bind("").allowed_methods(f"/{path}")) - {"GET", "HEAD", "OPTIONS"}
    raise MethodNotAllowed(sorted(allowed)) if allowed else NotFound


def _send(path: str) -> Response:
    file = ROOT / path
    if not file.is_file():
        raise NotFound
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    packed, ending = next(
        ((name, end) for name, end in PACKED if request.accept_encodings[name] > 0 and (ROOT / f"{path}{end}").is_file()),
        ("", ""),
    )
    response = send_file(ROOT / f"{path}{ending}", mimetype=kind, conditional=not ending, etag=True, max_age=0)
    if packed:
        response.headers["Content-Encoding"] = packed
        response.make_conditional(request)
    response.headers["Vary"] = "Accept-Encoding"
    hashed = path.startswith("assets/")
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if hashed else "no-cache"
    return response

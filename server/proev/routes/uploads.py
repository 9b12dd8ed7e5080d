"""`/api/v1/uploads`: photos and voice notes by the tus protocol (1.0.0, core and creation); `/api/v1/attachments`: the files.

As every sync has one device and one author, so has every request here, in the headers X-Proev-Device and X-Proev-Author: a
withdrawn device is told so, and what waits on a shared phone never becomes that of whoever has signed in meanwhile.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Response, g, request, send_file
from flask_smorest import Blueprint
from werkzeug.exceptions import ClientDisconnected

from .. import attachments, clock, space
from ..accounts import sign_ins
from ..ids import is_id
from ..problems import Problem
from . import guard
from .crowd import on_the_side

blueprint = Blueprint("uploads", __name__, url_prefix="/api/v1", description="Photos and voice notes (tus 1.0.0).")
TUS = "1.0.0"
PIECE = 16 * 1024
SANDBOX = "default-src 'none'; sandbox"

P = ParamSpec("P")
R = TypeVar("R")


def _header(name: str, about: str, required: bool = True, kind: str = "string") -> dict[str, object]:
    return {"in": "header", "name": name, "required": required, "schema": {"type": kind}, "description": about}


COMMON = [
    _header("Tus-Resumable", TUS),
    _header("X-Proev-Device", "The device's id, as in a sync."),
    _header("X-Proev-Author", "The id of the user who sends, as in a sync."),
]
OFFSET = _header("Upload-Offset", "Where the bytes begin: what the server told last.", kind="integer")
ANNOUNCING = [
    _header("Upload-Length", "Of the whole file, in bytes.", kind="integer"),
    _header(
        "Upload-Metadata",
        "`id`, `sha256` (hex), `kind` (photo, audio) and `mime`, each with its value in base64; and `author`, the id of who "
        "made it, when that is not who sends it: the note that names it must be here already.",
    ),
]


@blueprint.after_request
def _speak_tus(response: Response) -> Response:
    if not request.path.startswith("/api/v1/attachments"):
        response.headers["Tus-Resumable"] = response.headers["Tus-Version"] = TUS
    return response


def _handing_in(view: Callable[P, R]) -> Callable[P, R]:
    """For the device and the author that a request names, who is the one that has signed in."""

    @wraps(view)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        if request.headers.get("Tus-Resumable") != TUS:
            raise Problem("tus_version")
        device, author = request.headers.get("X-Proev-Device"), request.headers.get("X-Proev-Author")
        wrong = [name for name, told in (("X-Proev-Device", device), ("X-Proev-Author", author)) if not is_id(told)]
        if wrong or device is None:
            raise Problem("malformed", errors=dict.fromkeys(wrong, "not_an_id"))
        if author != g.signed.user:
            raise Problem("wrong_user")
        sign_ins.meet_device(g.signed, device, clock.now())  # a retired one hands in what it has
        return view(*args, **kwargs)

    return checked


@blueprint.route("/uploads", methods=["OPTIONS"], provide_automatic_options=False)
@guard.open_to_all
def options_uploads() -> Response:
    """What the server speaks."""
    largest = max(_largest().values())
    return Response(status=204, headers={"Tus-Extension": "creation", "Tus-Max-Size": str(largest)})


@blueprint.post("/uploads")
@blueprint.doc(parameters=[*COMMON, *ANNOUNCING])
@guard.signed_in
@_handing_in
def post_upload() -> Response:
    """Announce a file. Told again it is the same upload: `Upload-Offset` says how far it has come. What a record or a held
    mutation names is its author's file; besides the author, whoever leads the unit of the first that named it may send it, or go
    on with what the author has begun. It stays the author's. For anybody else the id is taken (`upload_differs`)."""
    told = attachments.announced(_metadata(), _whole("Upload-Length"), _largest())
    has_room = guard.room() == "all"
    come = attachments.begin(guard.settings().data, g.signed.organisation, g.signed.standing, told, has_room, clock.now())
    return _told(201, come, {"Location": f"/api/v1/uploads/{told.id}"})


@blueprint.route("/uploads/<attachment>", methods=["HEAD"])
@blueprint.doc(parameters=COMMON)
@guard.signed_in
@_handing_in
def head_upload(attachment: str) -> Response:
    """How far an upload has come. The whole length is told only of a file that has been verified. Another's is not found,
    unless one may send it in their place."""
    upload = _upload(attachment)
    return _told(200, attachments.offset(upload), {"Upload-Length": str(upload.length)})


@blueprint.patch("/uploads/<attachment>")
@blueprint.doc(
    parameters=[*COMMON, OFFSET],
    requestBody={"content": {"application/offset+octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
)
@on_the_side
@guard.signed_in
@_handing_in
def patch_upload(attachment: str) -> Response:
    """Go on sending. What arrives of a request that is cut off is kept."""
    if request.mimetype != "application/offset+octet-stream":
        raise Problem("not_a_piece")
    upload, at = _upload(attachment), _whole("Upload-Offset")
    if guard.room() != "all":
        raise attachments.full()
    return _told(204, attachments.receive(upload, at, _pieces(upload.length - at)))


@blueprint.get("/attachments/<attachment>")
@guard.signed_in
def get_attachment(attachment: str) -> Response:
    """A photo or a voice note, for whoever may see the record that names it; before that has come, for who sent it."""
    found = attachments.download(guard.settings().data, g.signed.organisation, g.signed.standing, attachment)
    response = send_file(found.path, mimetype=found.mime, as_attachment=True, download_name=found.name, conditional=True)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _upload(attachment: str) -> attachments.Upload:
    return attachments.find(guard.settings().data, g.signed.organisation, g.signed.standing, attachment)


def _told(status: int, offset: int, headers: dict[str, str] | None = None) -> Response:
    return Response(status=status, headers={"Upload-Offset": str(offset), "Cache-Control": "no-store", **(headers or {})})


def _largest() -> dict[str, int]:
    settings = guard.settings()
    return {"photo": settings.largest_photo * space.MIB, "audio": settings.largest_audio * space.MIB}


def _pieces(left: int) -> Iterator[bytes]:
    """The body as it comes in, no more than is left to send. Raises `ClientDisconnected` where it is cut off."""
    if (request.content_length or 0) > left:
        raise Problem("upload_too_large")
    request.max_content_length = left + 1  # what reaches the limit counts as past it
    while True:
        try:
            piece = request.stream.read(PIECE)
        except OSError:  # the connection was reset: no disk has failed
            raise ClientDisconnected from None
        if not piece:
            return
        yield piece


def _whole(name: str) -> int:
    told = request.headers.get(name, "")
    if not told.isascii() or not told.isdigit() or len(told) > 15:
        raise Problem("malformed", errors={name: "not_whole"})
    return int(told)


def _metadata() -> dict[str, str]:
    """The pairs of Upload-Metadata."""
    found: dict[str, str] = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            raise Problem("malformed", errors={"Upload-Metadata": "not_base64"}) from None
    return found

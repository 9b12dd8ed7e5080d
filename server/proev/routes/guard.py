"""What holds for every request: who may call, from where, and the headers that every answer carries."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from .. import clock, space
from ..accounts import sign_ins
from ..config import Settings
from ..problems import Problem

COOKIE = "proev_session"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}

limiter = Limiter(get_remote_address, storage_uri="memory://")

P = ParamSpec("P")
R = TypeVar("R")


def settings() -> Settings:
    """The settings of the running application."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def need_room() -> None:
    """Refuse to write while there is no room for text either. Raises `Problem` (507), with a time to come back."""
    if room() == "nothing":
        raise Problem("storage_full", retry_after=60 + secrets.randbelow(120))


def room() -> str:
    """What there is room for on the disk: "all", "text" or "nothing"."""
    told = settings()
    return space.room(told.data, told.free_attachments, told.free_text)


def signed_in(view: Callable[P, R]) -> Callable[P, R]:
    """Only for somebody who has signed in; `g.signed` says who."""

    @wraps(view)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        lasts = timedelta(days=settings().session_days)
        g.signed = sign_ins.signed_in(request.cookies.get(COOKIE), clock.now(), lasts)
        if g.signed is None:
            raise Problem("not_signed_in")
        return view(*args, **kwargs)

    checked.access = "signed in"  # type: ignore[attr-defined]
    return checked


def open_to_all(view: Callable[P, R]) -> Callable[P, R]:
    """For anybody, signed in or not. Said aloud, so that no route is open by forgetting."""
    view.access = "open"  # type: ignore[attr-defined]
    return view


def register(app: Flask) -> None:
    """Check every unsafe request and dress every answer."""
    limiter.init_app(app)

    @app.before_request
    def _from_the_app() -> None:
        if request.method not in UNSAFE:
            return
        if request.headers.get("X-Proev") != "1":
            raise Problem("header_missing")
        origin = request.headers.get("Origin")
        if origin and urlsplit(origin).netloc != request.host:
            raise Problem("other_origin")
        if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
            raise Problem("other_origin")

    @app.after_request
    def _dress(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "geolocation=(), camera=(self), microphone=(self)"
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response


def set_cookie(response: Response, token: str) -> None:
    """Hand out the sign-in's cookie. Over plain HTTP it is not `Secure` on loopback only."""
    on_loopback = urlsplit(f"//{request.host}").hostname in ("127.0.0.1", "localhost", "::1")
    response.set_cookie(
        COOKIE, token, max_age=int(timedelta(days=settings().session_days).total_seconds()), httponly=True,
        samesite="Strict", secure=request.is_secure or not on_loopback, path="/",
    )  # fmt: skip


def json_body(limit: int = 64 * 1024) -> dict[str, Any]:
    """The request's JSON object. Raises `Problem` not_json, too_large or malformed."""
    from ..wire import read_json

    told = read_json(request, limit)
    if not isinstance(told, dict):
        raise Problem("malformed")
    return told

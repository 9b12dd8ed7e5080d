"""Every error of the API, once: its stable code, its status, its sentence in Danish and English. One handler.

Answers are `application/problem+json` (RFC 9457) with `code`, `title`, `detail`, `status` and, where a field is to
blame, `errors`.
"""

from __future__ import annotations

import json
import logging
import traceback
from typing import Any

from flask import Flask, Response, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

CATALOGUE: dict[str, tuple[int, str, str]] = {
    "malformed": (422, "Serveren forstår ikke formatet.", "The server does not understand the format."),
    "invalid": (422, "Noget mangler eller er skrevet forkert.", "Something is missing or not right."),
    "not_a_queue": (422, "Filen er ikke en, som Prøv har gemt. Vælg en anden.", "That is not a file that Prøv has saved. Choose another."),
    "not_json": (415, "Send indholdet som JSON.", "Send the content as JSON."),
    "header_missing": (403, "Kaldet kom ikke fra appen (hovedet X-Proev mangler).", "The call did not come from the app (the header X-Proev is missing)."),
    "other_origin": (403, "Kaldet kom fra et andet sted end appen.", "The call came from somewhere else than the app."),
    "not_signed_in": (401, "Log ind for at fortsætte. Det, du har gemt, venter på telefonen.", "Sign in to go on. What you saved waits on the phone."),
    "wrong_sign_in": (401, "E-mail eller adgangskode passer ikke. Prøv igen.", "E-mail or password is wrong. Try again."),
    "device_cloned": (409, "Denne telefons app er en kopi af en anden. Den får sit eget nummer og sender igen.", "This phone's app is a copy of another one. It takes a number of its own and sends again."),
    "wrong_user": (403, "Posterne tilhører en anden bruger. De sendes, når hun logger ind igen.", "The entries belong to another user. They are sent when that user signs in again."),
    "device_revoked": (403, "Enheden er meldt ud. Tal med din administrator.", "The device was withdrawn. Talk to your administrator."),
    "forbidden": (403, "Din rolle giver ikke adgang til det.", "Your role gives no access to that."),
    "not_found": (404, "Det findes ikke her.", "There is nothing here."),
    "method_not_allowed": (405, "Det kan man ikke gøre her.", "That cannot be done here."),
    "not_acceptable": (406, "Serveren kan ikke svare i det ønskede format.", "The server cannot answer in the format asked for."),
    "schema_newer": (409, "Appen er nyere end serveren. Den venter, til serveren er opdateret.", "The app is newer than the server. It waits until the server is updated."),
    "setup_done": (409, "Prøv er allerede sat op. Log ind i stedet.", "Prøv is set up already. Sign in instead."),
    "too_large": (413, "Der er for meget på én gang. Send det i mindre portioner.", "Too much at once. Send it in smaller batches."),
    "too_many": (429, "For mange forsøg. Vent lidt, og prøv igen.", "Too many attempts. Wait a little and try again."),
    "bad_request": (400, "Kaldet kunne ikke læses.", "The request could not be read."),
    "internal": (500, "Noget gik galt på serveren. Det, du har gemt, er stadig på telefonen. Prøv igen.", "Something went wrong on the server. What you saved is still on the phone. Try again."),
    "unavailable": (503, "Serveren har travlt. Appen prøver selv igen.", "The server is busy. The app tries again by itself."),
    "upload_differs": (409, "Der ligger en anden fil under samme nummer. Gem filen fra telefonen.", "Another file has the same number. Save the file from the phone."),
    "upload_offset": (409, "Serveren har en anden del af filen. Appen spørger og fortsætter derfra.", "The server has another part of the file. The app asks and goes on from there."),
    "upload_broken": (422, "Filen kom ikke hel frem. Appen sender den igen.", "The file did not arrive whole. The app sends it again."),
    "upload_too_large": (413, "Billedet eller optagelsen er for stor. Gem filen fra telefonen.", "The picture or recording is too large. Save the file from the phone."),
    "upload_kind": (415, "Serveren kan ikke læse filen som billede eller lyd. Gem filen fra telefonen.", "The server cannot read the file as a picture or sound. Save the file from the phone."),
    "not_a_piece": (415, "Send stykket som application/offset+octet-stream.", "Send the piece as application/offset+octet-stream."),
    "tus_version": (412, "Appen og serveren sender filer på hver sin måde. Opdatér appen.", "The app and the server send files in different ways. Update the app."),
    "attachments_full": (507, "Serveren har ikke plads til billeder og lyd lige nu. Tekst kommer stadig igennem; appen prøver igen.", "The server has no room for pictures and sound right now. Text still gets through; the app tries again."),
    "storage_full": (507, "Serveren har ikke mere plads. Intet er tabt; appen prøver igen.", "The server is out of space. Nothing is lost; the app tries again."),
}  # fmt: skip

_BY_STATUS = {
    400: "bad_request", 401: "not_signed_in", 403: "forbidden", 404: "not_found", 405: "method_not_allowed",
    406: "not_acceptable", 412: "tus_version", 413: "too_large", 415: "not_json", 422: "invalid", 429: "too_many", 503: "unavailable",
}  # fmt: skip

log = logging.getLogger("proev")


AWAY = ("08", "40", "53300", "55000", "55P03", "57P")
"""Of PostgreSQL's states those in which it cannot be had for now: no connection, another transaction first, none to give, closed
to all, a lock, shutting down or starting. A statement that it cannot do stays an error: sent again it is one again."""


class Problem(Exception):
    """An error with a code of the catalogue. `errors` names fields; `retry_after` is in seconds."""

    def __init__(self, code: str, errors: dict[str, str] | None = None, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.errors = errors
        self.retry_after = retry_after


def language() -> str:
    """The language of the sentences in this answer: what the client asks for, else Danish."""
    return request.accept_languages.best_match(["da", "en"]) or "da"


def answer(code: str, errors: dict[str, str] | None = None, retry_after: int | None = None) -> Response:
    """The problem+json answer for a code."""
    status, danish, english = CATALOGUE[code]
    told: dict[str, Any] = {
        "type": f"urn:proev:problem:{code}", "code": code, "status": status,
        "title": code.replace("_", " "), "detail": english if language() == "en" else danish,
    }  # fmt: skip
    if errors:
        told["errors"] = errors
    response = Response(json.dumps(told, ensure_ascii=False), status, mimetype="application/problem+json")
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def register(app: Flask) -> None:
    """Answer every error of the application as a problem."""

    @app.errorhandler(Problem)
    def _problem(problem: Problem) -> Response:
        return answer(problem.code, problem.errors, problem.retry_after)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response:
        code = _BY_STATUS.get(error.code or 500, "internal" if (error.code or 500) >= 500 else "bad_request")
        response = answer(code, _field_errors(error))
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After"):
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def _unexpected(error: Exception) -> Response:
        # What people wrote can stand in an error's message; the path, the error's type and its place say enough.
        places = "".join(traceback.format_tb(error.__traceback__))
        log.error("unexpected %s at %s %s\n%s", type(error).__name__, request.method, request.path, places)
        if _is_full(error):
            return answer("storage_full", retry_after=30)
        return answer("unavailable", retry_after=5) if _is_busy(error) else answer("internal")


def _field_errors(error: HTTPException) -> dict[str, str] | None:
    told = getattr(error, "data", None) or {}
    messages = told.get("messages", {}).get("json") if isinstance(told.get("messages"), dict) else None
    if not isinstance(messages, dict):
        return None
    return {str(name): str(said[0] if isinstance(said, list) else said) for name, said in messages.items()}


def _is_busy(error: Exception) -> bool:
    """True when it is the database that cannot be had for now: another process writes SQLite's file for longer than is waited
    for it (a restore does), or PostgreSQL is away, full up or starting. Nothing that was sent is to blame, and a phone must not
    look for it there."""
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.orig, "sqlstate", "SQLite")
    if state == "SQLite":
        return "database is locked" in str(error.orig).lower()
    return state is None or state.startswith(AWAY)


def _is_full(error: Exception) -> bool:
    text = str(getattr(error, "orig", error)).lower()
    return "disk is full" in text or "no space left" in text

"""Signing in, who is signed in, signing out."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, g, jsonify, request
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from .. import clock
from ..accounts import sign_ins
from ..problems import Problem
from ..values import is_storable
from . import guard

blueprint = Blueprint("session", __name__, url_prefix="/api/v1", description="Signing in and out.")


class Credentials(Schema):
    """What signing in takes."""

    email = fields.String(required=True)
    password = fields.String(required=True)


def _tries() -> str:
    return f"{guard.settings().sign_in_tries} per 5 minutes"


def _account() -> str:
    try:
        email = guard.json_body().get("email")
    except Problem:  # the view says what is wrong
        email = None
    return f"{request.remote_addr} {str(email).strip().lower()[:254]}"


@blueprint.post("/session")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": Credentials}}})
@guard.open_to_all
@guard.limiter.limit(_tries, key_func=_account, deduct_when=lambda response: response.status_code == 401)
def post_session() -> Response:
    """Sign in with e-mail and password; the answer carries an HttpOnly cookie."""
    told = guard.json_body()
    wrong = {name: "required" for name in ("email", "password") if not _is_text(told.get(name))}
    if wrong:
        raise Problem("invalid", errors=wrong)
    token, signed = sign_ins.sign_in(told["email"], told["password"], clock.now())
    response = jsonify(_told(signed))
    guard.set_cookie(response, token)
    return response


@blueprint.get("/session")
@guard.signed_in
def get_session() -> Response:
    """Who is signed in."""
    return jsonify(_told(g.signed))


@blueprint.delete("/session")
@guard.open_to_all
def delete_session() -> Response:
    """Sign out. Signing out twice is no error."""
    token = request.cookies.get(guard.COOKIE)
    if token:
        sign_ins.sign_out(token)
    response = Response(status=204)
    response.delete_cookie(guard.COOKIE, path="/", httponly=True, samesite="Strict")
    return response


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 1000 and is_storable(value)


def _told(signed: sign_ins.Signed) -> dict[str, Any]:
    return {
        "user": {"id": signed.user, "name": signed.name},
        "memberships": [{"unit": unit, "role": role} for unit, role in signed.standing.memberships],
        "organisation": {"id": signed.organisation, "name": signed.organisation_name},
        "time_zone": current_app.config["SETTINGS"].time_zone,
        "epoch": signed.epoch,
        "server_time": clock.wire(clock.now()),
    }

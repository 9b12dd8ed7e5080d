"""Til gennemsyn: releasing and dismissing held mutations."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, g, jsonify
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from ..ids import is_id
from ..problems import Problem, language
from ..sync import carry, review
from . import guard

blueprint = Blueprint("held", __name__, url_prefix="/api/v1/held", description="What was kept for people to look at.")


class Release(Schema):
    """Into which unit; left out: where it was written."""

    unit = fields.UUID()


class Dismissal(Schema):
    """Why it is not stored, for its sender to read."""

    reason = fields.String(required=True)


@blueprint.post("/<held_id>/release")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": Release}}})
@guard.signed_in
def post_release(held_id: str) -> Response:
    """Store a held mutation with its first author. What still breaks a rule stays held: `status` says which."""
    unit = guard.json_body().get("unit")
    if unit is not None and not is_id(unit):
        raise Problem("invalid", errors={"unit": "not_an_id"})
    return _reviewed(lambda: review.release(_reader(), held_id, unit, guard.settings().time_zone, language()))


@blueprint.post("/<held_id>/dismiss")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": Dismissal}}})
@guard.signed_in
def post_dismiss(held_id: str) -> Response:
    """Deal with a held mutation without storing it. Its sender reads the reason."""
    reason = guard.json_body().get("reason")
    return _reviewed(lambda: review.dismiss(_reader(), held_id, reason, guard.settings().time_zone))


@blueprint.post("/carry-in")
@guard.signed_in
def post_carry_in() -> Response:
    """Take in a file that a phone has written its queue to (`{"proev_queue": 1, "entries": […]}`): one's own entries as a
    push, somebody else's for the unit's leader to look at. Twice is harmless."""
    guard.need_room()
    told = guard.json_body(4 * 1024 * 1024)
    try:
        done = carry.carry_in(g.signed.organisation, g.signed.user, told, guard.settings().time_zone, language())
    except carry.NotAQueue:
        raise Problem("not_a_queue") from None
    return jsonify(vars(done))


def _reader() -> review.Reader:
    return review.Reader(g.signed.organisation, g.signed.user, g.signed.standing)


def _reviewed(decide: Callable[[], review.Reviewed]) -> Response:
    try:
        told = decide()
    except review.Unknown:
        raise Problem("not_found") from None
    except review.NotAllowed:
        raise Problem("forbidden") from None
    except review.BadReason as bad:
        raise Problem("invalid", errors={"reason": str(bad)}) from None
    return jsonify({name: value for name, value in vars(told).items() if value is not None})

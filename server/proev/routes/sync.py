"""`POST /api/v1/sync` and the contract that it speaks."""

from __future__ import annotations

from typing import Any, TypeGuard

from flask import Response, g, jsonify, request
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from .. import clock, contract
from ..accounts import sign_ins
from ..ids import is_id
from ..problems import Problem, language
from ..records import definitions
from ..sync import service
from ..wire import read_json
from . import guard
from .crowd import in_turn

blueprint = Blueprint("sync", __name__, url_prefix="/api/v1", description="Sending what was captured, getting what changed.")
MOST_BYTES = 1024 * 1024
MOST_MUTATIONS = 1_000
MOST_CHANGES = 1_000
MOST_IDS = 5_000


class Mutation(Schema):
    """One edit: `put` carries only the fields that changed."""

    id = fields.UUID(required=True)
    type = fields.String(required=True)
    op = fields.String(required=True, metadata={"enum": ["put", "delete"]})
    record = fields.UUID()
    base = fields.Integer()
    at = fields.DateTime()
    fields_ = fields.Dict(data_key="fields")
    not_cpr = fields.List(fields.String())
    instead_of = fields.UUID()


class Install(Schema):
    """Which installation pushes: the mark of its last answered push, and the one that it has made for this push."""

    last = fields.UUID(allow_none=True)
    next = fields.UUID(required=True)


class SyncRequest(Schema):
    """What a device sends: its queue, and where it has read to."""

    device = fields.UUID(required=True)
    carried_by = fields.UUID(
        metadata={"description": "The device that sends, when a file has brought it what `device` has written."}
    )
    author = fields.UUID(required=True)
    schema = fields.Integer(required=True)
    sent_at = fields.DateTime()
    cursor = fields.String(allow_none=True)
    limit = fields.Integer()
    echo = fields.Boolean(metadata={"description": "Leave nothing out of `changes` that this request's mutations made."})
    install = fields.Nested(Install)
    mutations = fields.List(fields.Nested(Mutation))


class ReconcileRequest(Schema):
    """Mutation ids that a device has got results for."""

    ids = fields.List(fields.UUID(), required=True, validate=validate.Length(max=MOST_IDS))


@blueprint.post("/sync")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": SyncRequest}}})
@in_turn(MOST_BYTES)
@guard.signed_in
def post_sync() -> Response:
    """Take in mutations, give out changes; what is acknowledged is committed."""
    told = read_json(request, MOST_BYTES)
    asked = _parse(told)
    sender = _sender(told, asked.device)
    is_retired = sign_ins.meet_device(g.signed, sender, clock.now()) == "retired"
    if is_retired and not asked.mutations:
        raise Problem("device_revoked", errors={"device": "retired"})
    if asked.mutations:
        guard.need_room()
    install = told.get("install") if isinstance(told, dict) else None
    # One that is retired is nobody's copy: as a copy it would get a number that nobody has withdrawn.
    if asked.mutations and not is_retired and isinstance(install, dict) and is_id(install.get("next")):
        last = install.get("last")
        sign_ins.mark_install(g.signed, sender, last if is_id(last) else None, install["next"])
    try:
        text = service.sync(g.signed.organisation, asked, guard.settings().time_zone, gives_out=not is_retired)
    except service.RestoredMeanwhile:
        raise Problem("unavailable", retry_after=1) from None
    return Response(text, mimetype="application/json")


@blueprint.post("/sync/reconcile")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": ReconcileRequest}}})
@guard.signed_in
def post_reconcile() -> Response:
    """Which of these mutations does the server not hold? A client sends those again; none should ever be missing."""
    told = read_json(request, MOST_BYTES)
    ids = told.get("ids") if isinstance(told, dict) else None
    if not isinstance(ids, list) or len(ids) > MOST_IDS or not all(is_id(one) for one in ids):
        raise Problem("malformed")
    return jsonify({"missing": service.missing(g.signed.organisation, ids)})


def _parse(told: object) -> service.Request:
    """The outer form of the request. What is wrong inside a single mutation is that mutation's affair."""
    if not isinstance(told, dict) or not is_id(told.get("device")) or not isinstance(told.get("author"), str):
        raise Problem("malformed")
    schema: Any = told.get("schema")
    limit: Any = told.get("limit", MOST_CHANGES)
    cursor, mutations = told.get("cursor"), told.get("mutations", [])
    is_right = (
        _is_whole(schema) and _is_whole(limit) and limit >= 1 and schema >= 1 and isinstance(mutations, list)
        and (cursor is None or isinstance(cursor, str)) and isinstance(told.get("sent_at", ""), str | None)
    )  # fmt: skip
    if not is_right:
        raise Problem("malformed")
    if told["author"] != g.signed.user:
        raise Problem("wrong_user")
    if schema > contract.SCHEMA:
        raise Problem("schema_newer")
    if len(mutations) > MOST_MUTATIONS:
        raise Problem("too_large")
    return service.Request(
        told["device"], told["author"], told.get("sent_at"), cursor, min(limit, MOST_CHANGES), mutations, language(),
        told.get("echo") is True,
    )  # fmt: skip


def _sender(told: object, device: str) -> str:
    """The device that has sent the request: the one that may be withdrawn, whatever it brings."""
    sender = told.get("carried_by", device) if isinstance(told, dict) else device
    if not is_id(sender):
        raise Problem("malformed")
    return str(sender)


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


@blueprint.get("/contract")
@guard.open_to_all
def get_contract() -> Response:
    """The record types with their fields, limits, choices, and who may write what."""
    return jsonify(contract.as_json())


def describe(api_spec: object) -> None:
    """Enter every record type in the OpenAPI document."""
    for name in definitions():
        api_spec.components.schema(f"{contract.pascal(name)}Fields", schema=contract.schema_of(name))  # type: ignore[attr-defined]

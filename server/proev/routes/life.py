"""`GET /api/v1/trials/<id>` and `/practices/<id>`: one of them as its page shows it, and a trial's run chart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Response, g, jsonify
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from .. import clock, life
from ..ids import is_id
from ..problems import Problem
from . import guard

blueprint = Blueprint("life", __name__, url_prefix="/api/v1", description="One trial, one practice, within one's own units.")


class RecordShown(Schema):
    """A record as in a sync reply's `changes`."""

    type = fields.String()
    id = fields.UUID()
    version = fields.Integer()
    seq = fields.Integer()
    unit = fields.UUID()
    deleted = fields.Boolean()
    created_by = fields.UUID(allow_none=True)
    captured_at = fields.DateTime(allow_none=True)
    received_at = fields.DateTime()
    fields_ = fields.Dict(data_key="fields")


class TrialInShort(Schema):
    """Another trial that belongs to this one."""

    id = fields.UUID()
    unit = fields.UUID()
    title = fields.String()
    phase = fields.String()


class SiblingElsewhere(Schema):
    """A trial in another unit that tries the same at once."""

    unit_name = fields.String()
    title = fields.String()
    phase = fields.String()
    worked = fields.Integer()
    partly = fields.Integer()
    not_ = fields.Integer(data_key="not")


class TriedElsewhere(Schema):
    """What a unit made of the same trial: one of the reader's own, or any that shares what it learned."""

    unit_name = fields.String()
    title = fields.String()
    phase = fields.String()
    learned = fields.String(allow_none=True)


class TrialPage(Schema):
    """A trial as its page shows it."""

    record = fields.Nested(RecordShown)
    phase = fields.String()
    observations_count = fields.Integer(metadata={"description": "Replaced ones are not counted."})
    decisions = fields.List(fields.Nested(RecordShown))
    run_chart = fields.Boolean(metadata={"description": "There is a value to chart."})
    period_days = fields.Integer(allow_none=True)
    needs = fields.List(fields.String(), metadata={"description": "The fields that starting still lacks."})
    contradictions = fields.List(fields.UUID(), metadata={"description": "Decisions to settle."})
    children = fields.List(fields.Nested(TrialInShort))
    together = fields.List(fields.Nested(TrialInShort))
    together_elsewhere = fields.List(fields.Nested(SiblingElsewhere))
    tried_elsewhere = fields.List(fields.Nested(TriedElsewhere))


class ChartPoint(Schema):
    """One value; those of the baseline have no moment."""

    at = fields.DateTime(allow_none=True)
    value = fields.String()


class RunChart(Schema):
    """A run chart by the Anhøj rules. Limits are null with fewer than ten useful points."""

    points = fields.List(fields.Nested(ChartPoint))
    median = fields.String(allow_none=True)
    useful = fields.Integer()
    longest_run = fields.Integer()
    longest_run_limit = fields.Integer(allow_none=True)
    run_from = fields.Integer(allow_none=True, metadata={"description": "Index of the longest run's first point."})
    run_to = fields.Integer(allow_none=True, metadata={"description": "Index of the longest run's last point."})
    crossings = fields.Integer()
    crossings_limit = fields.Integer(allow_none=True)
    signal = fields.Boolean()
    enough = fields.Boolean()


class CheckInDue(Schema):
    """A unit's next question; `overdue` in days, negative while it is still to come."""

    unit = fields.UUID()
    due_on = fields.Date()
    overdue = fields.Integer()


class Place(Schema):
    """A unit that does it, and since when."""

    unit = fields.UUID()
    since_on = fields.Date()


class PracticePage(Schema):
    """A practice as its page shows it."""

    record = fields.Nested(RecordShown)
    phase = fields.String()
    sustained = fields.Boolean()
    check_ins_due = fields.List(fields.Nested(CheckInDue))
    places = fields.List(fields.Nested(Place))
    check_ins_count = fields.Integer()
    decisions = fields.List(fields.Nested(RecordShown))


def _answers(schema: type[Schema]) -> dict[str, Any]:
    return {"200": {"description": schema.__doc__, "content": {"application/json": {"schema": schema}}}}


@blueprint.get("/trials/<trial_id>")
@blueprint.doc(responses=_answers(TrialPage))
@guard.signed_in
def get_trial(trial_id: str) -> Response:
    """A trial with its phase today, its decisions, what came of it, and who tried it elsewhere."""
    return _shown(trial_id, lambda today: life.trial_page(g.signed.organisation, g.signed.standing, trial_id, today))


@blueprint.get("/trials/<trial_id>/run-chart")
@blueprint.doc(responses=_answers(RunChart))
@guard.signed_in
def get_run_chart(trial_id: str) -> Response:
    """A trial's run chart: its baseline, then its observations' values."""
    return _shown(trial_id, lambda _: life.trial_chart(g.signed.organisation, g.signed.standing, trial_id))


@blueprint.get("/practices/<practice_id>")
@blueprint.doc(responses=_answers(PracticePage))
@guard.signed_in
def get_practice(practice_id: str) -> Response:
    """A practice: whether it holds, where it is done, and which questions are due."""
    return _shown(practice_id, lambda today: life.practice_page(g.signed.organisation, g.signed.standing, practice_id, today))


def _shown(record_id: str, page: Callable[[date], dict[str, Any]]) -> Response:
    if not is_id(record_id):
        raise Problem("not_found")
    try:
        return jsonify(page(clock.today_in(clock.now(), guard.settings().time_zone)))
    except life.NotThere:
        raise Problem("not_found") from None

"""`GET /api/v1/dashboard`: the leaders' figures."""

from __future__ import annotations

from flask import Response, g, jsonify, request
from flask_smorest import Blueprint

from .. import clock, dashboard
from ..ids import is_id
from ..problems import Problem
from . import guard

blueprint = Blueprint("dashboard", __name__, url_prefix="/api/v1", description="The leaders' figures.")
LONGEST = 1_100


@blueprint.get("/dashboard")
@blueprint.doc(
    parameters=[
        {
            "name": "unit",
            "in": "query",
            "schema": {"type": "string", "format": "uuid"},
            "description": "The unit, with all below it.",
        },
        {
            "name": "days",
            "in": "query",
            "schema": {"type": "integer", "minimum": 1, "maximum": LONGEST},
            "description": "The last so many days.",
        },
    ]
)
@guard.signed_in
def get_dashboard() -> Response:
    """What waits, trials by phase, observations and citizens' moods over time, and the newest learning."""
    zone = guard.settings().time_zone
    unit = request.args.get("unit") or None
    days = request.args.get("days", "90")
    if not days.isascii() or not days.isdigit() or not 1 <= int(days[:6]) <= LONGEST:
        raise Problem("invalid", errors={"days": "out_of_range"})
    if unit is not None and not is_id(unit):
        raise Problem("not_found")
    try:
        told = dashboard.overview(
            g.signed.organisation, g.signed.standing, unit, int(days), clock.today_in(clock.now(), zone), zone
        )
    except dashboard.UnitUnknown:
        raise Problem("not_found") from None
    return jsonify(told)

"""`GET /api/v1/search`: what others have learned, and what one's own units have, by words."""

from __future__ import annotations

from flask import Response, g, jsonify, request
from flask_smorest import Blueprint

from .. import clock, finding
from ..problems import Problem
from . import guard

blueprint = Blueprint("search", __name__, url_prefix="/api/v1", description="Searching, in Danish.")
LONGEST, MOST = 200, 50


@blueprint.get("/search")
@blueprint.doc(
    parameters=[
        {
            "name": "q",
            "in": "query",
            "required": True,
            "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST},
            "description": "What is looked for; inflected and mistyped words are found too.",
        },
        {
            "name": "limit",
            "in": "query",
            "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": 20},
            "description": "The most results.",
        },
    ]
)
@guard.signed_in
def get_search() -> Response:
    """Learning of the whole organisation; trials, practices and barriers of the reader's own units. Never persons."""
    sought = request.args.get("q", "").strip()
    limit = request.args.get("limit", "20")
    if not sought:
        raise Problem("invalid", errors={"q": "required"})
    if len(sought) > LONGEST:
        raise Problem("invalid", errors={"q": "too_long"})
    if not limit.isascii() or not limit.isdigit() or not 1 <= int(limit[:6]) <= MOST:
        raise Problem("invalid", errors={"limit": "out_of_range"})
    today = clock.today_in(clock.now(), guard.settings().time_zone)
    return jsonify(finding.find(g.signed.organisation, g.signed.standing, sought, int(limit), today))

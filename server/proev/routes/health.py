"""Is the process alive, and can it serve?"""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import text

from ..db import reading
from ..problems import Problem
from . import guard

blueprint = Blueprint("health", __name__)


@blueprint.get("/live")
@guard.open_to_all
def get_live() -> Response:
    """The process answers."""
    return jsonify(status="live")


@blueprint.get("/ready")
@guard.open_to_all
def get_ready() -> Response:
    """The database answers and the server is not shutting down. `room` says what may still be stored: all, text, nothing."""
    if current_app.extensions.get("proev_stopping"):
        raise Problem("unavailable", retry_after=5)
    try:
        with reading() as session:
            session.execute(text("SELECT 1 FROM installation"))
    except Exception:
        current_app.logger.exception("not ready: the database does not answer")
        raise Problem("unavailable", retry_after=5) from None
    return jsonify(status="ready", room=guard.room())

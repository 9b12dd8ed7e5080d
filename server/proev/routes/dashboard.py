"""The leaders' figures."""

from __future__ import annotations

from flask_smorest import Blueprint

blueprint = Blueprint("dashboard", __name__, url_prefix="/api/v1", description="The leaders' figures.")

"""Single records, online: for the pages that show more than the phone holds."""

from __future__ import annotations

from flask_smorest import Blueprint

blueprint = Blueprint("records", __name__, url_prefix="/api/v1", description="Single records.")

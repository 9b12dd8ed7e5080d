"""The one-time set-up: naming the organisation and making its first administrator."""

from __future__ import annotations

from flask import Response
from flask_smorest import Blueprint

from .. import clock
from ..accounts import setup
from ..problems import Problem
from ..values import is_storable
from . import guard

blueprint = Blueprint("setup", __name__, url_prefix="/api/v1", description="The first start.")
NEEDED = ("token", "organisation", "name", "email", "password")


@blueprint.post("/setup")
@guard.open_to_all
@guard.limiter.limit("20 per 5 minutes")
def post_setup() -> Response:
    """Make the organisation and its first administrator, with the token of the link that the start printed."""
    told = guard.json_body()
    wrong = {name: "required" for name in NEEDED if not isinstance(told.get(name), str) or not told[name].strip()}
    wrong |= {name: "bad_characters" for name in NEEDED if name not in wrong and not is_storable(told[name])}
    if wrong:
        raise Problem("invalid", errors=wrong)
    token, organisation, name, email, password = (told[field] for field in NEEDED)
    setup.set_up(token, organisation, name, email, password, clock.now(), guard.settings().time_zone)
    return Response(status=201)

"""The wire: each route parses, calls and returns."""

from __future__ import annotations

from flask import Flask
from flask_compress import Compress
from flask_smorest import Api


def register_routes(app: Flask) -> None:
    """Hang every blueprint on the application, and the rules that hold for all of them."""
    from . import crowd, dashboard, docs, guard, health, held, life, pages, search, session, setup, sync, uploads

    app.config.update(
        API_TITLE="Prøv",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={"info": {"description": docs.ABOUT, "license": {"name": "EUPL-1.2"}}},
    )
    guard.register(app)
    crowd.register(app)
    api = Api(app)
    api.DEFAULT_ERROR_RESPONSE_NAME = None
    for module in (session, sync, uploads, held, life, dashboard, search, setup):
        api.register_blueprint(module.blueprint)
    docs.register(app, api)
    for module in (health, pages):
        app.register_blueprint(module.blueprint)
    Compress(app)

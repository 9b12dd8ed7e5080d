"""Prøv: small trials, written down where they happen, seen where they are decided."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.pool import NullPool
from werkzeug.middleware.proxy_fix import ProxyFix

from . import config, problems
from .db import db, prepare
from .routes import register_routes

__version__ = "0.1.0"


def create_app(settings: config.Settings | None = None) -> Flask:
    """The application: composes, decides nothing. Raises `config.BadSetting` when a setting cannot be right."""
    settings = settings or config.load()
    app = Flask("proev", static_folder=None)
    app.config.update(
        SECRET_KEY=config.secret_key(settings.data),
        SETTINGS=settings,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings),
        MAX_CONTENT_LENGTH=8 * 1024 * 1024,
        COMPRESS_MIMETYPES=["application/json", "application/problem+json", "text/html"],
        COMPRESS_STREAMS=False,
        RATELIMIT_HEADERS_ENABLED=True,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    register_routes(app)
    problems.register(app)  # after the API, whose own error handler would otherwise stand
    return app


def _engine_options(settings: config.Settings) -> dict[str, object]:
    # hide_parameters: an error's message would else carry what people wrote into the log.
    if settings.is_sqlite:
        return {"connect_args": {"check_same_thread": False}, "poolclass": NullPool, "hide_parameters": True}
    return {"pool_size": settings.threads, "max_overflow": settings.threads, "pool_pre_ping": True, "hide_parameters": True}


__all__ = ["create_app"]

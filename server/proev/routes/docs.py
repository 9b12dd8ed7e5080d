"""The API's document for machines and its page for people, served without any outside host."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, render_template
from flask_smorest import Api

from . import guard, sync

ABOUT = (
    "Prøv's interface. Unsafe requests carry `X-Proev: 1` and JSON; errors are `application/problem+json` with a stable"
    " `code`. Records are written through `POST /api/v1/sync` only."
)


def register(app: Flask, api: Api) -> None:
    """Complete the OpenAPI document and hang the page on the application."""
    sync.describe(api.spec)

    @app.get("/api/docs")
    @guard.open_to_all
    def get_docs() -> Response:
        """The interface, for people."""
        document = api.spec.to_dict()
        return Response(render_template("docs.html", document=document, calls=_calls(document)), mimetype="text/html")


def _calls(document: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            if isinstance(told, dict) and "responses" in told:
                found.append({"path": path, "method": method.upper(), **told})
    return found

"""Serving with gunicorn: one process on SQLite, several on PostgreSQL; ready before it says so, calm when it stops."""

from __future__ import annotations

import ipaddress
import socket
import struct
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker

from . import create_app
from .accounts import setup
from .config import Settings
from .db import db, reading
from .journal import Installation
from .routes import crowd

STANDS_STILL = 60
"""Seconds after which a body of which nothing more comes is given up, as a phone gives its request up."""


class WillNotServe(Exception):
    """Serving would be unsafe or is impossible; the message is one sentence."""


def serve(settings: Settings, host: str, port: int, allow_demo: bool) -> None:
    """Serve until told to stop. Port 0 takes a free one and prints it."""
    app = create_app(settings)
    with app.app_context():
        with reading() as session:
            row = session.get(Installation, 1)
            is_demo = bool(row and row.is_demo)
        if is_demo and not allow_demo and not is_loopback(host):
            raise WillNotServe(
                f"this database holds demo data with public passwords, so it is served on this machine only, not on {host}"
                " (--allow-demo if you mean it)."
            )
        token = setup.new_link_token()
        db.engine.dispose()
    listener = _listen(host, port)
    address = f"http://{_shown(host)}:{listener.getsockname()[1]}"
    print(f"Prøv: {address}", flush=True)
    if token:
        print(f"Set up your organisation (the link works once): {address}/opsaetning#{token}", flush=True)
    _Server(app, settings, listener).run()


def is_loopback(host: str) -> bool:
    """True for an address that only this machine can reach."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise WillNotServe(f"cannot listen on {host}:{port}: {error.strerror}. Is it in use? Try --port 0.") from None
    # A phone that has gone out of reach in the middle of a request is given up after a minute, not never.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, seconds in (("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3)):
        if hasattr(socket, name):
            listener.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), seconds)
    # Connections have this from the listener. One that is idle between two requests is not read from, so it is not meant.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", STANDS_STILL, 0))
    listener.listen(512)
    listener.set_inheritable(True)
    return listener


class _Worker(ThreadWorker):
    """A worker that, told to stop, does not wait for connections on which nothing was ever asked: browsers open some ahead,
    and each would hold the restart up for as long as an idle one may stay."""

    def handle_exit(self, sig: int, frame: Any) -> None:
        """SIGTERM: the readiness probe says no, what has begun is answered, and the rest is let go."""
        self.cfg.worker_int(self)
        super().handle_exit(sig, frame)
        self.method_queue.defer(self._let_go)

    def _let_go(self) -> None:
        for connection in self.pending_conns:
            connection.timeout = 0.0


class _Server(BaseApplication):
    """gunicorn around the application that was made already."""

    def __init__(self, app: Flask, settings: Settings, listener: socket.socket) -> None:
        self._app, self._settings, self._listener = app, settings, listener
        super().__init__()

    def load_config(self) -> None:
        """gunicorn's settings; the socket is handed over open."""
        told: dict[str, Any] = {
            "bind": f"fd://{self._listener.fileno()}",
            "workers": 1 if self._settings.is_sqlite else self._settings.workers,
            # Those who send, those who wait for a place to sync, and those who upload, have threads of their own, so that
            # others are still served meanwhile.
            "threads": self._settings.threads * (3 + crowd.WAITING_A_PLACE + crowd.SENDING_A_PLACE),
            "worker_class": _Worker,
            "timeout": 120,
            "graceful_timeout": 20,
            "keepalive": 15,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "worker_int": self._stopping,
        }
        for name, value in told.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application."""
        return self._app

    def _stopping(self, _worker: Any) -> None:
        self._app.extensions["proev_stopping"] = True

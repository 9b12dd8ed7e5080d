"""Requests over a real socket to a real server, cut off at any byte."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import struct
import time
from pathlib import Path
from typing import Any

from e2e.server import Server
from tests.support.town import Town
from tests.support.uploads import Sending

RESET = struct.pack("ii", 1, 0)
"""A socket that is closed with this tells the other end nothing more: the connection breaks."""
PATIENCE = 20


class Wire:
    """One installation of a town, served by a process of its own; Mette's phone is signed in."""

    def __init__(self, town: Town) -> None:
        settings = town.app.config["SETTINGS"]
        self.server = Server(settings.data, settings.database_url)
        self.phone = town.phone("Mette")
        cookie = self.phone.client.get_cookie("proev_session")
        assert cookie
        self.cookie = f"proev_session={cookie.value}"
        self.server.start()

    def _headers(self, one: Sending, **more: str) -> dict[str, str]:
        return {**one.headers(**more), "Host": f"127.0.0.1:{self.server.port}", "Cookie": self.cookie}

    def _request(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read()

    def sync(self, told: dict[str, Any]) -> tuple[int, bytes]:
        """One sync; returns the status and the answer."""
        status, _, body = self._request("POST", "/api/v1/sync", self._syncing(), json.dumps(told).encode())
        return status, body

    def sync_that_stands_still(self) -> socket.socket:
        """A sync of which the head and the first byte have been sent."""
        head = "".join(f"{name}: {value}\r\n" for name, value in self._syncing().items())
        line = socket.create_connection(("127.0.0.1", self.server.port))
        line.sendall(f"POST /api/v1/sync HTTP/1.1\r\n{head}Content-Length: 500\r\n\r\n{{".encode())
        return line

    def _syncing(self) -> dict[str, str]:
        host = f"127.0.0.1:{self.server.port}"
        return {"Host": host, "Cookie": self.cookie, "X-Proev": "1", "Content-Type": "application/json"}

    def announce(self, one: Sending) -> int:
        """POST; returns how far it has come."""
        told = self._headers(one, Upload_Length=str(len(one.content)), Upload_Metadata=one.metadata())
        status, headers, body = self._request("POST", "/api/v1/uploads", told)
        assert status == 201, body
        return int(headers["Upload-Offset"])

    def offset(self, one: Sending) -> int:
        """HEAD."""
        status, headers, _ = self._request("HEAD", f"/api/v1/uploads/{one.id}", self._headers(one))
        assert status == 200, status
        return int(headers["Upload-Offset"])

    def patch(self, one: Sending, start: int, end: int | None = None) -> int:
        """PATCH; returns the status."""
        return self._request("PATCH", f"/api/v1/uploads/{one.id}", self._patching(one, start), one.content[start:end])[0]

    def _patching(self, one: Sending, start: int) -> dict[str, str]:
        return self._headers(one, Upload_Offset=str(start), Content_Type="application/offset+octet-stream")

    def cut(self, one: Sending, at: int, after_head: bool, is_reset: bool, start: int = 0) -> int:
        """A PATCH with all the rest that breaks off after `at` bytes of its head or (`after_head`) of its body; returns
        how many bytes of the file were sent."""
        length = len(one.content) - start
        head = "".join(f"{name}: {value}\r\n" for name, value in self._patching(one, start).items())
        told = f"PATCH /api/v1/uploads/{one.id} HTTP/1.1\r\n{head}Content-Length: {length}\r\n\r\n".encode()
        sent = told + one.content[start : start + at] if after_head else told[:at]
        with socket.create_connection(("127.0.0.1", self.server.port)) as line:
            line.sendall(sent)
            if is_reset:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        return at if after_head else 0

    def head_length(self, one: Sending) -> int:
        """How long the head of such a PATCH is, more or less."""
        return sum(len(name) + len(value) + 4 for name, value in self._patching(one, 0).items()) + 100

    def await_offset(self, one: Sending, wanted: int) -> int:
        """Ask until the server has that much: it reads what a broken connection has left a little later."""
        until = time.monotonic() + PATIENCE
        while (come := self.offset(one)) != wanted and time.monotonic() < until:
            pass
        return come

    def finish(self, one: Sending) -> None:
        """Carry on as a phone does: ask, send the rest, ask again when the server says that it is elsewhere."""
        until = time.monotonic() + PATIENCE
        while (come := self.offset(one)) < len(one.content):
            status = self.patch(one, come)
            assert status in (204, 409, 503), status
            assert time.monotonic() < until

    def content(self, one: Sending) -> bytes:
        """GET."""
        return self._request("GET", f"/api/v1/attachments/{one.id}", {"Cookie": self.cookie})[2]

    def kill(self) -> None:
        """SIGKILL to the server and its workers."""
        assert self.server.process
        pid = self.server.process.pid
        for one in [*Path(f"/proc/{pid}/task/{pid}/children").read_text().split(), str(pid)]:
            os.kill(int(one), signal.SIGKILL)
        self.server.process.wait()

    def close(self) -> None:
        """Stop the server."""
        self.server.close()

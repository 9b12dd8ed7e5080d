"""A proxy that counts what crosses the wire between a browser and the server: bytes each way, and requests."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from dataclasses import dataclass, field

ANSWER = re.compile(rb"HTTP/1\.1 \d{3} ")


@dataclass
class Wire:
    """Listens on `port` and hands everything on to `target`, counting."""

    target: int
    up: int = 0
    down: int = 0
    requests: int = 0
    port: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def reset(self) -> None:
        """Count from nothing again."""
        with self._lock:
            self.up = self.down = self.requests = 0

    def close(self) -> None:
        """Listen no more."""
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.target))
            threading.Thread(target=self._pump, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self._pump, args=(far, near, False), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, is_up: bool) -> None:
        with contextlib.suppress(OSError):  # one side hung up: so does the other
            while chunk := source.recv(65_536):
                with self._lock:
                    if is_up:
                        self.up += len(chunk)
                    else:
                        self.down += len(chunk)
                        self.requests += len(ANSWER.findall(chunk))
                sink.sendall(chunk)
        for one in (source, sink):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

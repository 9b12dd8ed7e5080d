"""A process that has imported the application once and becomes `proev …` as often as it is asked.

Stories stop and start a real server many times, and importing is most of a start. What comes out of here is what the console
script would be: a process of its own with its own environment, its own clock and its own end, which can be killed.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO

MOST = 200_000
"""Bytes of one request: arguments and environment."""


class Forged:
    """One such process, with what of `subprocess.Popen` the tests use."""

    def __init__(self, told: IO[str], stdout: IO[str]) -> None:
        self.stdout = stdout
        self.returncode: int | None = None
        self.pid = int(told.readline())
        self._ended = threading.Event()
        threading.Thread(target=self._watch, args=(told,), daemon=True).start()

    def _watch(self, told: IO[str]) -> None:
        with told:
            self.returncode = int(told.readline() or -signal.SIGKILL)
        self._ended.set()

    def terminate(self) -> None:
        """Ask it to end."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._signal(signal.SIGKILL)

    def _signal(self, which: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, which)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code; TimeoutError when it has not ended after so many seconds."""
        if not self._ended.wait(timeout):
            raise TimeoutError(f"process {self.pid} has not ended")
        self.stdout.close()
        assert self.returncode is not None
        return self.returncode


class Forge:
    """The process that is asked; it ends when whoever made it does. `path` is its PYTHONPATH: another one, another program."""

    def __init__(self, path: str = "") -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            environment = {**os.environ, "PYTHONPATH": path}
            subprocess.Popen([sys.executable, "-m", "tests.support.forge"], stdin=theirs, env=environment)

    def start(self, arguments: list[str], environment: dict[str, str], days: int, stdin: int, stderr: int) -> Forged:
        """`proev ARGUMENTS`, by a clock that is `days` ahead; its output is read from `stdout`."""
        out, their_out = os.pipe()
        told, their_told = os.pipe()
        request = json.dumps({"arguments": arguments, "environment": environment, "days": days}).encode()
        try:
            socket.send_fds(self._socket, [request], [stdin, their_out, stderr, their_told])
        finally:
            os.close(their_out)
            os.close(their_told)
        return Forged(os.fdopen(told), os.fdopen(out))

    def run(self, arguments: list[str], environment: dict[str, str], days: int, stdin: str) -> tuple[int, str, str]:
        """The same to its end: exit code, output, errors."""
        typed, their_typed = os.pipe()
        wrong, their_wrong = os.pipe()
        with os.fdopen(their_typed, "w") as keyboard, os.fdopen(wrong) as errors:
            done = self.start(arguments, environment, days, typed, their_wrong)
            os.close(typed)
            os.close(their_wrong)
            keyboard.write(stdin)
            keyboard.close()
            said, complained = done.stdout.read(), errors.read()
        return done.wait(60), said, complained


def _serve_requests() -> None:
    # Imported before anyone asks, because that is what this process is for.
    import alembic.command  # noqa: F401
    import gunicorn.workers.gthread  # noqa: F401
    import sqlalchemy.dialects.sqlite  # noqa: F401
    from proev import server  # noqa: F401

    from tests.support import later

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=os.dup(0)) as asked:
        while True:
            request, handed, _flags, _address = socket.recv_fds(asked, MOST, 4)
            if not request:
                return
            if os.fork() == 0:
                asked.close()
                _guard(json.loads(request), handed, later)
            for one in handed:
                os.close(one)


def _guard(request: dict[str, object], handed: list[int], later: object) -> None:
    """Starts the process, tells its number and, when it has ended, how."""
    *streams, told = handed
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    process = os.fork()
    if process == 0:
        os.close(told)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        _become(request, later)
    for one in streams:
        os.close(one)
    os.write(told, f"{process}\n".encode())
    _process, status = os.waitpid(process, 0)
    os.write(told, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(request: dict[str, object], later: object) -> None:
    code = 1
    try:
        sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
        os.environ.clear()
        os.environ.update(request["environment"])  # type: ignore[call-overload]
        later.run(request["days"], request["arguments"])  # type: ignore[attr-defined]
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    finally:
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve_requests()

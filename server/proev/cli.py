"""The command line: `proev …`. Each command parses, calls and prints; ids go to stdout, everything else to stderr."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import click

from . import __version__, clock, config, contract, create_app, migrate, space


def _say(text: str) -> None:
    click.echo(text, err=True)


def _refuse(text: str) -> None:
    _say(f"proev: {text}")
    sys.exit(2)


def _settings() -> config.Settings:
    try:
        return config.load()
    except config.BadSetting as bad:
        _refuse(str(bad))
        raise


def _ready() -> config.Settings:
    """The settings, with the data folder, the key and the newest schema in place."""
    settings = _settings()
    try:
        config.secret_key(settings.data)
        migrate.upgrade(settings.database_url)
    except config.BadSetting as bad:
        _refuse(str(bad))
    except Exception as error:  # a driver's error of any kind: one sentence, no traceback
        _refuse(f"cannot open the database: {str(getattr(error, 'orig', error)).strip().splitlines()[0]}")
    return settings


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Prøv: small trials in everyday practice."""


@main.command()
@click.option("--name", default=None, help="What the organisation is called.")
def init(name: str | None) -> None:
    """Make the data folder, the secret key, the database and the organisation; print the organisation's id."""
    from .accounts import people
    from .db import writing

    settings = _ready()
    with create_app(settings).app_context(), writing() as session:
        people.start_installation(session)
        organisation = people.only_organisation(session)
        if organisation is None:
            organisation = people.make_organisation(session, name or people.UNNAMED, clock.now(), settings.time_zone)
    click.echo(organisation)


@main.group()
def unit() -> None:
    """Units of the organisation."""


@unit.command("add")
@click.argument("name")
@click.option("--parent", default=None, help="The unit that it lies below (the organisation when left out).")
@click.option("--kind", default="unit", type=click.Choice(["organisation", "department", "unit", "team"]))
def unit_add(name: str, parent: str | None, kind: str) -> None:
    """Add a unit; print its id."""
    from .accounts import people

    settings = _ready()
    with create_app(settings).app_context():
        try:
            click.echo(people.add_unit(name, parent, kind, clock.now(), settings.time_zone))
        except people.Refused as refused:
            _refuse(str(refused))


@main.group()
def user() -> None:
    """People who can sign in."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--unit", "unit_id", required=True)
@click.option("--role", required=True, type=click.Choice(["staff", "leader", "admin"]))
@click.option("--password-stdin", is_flag=True, required=True, help="Read the password from standard input.")
def user_add(email: str, name: str, unit_id: str, role: str, password_stdin: bool) -> None:
    """Add a user; print the id. The password is read from standard input, so that no shell history holds it."""
    from .accounts import people

    settings = _ready()
    password = sys.stdin.readline().rstrip("\r\n")
    with create_app(settings).app_context():
        try:
            click.echo(people.add_user(email, name, unit_id, role, password, clock.now(), settings.time_zone))
        except people.Refused as refused:
            _refuse(str(refused))


@user.command("deactivate")
@click.argument("user_id")
def user_deactivate(user_id: str) -> None:
    """Close the account of somebody who has left: no sign-in, no roles. What their phone has not sent stays on it: where they are
    signed in on it still, it can be saved as a file that anybody can bring in. There is no way back: who returns is added anew;
    under the same address and name they can take it along themselves."""
    from .accounts import leaving, people

    settings = _ready()
    with create_app(settings).app_context():
        try:
            leaving.deactivate(user_id, clock.now(), settings.time_zone)
        except people.Refused as refused:
            _refuse(str(refused))
        _say("closed")


@main.group()
def membership() -> None:
    """What somebody may do, and where. Holds from their next request on."""


@membership.command("add")
@click.argument("user_id")
@click.argument("unit_id")
@click.option("--role", required=True, type=click.Choice(["staff", "leader", "admin"]))
def membership_add(user_id: str, unit_id: str, role: str) -> None:
    """Give somebody a role in a unit and all below it; print the membership's id."""
    from .accounts import people

    settings = _ready()
    with create_app(settings).app_context():
        try:
            click.echo(people.add_membership(user_id, unit_id, role, clock.now(), settings.time_zone))
        except people.Refused as refused:
            _refuse(str(refused))


@membership.command("remove")
@click.argument("user_id")
@click.argument("unit_id")
def membership_remove(user_id: str, unit_id: str) -> None:
    """Take somebody's roles in a unit away. What their phone has not sent yet is kept for the unit's leader."""
    from .accounts import people

    settings = _ready()
    with create_app(settings).app_context():
        try:
            gone = people.remove_membership(user_id, unit_id, clock.now(), settings.time_zone)
        except people.Refused as refused:
            _refuse(str(refused))
        else:
            if not gone:
                _refuse("The user has no membership of that unit.")
            _say("removed")


@main.command()
@click.option("--host", default="127.0.0.1")
@click.option("--port", default=8000, type=click.IntRange(0, 65535))
@click.option("--allow-demo", is_flag=True, help="Serve demo data, with its public passwords, beyond this machine.")
def serve(host: str, port: int, allow_demo: bool) -> None:
    """Serve the app and its API."""
    from . import server

    settings = _ready()
    try:
        server.serve(settings, host, port, allow_demo)
    except server.WillNotServe as reason:
        _refuse(str(reason))


@main.command()
@click.option("--seed", default=1, type=int, help="Another seed makes another municipality's months.")
def demo(seed: int) -> None:
    """Fill an empty database with an invented municipality, and print who can sign in."""
    from .demo import build

    settings = _ready()
    with create_app(settings).app_context():
        try:
            build.fill(settings.time_zone, seed, clock.now(), say=_say)
        except build.NotEmpty as reason:
            _refuse(str(reason))
        click.echo(build.sign_in_sheet())


@main.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup_(file: Path) -> None:
    """Write the whole database and the attachments to one file, while they are in use."""
    from . import backup

    settings = _settings()
    try:
        if migrate.revision_of(settings.database_url) is None:
            _refuse("there is no database yet. Run `proev init` first.")
        backup.backup(settings, file)
    except backup.Refused as reason:
        _refuse(str(reason))
    _say(f"wrote {file}")


@main.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
def restore_(file: Path) -> None:
    """Put the database back to a backup. Phones notice, and send what they have kept since."""
    from . import backup

    settings = _settings()
    try:
        done = backup.restore(settings, file)
    except backup.Refused as reason:
        _refuse(str(reason))
    else:
        _say(f"restored {file}" + (f"; what was there before is kept in {done.kept}" if done.kept else ""))
        if done.attachments:
            _say(f"brought back {done.attachments} attachments")
        for sentence in done.access:
            _say(sentence)
        if done.access:
            _say("put right what should be otherwise with `proev membership` and `proev user`")


@main.command()
def purge() -> None:
    """Drop tombstones older than 400 days (a phone away for longer is sent everything anew), uploads that nothing has come
    of for 60 days, and attachments that only deleted records name."""
    from . import attachments
    from .accounts import people
    from .sync.tidy import tidy

    settings = _ready()
    with create_app(settings).app_context():
        organisation = people.the_organisation()
        if organisation is None:
            _refuse("There is no organisation yet. Run `proev init` first.")
        else:
            gone = attachments.tidy(settings.data, organisation, clock.now())
            done = tidy(organisation, clock.now())
            _say(f"dropped {done.tombstones} tombstones and {done.scopes} scopes")
            _say(f"dropped {gone.unfinished} unfinished uploads and {gone.unseen} attachments of deleted records")


@main.group()
def device() -> None:
    """Browsers that have synced."""


@device.command("list")
@click.argument("user_id")
def device_list(user_id: str) -> None:
    """A user's devices: id, when it last synced, how it was withdrawn."""
    from .accounts import people, sign_ins

    with create_app(_ready()).app_context():
        for one, seen_at, revoked in sign_ins.devices_of(people.the_organisation() or "", user_id):
            click.echo(f"{one}  {clock.wire(seen_at)}  {revoked or ''}".rstrip())


@device.command("withdraw")
@click.argument("device_id")
@click.option("--lost", is_flag=True, help="It is in strange hands: what it holds is destroyed as soon as it has a network.")
def device_withdraw(device_id: str, lost: bool) -> None:
    """Withdraw a device: it sends what it has not sent yet and then forgets everything."""
    _withdraw(device_id, "lost" if lost else "retired")


@device.command("return")
@click.argument("device_id")
def device_return(device_id: str) -> None:
    """Let a withdrawn device sync again."""
    _withdraw(device_id, None)


def _withdraw(device_id: str, how: str | None) -> None:
    from .accounts import people, sign_ins

    with create_app(_ready()).app_context():
        if not sign_ins.withdraw(people.the_organisation() or "", device_id, how):
            _refuse("No device of that id has synced here.")
        _say(how or "returned")


@main.command()
def check() -> None:
    """Look at the settings, the database, its schema, SQLite's version and the free disk space."""
    settings = _settings()
    _say(f"settings   in order; time zone {settings.time_zone}")
    _say(f"data       {settings.data}")
    try:
        engine_revision = migrate.revision_of(settings.database_url)
    except Exception as error:
        _refuse(f"the database does not answer: {str(getattr(error, 'orig', error)).strip().splitlines()[0]}")
        return
    newest = migrate.newest()
    _say(f"database   {'SQLite' if settings.is_sqlite else 'PostgreSQL'}, schema {engine_revision or 'empty'} (newest {newest})")
    if settings.is_sqlite:
        safe = sqlite3.sqlite_version_info >= (3, 51, 3)
        note = "" if safe else " – older than 3.51.3: keep to one server process, as `proev serve` does"
        _say(f"sqlite     {sqlite3.sqlite_version}{note}")
    left = space.free(settings.data) // space.MIB
    room = space.room(settings.data, settings.free_attachments, settings.free_text)
    note = {"all": "", "text": " – too little for attachments", "nothing": " – too little to take anything in"}[room]
    _say(f"free disk  {left} MiB{note}")
    if engine_revision != newest:
        _refuse("the schema is not the newest; it is brought up to date by the next `proev serve`")


@main.command("contract")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail when the file is stale.")
@click.argument("path", default="pwa/src/contract.gen.ts", type=click.Path(path_type=Path))
def contract_(path: Path, only_check: bool) -> None:
    """Write the TypeScript contract from the record definitions."""
    text = contract.as_typescript()
    if only_check:
        if not path.exists() or path.read_text() != text:
            _refuse(f"{path} is stale. Run `proev contract`.")
        return
    path.write_text(text)
    _say(f"wrote {path}")

"""Who may get in, over a restore: a backup must not open again what has been closed since it was made, nor shut out who
has come since.

Withdrawn devices and ended sign-ins are carried over into the restored database, and so are the accounts that the backup
does not know, with their persons and memberships: their phones have something to send. All other memberships and accounts
come as the backup has them, because records belong to them; how they differ from what was there is told to whoever restores.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.pool import NullPool

ACCOUNT = ("organisation", "id", "email", "name", "password_hash", "is_active", "created_at")
RECORD = (
    "organisation", "id", "type", "unit", "deleted", "created_by", "captured_at", "skew", "received_at", "fields", "writers",
)  # fmt: skip
ENVELOPE = ("organisation", "id", "unit", "created_by", "received_at")
FIELDS = {"person": ("name", "active"), "membership": ("person", "role")}
"""The columns of what is carried over, as the first schema has them: a backup may be as old as that."""
FLAGS, MOMENTS = {"is_active", "active", "deleted"}, {"created_at", "received_at"}

Columns = dict[str, Any]


@dataclass(frozen=True)
class Access:
    """Withdrawn devices as (organisation, id, account, when seen, how); the hashes of sign-ins; who is a member of what, in
    words; the accounts by their ids, and the records of their persons and memberships; the units."""

    withdrawn: frozenset[tuple[str, str, str, str, str]] = frozenset()
    sign_ins: frozenset[str] = frozenset()
    memberships: dict[tuple[str, str, str], str] = field(default_factory=dict)
    accounts: dict[str, Columns] = field(default_factory=dict)
    records: dict[str, list[Columns]] = field(default_factory=dict)
    units: frozenset[str] = frozenset()


def read(url: str) -> Access:
    """How it is in the database at a URL, which is there and has our schema (of any age)."""
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return _read(connection)
    finally:
        engine.dispose()


def _read(connection: Connection) -> Access:
    def rows(query: str) -> list[tuple[str, ...]]:
        return [tuple(str(one) for one in row) for row in connection.execute(text(query))]

    if not {"device", "sign_in", "membership", "account", "record"} <= set(inspect(connection).get_table_names()):
        return Access()
    withdrawn = rows("SELECT organisation, id, account, CAST(seen_at AS text), revoked FROM device WHERE revoked IS NOT NULL")
    members = rows(
        "SELECT m.person, m.unit, m.role, coalesce(a.name, m.person), coalesce(u.name, m.unit) FROM membership m "
        "LEFT JOIN account a ON a.organisation = m.organisation AND a.id = m.person "
        "LEFT JOIN unit u ON u.organisation = m.organisation AND u.id = m.unit"
    )
    accounts = connection.execute(text(f"SELECT {', '.join(ACCOUNT)} FROM account")).mappings()
    return Access(
        frozenset((one[0], one[1], one[2], one[3], one[4]) for one in withdrawn),
        frozenset(token for (token,) in rows("SELECT token_hash FROM sign_in")),
        {(person, unit, role): f"{name}, {role} in {where}" for person, unit, role, name, where in members},
        {one["id"]: dict(one) for one in accounts},
        _records(connection),
        frozenset(unit for (unit,) in rows("SELECT id FROM unit")),
    )


def _records(connection: Connection) -> dict[str, list[Columns]]:
    """The records that belong to each account: first its person, then its memberships."""
    query = f"SELECT version, {', '.join(RECORD)} FROM record WHERE type IN ('person', 'membership') AND NOT deleted"
    found: dict[str, list[Columns]] = {}
    for row in connection.execute(text(f"{query} ORDER BY type DESC, seq")).mappings():
        whose = row["id"] if row["type"] == "person" else json.loads(row["fields"]).get("person")
        found.setdefault(whose, []).append(dict(row))
    return found


def carried_over(before: Access, lift: int, schema: str = "") -> list[str]:
    """SQL that keeps the accounts that the backup does not know, and lets withdrawn devices stay withdrawn and ended
    sign-ins stay ended. `lift` is what eras lie apart by; the versions in the restored database have been lifted already."""
    told = [one for account in before.accounts.values() for one in _kept(account, before, lift, schema)]
    for organisation, device, account, seen_at, how in sorted(before.withdrawn):
        key = f"organisation = {_quoted(organisation)} AND id = {_quoted(device)} AND account = {_quoted(account)}"
        told.append(f"UPDATE {schema}device SET revoked = {_quoted(how)} WHERE {key}")
        columns = {"organisation": organisation, "id": device, "account": account, "seen_at": _moment(seen_at, schema)}
        values = {name: one if name == "seen_at" else _quoted(one) for name, one in columns.items()}
        is_new = f"NOT EXISTS (SELECT 1 FROM {schema}device WHERE {key})"
        is_known = f"EXISTS (SELECT 1 FROM {schema}account WHERE {_key(organisation, account)})"
        told.append(_put(schema, "device", values | {"revoked": _quoted(how)}, f"{is_new} AND {is_known}"))
    alive = ", ".join(_quoted(one) for one in sorted(before.sign_ins))
    told.append(f"DELETE FROM {schema}sign_in" + (f" WHERE token_hash NOT IN ({alive})" if alive else ""))
    return told


def _kept(account: Columns, before: Access, lift: int, schema: str) -> list[str]:
    """SQL that puts one account back, with what belongs to it, where the backup is of its organisation and has not got it. The
    account comes last: until then it is missing, and that says that the rest belongs here."""
    organisation = account["organisation"]
    is_missing = (
        f"NOT EXISTS (SELECT 1 FROM {schema}account WHERE {_key(organisation, account['id'])}) "
        f"AND EXISTS (SELECT 1 FROM {schema}organisation WHERE id = {_quoted(organisation)})"
    )
    told = []
    for record in before.records.get(account["id"], ()):
        told += _record(record, lift, schema, is_missing)
    # Whoever has the address in the backup had given it up when this account got it.
    told.append(f"UPDATE {schema}account SET email = id WHERE email = {_quoted(account['email'])} AND {is_missing}")
    told.append(_put(schema, "account", {name: _literal(name, account[name], schema) for name in ACCOUNT}, is_missing))
    return told


def _record(record: Columns, lift: int, schema: str, is_missing: str) -> list[str]:
    organisation, key = record["organisation"], _key(record["organisation"], record["id"])
    counter, here = f"{schema}organisation WHERE id = {_quoted(organisation)}", f"{schema}record WHERE {key}"
    number = f"(SELECT seq + 1 FROM {counter})"
    # The root unit's version says in which era the restored database is.
    version = f"(SELECT version / {lift} * {lift} FROM {schema}record WHERE {_key(organisation, organisation)})"
    values = {name: _literal(name, record[name], schema) for name in RECORD}
    values |= {"seq": number, "first_seq": number, "version": f"{version} + {record['version'] % lift}"}
    columns = {name: _literal(name, record[name], schema) for name in ENVELOPE}
    columns["first_seq"] = f"(SELECT first_seq FROM {here})"
    told = json.loads(record["fields"])
    columns |= {name: _literal(name, told.get(name), schema) for name in FIELDS[record["type"]]}
    is_new = f"{is_missing} AND NOT EXISTS (SELECT 1 FROM {here})"
    typed = f"{schema}{record['type']} WHERE {key}"
    is_new_there = f"{is_missing} AND NOT EXISTS (SELECT 1 FROM {typed}) AND EXISTS (SELECT 1 FROM {here} AND NOT deleted)"
    return [
        _put(schema, "record", values, is_new),
        _put(schema, record["type"], columns, is_new_there),
        f"UPDATE {schema}organisation SET seq = seq + 1, scope_seq = seq + 1 WHERE id = {_quoted(organisation)} "
        f"AND EXISTS (SELECT 1 FROM {here} AND record.seq > organisation.seq)",
    ]


def _put(schema: str, table: str, values: dict[str, str], when: str) -> str:
    return f"INSERT INTO {schema}{table} ({', '.join(values)}) SELECT {', '.join(values.values())} WHERE {when}"


def _key(organisation: str, record: str) -> str:
    return f"organisation = {_quoted(organisation)} AND id = {_quoted(record)}"


def _literal(name: str, value: Any, schema: str) -> str:
    """A column's value as an SQL literal."""
    if value is None:
        return "NULL"
    if name in FLAGS:
        return "TRUE" if value else "FALSE"
    if name in MOMENTS:
        return _moment(str(value), schema)
    return str(value) if isinstance(value, int) else _quoted(str(value))


def _moment(value: str, schema: str) -> str:
    return f"CAST({_quoted(value)} AS {'timestamp' if schema else 'text'})"


def _quoted(value: str) -> str:
    """A text as an SQL literal: a device's id is what a device calls itself."""
    return "'" + value.replace("'", "''") + "'"


def differences(before: Access, after: Access, in_backup: Iterable[str]) -> list[str]:
    """What somebody who restores has to know about memberships and accounts, a sentence each. `in_backup`: the accounts that
    the backup has."""
    known = set(in_backup)
    kept = [one for one in before.accounts if one in after.accounts and one not in known]
    nowhere = [one for one in after.memberships if one[0] in kept and one[1] not in after.units]
    again = [after.memberships[one] for one in after.memberships if one not in before.memberships]
    gone = [told for one, told in before.memberships.items() if one not in after.memberships]
    opened, was_open = _open(after), _open(before)
    return [
        *(f"a membership that had been taken away holds again: {one}" for one in sorted(again)),
        *(f"a membership that had been given since is gone: {one}" for one in sorted(gone)),
        *(f"an account that had been closed is open again: {one}" for one in _names(after, opened - was_open)),
        *(f"an account that had been opened since was kept: {one}" for one in _names(before, was_open.intersection(kept))),
        *(f"a membership of a unit that the backup has not was kept: {before.memberships[one]}" for one in sorted(nowhere)),
        *(f"an account that had been opened since is gone: {one}" for one in _names(before, was_open - opened)),
    ]


def _open(access: Access) -> set[str]:
    return {one for one, account in access.accounts.items() if account["is_active"]}


def _names(access: Access, accounts: Iterable[str]) -> list[str]:
    return sorted(access.accounts[one]["name"] for one in accounts)

"""Who may get in, over a restore: a backup must not open again what has been closed since it was made.

Withdrawn devices and ended sign-ins are carried over into the restored database. Memberships and accounts come as the
backup has them, because records belong to them; how they differ from what was there is told to whoever restores.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.pool import NullPool


@dataclass(frozen=True)
class Access:
    """Withdrawn devices as (organisation, id, account, when seen, how); the hashes of sign-ins; who is a member of what,
    and whose account is open, in words."""

    withdrawn: frozenset[tuple[str, str, str, str, str]] = frozenset()
    sign_ins: frozenset[str] = frozenset()
    memberships: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()


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

    if not {"device", "sign_in", "membership", "account"} <= set(inspect(connection).get_table_names()):
        return Access()
    withdrawn = rows("SELECT organisation, id, account, CAST(seen_at AS text), revoked FROM device WHERE revoked IS NOT NULL")
    members = rows(
        "SELECT coalesce(a.name, m.person), coalesce(u.name, m.unit), m.role FROM membership m "
        "LEFT JOIN account a ON a.organisation = m.organisation AND a.id = m.person "
        "LEFT JOIN unit u ON u.organisation = m.organisation AND u.id = m.unit"
    )
    return Access(
        frozenset((one[0], one[1], one[2], one[3], one[4]) for one in withdrawn),
        frozenset(token for (token,) in rows("SELECT token_hash FROM sign_in")),
        frozenset(f"{person}, {role} in {unit}" for person, unit, role in members),
        frozenset(name for (name,) in rows("SELECT name FROM account WHERE is_active")),
    )


def carried_over(before: Access, schema: str = "") -> list[str]:
    """SQL that lets withdrawn devices stay withdrawn and ended sign-ins stay ended."""
    told = []
    for organisation, device, account, seen_at, how in sorted(before.withdrawn):
        key = f"organisation = {_quoted(organisation)} AND id = {_quoted(device)} AND account = {_quoted(account)}"
        told.append(f"UPDATE {schema}device SET revoked = {_quoted(how)} WHERE {key}")
        values = ", ".join(_quoted(one) for one in (organisation, device, account))
        told.append(
            f"INSERT INTO {schema}device (organisation, id, account, seen_at, revoked) "
            f"SELECT {values}, CAST({_quoted(seen_at)} AS {'timestamp' if schema else 'text'}), {_quoted(how)} "
            f"WHERE NOT EXISTS (SELECT 1 FROM {schema}device WHERE {key}) "
            f"AND EXISTS (SELECT 1 FROM {schema}account WHERE organisation = {_quoted(organisation)} AND id = {_quoted(account)})"
        )
    alive = ", ".join(_quoted(one) for one in sorted(before.sign_ins))
    told.append(f"DELETE FROM {schema}sign_in" + (f" WHERE token_hash NOT IN ({alive})" if alive else ""))
    return told


def _quoted(value: str) -> str:
    """A text as an SQL literal: a device's id is what a device calls itself."""
    return "'" + value.replace("'", "''") + "'"


def differences(before: Access, after: Access) -> list[str]:
    """What somebody who restores has to know about memberships and accounts, a sentence each."""
    return [
        *(f"a membership that had been taken away holds again: {one}" for one in sorted(after.memberships - before.memberships)),
        *(f"a membership that had been given since is gone: {one}" for one in sorted(before.memberships - after.memberships)),
        *(f"an account that had been closed is open again: {one}" for one in sorted(after.accounts - before.accounts)),
        *(f"an account that had been opened since is gone: {one}" for one in sorted(before.accounts - after.accounts)),
    ]

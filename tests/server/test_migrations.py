"""The schema: what the migrations make is what the code expects, on both databases and with data in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from proev import config, create_app, migrate
from proev.db import db, reading, writing
from proev.ids import new_id
from proev.records import definitions
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.support.permissions import Ground
from tests.support.town import Town, delete, put


def test_migrations_make_exactly_the_tables_that_the_code_expects(app: Flask) -> None:
    definitions()
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_newest_revision_is_the_head_of_the_migrations() -> None:
    assert migrate.newest() == ScriptDirectory.from_config(migrate.configured()).get_current_head()


def test_every_table_s_key_carries_the_organisation() -> None:
    definitions()
    apart = {"installation", "organisation"}
    keys = {name: [column.name for column in table.primary_key] for name, table in db.metadata.tables.items()}
    assert {name: key for name, key in keys.items() if name not in apart and "organisation" not in key} == {}


def test_upgrading_again_changes_nothing_and_keeps_what_is_there(town: Town, settings: config.Settings) -> None:
    trial = town.phone("Mette").make("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    migrate.upgrade(settings.database_url)
    assert migrate.revision_of(settings.database_url) == migrate.newest()
    phone = town.phone("Musa")
    phone.sync()
    assert phone.records[trial]["fields"]["title"] == "Kaffe på kajen"


def test_sqlite_file_is_copied_before_it_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = config.load({"PROEV_DATA": str(tmp_path)})
    migrate.upgrade(settings.database_url)
    town = Town(create_app(settings))
    with town.app.app_context(), writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    # An upgrade that cannot be made leaves the copy, with all that people wrote, beside the file.
    with pytest.raises(Exception, match="0000"):
        migrate.upgrade(settings.database_url)
    (copy,) = tmp_path.glob("proev.db.before-0000-*")
    assert copy.stat().st_size > 100_000


def test_tables_hold_what_the_journal_holds_by_foreign_keys(town: Town) -> None:
    if town.app.config["SETTINGS"].is_sqlite:
        with town.app.app_context(), db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    else:
        with town.app.app_context(), db.engine.connect() as connection:
            constraints = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"
            assert connection.exec_driver_sql(constraints).scalar() == 0


def test_index_of_what_was_there_before_is_what_writing_it_makes(town: Town, settings: config.Settings) -> None:
    lone = town.phone("Lone")
    trial = lone.make("trial", unit=town.units["Nord"], title="Opkald før besøg", change="Vi ringer", place="Rute 4")
    gone = lone.make("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    lone.make("barrier", unit=town.units["Nord"], kind="time", text="Ingen tid om morgenen")
    lone.make(
        "decision", subject_type="trial", subject=trial, choice="abandon", reason="Nok", learned="Ro", decided_on="2026-11-01"
    )
    lone.sync(delete("trial", gone, 1))
    tables = ("search_term", "search_gram")
    with town.app.app_context(), writing() as session:
        written = [sorted(map(tuple, session.execute(text(f"SELECT * FROM {name}")))) for name in tables]
        for name in tables:
            session.execute(text(f"DROP TABLE {name}"))
        _without_0006(session)
        session.execute(text("UPDATE alembic_version SET version_num = '0004'"))
    migrate.upgrade(settings.database_url)
    with town.app.app_context(), reading() as session:
        assert [sorted(map(tuple, session.execute(text(f"SELECT * FROM {name}")))) for name in tables] == written
        assert len(written[0]) > 8


def test_cards_of_before_name_their_practice_from_the_next_write_on(town: Town, settings: config.Settings) -> None:
    lone, nord = town.phone("Lone"), town.units["Nord"]
    trial = lone.make("trial", unit=nord, title="Tre ting", shared=True)
    told = {"reason": "Nok", "learned": "Tre er nok", "decided_on": "2026-11-01"}
    lone.make("decision", subject_type="trial", subject=trial, choice="adopt", **told)
    words = {"who": "Vi", "does": "siger", "when": "kl. 8", "routine": "Mødet", "stops": "Intet", "adopted_on": "2026-11-01"}
    practice = lone.make("practice", unit=nord, title="Tre ting", trial=trial, **words)
    lone.make("uptake", unit=nord, practice=practice, since_on="2026-11-01")
    with town.app.app_context(), writing() as session:
        _without_0006(session)
        session.execute(text("UPDATE record SET fields = replace(fields, :was, '') WHERE type = 'learning_card'"), {
            "was": f',"practice":"{practice}"',
        })  # fmt: skip
        session.execute(text("UPDATE alembic_version SET version_num = '0005'"))
    migrate.upgrade(settings.database_url)
    lone.make("trial", unit=nord, title="Noget andet")
    phone = town.phone("Hans")
    phone.sync()
    assert [one["fields"]["practice"] for one in phone.of_type("learning_card")] == [practice]


def test_attachments_that_were_named_before_are_known_by_their_records(town: Town, settings: config.Settings) -> None:
    on = Ground(town)
    trial, named = on.trial(), [new_id(), new_id()]
    first = on.made("observation", trial=trial, attachments=[named[0], named[1], named[0]])
    second = on.made("observation", trial=trial, attachments=[named[1]])
    on.made("observation", trial=trial)
    expected = sorted([(named[0], first), (named[1], first), (named[1], second)])
    asked = text("SELECT attachment, record FROM attached ORDER BY attachment, record")
    with town.app.app_context(), writing() as session:
        assert [tuple(row) for row in session.execute(asked)] == expected
        _without_0008(session)
        session.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    migrate.upgrade(settings.database_url)
    with town.app.app_context(), reading() as session:
        assert [tuple(row) for row in session.execute(asked)] == expected


def test_what_was_held_before_names_its_files(town: Town, settings: config.Settings) -> None:
    on = Ground(town)
    trial, named = on.trial(), [new_id() for _ in range(3)]
    noted = on.made("observation", trial=trial, attachments=[named[0]])
    about = {"trial": trial, "seen_at": "2026-11-23T07:05:00+01:00"}
    wrong = put("observation", **about, outcome="wonderful", attachments=[named[1], "noget", 7])
    mended = put("observation", **about, outcome="splendid", attachments=[named[2]])
    held = [one["held"] for one in on.phones["Mette"].sync(wrong, mended, put("trial", unit=town.units["Nord"]))]
    right = {**put("observation", **about, outcome="worked", attachments=[named[2]]), "instead_of": mended["id"]}
    right["record"] = mended["id"]
    on.phones["Lone"].sync(right)
    mette = town.users["Mette"]
    expected = sorted([(named[0], noted, mette), (named[1], held[0], mette), (named[2], mended["id"], mette)])
    asked = text("SELECT attachment, record, account FROM attached ORDER BY attachment, record")
    with town.app.app_context(), writing() as session:
        assert sorted(tuple(row) for row in session.execute(asked)) == expected
        session.execute(text("DELETE FROM attached WHERE record = :held").bindparams(held=held[0]))
        session.execute(text("DROP TABLE mended_ahead"))
        _drop(session, {"attached": ["account"], "practice": ["succeeded_by", "owner_gone"], "trial": ["owner_gone"]})
        session.execute(text("UPDATE alembic_version SET version_num = '0010'"))
    migrate.upgrade(settings.database_url)
    with town.app.app_context(), reading() as session:
        assert sorted(tuple(row) for row in session.execute(asked)) == expected


def _without_0008(session: Session) -> None:
    """The tables as they were before that migration, and those after it."""
    for table in ("attached", "attachment", "mended_ahead"):
        session.execute(text(f"DROP TABLE {table}"))
    session.execute(text("DROP INDEX trial_together"))
    columns = {"trial": ["deputy_gone_on", "owner_gone", "kin", "adjust_because"]}
    columns["practice"] = ["deputy_gone_on", "owner_gone", "succeeded_by"]
    _drop(session, columns)


def _without_0006(session: Session) -> None:
    """The tables as they were before that migration, and those after it."""
    _without_0008(session)
    columns = {"learning_card": ["practice"], "decision": ["check_on"]}
    columns["uptake"] = ["until_on", "until_reason", "again_on", "again_how"]
    wish = ["asked_on", "because", "learned", "as_planned", "effect", "effort", "dilemma", "took_part"]
    columns |= {"trial": [f"adopt_{name}" for name in wish], "barrier": ["raised_on"], "organisation": ["followed_on"]}
    columns["practice"] = ["retired_on", "retired_because", "spread"]
    _drop(session, columns)


def _drop(session: Session, columns: dict[str, list[str]]) -> None:
    for table, names in columns.items():
        for name in names:
            session.execute(text(f"ALTER TABLE {table} DROP COLUMN {name}"))

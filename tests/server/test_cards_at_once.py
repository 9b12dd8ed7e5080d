"""Learning cards when several write at once, and after an upgrade from a version that made none."""

from __future__ import annotations

import sys
import threading
from typing import Any

import pytest
from alembic import command
from proev import config, migrate
from proev.db import db, writing
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.server.test_learning_cards import card, decision, ends, last_number, shared
from tests.support.at_once import sent_at_once
from tests.support.town import Town, put


def test_pushes_at_once_make_one_card_and_miss_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """One phone shares the trials while others end them; whoever is first, in the end each has one card."""
    lone, dorte, mette = town.phone("Lone"), town.phone("Dorte"), town.phone("Mette")
    trials = [shared(lone, shared=False, title=f"Nr. {number}") for number in range(6)]
    batches: list[list[Any]] = [
        [decision(one, learned="Lones") for one in trials],
        [decision(one, learned="Dortes") for one in reversed(trials)],
        [put("trial", record=one, base=1, shared=True) for one in trials],
        [put("trial", record=one, base=1, change="Ændret") for one in reversed(trials)],
    ]
    phones = [lone, dorte, mette, town.phone("Musa")]
    told: list[list[dict[str, Any]]] = [[] for _ in phones]
    faults: list[str] = []
    database = sys.modules["proev.db"]  # the package's own `db` is what is in it
    is_cured = database.another_was_first

    def note(error: BaseException) -> bool:
        faults.append(str(getattr(getattr(error, "orig", None), "sqlstate", error)))
        return bool(is_cured(error))

    monkeypatch.setattr(database, "another_was_first", note)
    start = threading.Barrier(len(phones))

    def send(number: int) -> None:
        start.wait()
        for at in range(0, len(trials), 2):
            told[number] += phones[number].sync(*batches[number][at : at + 2])

    threads = [threading.Thread(target=send, args=(number,)) for number in range(len(phones))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert faults == [], "nobody waits for each other in a circle"
    assert {one["status"] for results in told for one in results} == {"applied"}
    assert [len(results) for results in told] == [len(trials)] * len(phones)
    hans = town.phone("Hans")
    for trial in trials:
        found = card(hans, trial)
        assert found and found["change"] == "Ændret" and found["learned"] in ("Lones", "Dortes")


@pytest.mark.parametrize("other", ["shares", "ends"])
def test_two_that_have_both_not_seen_what_the_other_wrote(town: Town, monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    """Both requests have done all but what follows before either goes on (on SQLite one waits for the other earlier)."""
    lone, dorte = town.phone("Lone"), town.phone("Dorte")
    trial = shared(lone, shared=other == "ends")
    second = put("trial", record=trial, base=1, shared=True) if other == "shares" else decision(trial)
    told = sent_at_once(monkeypatch, (lone, decision(trial)), (dorte, second))
    assert [one["status"] for one in told] == ["applied"] * 2
    assert card(town.phone("Hans"), trial)


def test_trials_that_ended_before_the_upgrade_get_their_cards_with_the_next_write(town: Town, settings: config.Settings) -> None:
    lone = town.phone("Lone")
    ended, private = shared(lone), shared(lone, shared=False)
    for trial in (ended, private):
        ends(lone, trial)
    _as_the_earlier_version_left_it(town, settings)
    migrate.upgrade(settings.database_url)
    mette = town.phone("Mette")
    mette.make("barrier", unit=town.units["Nord"], kind="time", text="Hvad som helst")
    fresh = town.phone("Hans")
    assert card(fresh, ended) and not card(fresh, private)
    seq = last_number(town)
    mette.make("barrier", unit=town.units["Nord"], kind="time", text="Igen")
    assert last_number(town) == seq + 1, "only once"


def _as_the_earlier_version_left_it(town: Town, settings: config.Settings) -> None:
    """The database of this version, without its newest columns and without cards."""
    with town.app.app_context():
        with writing() as session:
            session.execute(text("DELETE FROM learning_card"))
            session.execute(text("DELETE FROM record WHERE type = 'learning_card'"))
        db.engine.dispose()
    engine = create_engine(settings.database_url, poolclass=NullPool)
    with engine.connect() as connection:
        command.downgrade(migrate.configured(connection), "0003")
        connection.commit()
    assert migrate.revision_of(settings.database_url) == "0003"

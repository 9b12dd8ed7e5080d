"""Two requests at once, or a restore in the middle of one: nothing is missed, overwritten or waited for in vain."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from proev import backup, config
from proev.db import db
from proev.sync import held, review, service
from proev.sync.work import Work

from tests.server.test_backup import restored
from tests.support.at_once import sent_at_once
from tests.support.permissions import FULL, Ground
from tests.support.town import Town, put

SEEN = "2026-11-23T07:05:00+01:00"


def test_edit_of_another_s_that_comes_between_commit_and_reply_is_not_missed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")
    trial = lone.make("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    mette.sync()
    reply = service._pull

    def after_another(*told: Any) -> Any:
        monkeypatch.setattr(service, "_pull", reply)
        lone.sync(put("trial", record=trial, base=1, place="Kajen"))
        return reply(*told)

    monkeypatch.setattr(service, "_pull", after_another)
    mette.sync(put("trial", record=trial, base=1, title="Te på kajen"))
    mette.sync()
    assert mette.records[trial]["fields"] == {"title": "Te på kajen", "place": "Kajen"}
    assert mette.records[trial]["version"] == 3


def test_restore_between_commit_and_reply_acknowledges_nothing(
    town: Town, settings: config.Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mette = town.phone("Mette")
    mette.sync()
    backup.backup(settings, tmp_path / "nightly")
    reply = service._pull

    def after_restore(*told: Any) -> Any:
        monkeypatch.setattr(service, "_pull", reply)
        restored(town, settings, tmp_path / "nightly")
        return reply(*told)

    monkeypatch.setattr(service, "_pull", after_restore)
    idea = put("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    answer = mette.post(idea)
    assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) >= 1
    assert [one["status"] for one in mette.sync(idea)] == ["applied"]


def only_on_postgresql(settings: config.Settings) -> bool:
    """SQLite lets one writer in at a time: there the second request waits for the first, which is tested elsewhere."""
    return not settings.is_sqlite


def test_record_and_what_waits_for_it_meet_when_they_come_at_once(
    town: Town, settings: config.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    mette.sync()
    musa.sync()
    trial = put("trial", unit=town.units["Nord"], title="Igen efter et nedbrud")
    note = put("observation", trial=trial["id"], seen_at=SEEN, outcome="worked")
    if only_on_postgresql(settings):
        looked = threading.Barrier(2, timeout=20)
        alone = Work.be_alone

        def both_have_looked(work: Work) -> None:
            # Each has found that what it needs is not there; only now does the first of them go on.
            if not work.is_alone and not looked.broken and looked.n_waiting < 2:
                looked.wait()
            alone(work)

        monkeypatch.setattr(Work, "be_alone", both_have_looked)
        other = threading.Thread(target=lambda: mette.sync(trial))
        other.start()
        musa.sync(note)
        other.join(30)
        monkeypatch.setattr(Work, "be_alone", alone)
    else:
        musa.sync(note)
        mette.sync(trial)
    lone = town.phone("Lone")
    lone.sync()
    assert [one["id"] for one in lone.of_type("observation")] == [note["id"]]


def test_held_edit_that_is_tried_again_overwrites_no_edit_of_the_same_moment(
    town: Town, settings: config.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    barrier = mette.make("barrier", unit=town.units["Nord"], kind="time", text="Ruten er fuld")
    musa.sync()
    behaviour = put("behaviour", unit=town.units["Nord"], who="Teamet", does="ringer", when="kl. 8")
    (waits,) = mette.sync(put("barrier", record=barrier, base=1, behaviour=behaviour["id"]))
    assert waits["reason"] == "unknown_record"
    apply, told, done = held.apply, [], threading.Event()

    def while_another_edits(*about: Any) -> Any:
        monkeypatch.setattr(held, "apply", apply)
        outcome = apply(*about)

        def edit() -> None:
            told.extend(musa.sync(put("barrier", record=barrier, base=1, text="Ruten er fuld om morgenen")))
            done.set()

        threading.Thread(target=edit).start()
        done.wait(1 if only_on_postgresql(settings) else 0)
        return outcome

    monkeypatch.setattr(held, "apply", while_another_edits)
    mette.sync(behaviour)
    assert done.wait(20)
    assert [one["status"] for one in told] == ["applied"]
    lone = town.phone("Lone")
    lone.sync()
    fields = lone.records[barrier]["fields"]
    assert (fields["text"], fields["behaviour"]) == ("Ruten er fuld om morgenen", behaviour["id"])


@pytest.mark.parametrize("other", ["a new one", "a retired one again"])
def test_two_practices_of_one_trial_at_once_are_one(town: Town, monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    """Both requests have done all but what follows before either goes on, unless one of them waits for the other earlier."""
    on = Ground(town)
    trial, lone, dorte = on.trial(), on.phones["Lone"], on.phones["Dorte"]
    on.decided("trial", trial, "adopt", learned="Ja")

    def practice() -> dict[str, Any]:
        return put("practice", unit=town.units["Nord"], trial=trial, **FULL["practice"])

    second = practice()
    if other == "a retired one again":
        assert [one["status"] for one in dorte.sync(second)] == ["applied"]
        retired = on.decided("practice", second["id"], "retire")
        second = on.deciding("practice", second["id"], "continue", replaces=retired)
    dorte.sync()
    told = sent_at_once(monkeypatch, (lone, practice()), (dorte, second))
    assert sorted((one["status"], one.get("reason")) for one in told) == [("applied", None), ("held", "already_practice")]


def test_dismissed_and_mended_at_once_neither_ends_in_an_error(
    town: Town, settings: config.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The leader's request has locked what is held and waits for the order number, which the author's has and waits for what is
    held: PostgreSQL ends one of the two, which is then done again."""
    mette, lone = town.phone("Mette"), town.phone("Lone")
    wrong = put("trial", unit=town.units["Nord"], title="")
    kept = mette.sync(wrong)[0]["held"]
    mend = put("trial", record=wrong["id"], unit=town.units["Nord"], title="Kaffe på kajen") | {"instead_of": wrong["id"]}
    told: list[Any] = []

    def dismiss() -> None:
        answer = lone.client.post(f"/api/v1/held/{kept}/dismiss", json={"reason": "Nej"}, headers={"X-Proev": "1"})
        told.append((answer.status_code, answer.json["status"]))

    if only_on_postgresql(settings):
        opened, numbered = threading.Event(), threading.Event()
        locked, overwrite = review._open, Work._overwrite

        def and_wait(*about: Any, **more: Any) -> Any:
            found = locked(*about, **more)
            opened.set()
            numbered.wait(20)
            return found

        def when_it_waits(work: Work, rows: list[Any]) -> None:
            first = not numbered.is_set()
            numbered.set()
            while first and not waiting_for_locks(town):
                pass
            overwrite(work, rows)

        monkeypatch.setattr(review, "_open", and_wait)
        monkeypatch.setattr(Work, "_overwrite", when_it_waits)
        other = threading.Thread(target=dismiss)
        other.start()
        assert opened.wait(20)
        (result,) = mette.sync(mend)
        other.join(30)
    else:
        dismiss()
        (result,) = mette.sync(mend)
    assert result["status"] == "applied"
    assert told in ([(200, "dismissed")], [(200, "resolved")])


def waiting_for_locks(town: Town) -> int:
    """How many transactions of the town's database wait for another."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with town.app.app_context(), db.engine.connect() as connection:
        return int(connection.exec_driver_sql(asked).scalar_one())

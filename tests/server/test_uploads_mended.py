"""The files of what was held: they stay those of whoever took them, and are seen like the note, whoever mended it."""

from __future__ import annotations

from typing import Any

import pytest
from proev import clock
from proev.db import reading, writing
from proev.ids import new_id
from proev.journal import Record
from sqlalchemy import select, update

from tests.server.test_review import decide
from tests.server.test_uploads_kept import tidied
from tests.support.permissions import Ground
from tests.support.town import Town, put
from tests.support.uploads import Sending, sound

SEEN = "2026-11-23T07:05:00+01:00"


def noted(on: Ground, trial: str, outcome: str, *files: str, **more: Any) -> dict[str, Any]:
    """An observation, perhaps with an outcome that there is none of."""
    note = put("observation", trial=trial, seen_at=SEEN, outcome=outcome, attachments=list(files))
    return {**note, **more}


def fetched(on: Ground, one: Sending) -> dict[str, int]:
    """What everybody gets who asks for it."""
    return {name: one.fetch(phone).status_code for name, phone in on.phones.items()}


def test_leader_sees_the_file_of_what_she_decides_about(town: Town) -> None:
    on = Ground(town)
    note = Sending(on.phones["Mette"], sound())
    note.finish()
    (result,) = on.phones["Mette"].sync(noted(on, on.trial(), "wonderful", note.id))
    assert result["status"] == "held"
    assert (note.fetch(on.phones["Lone"]).status_code, note.fetch(on.phones["Musa"]).status_code) == (200, 404)


@pytest.mark.parametrize("sent", ["before", "held", "mended"])
def test_file_of_a_note_that_a_leader_mends_is_seen_like_the_note(town: Town, sent: str) -> None:
    on = Ground(town)
    trial = on.trial()
    note = Sending(on.phones["Mette"], sound())
    if sent == "before":
        note.finish()
    wrong = noted(on, trial, "wonderful", note.id)
    (result,) = on.phones["Mette"].sync(wrong)
    if sent == "held":
        note.finish()
    (mended,) = on.phones["Lone"].sync(noted(on, trial, "worked", note.id, record=wrong["id"], instead_of=wrong["id"]))
    assert (result["status"], mended["status"]) == ("held", "applied")
    if sent == "mended":
        assert note.finish().status_code == 204, "the phone comes last, and is still let in with its own file"
    seen = fetched(on, note)
    assert seen == {**dict.fromkeys(seen, 200), "Søren": 404, "Hans": 404}


def test_file_of_a_note_that_is_released_is_its_author_s(town: Town) -> None:
    on = Ground(town)
    note = Sending(on.phones["Mette"], sound())
    unknown = new_id()
    wrong = noted(on, unknown, "worked", note.id)
    (result,) = on.phones["Mette"].sync(wrong)
    assert result["status"] == "held"
    # The trial comes, and with it what waited for it.
    on.phones["Lone"].sync({**put("trial", unit=town.units["Nord"], title="Ring først"), "id": unknown})
    assert note.finish().status_code == 204
    assert note.fetch(on.phones["Musa"]).status_code == 200


def test_mended_and_held_once_more_it_is_still_the_first_one_s_file(town: Town) -> None:
    on, unknown = Ground(town), new_id()
    note = Sending(on.phones["Mette"], sound())
    wrong = noted(on, unknown, "wonderful", note.id)
    on.phones["Mette"].sync(wrong)
    (again,) = on.phones["Lone"].sync(noted(on, unknown, "worked", note.id, record=wrong["id"], instead_of=wrong["id"]))
    assert again["status"] == "held"
    on.phones["Lone"].sync({**put("trial", unit=town.units["Nord"], title="Ring først"), "id": unknown})
    assert note.finish().status_code == 204
    assert note.fetch(on.phones["Musa"]).status_code == 200


def test_mended_twice_in_one_request_it_is_still_the_first_one_s_file(town: Town) -> None:
    on = Ground(town)
    trial = on.trial()
    note = Sending(on.phones["Mette"], sound())
    wrong = noted(on, trial, "wonderful", note.id)
    on.phones["Mette"].sync(wrong)
    worse = noted(on, trial, "splendid", note.id, record=wrong["id"], instead_of=wrong["id"])
    right = noted(on, trial, "worked", note.id, record=wrong["id"], instead_of=worse["id"])
    assert [one["status"] for one in on.phones["Lone"].sync(worse, right)] == ["held", "applied"]
    assert note.finish().status_code == 204
    assert note.fetch(on.phones["Musa"]).status_code == 200


def test_mended_in_the_request_that_brought_it(town: Town) -> None:
    on = Ground(town)
    trial = on.trial()
    note = Sending(on.phones["Mette"], sound())
    wrong = noted(on, trial, "wonderful", note.id)
    right = noted(on, trial, "worked", note.id, record=wrong["id"], instead_of=wrong["id"])
    assert [one["status"] for one in on.phones["Mette"].sync(wrong, right)] == ["held", "applied"]
    assert note.finish().status_code == 204
    assert note.fetch(on.phones["Musa"]).status_code == 200


def test_what_waits_again_and_again_keeps_its_files(town: Town) -> None:
    on, first, second = Ground(town), new_id(), new_id()
    note = Sending(on.phones["Mette"], sound())
    wrong = noted(on, first, "worked", note.id)
    wrong["fields"]["barrier"] = second
    on.phones["Mette"].sync(wrong)
    lone = on.phones["Lone"]
    lone.sync({**put("trial", unit=town.units["Nord"], title="Ring først"), "id": first})  # and now it waits for the other
    assert note.finish().status_code == 204
    assert (note.fetch(lone).status_code, note.fetch(on.phones["Musa"]).status_code) == (200, 404)
    lone.sync({**put("barrier", unit=town.units["Nord"], kind="time", text="Der er ikke tid"), "id": second})
    assert note.fetch(on.phones["Musa"]).status_code == 200


def test_what_was_held_keeps_no_file_of_a_note_that_is_deleted(town: Town) -> None:
    on = Ground(town)
    trial = on.trial()
    note = Sending(on.phones["Mette"], sound())
    note.finish()
    wrong = noted(on, trial, "wonderful", note.id)
    on.phones["Mette"].sync(wrong)
    on.phones["Lone"].sync(noted(on, trial, "worked", note.id, record=wrong["id"], instead_of=wrong["id"]))
    with town.app.app_context(), writing() as session:
        gone = {"deleted": True, "fields": "{}", "received_at": clock.now()}
        session.execute(update(Record).where(Record.id == wrong["id"]).values(**gone))
    assert tidied(town, 31) == (0, 1)


def test_dismissed_it_stays_readable_with_its_file(town: Town) -> None:
    on = Ground(town)
    note = Sending(on.phones["Mette"], sound())
    note.finish()
    (result,) = on.phones["Mette"].sync(noted(on, on.trial(), "wonderful", note.id))
    assert decide(on.phones["Lone"], result["held"], "dismiss", reason="Skriv den på tavlen").status_code == 200
    assert (note.fetch().status_code, note.fetch(on.phones["Lone"]).status_code) == (200, 200)
    with town.app.app_context(), reading() as session:
        assert session.scalar(select(Record.deleted).where(Record.id == result["held"])) is False

"""Two copies of one browser profile are told apart, and what the server does not hold is asked for again."""

from __future__ import annotations

from proev import backup
from proev.config import Settings
from proev.ids import new_id

from tests.support.town import Phone, Town, put


def _note(town: Town) -> dict[str, object]:
    return put("barrier", unit=town.units["Nord"], kind="time", text="for travlt")


def _push(phone: Phone, note: dict[str, object], last: str | None, mark: object) -> str:
    answer = phone.post(note, install={"last": last, "next": mark})
    return "applied" if answer.status_code == 200 else str(answer.json["code"])


def test_a_copy_is_told_and_what_it_sends_is_taken_under_a_new_id(town: Town) -> None:
    """Both know the same mark; who pushes second is the copy. Nothing of that request is applied before."""
    phone = town.phone("Mette")
    first, own, others = new_id(), new_id(), new_id()
    assert _push(phone, _note(town), None, first) == "applied"
    assert _push(phone, _note(town), first, own) == "applied"
    note = _note(town)
    assert _push(phone, note, first, others) == "device_cloned"
    phone.sync()
    assert note["id"] not in phone.records
    phone.device = new_id()
    assert _push(phone, note, None, others) == "applied"


def test_a_push_whose_reply_was_lost_is_no_copy(town: Town) -> None:
    """The same mark again: the client never heard of its answer."""
    phone = town.phone("Mette")
    first, second = new_id(), new_id()
    note = _note(town)
    assert _push(phone, note, None, first) == "applied"
    assert _push(phone, note, None, first) == "applied"
    assert _push(phone, note, first, second) == "applied"


def test_apps_without_marks_and_marks_of_any_form_are_taken(town: Town) -> None:
    """An old app sends none; a strange one is as good as none, and never a fault of the server."""
    phone = town.phone("Mette")
    for install in (None, {}, [], "x", {"last": [], "next": new_id()}, {"next": 4}):
        assert phone.post(_note(town), install=install).status_code in (200, 409)
    assert phone.post(_note(town)).status_code == 200


def test_after_a_restore_no_phone_passes_for_a_copy(town: Town, settings: Settings) -> None:
    """The marks in the backup are older than the phones'."""
    phone = town.phone("Mette")
    first, second, third = new_id(), new_id(), new_id()
    assert _push(phone, _note(town), None, first) == "applied"
    backup.backup(settings, settings.data / "backup")
    assert _push(phone, _note(town), first, second) == "applied"
    backup.restore(settings, settings.data / "backup")
    assert _push(phone, _note(town), second, third) == "applied"


def test_reconciling_names_what_is_not_held(town: Town) -> None:
    """Ids in their order; what has a result, also a held one, is not missing."""
    phone = town.phone("Mette")
    there, held, unknown = _note(town), put("trial", unit=town.units["Nord"]), new_id()
    phone.sync(there, held)
    ids = [unknown, there["id"], held["id"]]
    answer = phone.client.post("/api/v1/sync/reconcile", json={"ids": ids}, headers={"X-Proev": "1"})
    assert answer.json == {"missing": [unknown]}
    for wrong in ({}, {"ids": "x"}, {"ids": ["x"]}, {"ids": [new_id()] * 5001}, []):
        answer = phone.client.post("/api/v1/sync/reconcile", json=wrong, headers={"X-Proev": "1"})
        assert answer.json["code"] == "malformed"

"""Devices that have been withdrawn: retired ones hand in what they have, lost ones are told to destroy it."""

from __future__ import annotations

import pytest
from proev.accounts import sign_ins

from tests.support.town import Phone, Town, put


def withdraw(town: Town, phone: Phone, how: str | None) -> None:
    """As the administrator does by the command line."""
    with town.app.app_context():
        assert sign_ins.withdraw(town.units["Kommunen"], phone.device, how) == 1


def test_retired_device_hands_in_what_it_has_and_is_told_nothing_new(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    mette.sync()
    withdraw(town, mette, "retired")
    musa.make("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    answer = mette.post(put("trial", unit=town.units["Nord"], title="Skrevet før telefonen blev meldt ud"))
    assert answer.status_code == 200
    assert [one["status"] for one in answer.json["results"]] == ["applied"]
    assert (answer.json["changes"], answer.json["more"]) == ([], True)  # that it is withdrawn is told next
    empty = mette.post()
    assert (empty.status_code, empty.json["code"], empty.json["errors"]) == (403, "device_revoked", {"device": "retired"})
    musa.sync()
    titles = {one["fields"]["title"] for one in musa.of_type("trial")}
    assert "Skrevet før telefonen blev meldt ud" in titles


def test_lost_device_gets_nothing_and_gives_nothing(town: Town) -> None:
    mette = town.phone("Mette")
    mette.sync()
    withdraw(town, mette, "lost")
    for sent in ((), (put("trial", unit=town.units["Nord"], title="Fra fremmede hænder"),)):
        answer = mette.post(*sent)
        assert (answer.status_code, answer.json["code"], answer.json["errors"]) == (403, "device_revoked", {"device": "lost"})
    musa = town.phone("Musa")
    musa.sync()
    assert musa.of_type("trial") == []


def test_device_that_is_given_back_syncs_as_before(town: Town) -> None:
    mette = town.phone("Mette")
    mette.sync()
    withdraw(town, mette, "retired")
    withdraw(town, mette, None)
    mette.make("trial", unit=town.units["Nord"], title="Fundet igen")


def test_another_device_of_the_same_person_is_not_touched(town: Town) -> None:
    first, second = town.phone("Mette"), town.phone("Mette")
    first.sync()
    second.sync()
    withdraw(town, first, "lost")
    second.make("trial", unit=town.units["Nord"], title="På den anden telefon")


@pytest.mark.parametrize("how", ["retired", "lost"])
def test_whoever_comes_to_a_withdrawn_device_later_is_told_so_too(town: Town, how: str) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    mette.sync()
    withdraw(town, mette, how)
    musa.device = mette.device
    for _ in range(2):
        assert musa.post().json["errors"] == {"device": how}
    answer = musa.post(put("trial", unit=town.units["Nord"], title="På en andens telefon"))
    assert answer.status_code == (200 if how == "retired" else 403)

"""What a file has brought to another phone: it travels as written by a device of its own, and is carried by that phone."""

from __future__ import annotations

from typing import Any

import pytest
from proev.accounts import sign_ins
from proev.accounts.tables import Device
from proev.db import reading
from proev.ids import new_id
from sqlalchemy import select

from tests.support.town import Phone, Town, delete, put


def carry(phone: Phone, *mutations: dict[str, Any]) -> Any:
    """What the app sends of a file."""
    return phone.post(*mutations, device=new_id(), carried_by=phone.device)


def test_an_old_edit_does_not_overwrite_what_its_author_has_written_since(town: Town) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")
    trial = lone.make("trial", unit=town.units["Nord"], title="Kaffe")
    mette.sync()
    assert mette.sync(put("trial", record=trial, base=1, title="Nyere"))[0]["status"] == "applied"
    old = put("trial", record=trial, base=1, title="Ældre, fra den gamle telefon", place="På kajen")
    (result,) = carry(mette, old).json["results"]
    assert (result["status"], [one["field"] for one in result["conflicts"]]) == ("conflict", ["title"])
    lone.sync()
    assert lone.records[trial]["fields"] | {"title": "Nyere", "place": "På kajen"} == lone.records[trial]["fields"]
    (conflict,) = lone.of_type("conflict")
    assert conflict["fields"]["other"] == "Ældre, fra den gamle telefon"


def test_an_old_delete_is_kept_for_people(town: Town) -> None:
    mette = town.phone("Mette")
    barrier = mette.make("barrier", unit=town.units["Nord"], kind="time", text="Ruten er fuld")
    mette.sync(put("barrier", record=barrier, base=1, text="Ruten er lang"))
    (result,) = carry(mette, delete("barrier", barrier, 1)).json["results"]
    assert (result["status"], result["reason"]) == ("held", "stale")


def test_what_one_file_brings_is_one_device_s(town: Town) -> None:
    mette = town.phone("Mette")
    idea = put("trial", unit=town.units["Nord"], title="Fra filen")
    file = new_id()
    for one in (idea, put("trial", record=idea["id"], base=0, title="Fra filen, rettet")):
        (result,) = mette.post(one, device=file, carried_by=mette.device).json["results"]
        assert result["status"] == "applied"


def test_a_withdrawn_phone_gets_nothing_by_bringing_a_file(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    mette.sync()
    musa.make("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    organisation = town.units["Kommunen"]
    with town.app.app_context():
        sign_ins.withdraw(organisation, mette.device, "retired")
    answer = carry(mette, put("trial", unit=town.units["Nord"], title="Fra filen"))
    assert [one["status"] for one in answer.json["results"]] == ["applied"]
    assert (answer.json["changes"], answer.json["more"]) == ([], True)
    with town.app.app_context():
        sign_ins.withdraw(organisation, mette.device, "lost")
    answer = carry(mette, put("trial", unit=town.units["Nord"], title="Fra fremmede hænder"))
    assert (answer.status_code, answer.json["code"], answer.json["errors"]) == (403, "device_revoked", {"device": "lost"})


def test_only_phones_are_listed_as_devices(town: Town) -> None:
    mette = town.phone("Mette")
    carry(mette, put("trial", unit=town.units["Nord"], title="Fra filen"))
    with town.app.app_context(), reading() as session:
        assert session.scalars(select(Device.id).where(Device.account == mette.user)).all() == [mette.device]


@pytest.mark.parametrize("told", ["en telefon", 7, None])
def test_who_carries_it_is_a_device(town: Town, told: object) -> None:
    assert town.phone("Mette").post(carried_by=told).json["code"] == "malformed"

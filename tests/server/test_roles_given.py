"""What is held of somebody for want of a role, when they are given one: what any role would have allowed, and no more."""

from __future__ import annotations

from proev.ids import new_id

from tests.support.town import Town


def test_role_that_is_given_lets_in_nothing_that_the_one_before_did_not_allow(town: Town) -> None:
    lone, mette = town.phone("Lone"), town.phone("Mette")
    trial = lone.make("trial", unit=town.units["Nord"], title="Lones")
    mette.sync()
    gone = {"id": new_id(), "type": "trial", "record": trial, "op": "delete", "base": 1, "at": "2026-11-23T07:05:00+01:00"}
    assert mette.sync(gone)[0]["reason"] == "forbidden"
    town.joins("Mette", "Nord", "leader")
    mette.sync()
    assert trial in mette.records
    assert [one["fields"].get("resolved_on") for one in mette.of_type("held")] == [None]


def test_what_waits_still_says_why_when_a_role_was_not_enough(town: Town) -> None:
    hans, mette = town.phone("Hans"), town.phone("Mette")
    barrier = hans.make("barrier", unit=town.units["Havnen"], kind="time", text="Kajen er fuld")
    gone = {"id": new_id(), "type": "barrier", "record": barrier, "op": "delete", "base": 1, "at": "2026-11-23T07:05:00+01:00"}
    (held,) = mette.sync(gone)
    town.joins("Mette", "Havnen", "staff")
    mette.sync()
    (waits,) = mette.of_type("held")
    assert waits["fields"]["reason"] == "forbidden"
    assert waits["fields"]["detail"] != held["detail"], "she has access by now, and may not delete it all the same"

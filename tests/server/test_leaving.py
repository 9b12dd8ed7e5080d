"""When an owner leaves, the deputy takes over in the same moment, however the place was lost."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from proev import clock
from proev.accounts import leaving, people
from proev.db import reading
from sqlalchemy import text

from tests.support.town import ZONE, Phone, Town, put

WORDS = {"who": "Alle", "does": "gør det", "when": "hver dag", "routine": "Tavlen", "stops": "intet", "adopted_on": "2026-11-01"}


def owned(phone: Phone, owner: str | None, deputy: str | None, unit: str = "Nord", **fields: Any) -> str:
    """A trial with an owner and a deputy by name; returns its id."""
    users = phone.town.users
    told = {"owner": users[owner] if owner else None, "deputy": users[deputy] if deputy else None, **fields}
    return phone.make("trial", unit=phone.town.units[unit], title="Opkald", **told)


def practice_of(lone: Phone, owner: str, deputy: str) -> str:
    """A practice with an owner and a deputy; returns its id."""
    trial = owned(lone, None, None)
    decide(lone, trial, "adopt")
    users = lone.town.users
    told = {**WORDS, "title": "Opkald", "trial": trial, "owner": users[owner], "deputy": users[deputy]}
    return lone.make("practice", unit=lone.town.units["Nord"], **told)


def decide(phone: Phone, subject: str, choice: str, subject_type: str = "trial") -> None:
    """Somebody decides."""
    told = {"reason": "Sådan", "learned": "Noget", "decided_on": "2026-11-20"}
    phone.make("decision", subject_type=subject_type, subject=subject, choice=choice, **told)


def who(phone: Phone, record: str) -> tuple[str | None, str | None]:
    """The names of the owner and the deputy, as a phone sees them after a sync."""
    phone.sync()
    names = {user: name for name, user in phone.town.users.items()}
    fields = phone.records[record]["fields"]
    return tuple(names.get(fields.get(role)) for role in ("owner", "deputy"))  # type: ignore[return-value]


def deactivate(town: Town, name: str) -> None:
    """`proev user deactivate`."""
    with town.app.app_context():
        leaving.deactivate(town.users[name], clock.now(), ZONE)


def test_deputy_takes_over_when_the_owner_loses_the_unit(town: Town) -> None:
    lone = town.phone("Lone")
    trial, practice = owned(lone, "Mette", "Musa"), practice_of(lone, "Mette", "Musa")
    town.leaves("Mette", "Nord")
    assert [who(lone, one) for one in (trial, practice)] == [("Musa", None)] * 2
    assert all(lone.records[one]["version"] == 2 for one in (trial, practice))


def test_hand_over_is_the_server_s_own_edit(town: Town) -> None:
    lone, musa = town.phone("Lone"), town.phone("Musa")
    trial = owned(lone, "Mette", "Musa")
    town.leaves("Mette", "Nord")
    (told,) = musa.sync(put("trial", record=trial, base=1, owner=town.users["Lone"], title="Ring først"))
    assert [one["field"] for one in told["conflicts"]] == ["owner"], "Musa's phone had not seen it"
    with town.app.app_context(), reading() as session:
        writers = session.execute(text("SELECT writers FROM record WHERE id = :id"), {"id": trial}).scalar_one()
    assert '"owner":[2,null,null]' in writers


def test_how_long_there_has_been_no_deputy_is_told_until_there_is_one(town: Town) -> None:
    lone = town.phone("Lone")
    both = owned(lone, "Mette", "Musa"), practice_of(lone, "Mette", "Musa")
    alone = owned(lone, "Mette", None)

    def gone() -> list[str | None]:
        lone.sync()
        return [lone.records[one]["fields"].get("deputy_gone_on") for one in (*both, alone)]

    today = clock.today_in(clock.now(), ZONE).isoformat()
    town.leaves("Mette", "Nord")
    assert gone() == [today, today, None], "the third never had one"
    for record in both:
        kind, version = lone.records[record]["type"], lone.records[record]["version"]
        lone.sync(put(kind, record=record, base=version, deputy=town.users["Lone"]))
    assert gone() == [None, None, None]
    trial = lone.records[both[0]]
    lone.sync(put("trial", record=trial["id"], base=trial["version"], deputy=None))
    assert gone() == [today, None, None], "taken off by hand"
    (told,) = lone.sync(put("trial", record=alone, base=lone.records[alone]["version"], deputy_gone_on="2026-01-01"))
    assert (told["status"], told["reason"]) == ("held", "forbidden")


@pytest.mark.parametrize(
    ("owner", "deputy", "left"),
    [
        ("Mette", "Musa", ("Musa", None)),
        ("Mette", None, (None, None)),
        ("Musa", "Mette", ("Musa", None)),
        ("Musa", "Lone", ("Musa", "Lone")),
    ],
)
def test_what_is_left_when_mette_leaves(town: Town, owner: str, deputy: str | None, left: tuple[str | None, str | None]) -> None:
    lone = town.phone("Lone")
    trial = owned(lone, owner, deputy)
    deactivate(town, "Mette")
    assert who(lone, trial) == left


def test_nobody_owns_it_when_the_deputy_has_left_before(town: Town) -> None:
    lone = town.phone("Lone")
    trial = owned(lone, "Mette", "Musa")
    deactivate(town, "Musa")
    assert who(lone, trial) == ("Mette", None)
    deactivate(town, "Mette")
    assert who(lone, trial) == (None, None)


def test_who_still_has_a_place_above_has_not_left(town: Town) -> None:
    lone = town.phone("Lone")
    trial = owned(lone, "Mette", "Musa")
    town.joins("Mette", "Omsorg", "staff")
    town.leaves("Mette", "Nord")
    assert who(lone, trial) == ("Mette", "Musa")
    town.leaves("Mette", "Omsorg")
    assert who(lone, trial) == ("Musa", None)


def test_only_what_the_lost_place_covered_is_handed_over(town: Town) -> None:
    lone, soeren = town.phone("Lone"), town.phone("Søren")
    town.joins("Mette", "Syd", "staff")
    here, there = owned(lone, "Mette", "Musa"), owned(soeren, "Mette", "Søren", "Syd")
    town.leaves("Mette", "Syd")
    assert (who(lone, here), who(soeren, there)) == (("Mette", "Musa"), ("Søren", None))


def test_deputy_from_a_team_below_takes_over_in_the_department(town: Town) -> None:
    dorte = town.phone("Dorte")
    town.add("Ditte", "staff", "Omsorg")
    trial = owned(dorte, "Ditte", "Mette", "Omsorg")
    town.leaves("Ditte", "Omsorg")
    assert who(dorte, trial) == ("Mette", None)
    town.leaves("Mette", "Nord")
    assert who(dorte, trial) == (None, None)


def test_deputy_from_another_unit_takes_over(town: Town) -> None:
    lone = town.phone("Lone")
    trial, practice = owned(lone, "Mette", "Søren"), practice_of(lone, "Mette", "Hans")
    town.leaves("Mette", "Nord")
    assert [who(lone, one) for one in (trial, practice)] == [("Søren", None), ("Hans", None)]
    assert all(lone.records[one]["fields"]["deputy_gone_on"] for one in (trial, practice)), "the unit is asked for a new one"


def test_deputy_without_a_place_anywhere_takes_over_nothing(town: Town) -> None:
    lone = town.phone("Lone")
    town.leaves("Søren", "Syd")
    trial = owned(lone, "Mette", "Søren")
    town.leaves("Mette", "Nord")
    assert who(lone, trial) == (None, None)


def test_what_is_over_keeps_its_owner(town: Town) -> None:
    lone, musa = town.phone("Lone"), town.phone("Musa")
    trial, practice = owned(lone, "Mette", "Musa"), practice_of(lone, "Mette", "Musa")
    decide(lone, trial, "abandon")
    decide(lone, practice, "retire", "practice")
    town.leaves("Mette", "Nord")
    assert [who(musa, one) for one in (trial, practice)] == [("Mette", "Musa")] * 2


def test_what_lives_again_is_handed_over_then(town: Town) -> None:
    lone = town.phone("Lone")
    trial = owned(lone, "Mette", "Musa", starts_on="2026-11-01", ends_on="2026-11-20")
    decide(lone, trial, "abandon")
    deactivate(town, "Mette")
    assert who(lone, trial) == ("Mette", "Musa")
    told = {"reason": "Vi kan mere", "decided_on": "2026-11-21", "ends_on": "2026-12-10"}
    lone.make("decision", subject_type="trial", subject=trial, choice="extend", **told)
    assert who(lone, trial) == ("Musa", None)


def test_who_has_left_and_is_named_by_a_phone_that_was_away_owns_nothing(town: Town) -> None:
    lone, musa = town.phone("Lone"), town.phone("Musa")
    deactivate(town, "Mette")
    assert who(lone, owned(musa, "Mette", "Musa")) == ("Musa", None)
    assert who(lone, owned(musa, "Musa", "Mette")) == ("Musa", None)


def test_unit_moved_away_from_its_owner(town: Town) -> None:
    anna, lone = town.phone("Anna"), town.phone("Lone")
    trial, own = owned(lone, "Dorte", "Mette"), owned(lone, "Mette", "Dorte")
    anna.sync(put("unit", record=town.units["Nord"], base=1, parent=town.units["Havnen"]))
    assert (who(lone, trial), who(lone, own)) == (("Mette", None), ("Mette", None))
    anna.sync(put("unit", record=town.units["Nord"], base=2, parent=town.units["Omsorg"]))
    assert who(lone, trial) == ("Mette", None), "what was handed over stays so"


def test_owner_set_in_the_request_that_moves_the_unit_is_handed_over_too(town: Town) -> None:
    anna = town.phone("Anna")
    trial = put("trial", unit=town.units["Nord"], title="Nyt", owner=town.users["Dorte"], deputy=town.users["Mette"])
    told = anna.sync(trial, put("unit", record=town.units["Nord"], base=1, parent=town.units["Havnen"]))
    assert [one["status"] for one in told] == ["applied"] * 2
    assert who(anna, trial["id"]) == ("Mette", None)


def test_closed_account_is_out_and_keeps_its_name(town: Town) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")
    trial = owned(mette, None, None)
    deactivate(town, "Mette")
    assert mette.post().status_code == 401
    answer = town.app.test_client().post("/api/v1/session", json=town.credentials("Mette"), headers={"X-Proev": "1"})
    assert answer.json["code"] == "wrong_sign_in"
    lone.sync()
    assert lone.records[trial]["created_by"] == town.users["Mette"]
    with town.app.app_context(), reading() as session:
        row = session.execute(text("SELECT name, active FROM person WHERE id = :id"), {"id": town.users["Mette"]}).one()
        assert (row.name, bool(row.active)) == ("Mette", False)
        with pytest.raises(people.Refused):
            leaving.deactivate(town.users["Mette"], clock.now(), ZONE)


def test_who_returns_is_added_anew_under_the_same_address(town: Town) -> None:
    earlier = town.users["Mette"]
    deactivate(town, "Mette")
    assert town.add("Mette", "staff", "Nord") != earlier
    town.phone("Mette").sync()


def test_what_the_phone_of_somebody_who_left_had_not_sent_reaches_the_leader_of_the_unit(town: Town) -> None:
    mette, lone, musa = town.phone("Mette"), town.phone("Lone"), town.phone("Musa")
    mette.sync()
    idea = put("trial", unit=town.units["Nord"], title="Nåede ikke af sted")
    deactivate(town, "Mette")
    assert mette.post(idea).status_code == 401
    file = {"proev_queue": 1, "entries": [{**idea, "author": town.users["Mette"]}]}
    answer = musa.client.post("/api/v1/held/carry-in", json=file, headers={"X-Proev": "1"})
    assert answer.json["held"] == 1
    lone.sync()
    (held,) = lone.of_type("held")
    answer = lone.client.post(f"/api/v1/held/{held['id']}/release", json={}, headers={"X-Proev": "1"})
    assert answer.json["status"] == "released"
    lone.sync()
    assert lone.records[idea["id"]]["created_by"] == town.users["Mette"]


def test_leaving_while_colleagues_write_about_the_same_trials(town: Town) -> None:
    """Neither waits for the other for ever, and the deputy takes over whoever is first."""
    lone, musa = town.phone("Lone"), town.phone("Musa")
    trials = [owned(lone, "Mette", "Musa") for _ in range(8)]
    start = threading.Barrier(2)
    faults: list[BaseException] = []

    def write() -> None:
        start.wait()
        for turn in range(4):
            edits = [put("trial", record=one, base=9, place=f"{turn}") for one in reversed(trials)]
            if {one["status"] for one in musa.sync(*edits)} != {"applied"}:
                faults.append(AssertionError(musa.last["results"]))

    def leave() -> None:
        start.wait()
        try:
            deactivate(town, "Mette")
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=one) for one in (write, leave)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert faults == []
    assert [who(lone, one) for one in trials] == [("Musa", None)] * len(trials)
    assert {lone.records[one]["fields"]["place"] for one in trials} == {"3"}

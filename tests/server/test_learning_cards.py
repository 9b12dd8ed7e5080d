"""Learning cards: made by the server from shared trials that have ended, kept current in the very push that changes them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from proev.db import writing
from proev.ids import derived_id, is_id, new_id
from proev.journal import Organisation
from proev.records import cards, definitions
from sqlalchemy import select

from tests.support.town import Phone, Town, delete, put

LEARNED = "Tre er nok. Den fjerde ting blev alligevel aldrig husket."


def shared(phone: Phone, unit: str = "Nord", **fields: Any) -> str:
    """A trial that is shared; returns its id."""
    told = {"title": "Tre ting", "change": "Vi siger tre ting højt", "shared": True, **fields}
    return phone.make("trial", unit=phone.town.units[unit], **told)


def decision(trial: str, choice: str = "abandon", **fields: Any) -> dict[str, Any]:
    """A decision on a trial, as a phone sends it."""
    told = {"reason": "Vi har fået vores svar", "learned": LEARNED, "as_planned": "partly", "decided_on": "2026-11-20", **fields}
    return put("decision", subject_type="trial", subject=trial, choice=choice, **told)


def ends(phone: Phone, trial: str, choice: str = "abandon", **fields: Any) -> str:
    """Somebody ends a trial; returns the decision's id."""
    made = decision(trial, choice, **fields)
    (result,) = phone.sync(made)
    assert result["status"] == "applied", result
    return str(made["id"])


def card(phone: Phone, trial: str) -> dict[str, Any] | None:
    """The card of a trial as a phone holds it after a sync: its fields."""
    phone.sync()
    found = [one["fields"] for one in phone.of_type("learning_card") if one["fields"]["trial"] == trial]
    assert len(found) < 2
    return found[0] if found else None


def test_everybody_in_the_organisation_gets_the_card_of_an_ended_shared_trial(town: Town) -> None:
    lone, hans = town.phone("Lone"), town.phone("Hans")
    trial = shared(lone)
    assert card(hans, trial) is None
    ends(lone, trial)
    assert card(hans, trial) == {
        "trial": trial, "unit_name": "Nord", "title": "Tre ting", "change": "Vi siger tre ting højt", "choice": "abandon",
        "learned": LEARNED, "as_planned": "partly", "ended_on": "2026-11-20",
    }  # fmt: skip
    assert trial not in hans.records, "the trial itself stays where it is"


def test_card_comes_with_the_very_push_that_ends_the_trial(town: Town) -> None:
    lone = town.phone("Lone")
    trial = put("trial", unit=town.units["Nord"], title="Tre ting", shared=True)
    lone.sync(trial, decision(trial["id"]))
    assert [one["fields"]["trial"] for one in lone.last["changes"] if one["type"] == "learning_card"] == [trial["id"]]


def test_no_card_of_what_is_not_shared_or_goes_on_or_was_called_off(town: Town) -> None:
    lone = town.phone("Lone")
    private = shared(lone, shared=False)
    ends(lone, private)
    on = {"starts_on": "2026-11-01", "ends_on": "2026-11-10"}
    running = shared(lone, **on)
    ends(lone, running, "extend", ends_on="2027-01-01")
    called_off = shared(lone)
    ends(lone, called_off, "cancel", learned="")
    assert [card(lone, one) for one in (private, running, called_off)] == [None, None, None]
    taught = shared(lone)
    ends(lone, taught, "cancel")
    told = card(lone, taught)
    assert told and told["choice"] == "cancel", "called off, and something was learned"


def test_card_follows_what_is_shared_and_written(town: Town) -> None:
    lone, hans = town.phone("Lone"), town.phone("Hans")
    trial = shared(lone)
    ends(lone, trial)
    lone.sync(put("trial", record=trial, base=1, title="Fire ting"))
    told = card(hans, trial)
    assert told and told["title"] == "Fire ting"
    lone.sync(put("trial", record=trial, base=2, shared=False))
    assert card(hans, trial) is None
    lone.sync(put("trial", record=trial, base=3, shared=True))
    told = card(hans, trial)
    assert told and told["title"] == "Fire ting"
    fresh = town.phone("Hans")
    assert card(fresh, trial) == told


def test_card_goes_when_the_trial_runs_again_and_changes_when_the_decision_is_replaced(town: Town) -> None:
    lone, hans = town.phone("Lone"), town.phone("Hans")
    trial = shared(lone, starts_on="2026-11-01", ends_on="2026-11-10")
    first = ends(lone, trial)
    ends(lone, trial, "extend", ends_on="2026-12-24", learned="")
    assert card(hans, trial) is None
    second = ends(lone, trial, "adapt", learned="Med billeder går det", decided_on="2026-11-22")
    told = card(hans, trial)
    assert told and (told["choice"], told["learned"], told["ended_on"]) == ("adapt", "Med billeder går det", "2026-11-22")
    ends(lone, trial, "scale", learned="Alle vil", replaces=second)
    told = card(hans, trial)
    assert told and told["choice"] == "scale"
    ends(lone, trial, "abandon", learned="Modsat")
    assert card(hans, trial) == told, "a contradiction is for people to settle: the first one stands"
    assert first != second


def test_kinds_of_the_trial_s_barriers_and_of_those_it_met_stand_once_each(town: Town) -> None:
    lone, hans = town.phone("Lone"), town.phone("Hans")
    unit = town.units["Nord"]
    kinds = ("time", "time", "silo", "skills")
    time, more, silo, skills = (lone.make("barrier", unit=unit, kind=kind, text="x") for kind in kinds)
    trial = shared(lone, barriers=[time, more])
    seen = {"trial": trial, "seen_at": "2026-11-19T07:05:00+01:00", "outcome": "not"}
    wrong = lone.make("observation", **seen, barrier=skills)
    ends(lone, trial)
    lone.make("observation", **seen, barrier=silo)
    told = card(hans, trial)
    assert told and told["barrier_kinds"] == ["silo", "time", "skills"]
    lone.make("observation", **seen, barrier=silo, replaces=wrong)
    told = card(hans, trial)
    assert told and told["barrier_kinds"] == ["silo", "time"]
    lone.sync(put("barrier", record=silo, base=1, kind="economy"))
    told = card(hans, trial)
    assert told and told["barrier_kinds"] == ["economy", "time"]


def test_practice_s_phase_follows(town: Town) -> None:
    lone, mette, hans = town.phone("Lone"), town.phone("Mette"), town.phone("Hans")
    trial = shared(lone)
    ends(lone, trial, "adopt")
    told = card(hans, trial)
    assert told and "practice_phase" not in told
    words = {"who": "Aftenvagten", "does": "siger tre ting", "when": "ved vagtskiftet", "routine": "Tavlen", "stops": "intet"}
    today = lone.last["received_at"][:10]
    practice = lone.make("practice", unit=town.units["Nord"], title="Tre ting", trial=trial, adopted_on=today, **words)

    def phase() -> Any:
        told = card(hans, trial)
        return told and told["practice_phase"]

    assert phase() == "embedding"
    mette.make("check_in", unit=town.units["Nord"], practice=practice, checked_on=today, still_done="partly")
    assert phase() == "slipping"
    on = {"subject_type": "practice", "subject": practice, "reason": "Nyt kom til", "decided_on": today}
    lone.make("decision", choice="retire", **on)
    assert phase() == "retired"


def test_origin_gets_its_results_back(town: Town) -> None:
    lone, hans = town.phone("Lone"), town.phone("Hans")
    origin = shared(lone)
    ends(lone, origin)
    inspired = shared(hans, "Havnen", title="Tre ting på kajen", origin_trial=origin)
    ends(hans, inspired, "adopt")
    told = card(lone, inspired)
    assert told and (told["origin_trial"], told["unit_name"]) == (origin, "Havnen")


def test_unit_s_new_name_stands_on_its_cards(town: Town) -> None:
    lone, anna, hans = town.phone("Lone"), town.phone("Anna"), town.phone("Hans")
    trial = shared(lone)
    ends(lone, trial)
    anna.sync(put("unit", record=town.units["Nord"], base=1, name="Nordpå"))
    told = card(hans, trial)
    assert told and told["unit_name"] == "Nordpå"


def test_card_that_would_say_the_same_is_not_written_again(town: Town) -> None:
    lone, hans = town.phone("Lone"), town.phone("Hans")
    trial = shared(lone)
    ends(lone, trial)
    hans.sync()
    (before,) = hans.of_type("learning_card")
    lone.sync(put("trial", record=trial, base=1, place="Kontoret"))
    ends(lone, trial, "abandon", learned="Igen")
    hans.sync()
    assert hans.of_type("learning_card") == [before]
    assert "learning_card" not in [one["type"] for one in hans.last["changes"]]


def test_nobody_writes_a_card(town: Town) -> None:
    lone = town.phone("Lone")
    trial = shared(lone)
    ends(lone, trial)
    id_of_card = derived_id("learning_card", trial)
    assert is_id(id_of_card)
    told = lone.sync(
        put("learning_card", unit=town.units["Nord"], trial=trial),
        put("learning_card", record=id_of_card, base=1, title="Vores"),
        delete("learning_card", id_of_card, 1),
    )
    assert [one["reason"] for one in told] == ["forbidden"] * 3


def test_card_carries_no_person(town: Town) -> None:
    lone, mette, hans = town.phone("Lone"), town.phone("Mette"), town.phone("Hans")
    trial = shared(mette, owner=town.users["Mette"], deputy=town.users["Musa"])
    ends(lone, trial)
    hans.sync()
    (told,) = hans.of_type("learning_card")
    assert told["created_by"] is None
    assert [name for name, user in town.users.items() if user in json.dumps(told)] == []
    assert {spec.target for spec in definitions()["learning_card"].references} == {("trial",)}


def test_released_and_late_decisions_end_a_trial_too(town: Town) -> None:
    mette, lone, hans = town.phone("Mette"), town.phone("Lone"), town.phone("Hans")
    trial = put("trial", unit=town.units["Nord"], title="Senere", shared=True)
    late = decision(trial["id"])
    assert lone.sync(late)[0]["reason"] == "unknown_record"
    mette.sync(trial)
    assert card(hans, trial["id"]), "the decision had waited for the trial"
    other = shared(mette)
    town.leaves("Mette", "Nord")
    (kept,) = mette.sync(decision(other))
    assert kept["reason"] == "unit_lost"
    assert card(hans, other) is None
    answer = lone.client.post(f"/api/v1/held/{kept['held']}/release", json={}, headers={"X-Proev": "1"})
    assert answer.json["status"] == "released"
    assert card(hans, other)


def test_newest_cards_are_kept(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "MOST", 3)
    lone, hans = town.phone("Lone"), town.phone("Hans")
    trials = [shared(lone, title=f"Nr. {day}") for day in range(1, 6)]
    for day, trial in enumerate(trials, start=1):
        ends(lone, trial, decided_on=f"2026-11-0{day}")
    hans.sync()
    assert {one["fields"]["title"] for one in hans.of_type("learning_card")} == {"Nr. 3", "Nr. 4", "Nr. 5"}
    seq = last_number(town)
    lone.sync(put("trial", record=trials[0], base=1, title="Nr. 1, rettet"))
    assert last_number(town) == seq + 1, "an old one stays away, and pushes nobody out"
    lone.sync(put("trial", record=trials[4], base=1, shared=False))
    lone.sync(put("trial", record=trials[0], base=2, shared=True, title="Nr. 1 igen"))
    hans.sync()
    assert {one["fields"]["title"] for one in hans.of_type("learning_card")} == {"Nr. 1 igen", "Nr. 3", "Nr. 4"}


def last_number(town: Town) -> int:
    """The last order number that was given out."""
    with town.app.app_context(), writing() as session:
        return session.scalars(select(Organisation.seq)).one()


def test_id_of_a_card_is_made_from_the_trial_s() -> None:
    trial = new_id()
    assert derived_id("learning_card", trial) == derived_id("learning_card", trial) != derived_id("other", trial)
    assert derived_id("learning_card", trial)[:13] == trial[:13], "it sorts beside it"

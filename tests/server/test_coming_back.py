"""What was over lives again, or a phone that was away names somebody: who has left meanwhile owns nothing, and who was chosen
from elsewhere stays."""

from __future__ import annotations

from typing import Any

import pytest

from tests.server.test_leaving import WORDS, deactivate, owned, practice_of, who
from tests.support.town import Phone, Town, put


def decide(phone: Phone, subject: str, choice: str, subject_type: str = "trial", **more: Any) -> str:
    """Somebody decides; returns the decision's id."""
    told = {"reason": "Sådan", "learned": "Noget", "decided_on": "2026-11-20", **more}
    return phone.make("decision", subject_type=subject_type, subject=subject, choice=choice, **told)


def moves(town: Town, name: str, to: str = "Syd") -> None:
    """Somebody goes from Nord to another unit."""
    town.joins(name, to, "staff")
    town.leaves(name, "Nord")


def retired(lone: Phone, owner: str, deputy: str) -> tuple[str, str]:
    """A practice that was retired; returns its id and the decision's."""
    practice = practice_of(lone, owner, deputy)
    return practice, decide(lone, practice, "retire", "practice")


def take_back(phone: Phone, practice: str, decision: str) -> None:
    """“Tag den i brug igen”."""
    decide(phone, practice, "continue", "practice", replaces=decision)


def named(phone: Phone, record: str, owner: str | None, deputy: str | None = None) -> None:
    """A phone sends who owns a record, and who stands in."""
    users = phone.town.users
    phone.cursor = None  # an answer leaves out what its own phone has made
    phone.sync()
    kept = phone.records[record]
    roles = {"owner": users[owner] if owner else None, "deputy": users[deputy] if deputy else None}
    (told,) = phone.sync(put(kept["type"], record=record, base=kept["version"], **roles))
    assert told["status"] == "applied", told


def test_practice_that_is_taken_back_into_use_goes_to_the_deputy_when_its_owner_has_moved_since(town: Town) -> None:
    lone = town.phone("Lone")
    practice, decision = retired(lone, "Mette", "Musa")
    moves(town, "Mette")
    assert who(lone, practice) == ("Mette", "Musa"), "whose it was"
    take_back(lone, practice, decision)
    assert who(lone, practice) == ("Musa", None)
    assert lone.records[practice]["fields"]["deputy_gone_on"], "the unit is asked for a new one"
    assert "owner_gone" not in lone.records[practice]["fields"]


def test_trial_that_runs_again_goes_to_the_deputy_when_its_owner_has_moved_since(town: Town) -> None:
    lone = town.phone("Lone")
    trial = owned(lone, "Mette", "Musa", starts_on="2026-11-01", ends_on="2026-11-20")
    decide(lone, trial, "abandon")
    moves(town, "Mette")
    decide(lone, trial, "extend", ends_on="2026-12-10")
    assert who(lone, trial) == ("Musa", None)


def test_nobody_owns_what_lives_again_when_the_deputy_has_left_too(town: Town) -> None:
    lone = town.phone("Lone")
    practice, decision = retired(lone, "Mette", "Musa")
    moves(town, "Musa")
    assert who(lone, practice) == ("Mette", None)
    moves(town, "Mette")
    take_back(lone, practice, decision)
    assert who(lone, practice) == (None, None)


def test_who_has_come_back_meanwhile_still_owns_it(town: Town) -> None:
    lone = town.phone("Lone")
    practice, decision = retired(lone, "Mette", "Musa")
    moves(town, "Mette")
    town.joins("Mette", "Nord", "staff")
    take_back(lone, practice, decision)
    assert who(lone, practice) == ("Mette", "Musa")
    assert "owner_gone" not in lone.records[practice]["fields"]
    town.leaves("Mette", "Nord")
    assert who(lone, practice) == ("Musa", None)


def test_who_has_moved_to_a_unit_that_has_taken_it_up_still_owns_it(town: Town) -> None:
    lone, soeren = town.phone("Lone"), town.phone("Søren")
    practice, decision = retired(lone, "Mette", "Musa")
    soeren.make("uptake", unit=town.units["Syd"], practice=practice, since_on="2026-11-02")
    moves(town, "Mette")
    take_back(lone, practice, decision)
    assert who(lone, practice) == ("Mette", "Musa")


def test_owner_who_was_chosen_from_another_unit_stays_when_it_lives_again(town: Town) -> None:
    lone, dorte = town.phone("Lone"), town.phone("Dorte")
    practice, decision = retired(lone, "Mette", "Musa")
    named(dorte, practice, "Søren", "Musa")
    take_back(lone, practice, decision)
    assert who(lone, practice) == ("Søren", "Musa")


def test_owner_who_is_chosen_anew_for_what_had_lost_its_own(town: Town) -> None:
    lone, dorte = town.phone("Lone"), town.phone("Dorte")
    practice, decision = retired(lone, "Mette", "Musa")
    moves(town, "Mette")
    named(dorte, practice, "Søren", "Musa")
    named(dorte, practice, "Mette", "Musa")
    take_back(lone, practice, decision)
    assert who(lone, practice) == ("Mette", "Musa"), "her leader's leader sees where she is, and wants her"


@pytest.mark.parametrize("way", ["moved", "closed"])
def test_practice_that_is_back_with_the_adoption_of_its_trial_goes_to_the_deputy(town: Town, way: str) -> None:
    lone = town.phone("Lone")
    trial = owned(lone, None, None)
    adopted = decide(lone, trial, "adopt")
    told = {**WORDS, "title": "Opkald", "trial": trial, "owner": town.users["Mette"], "deputy": town.users["Musa"]}
    practice = lone.make("practice", unit=town.units["Nord"], **told)
    stopped = decide(lone, trial, "abandon", replaces=adopted)
    if way == "moved":
        moves(town, "Mette")
    else:
        deactivate(town, "Mette")
    assert who(lone, practice) == ("Mette", "Musa")
    decide(lone, trial, "adopt", replaces=stopped)
    assert who(lone, practice) == ("Musa", None)


def test_phone_that_was_away_names_somebody_who_has_moved(town: Town) -> None:
    lone = town.phone("Lone")
    trial, alone, practice = owned(lone, None, None), owned(lone, "Lone", None), practice_of(lone, "Lone", "Musa")
    moves(town, "Mette")
    named(lone, trial, "Mette", "Musa")
    named(lone, alone, "Mette")
    named(lone, practice, "Mette", "Musa")
    assert [who(lone, one) for one in (trial, alone, practice)] == [("Musa", None), (None, None), ("Musa", None)]
    assert who(lone, owned(lone, "Mette", "Musa")) == ("Musa", None)


def test_phone_that_was_away_names_two_who_have_moved(town: Town) -> None:
    lone = town.phone("Lone")
    moves(town, "Mette")
    moves(town, "Musa")
    assert who(lone, owned(lone, "Mette", "Musa")) == (None, None)


def test_leader_above_who_sees_where_somebody_is_may_choose_them(town: Town) -> None:
    dorte = town.phone("Dorte")
    moves(town, "Mette")
    assert who(dorte, owned(dorte, "Mette", "Musa")) == ("Mette", "Musa")
    assert who(dorte, owned(dorte, "Hans", "Musa")) == ("Musa", None), "the harbour is out of her sight"


def test_trial_s_owner_from_another_unit_is_carried_over_to_the_practice(town: Town) -> None:
    lone, dorte = town.phone("Lone"), town.phone("Dorte")
    trial = owned(dorte, "Søren", "Musa")
    told = {**WORDS, "title": "Opkald", "trial": trial, "owner": town.users["Søren"], "deputy": town.users["Musa"]}
    decide(lone, trial, "adopt")
    practice = lone.make("practice", unit=town.units["Nord"], **told)
    assert who(town.phone("Musa"), practice) == ("Søren", "Musa")


def test_trial_s_owner_who_has_left_since_it_was_decided_is_not_carried_over(town: Town) -> None:
    lone = town.phone("Lone")
    trial = owned(lone, "Mette", "Musa")
    decide(lone, trial, "adopt")
    moves(town, "Mette")
    told = {**WORDS, "title": "Opkald", "trial": trial, "owner": town.users["Mette"], "deputy": town.users["Musa"]}
    practice = lone.make("practice", unit=town.units["Nord"], **told)
    assert who(lone, practice) == ("Musa", None)


def test_who_has_left_is_told_by_the_server_alone(town: Town) -> None:
    lone = town.phone("Lone")
    trial = owned(lone, "Mette", "Musa")
    decide(lone, trial, "abandon")
    moves(town, "Mette")
    assert who(lone, trial) == ("Mette", "Musa")
    assert lone.records[trial]["fields"]["owner_gone"] == town.users["Mette"]
    base = lone.records[trial]["version"]
    (told,) = lone.sync(put("trial", record=trial, base=base, owner_gone=None))
    assert (told["status"], told["reason"]) == ("held", "forbidden")
    named(lone, trial, "Lone", "Musa")
    assert who(lone, trial) == ("Lone", "Musa")
    assert "owner_gone" not in lone.records[trial]["fields"]

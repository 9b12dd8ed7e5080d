"""Who may do what: the permission table, row by row, as pushes.

Each row says what somebody does to something in Nord, and what becomes of it for: Mette (staff in Nord, who wrote the
thing unless the row says otherwise), Musa (her colleague), Lone (leader of Nord), Dorte (leader of Omsorg, above),
Anna (administrator), Søren (staff in Syd, next door) and Hans (leader of Havnen, elsewhere). "yes" is applied, "no" is
held as forbidden, anything else is the reason for which it is held. Reading stands in test_pull.py and test_life.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proev.ids import new_id

from tests.support.permissions import CURRENT, FULL, STARTING, Act, Ground, day
from tests.support.town import Town, delete, put

INSIDERS = "yes yes yes yes yes no no"
LEADERS = "no no yes yes no no no"
LEADERS_AND_ADMIN = "no no yes yes yes no no"
ADMIN = "no no no no yes no no"
ITS_AUTHOR = "yes no no no no no no"
ITS_AUTHOR_AND_LEADERS = "yes no yes yes no no no"
NOBODY = "no no no no no no no"
LOCKED = "locked_field locked_field locked_field locked_field locked_field no no"
WITHOUT_FORM = "invalid invalid invalid invalid invalid invalid invalid"
INCOMPLETE = "invalid invalid invalid invalid invalid no no"
IN_USE = "in_use no in_use in_use no no no"


def test_creating(town: Town) -> None:
    on = Ground(town)
    trial, practice, dilemma = on.trial(), on.practice(), on.made("dilemma")
    decision = on.decided("dilemma", dilemma, "Vi spørger først")

    def adopted() -> str:
        trial = on.trial()
        on.decided("trial", trial, "adopt", learned="Det virker")
        return trial

    def new(type_name: str, **fields: Any) -> Act:
        return lambda name: put(type_name, unit=on.nord, **{**FULL.get(type_name, {}), **fields})

    on.becomes({
        "a trial": (new("trial"), INSIDERS),
        "an observation": (new("observation", trial=trial), INSIDERS),
        "a citizen's words": (new("feedback"), INSIDERS),
        "a barrier": (new("barrier"), INSIDERS),
        "a dilemma": (new("dilemma"), INSIDERS),
        "a check-in": (new("check_in", practice=practice), INSIDERS),
        "a behaviour": (new("behaviour"), INSIDERS),
        "a step": (new("step", decision=decision), INSIDERS),
        "an uptake": (new("uptake", practice=practice), INSIDERS),
        "a theme": (new("theme"), LEADERS),
        "a practice": (lambda name: new("practice", trial=adopted())(name), LEADERS),  # one of each trial
        "a touchpoint": (new("touchpoint"), LEADERS_AND_ADMIN),
        "a unit below": (lambda _: put("unit", name="Team A", kind="team", parent=on.nord), ADMIN),
        "a membership": (lambda name: put("membership", unit=on.nord, person=town.users[name], role="admin"), NOBODY),
        "a person": (new("person", name="Ny"), NOBODY),
        "a learning card": (new("learning_card", trial=trial), NOBODY),
        "a reply with the citizen's words": (new("feedback", reply="Tak"), LEADERS),
    })  # fmt: skip


def test_editing_what_everybody_in_the_unit_may(town: Town) -> None:
    on = Ground(town)
    idea, planned, practice = on.made("trial"), on.trial(starts=3), on.practice()
    records = {
        "behaviour": on.made("behaviour"), "step": on.step(), "uptake": on.made("uptake", practice=practice),
        "barrier": on.made("barrier"), "dilemma": on.made("dilemma"), "feedback": on.made("feedback"), "trial": idea,
    }  # fmt: skip

    def edit(type_name: str, record: str | None = None, **fields: Any) -> Act:
        return lambda name: put(type_name, record=record or records[type_name], base=CURRENT, **fields)

    on.becomes({
        "a behaviour": (edit("behaviour", why="Fordi det virker"), INSIDERS),
        "a step": (edit("step", done_on=day(0)), INSIDERS),
        "an uptake": (edit("uptake", since_on=day(-2)), INSIDERS),
        "a trial": (edit("trial", place="Kajen"), INSIDERS),
        "a barrier": (edit("barrier", text="Slet ingen tid"), INSIDERS),
        "raising a barrier": (edit("barrier", raised_to=town.units["Omsorg"]), INSIDERS),
        "a dilemma": (edit("dilemma", text="Det er svært"), INSIDERS),
        "the prediction before the start": (
            lambda name: put("trial", record=planned, base=CURRENT, prediction=f"Det tror {name}"), INSIDERS),
        "starting a trial": (
            lambda _: put("trial", record=on.made("trial"), base=CURRENT, starts_on=day(0), ends_on=day(9), **STARTING),
            INSIDERS,
        ),
        "the tag on a citizen's words": (edit("feedback", tag="ventetid"), INSIDERS),
        "asking to adopt a trial": (edit("trial", adopt_asked_on=day(0), adopt_because="Alle gør det"), INSIDERS),
        "taking that back": (edit("trial", adopt_asked_on=None, adopt_because=None), INSIDERS),
        "trying again in one's own unit": (edit("uptake", again_on=day(14), again_how="Tavlen"), INSIDERS),
        "stopping there": (edit("uptake", until_on=day(0), until_reason="Nyt system"), INSIDERS),
        "stopping there without a reason": (
            lambda _: put("uptake", record=on.made("uptake", practice=practice), base=1, until_on=day(0)),
            "invalid invalid invalid invalid invalid no no",
        ),
    })  # fmt: skip


def test_editing_what_leaders_and_administrators_may(town: Town) -> None:
    on = Ground(town)
    records = {"theme": on.made("theme", by="Lone"), "touchpoint": on.made("touchpoint", by="Lone"), "practice": on.practice(),
               "unit": on.nord}  # fmt: skip

    def edit(type_name: str, **fields: Any) -> Act:
        return lambda name: put(type_name, record=records[type_name], base=CURRENT, **fields)

    on.becomes({
        "a practice": (edit("practice", routine="Tavlemødet"), LEADERS),
        "what a practice says of its end": (edit("practice", retired_on=day(0)), NOBODY),
        "a practice's owner": (edit("practice", owner=town.users["Mette"]), LEADERS),
        "a theme": (edit("theme", direction="Mod færre spildte ture"), LEADERS),
        "a touchpoint": (edit("touchpoint", active=False), LEADERS_AND_ADMIN),
        "a unit's core task": (edit("unit", core_task="At folk klarer hverdagen"), LEADERS_AND_ADMIN),
        "a unit's purpose": (edit("unit", purpose="Derfor er vi her"), LEADERS_AND_ADMIN),
        "a unit's name": (edit("unit", name="Nord og Vest"), ADMIN),
        "closing a unit": (edit("unit", active=False), ADMIN),
        "a unit's place in the tree": (edit("unit", parent=town.units["Kommunen"]), ADMIN),
    })  # fmt: skip


def test_what_nobody_edits(town: Town) -> None:
    on = Ground(town)
    running, practice = on.trial(), on.practice()
    note = on.made("observation", trial=running)
    decision = on.decided("trial", on.trial(), "abandon", by="Mette", learned="Det virkede ikke")
    check_in = on.made("check_in", practice=practice)
    heard, typed = on.made("feedback"), on.made("feedback", entered_by="citizen", mood=3)
    answered = on.made("barrier", raised_to=town.units["Omsorg"])
    on.phones["Dorte"].sync(put("barrier", record=answered, base=1, answer="Vi ser på det", answered_on=day(0)))

    def edit(type_name: str, record: str, **fields: Any) -> Act:
        return lambda name: put(type_name, record=record, base=CURRENT, **fields)

    def anew(**fields: Any) -> Act:
        return lambda name: put("observation", trial=running, **{**FULL["observation"], **fields})

    on.becomes({
        "an observation": (edit("observation", note, text="Rettet"), LOCKED),
        "what was learned": (edit("decision", decision, learned="Noget andet"), LOCKED),
        "a check-in": (edit("check_in", check_in, still_done="no"), LOCKED),
        "the prediction after the start": (edit("trial", running, prediction="Det vidste vi"), LOCKED),
        "the learning question after the start": (edit("trial", running, learning_question="Hvad så?"), LOCKED),
        "the first day after the start": (edit("trial", running, starts_on=day(-3)), LOCKED),
        "ending a running trial by its last day": (edit("trial", running, ends_on=day(-1)), LOCKED),
        "repointing a barrier that was answered": (edit("barrier", answered, raised_to=town.units["Kommunen"]), NOBODY),
        "blanking what starting needed": (edit("trial", running, who=None), LOCKED),
        "a correction of Mette's observation": (anew(replaces=note), ITS_AUTHOR),
        "a citizen's words as Mette heard them": (
            lambda name: put("feedback", record=heard, base=CURRENT, good=f"Sagde {name}"), ITS_AUTHOR),
        "a citizen's mood as Mette heard it": (
            lambda name: put("feedback", record=heard, base=CURRENT, mood=1 if name == "Mette" else 4), ITS_AUTHOR),
        "a citizen's own words": (edit("feedback", typed, good="Alt er godt"), NOBODY),
        "a citizen's own mood": (edit("feedback", typed, mood=4), NOBODY),
        "who a citizen's words are from": (edit("feedback", typed, entered_by="staff"), NOBODY),
        "moving a trial to another unit": (edit("trial", running, unit=town.units["Syd"]), LOCKED),
    })  # fmt: skip


def test_deciding(town: Town) -> None:
    on = Ground(town)
    practice, barrier, dilemma = on.practice(), on.made("barrier"), on.made("dilemma")

    def a_trial(choice: str, starts: int = -7, **fields: Any) -> Act:
        return lambda name: on.deciding("trial", on.trial(starts=starts), choice, **fields)

    def about(kind: str, subject: str, choice: str) -> Act:
        return lambda name: on.deciding(kind, subject, choice)

    learned = {"learned": "Det lærte vi"}
    on.becomes({
        "abandon": (a_trial("abandon", **learned), INSIDERS),
        "adapt": (a_trial("adapt", **learned), INSIDERS),
        "scale": (a_trial("scale", **learned), INSIDERS),
        "extend": (a_trial("extend", ends_on=day(20)), INSIDERS),
        "cancel while it runs": (a_trial("cancel"), INSIDERS),
        "cancel before it starts": (a_trial("cancel", starts=5), INSIDERS),
        "cancel an idea": (lambda _: on.deciding("trial", on.made("trial"), "cancel"), INSIDERS),
        "adopt": (a_trial("adopt", **learned), LEADERS),
        "continue a practice": (about("practice", practice, "continue"), INSIDERS),
        "adjust a practice": (about("practice", practice, "adjust"), INSIDERS),
        "retire a practice": (about("practice", practice, "retire"), LEADERS),
        "decide about a barrier": (about("barrier", barrier, "Vi prøver alligevel"), INSIDERS),
        "decide about a dilemma": (about("dilemma", dilemma, "Borgeren først"), INSIDERS),
    })  # fmt: skip


def test_nobody_stops_a_trial_without_a_reason_that_can_be_read(town: Town) -> None:
    on = Ground(town)

    def stop(choice: str, **fields: Any) -> Act:
        return lambda name: on.deciding("trial", on.trial(), choice, **fields)

    on.becomes({
        "cancel without a reason": (stop("cancel", reason=None), WITHOUT_FORM),
        "cancel with a reason that cannot be read": (stop("cancel", reason="  \n "), INCOMPLETE),
        "abandon without a reason": (stop("abandon", reason="", learned="Nej"), WITHOUT_FORM),
        "abandon without learning": (stop("abandon"), INCOMPLETE),
        "scale with learning that cannot be read": (stop("scale", learned=" "), INCOMPLETE),
        "cancel once the period is over": (lambda _: on.deciding("trial", on.trial(starts=-30), "cancel"), INCOMPLETE),
        "cancel with a reason": (stop("cancel", reason="Vi mangler folk"), INSIDERS),
    })  # fmt: skip


def test_what_a_leader_decided_only_a_leader_takes_back(town: Town) -> None:
    on = Ground(town)

    def back(kind: str, first: str, choice: str, **fields: Any) -> Act:
        def act(name: str) -> dict[str, Any]:
            subject = on.trial() if kind == "trial" else on.practice()
            earlier = on.decided(kind, subject, first, learned="Det virker")
            return on.deciding(kind, subject, choice, replaces=earlier, **fields)

        return act

    on.becomes({
        "an adoption": (back("trial", "adopt", "abandon", learned="Alligevel ikke"), LEADERS),
        "a retirement": (back("practice", "retire", "continue"), LEADERS),
        "an adoption, by letting the trial run on": (
            lambda _: (lambda trial: [on.decided("trial", trial, "adopt", learned="Det virker"),
                                      on.deciding("trial", trial, "extend", ends_on=day(20))][1])(on.trial()), LEADERS),
        "a stop": (back("trial", "abandon", "scale", learned="Jo, det virker"), INSIDERS),
    })  # fmt: skip


def test_answering(town: Town) -> None:
    on = Ground(town)
    to_omsorg = on.made("barrier", raised_to=town.units["Omsorg"])
    to_the_top = on.made("barrier", raised_to=town.units["Kommunen"])
    heard, typed = on.made("feedback", different="Ring før"), on.made("feedback", entered_by="citizen", different="Ring før")

    def answer(barrier: str) -> Act:
        return lambda name: put("barrier", record=barrier, base=CURRENT, answer=f"{name} ser på det", answered_on=day(0))

    def reply(feedback: str) -> Act:
        return lambda name: put("feedback", record=feedback, base=CURRENT, reply=f"{name} ringer nu", replied_on=day(0))

    on.becomes({
        "a barrier raised to Omsorg": (answer(to_omsorg), "no no no yes no no no"),
        "a barrier raised to the top": (answer(to_the_top), NOBODY),
        "a citizen's words": (reply(heard), LEADERS),
        "a citizen's own words": (reply(typed), LEADERS),
    })  # fmt: skip
    town.add("Karen", "leader", "Kommunen")
    assert town.phone("Karen").sync(answer(to_the_top)("Karen"))[0]["status"] == "applied"


def test_deleting(town: Town) -> None:
    on = Ground(town)
    practice = on.practice()

    def gone(type_name: str, by: str = "Mette", **fields: Any) -> Act:
        return lambda name: delete(type_name, on.made(type_name, by=by, **fields), 1)

    def own(type_name: str, **fields: Any) -> Act:
        def act(name: str) -> dict[str, Any]:
            insider = name if name not in ("Søren", "Hans") else "Mette"
            return delete(type_name, on.made(type_name, by=insider, **fields), 1)

        return act

    on.becomes({
        "Mette's trial": (gone("trial"), ITS_AUTHOR_AND_LEADERS),
        "Mette's behaviour": (gone("behaviour"), ITS_AUTHOR_AND_LEADERS),
        "Mette's barrier": (gone("barrier"), ITS_AUTHOR_AND_LEADERS),
        "Mette's dilemma": (gone("dilemma"), ITS_AUTHOR_AND_LEADERS),
        "Mette's uptake": (gone("uptake", practice=practice), ITS_AUTHOR_AND_LEADERS),
        "Mette's step": (lambda _: delete("step", on.step(), 1), ITS_AUTHOR_AND_LEADERS),
        "a citizen's words as Mette heard them": (gone("feedback"), ITS_AUTHOR_AND_LEADERS),
        "one's own trial": (own("trial"), INSIDERS),
        "one's own barrier": (own("barrier"), INSIDERS),
        "Lone's theme": (gone("theme", by="Lone"), LEADERS),
        "Lone's practice": (lambda _: delete("practice", on.practice(), 1), LEADERS),
        "Lone's touchpoint": (gone("touchpoint", by="Lone"), LEADERS),
        "an administrator's own touchpoint": (gone("touchpoint", by="Anna"), LEADERS_AND_ADMIN),
    })  # fmt: skip


def test_what_nobody_deletes(town: Town) -> None:
    on = Ground(town)
    practice = on.practice()

    def used(name: str) -> dict[str, Any]:
        trial = on.trial()
        on.made("observation", trial=trial)
        return delete("trial", trial, 1)

    def team(with_a_trial: bool) -> Act:
        def act(name: str) -> dict[str, Any]:
            unit = new_id()
            made = put("unit", record=unit, name="Team A", kind="team", parent=on.nord)
            (result,) = on.phones["Anna"].sync(made)
            assert result["status"] == "applied"
            if with_a_trial:
                on.phones["Anna"].make("trial", unit=unit, title="En idé")
            return delete("unit", unit, 1)

        return act

    on.becomes({
        "an observation": (lambda _: delete("observation", on.made("observation", trial=on.trial()), 1), NOBODY),
        "a decision": (lambda _: delete("decision", on.decided("trial", on.trial(), "cancel", by="Mette"), 1), NOBODY),
        "a check-in": (lambda _: delete("check_in", on.made("check_in", practice=practice), 1), NOBODY),
        "a person": (lambda name: delete("person", town.users["Mette"], 1), NOBODY),
        "a trial with an observation": (used, IN_USE),
        "a unit": (team(with_a_trial=False), ADMIN),
        "a unit with a trial in it": (team(with_a_trial=True), "no no no no in_use no no"),
    })  # fmt: skip


def test_owner_does_not_check_in_on_her_own_practice(town: Town) -> None:
    on = Ground(town)

    def check(name: str) -> dict[str, Any]:
        practice = on.practice(owner=town.users[name])
        return put("check_in", unit=on.nord, practice=practice, **FULL["check_in"])

    practice = on.practice(owner=town.users["Mette"], deputy=town.users["Musa"])
    on.becomes({
        "one's own": (check, NOBODY),
        "Mette's": (lambda _: put("check_in", unit=on.nord, practice=practice, **FULL["check_in"]), "no yes yes yes yes no no"),
    })  # fmt: skip


def test_conflict_is_settled_by_whoever_may_edit_what_it_is_about(town: Town) -> None:
    on = Ground(town)

    def clash(type_name: str, record: str, **values: Any) -> str:
        ((name, (first, second)),) = values.items()
        for who, value in (("Lone", first), ("Dorte", second)):
            on.phones[who].sync(put(type_name, record=record, base=1, **{name: value}))
        return next(one["id"] for one in on.phones["Dorte"].of_type("conflict") if one["fields"]["record"] == record)

    def settle(type_name: str, make: Callable[[], str], **values: Any) -> Act:
        return lambda _: put("conflict", record=clash(type_name, make(), **values), base=CURRENT, resolved_on=day(0))

    on.becomes({
        "about a trial": (settle("trial", lambda: on.made("trial"), place=("Kajen", "Pladsen")), INSIDERS),
        "about a practice": (settle("practice", on.practice, routine=("Tavlemødet", "Frokosten")), LEADERS),
    })  # fmt: skip

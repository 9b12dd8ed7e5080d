"""The life of a trial and of a practice: pure functions of records and the day. Imports nothing of ours.

Records come as plain dicts of wire fields with their `id`, `unit` and `created_by`; decisions and check-ins in the
server's order of receipt. Days are `YYYY-MM-DD` or `date`. The same rules live in the PWA (pwa/src/domain/phases.ts);
both run the vectors in tests/contract/vectors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import Any

Fields = dict[str, Any]

STARTING = ("change", "who", "does", "when", "prediction", "learning_question", "target_group", "starts_on", "ends_on")
"""What a trial needs before it can start. `extent` is asked for, not forced."""

FINAL = {"abandon": "abandoned", "adapt": "adapted", "scale": "scaled", "adopt": "adopted", "cancel": "cancelled"}
CHECK_DAYS = (30, 90, 180)
EARLY = 7
"""A check-in answers every due day up to this many days after it."""
UNDECIDED = ("planned", "running", "review")
"""The phases of a trial that is to start, runs, or has ended and waits for its decision: something will come of it."""
GRACE = 14
"""A check-in more than this many days overdue lets the practice slip."""


def _date(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def starting_needs(trial: Fields) -> list[str]:
    """The names of the fields that starting still lacks, in the order in which the form asks for them."""
    missing = [name for name in STARTING if not trial.get(name)]
    if not missing and trial["ends_on"] < trial["starts_on"]:
        return ["ends_on"]
    return missing


def standing(decisions: Sequence[Fields]) -> list[Fields]:
    """The decisions that no later one replaces, in order of receipt."""
    replaced = {one["replaces"] for one in decisions if one.get("replaces")}
    return [one for one in decisions if one.get("id") not in replaced or one.get("id") is None]


def _since_extension(decisions: Sequence[Fields]) -> tuple[Fields | None, list[Fields]]:
    """The latest standing extension, and the standing final decisions received after it."""
    valid = standing(decisions)
    last = max((at for at, one in enumerate(valid) if one["choice"] == "extend"), default=-1)
    return (valid[last] if last >= 0 else None), [one for one in valid[last + 1 :] if one["choice"] in FINAL]


def effective_end(trial: Fields, decisions: Sequence[Fields]) -> str | None:
    """The day on which the trial ends: the latest extension's, else its own."""
    extension, _ = _since_extension(decisions)
    return extension["ends_on"] if extension and extension.get("ends_on") else trial.get("ends_on")


def standing_decision(decisions: Sequence[Fields]) -> Fields | None:
    """The final decision that stands: the first one since the latest extension."""
    _, final = _since_extension(decisions)
    return final[0] if final else None


def standing_choice(decisions: Sequence[Fields]) -> str | None:
    """What the final decision that stands chose."""
    decision = standing_decision(decisions)
    return decision["choice"] if decision else None


def contradictions(decisions: Sequence[Fields]) -> list[Fields]:
    """Final decisions that came after the standing one without naming it in `replaces`: for people to settle. They do
    by one more decision that replaces one of the two and chooses as the other did; so the same choice again is none."""
    _, final = _since_extension(decisions)
    return [one for one in final[1:] if one["choice"] != final[0]["choice"]]


def adoption_wanted_since(trial: Fields, decisions: Sequence[Fields]) -> str | None:
    """Since when a trial waits to be taken into use, as long as no practice has come of it: since a leader decided so, or
    since its unit asked for it and nobody has decided anything else. An extension after the asking answers it too."""
    final = standing_decision(decisions)
    if final:
        return final["decided_on"] if final["choice"] == "adopt" else None
    extension, _ = _since_extension(decisions)
    asked = trial.get("adopt_asked_on")
    return None if asked and extension and extension["decided_on"] > asked else asked


def carrying_on_since(decisions: Sequence[Fields]) -> str | None:
    """Since when a trial that was adapted or scaled waits for the one that carries it on, as long as there is none."""
    final = standing_decision(decisions)
    return final["decided_on"] if final and final["choice"] in ("adapt", "scale") else None


def period_days(trial: Fields, decisions: Sequence[Fields] = ()) -> int | None:
    """How many days the trial lasts, both days counted, extensions too; None while a day is missing."""
    end = effective_end(trial, decisions)
    if not trial.get("starts_on") or not end:
        return None
    return (_date(end) - _date(trial["starts_on"])).days + 1


def trial_phase(trial: Fields, decisions: Sequence[Fields], today: date) -> str:
    """idea → planned → running → review → abandoned · adapted · scaled · adopted · cancelled."""
    final = standing_choice(decisions)
    if final:
        return FINAL[final]
    if starting_needs(trial):
        return "idea"
    if _date(trial["starts_on"]) > today:
        return "planned"
    return "running" if today <= _date(effective_end(trial, decisions) or today) else "review"


def told_phase(told: Fields, today: date) -> str:
    """The phase of a trial that is only told of: by its days, which it has once starting lacks nothing, and how it ended."""
    if told.get("ended"):
        return str(told["ended"])
    if not told.get("starts_on"):
        return "idea"
    if _date(told["starts_on"]) > today:
        return "planned"
    return "running" if today <= _date(told["ends_on"]) else "review"


def is_started(trial: Fields, decisions: Sequence[Fields], today: date) -> bool:
    """True once everything that starting needs is there and the first day has come, whatever was decided since."""
    return not starting_needs(trial) and _date(trial["starts_on"]) <= today


def locked_fields(before: Fields, after: Fields) -> list[str]:
    """Fields that a started trial does not let change: the prediction, what it is to teach, the first day, and blanking what
    it needed."""
    changed = [name for name in ("prediction", "learning_question", "starts_on") if before.get(name) != after.get(name)]
    return changed + [name for name in STARTING if name not in changed and before.get(name) and not after.get(name)]


def gone_on_from(trial: str, parents: Mapping[str, str | None]) -> set[str]:
    """The trials that a trial goes on from, however many rounds ago. `parents`: of each known trial, the one before it."""
    line: set[str] = set()
    at = parents.get(trial)
    while at and at not in line:
        line.add(at)
        at = parents.get(at)
    return line


def due_days(since: date, until: date) -> list[date]:
    """When a unit is asked whether it still does it: 30, 90 and 180 days after it began, then every year."""
    days = [_later(since, offset) for offset in CHECK_DAYS]
    year = 1
    while days[-1] <= until and days[-1] < date.max:
        days.append(_years_later(since, year))
        year += 1
    return days


def _later(day: date, days: int) -> date:
    """So many days later; where the calendar ends, its last day. A mistyped year must not stop anybody's page."""
    return day + timedelta(days=days) if days <= (date.max - day).days else date.max


def _years_later(since: date, years: int) -> date:
    if since.year + years > date.max.year:
        return date.max
    try:
        return since.replace(year=since.year + years)
    except ValueError:  # 29 February
        return since.replace(year=since.year + years, day=28)


def has_stopped(uptake: Fields, today: date) -> bool:
    """True when the unit has let go of what it had taken up."""
    return bool(uptake.get("until_on")) and _date(uptake["until_on"]) <= today


def places(practice: Fields, uptakes: Iterable[Fields], today: date) -> dict[str, date]:
    """The units that do it, and since when (the earliest day that they say); its own since the day it was adopted. A unit
    that has stopped is none of them until it takes the practice up anew."""
    found: dict[str, date] = {}
    for one in uptakes:
        if not has_stopped(one, today):
            since = _date(one["since_on"])
            found[one["unit"]] = min(since, found.get(one["unit"], since))
    return {practice["unit"]: _date(practice["adopted_on"])} | {unit: found[unit] for unit in found if unit != practice["unit"]}


def checked_on(check_in: Fields) -> date:
    """The day for which a check-in counts: the one that it says, or that of its receipt where it says a later one. Nobody can
    have looked in days to come, and a phone's clock may be years ahead: taken at its word, one such answer would let nobody
    ask for years; refused, it would be lost to whoever trusts the phone. One day ahead is no error: it may be that day
    already where the phone is."""
    day = _date(check_in["checked_on"])
    if not check_in.get("received_at"):
        return day
    received = _received_on(check_in["received_at"])
    return day if day <= _later(received, 1) else received


def _received_on(moment: str | datetime) -> date:
    """The day of a receipt in UTC, which is how the wire writes it."""
    return moment.astimezone(UTC).date() if isinstance(moment, datetime) else _date(moment[:10])


def answers(practice: Fields, uptakes: Sequence[Fields], check_ins: Sequence[Fields], today: date) -> dict[str, list[Fields]]:
    """Per unit that does it, what it has answered, for the days that count. Who stopped and took it up anew begins anew, and so
    does its own unit with a new adoption: what was said before the new beginning belongs to the old one."""
    begun = places(practice, uptakes, today)
    anew = {one["unit"] for one in uptakes if has_stopped(one, today)} | {practice["unit"]}
    said: dict[str, list[Fields]] = {unit: [] for unit in begun}
    for one in check_ins:
        unit, day = one["unit"], checked_on(one)
        if unit in said and (unit not in anew or day >= begun[unit]):
            said[unit].append({**one, "checked_on": day.isoformat()})
    return said


def looks_again(practice: Fields, uptakes: Iterable[Fields], decisions: Sequence[Fields], today: date) -> dict[str, list[date]]:
    """Per unit, the days on which it wants to be asked beside the usual ones: "try again" says so. In the practice's own
    unit the latest such decision, elsewhere the unit's uptakes."""
    tried = [one for one in standing(decisions) if one["choice"] == "continue"]
    found = {practice["unit"]: [_date(tried[-1]["check_on"])] if tried and tried[-1].get("check_on") else []}
    for one in uptakes:
        if one["unit"] != practice["unit"] and one.get("again_on") and not has_stopped(one, today):
            found.setdefault(one["unit"], []).append(_date(one["again_on"]))
    return found


def next_due(since: date, check_ins: Sequence[Fields], today: date, again: Sequence[date] = ()) -> date:
    """A unit's first due day that no check-in has answered. One check-in answers every due day up to seven days
    after it."""
    answered = max((_later(_date(one["checked_on"]), EARLY) for one in check_ins), default=since)
    days = sorted([*due_days(since, max(today, answered)), *again])
    return next((due for due in days if due > answered), date.max)


def due_check_ins(
    practice: Fields, uptakes: Sequence[Fields], check_ins: Sequence[Fields], today: date, decisions: Sequence[Fields] = ()
) -> list[Fields]:
    """Per unit: the next due day, and by how many days it is overdue (negative: still to come)."""
    told = []
    said = answers(practice, uptakes, check_ins, today)
    again = looks_again(practice, uptakes, decisions, today)
    for unit, since in places(practice, uptakes, today).items():
        due = next_due(since, said[unit], today, again.get(unit, ()))
        told.append({"unit": unit, "due_on": due.isoformat(), "overdue": (today - due).days})
    return told


def slips(
    practice: Fields, uptakes: Sequence[Fields], check_ins: Sequence[Fields], today: date, decisions: Sequence[Fields] = ()
) -> dict[str, tuple[str, bool]]:
    """The units in which it slips: since which day, and whether by silence (nobody answered) or by what they answered. Said
    again it slips no later: since the first answer after the last yes."""
    found = {}
    said = answers(practice, uptakes, check_ins, today)
    for due in due_check_ins(practice, uptakes, check_ins, today, decisions):
        since_yes = list(takewhile(lambda one: one["still_done"] != "yes", reversed(said[due["unit"]])))
        if since_yes:
            found[due["unit"]] = (str(since_yes[-1]["checked_on"]), False)
        elif due["overdue"] > GRACE:
            found[due["unit"]] = (due["due_on"], True)
    return found


def unit_phases(
    practice: Fields, uptakes: Sequence[Fields], check_ins: Sequence[Fields], today: date, decisions: Sequence[Fields] = ()
) -> dict[str, str]:
    """How a practice stands in each unit that does it, its own first."""
    begun = places(practice, uptakes, today)
    if is_retired(decisions):
        return dict.fromkeys(begun, "retired")
    said = answers(practice, uptakes, check_ins, today)
    slipping = slips(practice, uptakes, check_ins, today, decisions)
    held = {unit: "holding" if _has_held(since, said[unit]) else "embedding" for unit, since in begun.items()}
    return held | dict.fromkeys(slipping, "slipping")


def took_back(of_trial: Sequence[Fields]) -> Fields | None:
    """The decision that a trial's adoption has given way to: somebody settled a contradiction so, or the trial runs again.
    None while an adoption stands, and where there never was one."""
    if not any(one["choice"] == "adopt" for one in of_trial):
        return None
    extension, final = _since_extension(of_trial)
    if final and final[0]["choice"] == "adopt":
        return None
    return final[0] if final else extension


def with_trial(decisions: Sequence[Fields], of_trial: Sequence[Fields]) -> list[Fields]:
    """The decisions about a practice as they count: one that takes the adoption of its trial back retires it, because a
    practice needs that adoption. Derived, so that it holds whoever settled what, on whichever phone, and whichever arrived
    first; and when the adoption stands again, so does the practice."""
    ended = took_back(of_trial)
    return [*([{**ended, "choice": "retire", "replaces": None}] if ended else []), *decisions]


def is_retired(decisions: Sequence[Fields]) -> bool:
    """True when a standing decision on a practice retires it."""
    return any(one["choice"] == "retire" for one in standing(decisions))


def practice_phase(
    practice: Fields, check_ins: Sequence[Fields], decisions: Sequence[Fields], today: date, uptakes: Sequence[Fields] = ()
) -> str:
    """embedding → holding, slipping on the way, retired by a decision."""
    if is_retired(decisions):
        return "retired"
    said = answers(practice, uptakes, check_ins, today)
    if any(own and own[-1]["still_done"] != "yes" for own in said.values()):
        return "slipping"
    if any(one["overdue"] > GRACE for one in due_check_ins(practice, uptakes, check_ins, today, decisions)):
        return "slipping"
    return "holding" if _has_held(_date(practice["adopted_on"]), said[practice["unit"]]) else "embedding"


def _has_held(since: date, check_ins: Sequence[Fields]) -> bool:
    """True when the 30, 90 and 180 day questions were all answered yes."""
    for offset in CHECK_DAYS:
        due = _later(since, offset)
        answers = [one for one in check_ins if _later(_date(one["checked_on"]), EARLY) >= due]
        if not any(one["still_done"] == "yes" for one in answers):
            return False
    return True


def answering_people(practice: Fields, uptakes: Sequence[Fields], check_ins: Sequence[Fields], today: date) -> int:
    """How many different people have answered since it was begun, in the units that do it: on them it rests. Who answered
    before it was adopted anew, or in a unit that has stopped, carries it no more."""
    said = answers(practice, uptakes, check_ins, today)
    return len({one["created_by"] for own in said.values() for one in own})


def is_sustained(phase: str, people: int) -> bool:
    """True when a practice holds and no longer hangs on one person: three different people have checked in."""
    return phase == "holding" and people >= 3

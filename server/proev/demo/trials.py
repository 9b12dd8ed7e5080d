"""The lives of the municipality's trials: made, run, noted on, decided; taken into use, checked on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from .town import Town, weekday
from .words import links
from .words.shape import Words
from .words.trials import TRIALS
from .words.voices import NOTES

CHOICE = {"abandoned": "abandon", "adapted": "adapt", "scaled": "scale", "adopted": "adopt", "cancelled": "cancel"}
# How long ago an ended trial began, by where its line stands; those with a practice further back.
HOLDING_SINCE, SLIPPING_SINCE, EMBEDDING_SINCE, RETIRED_SINCE = 250, 150, 45, 330


@dataclass(frozen=True)
class Linked:
    """The ids of what trials belong with: directions by their unit, behaviours by key, barriers by their words, dilemmas by
    what they are between."""

    themes: dict[str, str]
    behaviours: dict[str, str]
    barriers: dict[str, str]
    dilemmas: dict[str, str]


def tell_trials(town: Town, linked: Linked) -> None:
    """Tell all trials, and those in other units that try the same at once."""
    told: dict[str, str] = {}
    periods = _periods(town)
    for words in TRIALS:
        first, last = periods[words.key]
        siblings = links.TOGETHER.get(words.key, [])
        shared = {"together": town.fresh_id(first)} if siblings else {}
        told[words.key] = _tell(town, words, first, last, told, shared | _links(town, words, first, linked))
        for unit, title, group in siblings:
            there = replace(words, key=f"{words.key}-{unit}", unit=unit, title=title, group=group, place=title.split()[-1])
            told[there.key] = _tell(town, there, first, last, told, shared)


def begun_days(town: Town) -> dict[str, date]:
    """When each trial was thought of, by key: what it begins with was there before."""
    return {key: _made(town, first) for key, (first, _) in _periods(town).items()}


def _made(town: Town, first: date) -> date:
    return weekday(min(first - timedelta(days=9), town.today - timedelta(days=3)))


def _links(town: Town, words: Words, first: date, linked: Linked) -> dict[str, Any]:
    """What the trial tries, where it is heading, what is in its way, and what prompted it."""
    behaviour = next((key for key, trials in links.TRIED.items() if words.key in trials), None)
    theme = next((unit for unit, (_, trials) in links.DIRECTIONS.items() if words.key in trials), None)
    barriers = [linked.barriers[text] for text, (_, trials) in links.HINDERED.items() if words.key in trials]
    prompted = None
    if words.key in links.BY_BARRIER:
        prompted = linked.barriers[links.BY_BARRIER[words.key]]
    elif words.key in links.BY_DILEMMA:
        prompted = linked.dilemmas[links.BY_DILEMMA[words.key]]
    elif words.key in links.BY_CITIZEN:
        prompted = _heard(town, words, _made(town, first))
    return {
        "behaviour": linked.behaviours[behaviour] if behaviour else None,
        "theme": linked.themes[theme] if theme else None,
        "barriers": barriers,
        "prompted_by": prompted,
    }


def _heard(town: Town, words: Words, made: date) -> str:
    """The citizen's words that a trial begins with, and the reply: you said, we did."""
    mood, different, tag, reply = links.BY_CITIZEN[words.key]
    day = weekday(made - timedelta(days=2))
    return town.on(
        day, town.leaders[words.unit], "feedback", order=4, unit=town.units[words.unit], heard_on=day.isoformat(), mood=mood,
        different=different, tag=tag, channel="in_person", entered_by="staff", reply=reply, replied_on=day.isoformat(),
    )  # fmt: skip


def _periods(town: Town) -> dict[str, tuple[date, date]]:
    """When each trial runs. A child begins after its parent has ended, so periods are laid out from the newest back."""
    children = {words.parent: words for words in TRIALS if words.parent}
    found: dict[str, tuple[date, date]] = {}
    for place, words in enumerate(reversed(TRIALS)):
        length = 14 + (place * 7) % 28
        if words.fate in ("idea", "planned"):
            first = town.today + timedelta(days=4 + place % 17)
            last = first + timedelta(days=length)
        elif words.fate == "running":
            first = town.today - timedelta(days=6 + place % 9)
            last = town.today + timedelta(days=5 + place % 14)
        elif words.fate == "review":
            last = town.today - timedelta(days=2 + place % 9)
            first = last - timedelta(days=length)
        elif words.key in children:
            last = min(found[children[words.key].key][0] - timedelta(days=6), town.today - timedelta(days=10))
            first = last - timedelta(days=length)
        else:
            last = town.today - timedelta(days=_ended(words, place))
            first = last - timedelta(days=length)
        found[words.key] = (first, last)
    return found


def _ended(words: Words, place: int) -> int:
    if words.practice:
        states = {"holding": HOLDING_SINCE, "slipping": SLIPPING_SINCE, "embedding": EMBEDDING_SINCE, "retired": RETIRED_SINCE}
        return states[words.practice[2]] + place % 11
    return 25 + (place * 37) % 440


def _tell(town: Town, words: Words, first: date, last: date, told: dict[str, str], linked: dict[str, Any]) -> str:
    made = _made(town, first)
    who, does, when = words.behaviour
    fields: dict[str, Any] = {"title": words.title, "unit": town.units[words.unit], "change": words.change, **linked}
    if words.fate != "idea":
        fields |= {
            "who": who, "does": does, "when": when, "prediction": words.prediction, "learning_question": words.question,
            "target_group": words.group, "place": words.place, "extent": words.extent, "starts_on": first.isoformat(),
            "ends_on": last.isoformat(), "risk_checked": True,
        }  # fmt: skip
    if words.measure:
        name, unit, better, *_ = words.measure
        fields |= {"measure_name": name, "measure_unit": unit, "measure_better": better, "baseline": _baseline(town, words)}
    for field, key in (("parent_trial", words.parent), ("origin_trial", words.origin)):
        if key:
            fields[field] = told[key]
    if words.fate in ("abandoned", "adapted", "scaled", "adopted"):
        fields["shared"] = True
    if words.fate in ("planned", "running", "review"):
        fields["owner"] = town.people[words.unit][0]
        fields["deputy"] = town.people[words.unit][1] if words.fate != "planned" else None  # found when it starts
    if words.key == "bad-aften":
        fields |= {
            "adopt_asked_on": weekday(town.today - timedelta(days=2)).isoformat(),
            "adopt_because": "Ingen har aflyst siden uge to, og ruten kan bære det.",
            "adopt_learned": "De fleste vælger formiddagen, men de vil gerne spørges.",
        }
    trial = town.on(made, town.member(words.unit), "trial", **fields)
    if words.fate not in ("idea", "planned"):
        _observe(town, words, trial, first, min(last, town.today))
    if words.fate in CHOICE:
        _decide(town, words, trial, last)
    return trial


def _level(town: Town, words: Words, share: float) -> str:
    assert words.measure
    *_, begin, end, spread, decimals = words.measure
    value = max(0.0, begin + (end - begin) * share + town.chance.gauss(0, spread / 2))
    return f"{value:.{decimals}f}"


def _baseline(town: Town, words: Words) -> list[str]:
    return [_level(town, words, 0) for _ in range(8)]


def _observe(town: Town, words: Words, trial: str, first: date, last: date) -> None:
    """A note on most working days, two on some; better over time where the trial came to something."""
    hopeful = {"abandoned": 0.3, "cancelled": 0.25, "adapted": 0.5, "running": 0.5, "review": 0.5}.get(words.fate, 0.72)
    # None today: it would lie later than now for who makes the demo in the morning.
    last = min(last, town.today - timedelta(days=1))
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    for at, day in enumerate(days):
        share = at / max(1, len(days) - 1)
        often = 1 + (town.chance.random() < 0.9) + (town.chance.random() < 0.6)
        for _ in range(often if day.weekday() < 5 else town.chance.random() < 0.4):
            draw = town.chance.random()
            chance = hopeful + 0.15 * share
            outcome = "worked" if draw < chance else "partly" if draw < chance + 0.25 else "not"
            seen = town.moment(day, 7 + town.chance.randrange(9), town.chance.randrange(60))
            town.on(
                day, town.member(words.unit), "observation", order=6, trial=trial, seen_at=seen.isoformat(), outcome=outcome,
                text=town.chance.choice(NOTES[outcome]), surprise=True if town.chance.random() < 0.08 else None,
                value=_level(town, words, share) if words.measure and town.chance.random() < 0.8 else None,
            )  # fmt: skip


def _decide(town: Town, words: Words, trial: str, last: date) -> None:
    day = weekday(last + timedelta(days=3)) if words.fate != "cancelled" else last - timedelta(days=5)
    leader = town.leaders[words.unit]
    reasons = {
        "abandoned": "Vi har fået vores svar og stopper her.", "adapted": "Vi er på sporet. Vi ændrer det, der ikke virkede.",
        "scaled": "Det virkede i det små. Nu prøver vi det for flere.", "adopted": "Det virker, og vi vil ikke undvære det.",
        "cancelled": "To på ferie og én syg. Vi prøver igen senere.",
    }  # fmt: skip
    town.on(
        day, leader, "decision", order=7, subject_type="trial", subject=trial, choice=CHOICE[words.fate],
        reason=reasons[words.fate], learned=words.learned, as_planned=town.chance.choice(["yes", "partly"]),
        effect=1 + town.chance.randrange(3),
        effort=1 + town.chance.randrange(3), decided_on=day.isoformat(), took_part="Teamet og teamlederen",
        dilemma=links.TORN.get(words.key),
    )  # fmt: skip
    if words.practice:
        _practise(town, words, trial, day, leader)


def _practise(town: Town, words: Words, trial: str, day: date, leader: str) -> None:
    assert words.practice
    routine, stops, state = words.practice
    who, does, when = words.behaviour
    owner, deputy = _keepers(town, words, day)
    practice = town.on(
        day, leader, "practice", order=8, unit=town.units[words.unit], title=words.title, trial=trial, who=who, does=does,
        when=when, routine=routine, stops=stops, adopted_on=day.isoformat(), owner=owner, deputy=deputy,
    )  # fmt: skip
    asked = [one for one in town.people[words.unit] if one not in (owner, deputy if words.keeper == "deputy" else owner)]
    for turn, offset in enumerate((29, 88, 178)):
        checked = weekday(day + timedelta(days=offset))
        if checked > town.today or (state == "slipping" and turn == 2):
            break
        answer = "partly" if state == "slipping" and turn == 1 else "yes"
        notes = ("Ja, det sidder.", "De nye er kommet med.", "Vi glemmer det, når vi er få.")
        town.on(
            checked, asked[turn % len(asked)], "check_in", unit=town.units[words.unit], practice=practice,
            checked_on=checked.isoformat(), still_done=answer, note=notes[2 if answer == "partly" else turn % 2],
        )  # fmt: skip
    if state == "holding" and words.unit in ("nord", "nord-aften"):
        since = weekday(day + timedelta(days=60))
        until = weekday(since + timedelta(days=95))
        has_stopped = words.unit == "nord-aften" and until <= town.today
        town.on(
            since, town.leaders["syd"], "uptake", unit=town.units["syd"], practice=practice, since_on=since.isoformat(),
            until_on=until.isoformat() if has_stopped else None,
            until_reason="Vi har ingen aftenvagt, der når det. Dagholdet gør det i stedet." if has_stopped else None,
        )  # fmt: skip
        _check_uptake(town, practice, since, until if has_stopped else town.today)
    if state == "retired":
        ended = weekday(day + timedelta(days=210))
        town.on(
            ended, leader, "decision", order=7, subject_type="practice", subject=practice, choice="retire",
            reason="Vi er gået over til billeder i appen. Det gode hver dag lever videre dér.", decided_on=ended.isoformat(),
        )  # fmt: skip


def _keepers(town: Town, words: Words, day: date) -> tuple[str, str | None]:
    """The owner and the deputy at the beginning; an owner who is not there any more leaves some weeks later."""
    first, second = town.people[words.unit][:2]
    if words.keeper in ("deputy", "nobody"):
        leaver = town.leavers[words.unit]
        town.farewell(weekday(day + timedelta(days=40)), leaver)
        return leaver, first if words.keeper == "deputy" else None
    return first, second if words.keeper == "both" else None


def _check_uptake(town: Town, practice: str, since: date, last: date) -> None:
    for turn, offset in enumerate((30, 89, 179)):
        checked = weekday(since + timedelta(days=offset))
        if checked <= last:
            town.on(
                checked, town.people["syd"][1 + turn % 2], "check_in", unit=town.units["syd"], practice=practice,
                checked_on=checked.isoformat(), still_done="yes", note="Også her.",
            )  # fmt: skip

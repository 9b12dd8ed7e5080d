"""Filling an empty database with an invented municipality: 18 months up to today, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..accounts import people
from ..accounts.tables import Account
from ..clock import today_in
from ..db import writing
from ..ids import new_id
from ..sync.apply import server_made
from ..sync.work import Work
from .town import Town, weekday
from .trials import Linked, begun_days, tell_trials
from .words import links
from .words.trials import TRIALS
from .words.units import BARRIERS, BEHAVIOURS, DILEMMAS, THEMES, UNITS
from .words.voices import VOICES

PASSWORD = "proev-demo-2026"
MONTHS_BACK = 548

# e-mail, name, unit, role, who it is
SIGN_INS = [
    ("medarbejder@lillevig.example", "Mette Kjær", "nord", "staff", "medarbejder i hjemmeplejen"),
    ("havneleder@lillevig.example", "Hans Brink", "havn", "leader", "leder på havnekontoret"),
    ("direktoer@lillevig.example", "Dorte Lind", "kommune", "leader", "direktør"),
    ("admin@lillevig.example", "Anna Holst", "kommune", "admin", "administrator"),
]
NAMES = [
    "Ida",
    "Jonas",
    "Signe",
    "Karim",
    "Birthe",
    "Lasse",
    "Nadia",
    "Ole",
    "Freja",
    "Mads",
    "Aya",
    "Poul",
    "Stine",
    "Emil",
    "Gitte",
    "Tarek",
]
SURNAMES = ["Dam", "Vestergaard", "Lund", "Øster", "Krogh", "Ravn", "Skov", "Bak"]


class NotEmpty(Exception):
    """The database holds something else already; the demo never mixes with it."""


def fill(zone: str, seed: int, now: datetime, say: Callable[[str], None]) -> None:
    """Make the municipality, once: where it is already, nothing is changed. Raises `NotEmpty`."""
    with writing() as session:
        installation = people.start_installation(session)
        if people.only_organisation(session):
            if not installation.is_demo:
                raise NotEmpty("this database holds an organisation of its own; give the demo another PROEV_DATA.")
            return
        installation.is_demo = True
        say("Making the invented municipality …")
        chance = random.Random(seed)
        start = now - timedelta(days=MONTHS_BACK)
        organisation = people.make_organisation(session, UNITS[0][3], start, zone)
        town = Town(session, organisation, zone, now, chance)
        _units(town, start)
        _people(town, start)
        _records(town)
        town.write()


def sign_in_sheet() -> str:
    """Who can sign in, for the terminal."""
    lines = [f"  {email:<32} {who}" for email, _, _, _, who in SIGN_INS]
    return "\n".join(["Sign in (demo data only) with the password " + PASSWORD, *lines])


def _units(town: Town, start: datetime) -> None:
    work = Work(town.session, town.organisation, start, today_in(start, town.zone))
    for key, parent, kind, name, core_task, purpose in UNITS:
        fields = {"name": name, "kind": kind, "core_task": core_task, "purpose": purpose}
        if parent is None:
            root = work.get(town.organisation)
            assert root
            root.fields |= fields
            root.version += 1
            work.put(root)
            town.units[key] = town.organisation
            continue
        unit = new_id(int(start.timestamp() * 1000), town.chance.getrandbits(74))
        town.units[key] = unit
        row = server_made(work, "unit", unit, people.checked("unit", {**fields, "parent": town.units[parent]}))
        row.id = unit
        work.put(row)
    work.write()


def _people(town: Town, start: datetime) -> None:
    """Four people in every unit and its leader; who can sign in is one of them. Some units have one more, who leaves."""
    work = Work(town.session, town.organisation, start, today_in(start, town.zone))
    for key, *_ in UNITS:
        leader = _person(work, town, key, "leader", town.chance)
        town.leaders[key] = leader
        town.people[key] = [_person(work, town, key, "staff", town.chance) for _ in range(4)]
    for key in sorted({words.unit for words in TRIALS if words.keeper in ("deputy", "nobody")}):
        town.leavers[key] = _person(work, town, key, "staff", town.chance)
    work.write()
    for email, name, unit, role, _ in SIGN_INS:
        user = people.put_user(town.session, town.organisation, email, name, town.units[unit], role, PASSWORD, start, town.zone)
        if role == "leader":
            town.leaders[unit] = user
        elif role == "staff":
            town.people[unit].append(user)


def _person(work: Work, town: Town, unit: str, role: str, chance: random.Random) -> str:
    name = next(one for one in iter(lambda: f"{chance.choice(NAMES)} {chance.choice(SURNAMES)}", "") if one not in town.names)
    town.names.add(name)
    person = server_made(work, "person", town.organisation, {"name": name, "active": True})
    work.put(person)
    work.put(server_made(work, "membership", town.units[unit], {"person": person.id, "role": role}))
    return person.id


def _records(town: Town) -> None:
    long_ago = weekday(town.today - timedelta(days=MONTHS_BACK - 5))
    themes = {
        unit: town.on(long_ago, town.leaders[unit], "theme", order=1, unit=town.units[unit], title=title, direction=direction)
        for unit, title, direction in THEMES
    }
    heading = {key: themes[unit] for unit, (ways, _) in links.DIRECTIONS.items() for key in ways}
    behaviours = {
        key: town.on(long_ago, town.member(unit), "behaviour", order=2, unit=town.units[unit], who=who, does=does, when=when,
                     why=why, active=True, theme=heading.get(key))
        for key, unit, who, does, when, why in BEHAVIOURS
    }  # fmt: skip
    begun = begun_days(town)
    barriers = _barriers(town, behaviours, begun)
    dilemmas = _dilemmas(town, themes, begun)
    tell_trials(town, Linked(themes, behaviours, barriers, dilemmas))
    _voices(town)


def _barriers(town: Town, behaviours: dict[str, str], begun: dict[str, date]) -> dict[str, str]:
    """What hinders, by its words; known before the trials that are about it begin."""
    told: dict[str, str] = {}
    for place, (unit, kind, text, raised_to, answer) in enumerate(BARRIERS):
        behaviour, trials = links.HINDERED.get(text, (None, ()))
        day = _before(town, weekday(town.today - timedelta(days=20 + place * 17)), [begun[key] for key in trials])
        fields: dict[str, Any] = {"unit": town.units[unit], "kind": kind, "text": text}
        if behaviour:
            fields["behaviour"] = behaviours[behaviour]
        if raised_to:
            fields |= {"raised_to": town.units[raised_to], "raised_on": day.isoformat()}
        author = town.member(unit)
        if answer and raised_to:
            author = town.leaders[raised_to]  # the answer is the leader's; so is this record of it
            fields |= {"answer": answer, "answered_on": (day + timedelta(days=0)).isoformat()}
        told[text] = town.on(day, author, "barrier", order=3, **fields)
    return told


def _before(town: Town, day: date, begun: list[date]) -> date:
    """The day, or one on which there is still some time to the first of those that begin with it."""
    earliest = weekday(town.today - timedelta(days=MONTHS_BACK - 6))
    return max(earliest, min([day, *(weekday(one - timedelta(days=4)) for one in begun)]))


def _dilemmas(town: Town, themes: dict[str, str], begun: dict[str, date]) -> dict[str, str]:
    """By what they are between; known before the trial that one of them prompts begins."""
    told: dict[str, str] = {}
    for place, (unit, between, and_, text, decision, steps) in enumerate(DILEMMAS):
        prompted = [begun[key] for key, which in links.BY_DILEMMA.items() if which == between]
        day = _before(town, weekday(town.today - timedelta(days=40 + place * 30)), prompted)
        dilemma = town.on(
            day, town.leaders[unit], "dilemma", order=3, unit=town.units[unit], between=between, and_=and_, text=text,
            theme=themes.get(links.TORN_WAYS.get(between, "")),
        )  # fmt: skip
        told[between] = dilemma
        if not decision:
            continue
        decided = weekday(day + timedelta(days=10))
        made = town.on(
            decided, town.leaders[unit], "decision", order=7, subject_type="dilemma", subject=dilemma, choice=decision[0],
            reason=decision[1], decided_on=decided.isoformat(), took_part="Ledergruppen og to medarbejdere",
        )  # fmt: skip
        for turn, (step, role) in enumerate(steps):
            due = decided + timedelta(days=21 + 14 * turn)
            done = weekday(due).isoformat() if due <= town.today and (place + turn) % 3 else None
            town.on(
                decided,
                town.leaders[unit],
                "step",
                order=8,
                decision=made,
                text=step,
                due_on=due.isoformat(),
                done_on=done,
                role=role,
            )
    return told


def _voices(town: Town) -> None:
    """Citizens' words over the whole time: kinder where a practice came to hold, most concerns answered by a leader."""
    for unit, voices in VOICES.items():
        for offset in range(MONTHS_BACK - 20, 0, -1):
            day = town.today - timedelta(days=offset)
            if day.weekday() > 4 or town.chance.random() > 0.27:
                continue
            hopeful = 1 - offset / MONTHS_BACK
            weights = [1.0 + hopeful * (voice[0] - 2.2) for voice in voices]
            mood, good, different, tag = town.chance.choices(voices, [max(0.15, one) for one in weights])[0]
            wordless = town.chance.random() < 0.35
            fields: dict[str, Any] = {
                "unit": town.units[unit], "heard_on": day.isoformat(), "mood": mood, "tag": tag, "entered_by": "staff",
                "channel": town.chance.choice(["in_person", "in_person", "phone", "letter"]),
            }  # fmt: skip
            author = town.member(unit)
            if not wordless:
                fields |= {"good": good, "different": different}
            if fields.get("different") and (offset > 12 or town.chance.random() < 0.4):
                author = town.leaders[unit]
                fields |= {"reply": "Tak, fordi du sagde det. Vi har talt om det på mødet.", "replied_on": day.isoformat()}
            town.on(day, author, "feedback", order=6, **fields)


def counts(session: Session) -> dict[str, int]:
    """How many records of each type there are."""
    from ..records import definitions

    found = {name: session.scalar(select(func.count()).select_from(one.table)) or 0 for name, one in definitions().items()}
    return {**found, "account": session.scalar(select(func.count()).select_from(Account)) or 0}

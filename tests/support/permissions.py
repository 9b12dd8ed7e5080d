"""The ground for the permission table: Nord, records in it to do something to, and everybody doing it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from proev import clock

from tests.support.town import ZONE, Phone, Town, put

CAST = ("Mette", "Musa", "Lone", "Dorte", "Anna", "Søren", "Hans")
TODAY = clock.today_in(clock.now(), ZONE)
CELLS = {None: "yes", "forbidden": "no"}
"""What a cell of the table says of a result's reason; any other reason stands there as it is."""
Act = Callable[[str], dict[str, Any]]
CURRENT = 900
"""A base above the current version counts as the current one: no row of the table is about conflicts."""


def day(offset: int) -> str:
    """The day so many days from today."""
    return (TODAY + timedelta(days=offset)).isoformat()


class Ground:
    """Nord, and records in it to do something to."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.nord = town.units["Nord"]
        self.phones: dict[str, Phone] = {name: town.phone(name) for name in CAST}

    def made(self, type_name: str, by: str = "Mette", **fields: Any) -> str:
        """A record in Nord, new for each cell."""
        return self.phones[by].make(type_name, unit=self.nord, **{**FULL.get(type_name, {}), **fields})

    def trial(self, starts: int = -7, **fields: Any) -> str:
        """Mette's trial with all that starting needs: it runs unless it starts later."""
        return self.made("trial", starts_on=day(starts), ends_on=day(starts + 14), **STARTING, **fields)

    def decided(self, kind: str, subject: str, choice: str, by: str = "Lone", **fields: Any) -> str:
        """A decision that stands."""
        return self.phones[by].make("decision", **self.deciding(kind, subject, choice, **fields)["fields"])

    def deciding(self, kind: str, subject: str, choice: str, **fields: Any) -> dict[str, Any]:
        """A decision about to be sent."""
        told = {"reason": "Det så vi", "decided_on": day(0), **fields}
        return put("decision", subject_type=kind, subject=subject, choice=choice, **told)

    def practice(self, **fields: Any) -> str:
        """Lone's practice."""
        trial = self.trial()
        self.decided("trial", trial, "adopt", learned="Det virker")
        return self.made("practice", by="Lone", trial=trial, **fields)

    def step(self) -> str:
        """Mette's step in carrying a decision through."""
        return self.made("step", decision=self.decided("dilemma", self.made("dilemma"), "Vi spørger først"))

    def becomes(self, rows: dict[str, tuple[Act, str]]) -> None:
        """Let everybody do what each row says, and hold what became of it against the table."""
        found: dict[str, str] = {}
        for what, (act, _) in rows.items():
            cells = []
            for name in CAST:
                (result,) = self.phones[name].sync(act(name))
                cells.append(CELLS.get(result.get("reason"), result.get("reason")))
            found[what] = " ".join(cells)
        assert found == {what: expected for what, (_, expected) in rows.items()}


STARTING = {
    "change": "Vi ringer", "who": "Teamet", "does": "ringer", "when": "kl. 8", "prediction": "Færre går forgæves",
    "learning_question": "Er det nok?", "target_group": "Fem borgere",
}  # fmt: skip
WORDS = {"who": "Teamet", "does": "ringer", "when": "kl. 8"}
FULL: dict[str, dict[str, Any]] = {
    "trial": {"title": "Ring, før du kører"},
    "observation": {"seen_at": "2026-11-23T07:05:00+01:00", "outcome": "worked"},
    "feedback": {"heard_on": "2026-11-23", "channel": "in_person", "good": "I ringede", "entered_by": "staff"},
    "barrier": {"kind": "time", "text": "Ingen tid"},
    "dilemma": {"between": "økonomi", "and": "borgerens ønske"},
    "behaviour": WORDS,
    "step": {"text": "Sig det på mødet", "due_on": "2026-12-01"},
    "uptake": {"since_on": "2026-11-20"},
    "check_in": {"checked_on": "2026-11-23", "still_done": "yes"},
    "theme": {"title": "Borgeren først"},
    "touchpoint": {"name": "Skranken"},
    "practice": {**WORDS, "title": "Vi ringer først", "routine": "Morgenmødet", "stops": "Intet", "adopted_on": "2026-11-20"},
}  # fmt: skip

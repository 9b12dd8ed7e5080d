"""A practice's page: does it hold, where is it done, which question is due."""

from __future__ import annotations

from datetime import date
from typing import Any

from .. import rules
from ..access import Standing
from .reader import facts, reader_of


def practice_page(organisation: str, standing: Standing, practice_id: str, today: date) -> dict[str, Any]:
    """Everything that belongs to a practice but what was answered. Raises `NotThere`.

    Phase and `sustained` are derived from all units that do it. `places` are the practice's own unit and those of the
    reader that have taken it up; `check_ins_due` the next question of each of the reader's (`overdue` in days, negative:
    still to come), none once it is retired; `check_ins_count` and `decisions` those that the reader may see.
    """
    with reader_of(organisation, standing) as reader:
        record = reader.one("practice", practice_id)
        (practice,) = facts([record])
        uptakes = facts(reader.pointing("uptake", "practice", [practice_id], everywhere=True))
        checked = facts(reader.pointing("check_in", "practice", [practice_id], everywhere=True))
        decisions = reader.pointing("decision", "subject", [practice_id], everywhere=True)
        of_trial = reader.pointing("decision", "subject", [practice["trial"]], everywhere=True)
        counted = rules.with_trial(facts(decisions), facts(of_trial))
        phase = rules.practice_phase(practice, checked, counted, today, uptakes)
        due = [] if phase == "retired" else rules.due_check_ins(practice, uptakes, checked, today, counted)
        return {
            "record": record,
            "phase": phase,
            "sustained": rules.is_sustained(phase, rules.answering_people(practice, uptakes, checked, today)),
            "check_ins_due": [one for one in due if reader.sees(one)],
            "places": [
                {"unit": unit, "since_on": since.isoformat()}
                for unit, since in rules.places(practice, uptakes, today).items()
                if unit == record["unit"] or unit in reader.scope.within
            ],
            "check_ins_count": sum(reader.sees(one) for one in checked),
            "decisions": [one for one in decisions if reader.sees(one)],
        }

"""The leaders' figures, made by SQL over the typed tables. Units and roles appear here, persons never."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ..access import Standing, load_tree
from ..db import reading
from . import figures
from .filters import Filter
from .waiting import waiting


class UnitUnknown(Exception):
    """The unit asked for does not exist, or lies outside what the reader may see: the two look alike."""


def overview(organisation: str, standing: Standing, unit: str | None, days: int, today: date, zone: str) -> dict[str, Any]:
    """Everything that the leaders' page shows, read in one state of the database.

    `unit` (with all below it; None: all of the reader's own) and the last `days` days up to today.
    Raises `UnitUnknown`.
    """
    with reading() as session:
        tree = load_tree(session, organisation)
        own = tree.below(standing.units())
        if unit is not None and unit not in own:
            raise UnitUnknown(unit)
        covered = tree.below([unit]) if unit else own
        chosen = Filter(organisation, frozenset(covered), today - timedelta(days=days - 1), today, zone)
        trials = figures.phases_of_trials(session, chosen, today)
        practices = figures.phases_of_practices(session, chosen, today)
        return {
            "units": figures.covered_units(session, tree, standing.units()),
            "practices": figures.practices_by_phase(practices, chosen),
            "waiting": waiting(session, chosen, today, trials, practices),
            "phases": figures.trials_by_phase(trials),
            "observations": figures.observations_over_time(session, chosen),
            "moods": figures.moods_over_time(session, chosen),
            "learning": figures.newest_learning(session, chosen, trials),
            "period": {"from": chosen.first.isoformat(), "to": chosen.last.isoformat(), "step": chosen.step},
        }

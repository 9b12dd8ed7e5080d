"""The form in which a trial's words are written down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A trial: key, unit, title, what changes, (who, does what, when), prediction, learning question, target group,
    place, extent, and the phase that it has today. `measure` is (name, unit, better, first level, last level, spread,
    decimals); `practice` is (routine, what stops, the practice's phase today); `keeper` says who keeps that up today: "both"
    (owner and deputy), "owner" (without a deputy), "deputy" (took over from an owner who left), "nobody" (the owner left)."""

    key: str
    unit: str
    title: str
    change: str
    behaviour: tuple[str, str, str]
    prediction: str
    question: str
    group: str
    place: str
    extent: str
    fate: str
    parent: str | None = None
    origin: str | None = None
    measure: tuple[str, str, str, float, float, float, int] | None = None
    learned: str = ""
    practice: tuple[str, str, str] | None = None
    keeper: str = "both"

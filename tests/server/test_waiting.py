"""What waits, against the vectors that the phones run too (pwa/tests/waiting-vectors.test.ts), pushed as a phone pushes."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from proev import clock

from tests.support.town import ZONE, Phone, Town

VECTORS = Path(__file__).parent.parent / "contract" / "vectors" / "waiting.json"
CASES = json.loads(VECTORS.read_text("utf-8"))["cases"]
TODAY = clock.today_in(clock.now(), ZONE)
LEADERS = {"Nord": "Lone", "Omsorg": "Dorte"}
WORDS = {"who": "Teamet", "does": "ringer", "when": "kl. 8"}
USUAL: dict[str, dict[str, Any]] = {
    "trial": {
        **WORDS, "change": "Vi ringer", "prediction": "Færre går forgæves", "learning_question": "Er det nok?",
        "target_group": "Fem borgere",
    },
    "decision": {"reason": "Det så vi"},
    "practice": {**WORDS, "title": "Opkald", "routine": "Morgenmødet", "stops": "intet"},
    "barrier": {"kind": "time", "text": "Ingen tid"},
    "feedback": {"channel": "phone", "entered_by": "staff"},
    "dilemma": {"between": "økonomi", "and": "borgerens ønske"},
    "step": {"text": "Tal med lægen"},
}  # fmt: skip
LEARNED = ("abandon", "adapt", "scale", "adopt")


def push(town: Town, phone: Phone, told: list[dict[str, Any]]) -> dict[str, str]:
    """The case's records; returns their ids by key."""
    ids: dict[str, str] = {}
    for one in told:
        fields = {**USUAL.get(one["type"], {}), **{name: one[name] for name in one if name not in ("key", "type")}}
        if one["type"] in ("trial", "practice"):
            carried = {"owner": town.users["Mette"], "deputy": town.users["Musa"]}
            fields = {name: value for name, value in {**carried, **fields}.items() if value is not None}
            fields.setdefault("title", one["key"])
        if fields.get("choice") in LEARNED:
            fields.setdefault("learned", "Det virker")
        for name, value in fields.items():
            if name.endswith("_on") and isinstance(value, int):
                fields[name] = (TODAY + timedelta(days=value)).isoformat()
            elif isinstance(value, str) and value.startswith("@"):
                fields[name] = ids[value[1:]]
            elif name in ("unit", "raised_to"):
                fields[name] = town.units[value]
        ids[one["key"]] = phone.make(one["type"], **fields)
    return ids


@pytest.mark.parametrize("case", CASES, ids=[one["name"] for one in CASES])
def test_what_waits(town: Town, case: dict[str, Any]) -> None:
    ids = push(town, town.phone("Dorte"), case["records"])
    answer = town.phone(LEADERS[case["for"]]).client.get("/api/v1/dashboard")
    found = [[one["kind"], one["id"], one["unit"], one["days"]] for one in answer.json["waiting"]]
    assert found == [[kind, ids[key], unit, days] for kind, key, unit, days in case["waits"]]

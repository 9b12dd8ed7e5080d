"""Whatever stands at any place of what a client sends: no request ends in an error of the server's, which a queue would repeat
for ever, and what stands beside it is stored."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from proev.ids import new_id
from proev.records import definitions

from tests.support.town import Phone, Town, put

ROUNDS, TOGETHER = 12, 12
RAW = {
    "a list in lists": "[" * 480 + "]" * 480,
    "an object in objects": '{"a":' * 480 + "1" + "}" * 480,
    "a lone surrogate": r'"\ud800"',
    "a number beyond all": "1e999",
    "a number of 400 digits": "9" * 400,
    "a number of 5,000 digits": "9" * 5_000,
}
"""What Python's own values cannot say, as JSON."""
ODD: list[Any] = [
    *(f"raw:{name}" for name in RAW), None, True, False, 0, -1, 1.5, 2**62 - 1, 2**63, "", " ", "x", "\x00", "x" * 5_000, "null",
    "0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "{0.__class__}", "%s", "100185-1231",
    "00000000-0000-0000-0000-000000000000", [], {}, [[]], [{}], [None], {"": ""}, {"a": {"b": []}}, ["x"] * 1_000,
]  # fmt: skip
NAMES = ["", " ", "a\x00b", "\ud800", "x" * 5_000, "{field}", "{", "%s", "unit", "id", "æ" * 200]
TOP = ["id", "type", "op", "record", "base", "at", "fields", "not_cpr", "instead_of", "device", "author"]
TYPES = ["trial", "observation", "feedback", "barrier", "decision", "practice", "unit", "held", "conflict", "membership"]


def body_of(told: Any) -> str:
    """The JSON text, with the raw ones in their places."""
    text = json.dumps(told)
    for name, raw in RAW.items():
        text = text.replace(f'"raw:{name}"', raw)
    return text


def post(phone: Phone, path: str, told: Any) -> Any:
    """One request with such a body."""
    return phone.client.post(path, data=body_of(told), content_type="application/json", headers={"X-Proev": "1"})


def spoilt(chance: random.Random, units: list[str]) -> Any:
    """A mutation with something odd at one place, seldom at several."""
    mutation = put(chance.choice(TYPES), unit=chance.choice(units), title="Kaffe på kajen", text="Ingen tid")
    while True:
        place = chance.randrange(5)
        if place == 0:
            mutation[chance.choice(TOP)] = chance.choice(ODD)
        elif place == 1:
            mutation[chance.choice(NAMES)] = chance.choice(ODD)
        elif not isinstance(mutation.get("fields"), dict):
            return mutation
        elif place == 2:
            mutation["fields"][chance.choice(NAMES)] = chance.choice(ODD)
        else:
            definition = definitions().get(mutation["type"]) if isinstance(mutation["type"], str) else None
            name = chance.choice(list(definition.fields)) if definition else "title"
            mutation["fields"][name] = chance.choice(ODD)
        if chance.random() < 0.8:
            return mutation


def mend(phone: Phone) -> tuple[dict[str, Any], dict[str, Any]]:
    """Something is held and mended, while odd things are held; returns the mend and its result."""
    days = {"starts_on": "2026-03-01", "ends_on": "2026-03-10"}
    unit = phone.town.units["Nord"]
    first = put("trial", unit=unit, title="Bagvendt", starts_on=days["ends_on"], ends_on=days["starts_on"])
    mended = {**put("trial", record=first["id"], unit=unit, title="Rettet", **days), "instead_of": first["id"]}
    (held,) = phone.sync(first)
    assert held["reason"] == "invalid"
    (result,) = phone.sync(mended)
    phone.sync()
    assert phone.records[held["held"]]["fields"].get("resolved_on"), "the mend closes what it mends"
    return mended, result


@pytest.mark.parametrize("seed", range(4))
def test_nothing_odd_ends_in_an_error_or_blocks_what_stands_beside_it(town: Town, seed: int) -> None:
    chance, mette = random.Random(seed), town.phone("Mette")
    for _ in range(ROUNDS):
        first, last = (put("trial", unit=town.units["Nord"], title="God") for _ in range(2))
        sent = [first, *(spoilt(chance, list(town.units.values())) for _ in range(TOGETHER)), last]
        told = {"device": mette.device, "author": mette.user, "schema": 1, "cursor": mette.cursor, "mutations": sent}
        answer = post(mette, "/api/v1/sync", told)
        assert answer.status_code == 200, body_of(sent)
        results = answer.json["results"]
        assert [results[0]["status"], results[-1]["status"], len(results)] == ["applied", "applied", len(sent)]
        assert post(mette, "/api/v1/sync", told).json["results"] == results, "sent again: the first results"
    assert mend(town.phone("Musa"))[1]["status"] == "applied"


@pytest.mark.parametrize("seed", range(2))
def test_nothing_odd_in_a_file_ends_in_an_error(town: Town, seed: int) -> None:
    chance, mette = random.Random(seed), town.phone("Mette")
    for _ in range(ROUNDS):
        good = {**put("trial", unit=town.units["Nord"], title="God"), "author": mette.user}
        odd = [spoilt(chance, list(town.units.values())) for _ in range(TOGETHER)]
        authors = [mette.user, town.users["Musa"], new_id(), *ODD]
        entries = [*({**one, "author": chance.choice(authors)} for one in odd), *chance.sample(ODD, 3), good]
        answer = post(mette, "/api/v1/held/carry-in", {"proev_queue": 1, "entries": entries})
        assert answer.status_code == 200, body_of(entries)
        assert sum(answer.json.values()) == len(entries)
        mette.sync()
        assert mette.records[good["id"]]["fields"] == {"title": "God"}
    assert mend(town.phone("Musa"))[1]["status"] == "applied"


@pytest.mark.parametrize("odd_id", [{}, {"a": 1}, [], [[1]], 7, True, None], ids=str)
@pytest.mark.parametrize("how", ["sent", "file"])
def test_what_is_held_with_an_odd_id_stands_in_no_mend_s_way(town: Town, how: str, odd_id: Any) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    odd = {**put("trial", unit=town.units["Nord"], title="x"), "id": odd_id, "author": mette.user}
    if how == "sent":
        (result,) = musa.sync(odd)
        assert (result["status"], result["reason"]) == ("held", "invalid")
    else:
        assert post(musa, "/api/v1/held/carry-in", {"proev_queue": 1, "entries": [odd]}).json["held"] == 1
    mended, result = mend(mette)
    assert result["status"] == "applied"
    assert mette.sync(mended, put("trial", unit=town.units["Nord"], title="Bagved"))[1]["status"] == "applied"


def test_requests_with_something_odd_in_them_are_answered(town: Town) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")
    (kept,) = mette.sync(put("trial", unit=town.units["Nord"]))
    held = f"/api/v1/held/{kept['held']}"
    usual: dict[str, dict[str, Any]] = {
        "/api/v1/sync": {"device": lone.device, "author": lone.user, "schema": 1, "sent_at": None, "cursor": None, "limit": 9,
                         "echo": True, "mutations": [], "install": {"last": None, "next": new_id()}},
        "/api/v1/sync/reconcile": {"ids": [new_id()]},
        "/api/v1/session": {"email": "lone@kommunen.example", "password": "x"},
        "/api/v1/setup": {"token": "x", "organisation": "x", "name": "x", "email": "x", "password": "x"},
        "/api/v1/held/carry-in": {"proev_queue": 1, "entries": []},
        f"{held}/release": {"unit": town.units["Nord"]},
        f"{held}/dismiss": {"reason": ""},
    }  # fmt: skip
    for path, told in usual.items():
        changed = [told | {name: odd} for name in told for odd in ODD] + [told | {name: "x"} for name in NAMES]
        for one in [*changed, *ODD]:
            answer = post(lone, path, one)
            assert answer.status_code < 500, (path, body_of(one)[:300])


SHAPES: list[Callable[[int], str]] = [lambda deep: "[" * deep + "]" * deep, lambda deep: '{"a":' * deep + "1" + "}" * deep]


@pytest.mark.parametrize("shape", SHAPES)
def test_what_lies_deep_is_held_whole_and_what_no_parser_reads_is_malformed(town: Town, shape: Callable[[int], str]) -> None:
    mette = town.phone("Mette")
    for deep in (20, 200, 480, 700):
        bad, good = put("trial", unit=town.units["Nord"], title="raw:deep"), put("trial", unit=town.units["Nord"], title="God")
        body = {"device": mette.device, "author": mette.user, "schema": 1, "cursor": mette.cursor, "mutations": [bad, good]}
        raw = json.dumps(body).replace('"raw:deep"', shape(deep))
        answer = mette.client.post("/api/v1/sync", data=raw, content_type="application/json", headers={"X-Proev": "1"})
        assert [one["status"] for one in answer.json["results"]] == ["held", "applied"]
        mette.sync()
        title = mette.records[answer.json["results"][0]["held"]]["fields"]["mutation"]["fields"]["title"]
        assert json.dumps(title, separators=(",", ":")).replace("\\", "").replace('"[', "[").count(shape(2)[0]) == deep
    for path in ("/api/v1/sync", "/api/v1/session", "/api/v1/held/carry-in"):
        answer = mette.client.post(path, data=shape(10_000), content_type="application/json", headers={"X-Proev": "1"})
        assert (answer.status_code, answer.json["code"]) == (422, "malformed"), path


def test_field_with_a_name_that_no_table_can_store_is_told_in_short(town: Town) -> None:
    mette = town.phone("Mette")
    names = {"\ud800": "\\ud800", "a\x00": "a\\u0000", "x" * 5_000: "x" * 60}
    for name, told in names.items():
        (result,) = mette.sync({**put("trial", unit=town.units["Nord"]), "fields": {name: "x"}})
        assert (result["reason"], result["field"]) == ("invalid", told)
        assert told in result["detail"]
    kept = [list(one["fields"]["mutation"]["fields"]) for one in mette.of_type("held")]
    assert sorted(kept) == sorted([["\\ud800"], ["a\\u0000"], ["x" * 5_000]])

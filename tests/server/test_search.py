"""Searching: what is found, by whom, in which order; and an index that is never apart from the records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from proev import clock, search
from proev.access import load_standing, load_tree, scope_of
from proev.db import reading, writing
from proev.finding import hits, vocabulary
from proev.ids import derived_id
from proev.journal import SearchGram, SearchTerm
from proev.records import definitions
from proev.sync.apply import server_made
from proev.sync.work import Work
from sqlalchemy import select

from tests.support.this_day import this_day
from tests.support.town import Town, delete, put

VECTORS = json.loads((Path(__file__).parent.parent / "contract/vectors/search.json").read_text("utf-8"))
STARTED = {
    "who": "Teamet", "does": "ringer", "when": "kl. 8", "prediction": "Færre går forgæves", "learning_question": "Er det nok?",
    "target_group": "Fem beboere", "starts_on": "2026-10-01", "ends_on": "2026-10-10", "change": "Vi ringer først",
}  # fmt: skip


def found(town: Town, name: str, sought: str, **more: Any) -> list[dict[str, Any]]:
    """What somebody finds."""
    answer = town.phone(name).client.get("/api/v1/search", query_string={"q": sought, **more})
    assert answer.status_code == 200, answer.text
    results: list[dict[str, Any]] = answer.json["results"]
    return results


def card(town: Town, unit: str, trial: str, title: str, learned: str) -> str:
    """A learning card, as the server makes one from a shared trial that has ended."""
    with town.app.app_context(), writing() as session:
        work = Work(session, town.units["Kommunen"], clock.now(), this_day())
        fields = {"trial": trial, "unit_name": unit, "title": title, "choice": "abandon", "learned": learned}
        row = server_made(work, "learning_card", town.units[unit], fields)
        work.put(row)
        work.write()
        return row.id


def in_index(town: Town) -> tuple[set[tuple[str, str, int]], set[str]]:
    """(record, term, weight) of the whole index, and the words of its vocabulary."""
    with town.app.app_context(), reading() as session:
        rows = session.execute(select(SearchTerm.record, SearchTerm.term, SearchTerm.weight))
        return {(row.record, row.term, row.weight) for row in rows}, set(session.scalars(select(SearchGram.term)))


def test_vectors_rank_here_as_on_the_phone(town: Town) -> None:
    mette = town.phone("Mette")
    names: dict[str, str] = {}
    for one in sorted(VECTORS["documents"], key=lambda one: one["seq"]):
        change, learning_question = one["body"] if len(one["body"]) == 2 else (one["body"][0], None)
        fields = {"title": one["title"], "change": change, "learning_question": learning_question}
        names[mette.make("trial", unit=town.units["Nord"], **fields)] = one["id"]
    organisation = town.units["Kommunen"]
    with town.app.app_context(), reading() as session:
        scope = scope_of(session, load_tree(session, organisation), load_standing(session, organisation, town.users["Mette"]))
        for case in VECTORS["cases"]:
            reached = vocabulary.answers(session, organisation, scope, search.question(case["text"]))
            ranked = hits.ranked(session, organisation, scope, reached, 50)
            assert [names[one.id] for one in ranked] == case["found"], case["name"]


def test_reader_finds_own_units_and_the_learning_of_all(town: Town) -> None:
    soeren = town.phone("Søren")
    trial = soeren.make("trial", unit=town.units["Syd"], title="Fælles morgenmad", change="Alle spiser sammen kl. 8")
    assert found(town, "Mette", "morgenmaden") == []
    (own,) = found(town, "Søren", "morgenmaden")
    assert own == {
        "kind": "trial", "id": trial, "trial": trial, "title": "Fælles morgenmad", "unit_name": "Syd", "phase_or_choice": "idea",
        "snippet": "Alle spiser sammen kl. 8", "mine": True, "card": None,
    }  # fmt: skip
    assert [one["id"] for one in found(town, "Dorte", "morgenmad")] == [trial]  # leads the unit above
    made = card(town, "Syd", trial, "Fælles morgenmad", "Ro ved bordet er vigtigere end tidspunktet")
    (other,) = found(town, "Mette", "borde")
    assert other | {"snippet": ""} == {
        "kind": "learning", "id": made, "trial": trial, "title": "Fælles morgenmad", "unit_name": "Syd",
        "phase_or_choice": "abandon", "snippet": "", "mine": False, "card": {
            "trial": trial, "unit_name": "Syd", "title": "Fælles morgenmad", "choice": "abandon",
            "learned": "Ro ved bordet er vigtigere end tidspunktet",
        },
    }  # fmt: skip
    assert other["snippet"] == "Ro ved bordet er vigtigere end tidspunktet"
    # What the card does not say stays with the unit, and a word of it does not even change what a mistyped word finds.
    assert found(town, "Mette", "sammen") == []


def test_trial_its_decision_and_its_card_are_one_result(town: Town) -> None:
    lone = town.phone("Lone")
    trial = lone.make("trial", unit=town.units["Nord"], title="Opkald før besøg", shared=True, **STARTED)
    lone.make(
        "decision", subject_type="trial", subject=trial, choice="adopt", reason="Det virker", learned="Opkald giver ro",
        decided_on="2026-10-12",
    )  # fmt: skip
    practice = lone.make(
        "practice", unit=town.units["Nord"], title="Opkald før besøg", trial=trial, who="Teamet", does="ringer", when="kl. 8",
        routine="Morgenmødet", stops="intet", adopted_on="2026-10-12",
    )  # fmt: skip
    told = found(town, "Lone", "opkaldene")
    assert {(one["kind"], one["id"], one["trial"]) for one in told} == {
        ("learning", derived_id("learning_card", trial), trial), ("practice", practice, trial)
    }  # fmt: skip
    assert all(one["mine"] for one in told)


def test_barrier_is_found_by_its_text(town: Town) -> None:
    barrier = town.phone("Mette").make("barrier", unit=town.units["Nord"], kind="time", text="Der er ikke tid om morgenen")
    (one,) = found(town, "Mette", "morgenerne")
    assert (one["kind"], one["id"], one["phase_or_choice"], one["trial"]) == ("barrier", barrier, "time", None)


def test_persons_are_never_found(town: Town) -> None:
    town.phone("Mette").make("trial", unit=town.units["Nord"], title="Opkald")
    assert found(town, "Anna", "Mette") == []


def test_page_says_that_there_is_more(town: Town) -> None:
    mette = town.phone("Mette")
    for turn in range(5):
        mette.make("trial", unit=town.units["Nord"], title=f"Opkald nummer {turn}")
    answer = mette.client.get("/api/v1/search", query_string={"q": "opkald", "limit": 3}).json
    assert ([one["title"][-1] for one in answer["results"]], answer["more"]) == (["4", "3", "2"], True)
    answer = mette.client.get("/api/v1/search", query_string={"q": "opkald", "limit": 5}).json
    assert (len(answer["results"]), answer["more"]) == (5, False)


@pytest.mark.parametrize(
    ("asked", "errors"),
    [
        ({}, {"q": "required"}),
        ({"q": " "}, {"q": "required"}),
        ({"q": "å" * 201}, {"q": "too_long"}),
        ({"q": "kaffe", "limit": "0"}, {"limit": "out_of_range"}),
        ({"q": "kaffe", "limit": "51"}, {"limit": "out_of_range"}),
        ({"q": "kaffe", "limit": "mange"}, {"limit": "out_of_range"}),
    ],
)
def test_question_that_cannot_be_asked_is_a_problem(town: Town, asked: dict[str, str], errors: dict[str, str]) -> None:
    answer = town.phone("Mette").client.get("/api/v1/search", query_string=asked)
    assert (answer.status_code, answer.json["code"], answer.json["errors"]) == (422, "invalid", errors)


def test_question_of_a_stranger_is_not_answered(town: Town) -> None:
    assert town.app.test_client().get("/api/v1/search?q=kaffe").status_code == 401


@pytest.mark.parametrize(
    "odd", ["%", "_", "?!", "'\"\\", "\u0000", "🙂", "a" * 200, "æ" * 200, "og i på", "1 2 3 4 5 6 7 8 9 10"]
)
def test_odd_question_finds_nothing_and_breaks_nothing(town: Town, odd: str) -> None:
    town.phone("Mette").make("trial", unit=town.units["Nord"], title="Opkald")
    assert found(town, "Mette", odd) == []


def test_index_follows_every_change_and_forgets_what_is_gone(town: Town) -> None:
    lone = town.phone("Lone")
    trial = lone.make("trial", unit=town.units["Nord"], title="Opkald før besøg", change="Vi ringer")
    kept = lone.make("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    before = in_index(town)
    lone.sync(put("trial", record=trial, base=1, place="Rute 4", starts_on="2026-12-01"))
    assert in_index(town)[0] - before[0] == {(trial, "rut", 1), (trial, "4", 1)}
    lone.sync(put("trial", record=trial, base=2, title="Brev før besøg", change=None, place=None))
    terms, words = in_index(town)
    assert {(term, weight) for record, term, weight in terms if record == trial} == {("brev", 3), ("foer", 3), ("besoeg", 3)}
    assert words == {"brev", "foer", "besoeg", "kaf", "kaj"}
    (result,) = lone.sync(delete("trial", trial, 3))
    assert result["status"] == "applied"
    assert in_index(town) == ({(kept, "kaf", 3), (kept, "kaj", 3)}, {"kaf", "kaj"})
    assert found(town, "Lone", "brev") == []


def test_index_is_written_with_the_records_or_not_at_all(town: Town) -> None:
    mette = town.phone("Mette")
    good, bad = put("trial", unit=town.units["Nord"], title="Kaffe"), put("trial", unit=town.units["Syd"], title="Opkald")
    assert [one["status"] for one in mette.sync(good, bad)] == ["applied", "held"]
    assert in_index(town)[1] == {"kaf"}


def test_searched_fields_are_fields_with_words() -> None:
    for one in definitions().values():
        assert {one.fields[name].kind for name in one.kind.searched} <= {"text"}, one.name

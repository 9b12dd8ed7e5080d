"""The invented municipality: enough of everything, the same for the same seed, and true to the product's own rules."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from proev import clock, config, create_app, dashboard, migrate, rules
from proev.access import load_standing
from proev.accounts import people
from proev.db import reading, writing
from proev.demo import build
from sqlalchemy import text

from tests.support import postgres
from tests.support.municipality import NOW, ZONE, filled


@pytest.fixture
def demo(told_once: Path, tmp_path: Path) -> Iterator[Flask]:
    """The municipality."""
    app = create_app(config.load({"PROEV_DATA": str(shutil.copytree(told_once, tmp_path / "data"))}))
    with app.app_context():
        yield app


def live(type_name: str) -> list[dict[str, Any]]:
    """The records of a type as the wire knows them, with id and unit, in the order of receipt."""
    query = text("SELECT id, unit, created_by, fields FROM record WHERE type = :type AND NOT deleted ORDER BY first_seq")
    with reading() as session:
        rows = session.execute(query, {"type": type_name})
        return [{**json.loads(row.fields), "id": row.id, "unit": row.unit, "created_by": row.created_by} for row in rows]


def decisions_of(subject: str) -> list[dict[str, Any]]:
    """The decisions on a record."""
    return [one for one in live("decision") if one["subject"] == subject]


def test_there_is_enough_of_everything(demo: Flask) -> None:
    with reading() as session:
        found = build.counts(session)
    least = {"behaviour": 12, "barrier": 25, "trial": 40, "observation": 1500, "feedback": 600, "decision": 20, "practice": 5,
             "check_in": 10, "dilemma": 3, "step": 3, "uptake": 1, "theme": 1}  # fmt: skip
    assert {name: count for name, count in found.items() if name in least and count < least[name]} == {}
    assert (found["held"], found["conflict"]) == (0, 0), "nothing in the story breaks a rule"


def test_units_have_four_levels_and_core_tasks(demo: Flask) -> None:
    units = {one["id"]: one for one in live("unit")}

    def depth(unit: str) -> int:
        above = units[unit].get("parent")
        return 1 + (depth(above) if above else 0)

    assert max(depth(unit) for unit in units) == 4
    assert [one["name"] for one in units.values() if not one.get("core_task")] == []


def test_barriers_are_of_every_kind_and_trials_in_every_phase(demo: Flask) -> None:
    assert {one["kind"] for one in live("barrier")} == {
        "culture", "economy", "silo", "time", "skills", "knowledge", "professional_boundary", "other"
    }  # fmt: skip
    made = live("decision")
    today = clock.today_in(NOW, ZONE)
    phases = Counter(rules.trial_phase(one, [two for two in made if two["subject"] == one["id"]], today) for one in live("trial"))
    assert set(phases) == set(dashboard.figures.PHASES)
    assert phases["abandoned"] >= 4


def test_practices_hold_slip_and_are_retired(demo: Flask) -> None:
    today = clock.today_in(NOW, ZONE)
    made, uptakes, answers = live("decision"), live("uptake"), live("check_in")

    def of(found: list[dict[str, Any]], field: str, record: str) -> list[dict[str, Any]]:
        return [one for one in found if one[field] == record]

    def decided(one: dict[str, Any]) -> list[dict[str, Any]]:
        return rules.with_trial(of(made, "subject", one["id"]), of(made, "subject", one["trial"]))

    phases = {
        rules.practice_phase(one, of(answers, "practice", one["id"]), decided(one), today, of(uptakes, "practice", one["id"]))
        for one in live("practice")
    }
    assert phases == {"embedding", "holding", "slipping", "retired"}
    practices = {one["id"]: one for one in live("practice")}
    assert any(practices[one["practice"]]["unit"] != one["unit"] for one in uptakes), "one has spread to another unit"


def test_stopped_trials_say_what_was_learned_and_adapted_ones_have_a_child(demo: Flask) -> None:
    children = {one.get("parent_trial") for one in live("trial")}
    made = live("decision")
    assert [one["id"] for one in made if one["choice"] == "abandon" and len(one.get("learned", "")) < 30] == []
    assert [one["subject"] for one in made if one["choice"] == "adapt" and one["subject"] not in children] == []
    assert any(one.get("origin_trial") for one in live("trial")), "one is reused by another unit"


def test_learning_cards_come_from_several_units_and_some_from_another_unit_s_trial(demo: Flask) -> None:
    cards = {one["trial"]: one for one in live("learning_card")}
    ended = {one["subject"] for one in live("decision") if one["subject_type"] == "trial" and one["choice"] != "cancel"}
    assert set(cards) == ended
    assert len({one["unit_name"] for one in cards.values()}) >= 6
    assert {one["choice"] for one in cards.values()} == {"abandon", "adapt", "scale", "adopt"}
    assert {one.get("practice_phase") for one in cards.values()} >= {"holding", "slipping", "retired"}
    inspired = [one for one in cards.values() if one.get("origin_trial")]
    assert len(inspired) >= 2
    assert [one for one in inspired if cards[one["origin_trial"]]["unit_name"] == one["unit_name"]] == []


def test_practices_have_an_owner_and_a_deputy_or_show_that_one_is_missing(demo: Flask) -> None:
    gone = {one["id"] for one in live("person") if not one["active"]}
    kept = [(bool(one.get("owner")), bool(one.get("deputy"))) for one in live("practice")]
    assert (len(gone), set(kept)) == (2, {(True, True), (True, False), (False, False)})
    assert kept.count((True, False)) == 2, "one never had a deputy, and one deputy has taken over"
    assert gone.isdisjoint(one.get(role) for name in ("trial", "practice") for one in live(name) for role in ("owner", "deputy"))


def test_measured_trials_have_values_for_real_run_charts(demo: Flask) -> None:
    values = Counter(one["trial"] for one in live("observation") if one.get("value"))
    measured = [one for one in live("trial") if one.get("measure_name")]
    assert len(measured) >= 5
    assert sum(values[one["id"]] >= 12 for one in measured) >= 5


def test_every_sign_in_of_the_sheet_works(demo: Flask) -> None:
    sheet = build.sign_in_sheet()
    for email, *_ in build.SIGN_INS:
        assert email in sheet
        told = {"email": email, "password": build.PASSWORD}
        answer = demo.test_client().post("/api/v1/session", json=told, headers={"X-Proev": "1"})
        assert answer.status_code == 200, email


def test_filling_again_changes_nothing(demo: Flask) -> None:
    before = _picture()
    build.fill(ZONE, 2, NOW, say=lambda _: None)
    assert _picture() == before


def test_same_seed_makes_the_same_municipality_on_both_databases(demo: Flask, tmp_path: Path, postgres_server: str) -> None:
    here, page = _picture(), _director_s_page()
    environment = {"PROEV_DATA": str(tmp_path / "pg"), "PROEV_DATABASE_URL": postgres.new_database(postgres_server)}
    with filled(environment).app_context():
        assert _picture() == here
        assert _director_s_page() == page


def _picture() -> str:
    """A hash of everything that people wrote, without the ids that every installation makes for itself."""
    names = {one["id"]: one["name"] for one in live("unit")}
    told = []
    for kind in (
        "theme",
        "behaviour",
        "barrier",
        "trial",
        "observation",
        "feedback",
        "decision",
        "practice",
        "check_in",
        "learning_card",
    ):
        for one in live(kind):
            told.append(
                [kind, names[one["unit"]], {name: value for name, value in one.items() if not _is_reference(name, value)}]
            )
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _is_reference(name: str, value: Any) -> bool:
    return name in ("id", "created_by", "unit") or (isinstance(value, str) and len(value) == 36) or isinstance(value, list)


@pytest.mark.parametrize(
    ("at", "seed"), [(datetime(2028, 2, 29, 23, 30, tzinfo=UTC), 2), (datetime(2026, 12, 27, 12, 0, tzinfo=UTC), 3)]
)
def test_story_can_be_told_on_any_day_and_with_any_seed(tmp_path: Path, at: datetime, seed: int) -> None:
    with filled({"PROEV_DATA": str(tmp_path / "day")}, at, seed).app_context():
        assert len(live("trial")) >= 40


def test_database_with_an_organisation_of_its_own_is_left_alone(tmp_path: Path) -> None:
    settings = config.load({"PROEV_DATA": str(tmp_path / "own")})
    migrate.upgrade(settings.database_url)
    app = create_app(settings)
    with app.app_context():
        with writing() as session:
            people.start_installation(session)
            people.make_organisation(session, "En rigtig kommune", NOW, ZONE)
        with pytest.raises(build.NotEmpty):
            build.fill(ZONE, 1, NOW, say=lambda _: None)
        assert [one["name"] for one in live("unit")] == ["En rigtig kommune"]


def _director_s_page() -> dict[str, Any]:
    """What the director sees, without the ids."""
    with reading() as session:
        account = session.execute(text("SELECT organisation, id FROM account WHERE email LIKE 'direktoer%'")).one()
        standing = load_standing(session, account.organisation, account.id)
    told = dashboard.overview(account.organisation, standing, None, 365, clock.today_in(NOW, ZONE), ZONE)
    for entry in [*told["units"], *told["waiting"], *told["learning"]]:
        entry.pop("id", None)
        entry.pop("trial", None)
    return told


def test_director_s_page_shows_all_of_it(demo: Flask) -> None:
    told = _director_s_page()
    assert {one["kind"] for one in told["waiting"]} >= {"review", "slipping", "barrier", "concern"}
    assert sum(one["worked"] for one in told["observations"]) > 300
    assert sum(bool(one["shares"]) for one in told["moods"]) >= 10
    assert len(told["learning"]) == dashboard.figures.NEWEST


def test_what_belongs_together_is_linked(demo: Flask) -> None:
    trials, units = live("trial"), {one["id"]: one for one in live("unit")}
    records = {one["id"]: (kind, one) for kind in ("feedback", "barrier", "dilemma", "behaviour", "theme") for one in live(kind)}

    def above(unit: str) -> list[str]:
        parent = units[unit].get("parent")
        return [unit, *(above(parent) if parent else [])]

    linked = Counter(
        name for one in trials for name in ("behaviour", "barriers", "theme", "prompted_by", "together") if one.get(name)
    )
    assert {name: count for name, count in linked.items() if count < {"prompted_by": 5, "together": 3}.get(name, 15)} == {}
    assert {records[one["prompted_by"]][0] for one in trials if one.get("prompted_by")} == {"feedback", "barrier", "dilemma"}
    # What a trial points at holds in its unit or above it; what a citizen said was heard there.
    for one in trials:
        pointed = [one.get("behaviour"), one.get("theme"), one.get("prompted_by"), *one.get("barriers", [])]
        strange = [records[which][1] for which in pointed if which and records[which][1]["unit"] not in above(one["unit"])]
        assert strange == [], one["title"]
    siblings = [one for one in trials if one.get("together")]
    assert len({one["unit"] for one in siblings}) == len(siblings) >= 3
    assert all(len(one["kin"]["together"]) == len(siblings) - 1 for one in siblings)
    assert sum(bool(one.get("behaviour")) for one in live("barrier")) >= 10
    assert sum(bool(one.get("dilemma")) for one in live("decision")) >= 3
    assert sum(bool(one.get("theme")) for kind in ("behaviour", "dilemma") for one in live(kind)) >= 8


def test_no_two_people_are_called_the_same(demo: Flask) -> None:
    assert [name for name, count in Counter(one["name"] for one in live("person")).items() if count > 1] == []

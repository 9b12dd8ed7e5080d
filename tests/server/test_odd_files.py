"""Queue files with what no phone of ours has written, and what two people bring: nothing in them is lost or refused whole."""

from __future__ import annotations

import json

import pytest

from tests.server.test_carry import bring, file_of
from tests.support.town import Phone, Town, put


def kept_by(*phones: Phone) -> str:
    """Everything that is held for these people, as one text."""
    for phone in phones:
        phone.sync()
    return json.dumps([one["fields"] for phone in phones for one in phone.of_type("held")], ensure_ascii=False)


def test_one_id_by_two_authors_does_not_keep_the_rest_of_the_file_out(town: Town) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")
    own, other = (put("trial", unit=town.units["Nord"], title=title) for title in ("Min", "God"))
    twin = {**own, "fields": {**own["fields"], "title": "Musas"}}
    told = file_of(town, "Mette", own)
    told["entries"] += file_of(town, "Musa", twin, other)["entries"]
    assert (bring(mette, told).json, bring(mette, told).json) == (
        {"stored": 1, "held": 2, "known": 0},
        {"stored": 0, "held": 0, "known": 3},
    )
    assert "Musas" in kept_by(lone)
    assert lone.records[own["id"]]["fields"]["title"] == "Min"


@pytest.mark.parametrize("op", [None, "Put", "upsert"])
@pytest.mark.parametrize("bringer", ["Musa", "Mette"])
def test_entry_without_a_known_op_is_kept_whole(town: Town, op: str | None, bringer: str) -> None:
    note = {**put("trial", unit=town.units["Nord"], title="Det vigtige"), "op": op}
    assert bring(town.phone(bringer), file_of(town, "Mette", note)).json["held"] == 1
    assert "Det vigtige" in kept_by(town.phone("Lone"))


def test_what_was_no_mutation_and_was_saved_as_a_file_is_kept_when_it_comes_back(town: Town) -> None:
    told = {"id": "", "record": "", "base": 0, "mutation": ["Det vigtige"], "author": town.users["Mette"]}
    file = {"proev_queue": 1, "entries": [told]}
    assert [bring(town.phone("Musa"), file).json[name] for name in ("held", "held", "known")] == [1, 0, 1]
    assert "Det vigtige" in kept_by(town.phone("Lone"), town.phone("Mette"))


def test_author_who_brings_what_a_colleague_has_brought_sends_it_as_their_own(town: Town) -> None:
    musa, mette, lone = town.phone("Musa"), town.phone("Mette"), town.phone("Lone")
    idea = put("trial", unit=town.units["Nord"], title="Fra filen")
    told = file_of(town, "Mette", idea)
    assert bring(musa, told).json == {"stored": 0, "held": 1, "known": 0}
    assert bring(mette, told).json == {"stored": 0, "held": 0, "known": 1}
    lone.sync()
    assert lone.records[idea["id"]]["fields"]["title"] == "Fra filen"
    assert all(one["fields"].get("resolved_on") for one in lone.of_type("held"))

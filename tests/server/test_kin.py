"""Trials that belong together across units: each tells of the others for those who do not hold them."""

from __future__ import annotations

from typing import Any

from proev import clock, rules
from proev.ids import new_id

from tests.server.test_life import day, decide, full, saw, send
from tests.support.town import ZONE, Phone, Town, delete, put


def kin(phone: Phone, trial: str) -> dict[str, Any]:
    """What a trial on somebody's phone tells of its kin, by relation and unit, without ids."""
    phone.sync()
    today = clock.today_in(clock.now(), ZONE)
    told = phone.records[trial]["fields"].get("kin", {})
    return {
        relation: {
            one["name"]: (rules.told_phase(one, today), [one[name] for name in ("worked", "partly", "not") if name in one])
            for one in members
        }
        for relation, members in told.items()
    }


def scaled(town: Town) -> tuple[str, str, str]:
    """Nord's trial that Dorte scales to Syd, and to Nord again: the ids of the first, Nord's and Syd's."""
    dorte, together = town.phone("Dorte"), new_id()
    (first,) = send(dorte, full(town.units["Nord"], starts=-20, ends=-9))
    send(dorte, decide(first, "scale", learned="Flere vil"))
    shared = {"together": together, "parent_trial": first}
    nord, syd = send(dorte, full(town.units["Nord"], "I Nord", **shared), full(town.units["Syd"], "I Syd", **shared))
    return first, nord, syd


def test_siblings_see_how_often_it_works_in_the_other_units(town: Town) -> None:
    _, nord, syd = scaled(town)
    mette, soren = town.phone("Mette"), town.phone("Søren")
    mette.sync()
    assert syd not in mette.records, "the trial itself stays in its unit"
    assert kin(mette, nord)["together"] == {"Syd": ("running", [0, 0, 0])}
    wrong, good = send(soren, saw(syd), saw(syd, text="Fru Holm smilede"))
    send(soren, saw(syd, replaces=wrong), put("observation", trial=syd, seen_at=f"{day(-1)}T09:00:00+01:00", outcome="not"))
    assert kin(mette, nord)["together"] == {"Syd": ("running", [2, 0, 1])}
    assert good not in mette.records
    assert "Holm" not in str(mette.records[nord]), "nobody's words"
    assert kin(soren, syd)["together"] == {"Nord": ("running", [0, 0, 0])}


def test_siblings_see_when_another_is_renamed_extended_or_ends(town: Town) -> None:
    _, nord, syd = scaled(town)
    mette, soren = town.phone("Mette"), town.phone("Søren")
    send(soren, put("trial", record=syd, base=900, title="Kl. 9 i Syd"))
    mette.sync()
    (told,) = mette.records[nord]["fields"]["kin"]["together"]
    assert (told["title"], told["starts_on"], told["ends_on"]) == ("Kl. 9 i Syd", day(-7), day(7))
    send(soren, decide(syd, "extend", ends_on=day(20)))
    mette.sync()
    assert mette.records[nord]["fields"]["kin"]["together"][0]["ends_on"] == day(20)
    send(soren, decide(syd, "abandon", learned="Nej"))
    assert kin(mette, nord)["together"]["Syd"][0] == "abandoned"


def test_sibling_that_is_gone_is_told_of_no_longer(town: Town) -> None:
    _, nord, syd = scaled(town)
    mette = town.phone("Mette")
    assert "together" in kin(mette, nord)
    (result,) = town.phone("Dorte").sync(delete("trial", syd, 900))
    assert result["status"] == "applied", result
    assert "together" not in kin(mette, nord)


def test_way_here_is_told_where_it_came_from_another_unit_and_its_beginning_where_it_went(town: Town) -> None:
    first, nord, syd = scaled(town)
    mette, soren = town.phone("Mette"), town.phone("Søren")
    assert kin(soren, syd)["before"] == {"Nord": ("scaled", [])}
    assert "before" not in kin(mette, nord), "its people hold it themselves"
    assert kin(mette, first)["after"] == {"Syd": ("running", [])}
    (later,) = send(soren, full(town.units["Syd"], "Kl. 9 i Syd", starts=2, parent_trial=syd))
    soren.sync()
    assert [one["title"] for one in soren.records[later]["fields"]["kin"]["before"]] == ["Ring, før du kører", "I Syd"]
    send(mette, put("trial", record=first, base=900, title="Ring først"))
    soren.sync()
    assert [one["title"] for one in soren.records[later]["fields"]["kin"]["before"]] == ["Ring først", "I Syd"]


def test_nobody_writes_what_the_server_tells(town: Town) -> None:
    _, nord, _ = scaled(town)
    (result,) = town.phone("Mette").sync(put("trial", record=nord, base=900, kin={"together": []}))
    assert result["status"] == "held"


def test_trial_that_stands_alone_tells_of_nobody(town: Town) -> None:
    mette = town.phone("Mette")
    first, second = send(mette, full(town.units["Nord"]), full(town.units["Nord"], "En til"))
    send(mette, saw(first), put("trial", record=second, base=1, parent_trial=first))
    mette.sync()
    assert [one for one in (first, second) if "kin" in mette.records[one]["fields"]] == []

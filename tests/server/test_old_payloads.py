"""What older apps have in their queues is accepted for ever: recorded payloads, at least one file for each
contract version.

A file holds the mutations as that version's app sent them, in their order; `{unit}` stands for the author's unit, and a
name in such brackets for that unit or person.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from proev.records import definitions
from proev.records.base import SERVER

from tests.support.town import Town

PAYLOADS = sorted((Path(__file__).parents[1] / "contract" / "payloads").glob("*.json"))


@pytest.mark.parametrize("path", PAYLOADS, ids=lambda path: path.stem)
def test_recorded_payloads_are_taken_as_they_were(town: Town, path: Path) -> None:
    """Nothing that an older app wrote is refused by a rule that came later; sent again, each gets its answer again."""
    text = path.read_text()
    for name, its_id in {"unit": town.units["Nord"], **town.units, **town.users}.items():
        text = text.replace(f"{{{name}}}", its_id)
    told = json.loads(text)
    phone = town.phone(told.get("author", "Mette"))
    results = phone.sync(*told["mutations"], schema=told["schema"])
    assert {result["status"] for result in results} == {"applied"}
    assert phone.sync(*told["mutations"], schema=told["schema"]) == results


def test_every_contract_version_has_its_payloads() -> None:
    """A new version of the contract brings a file of what its app sends."""
    from proev import contract

    assert {f"schema-{number}" for number in range(1, contract.SCHEMA + 1)} <= {path.stem for path in PAYLOADS}


def test_every_field_that_phones_write_is_in_a_payload() -> None:
    """A new field brings a payload with it: from then on it is accepted for ever."""
    told = [one for path in PAYLOADS for one in json.loads(path.read_text())["mutations"]]
    written = {(one["type"], name) for one in told for name in one.get("fields", ())}
    wanted = {
        (name, field.name)
        for name, definition in definitions().items()
        if definition.kind.create != SERVER
        for field in definition.fields.values()
        if field.writers not in ("server", "admin")
    }
    assert wanted - written == set()

"""The files of somebody who has left, or whose phone is lost: who leads the unit of the note sends them in the author's place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from proev import clock
from proev.accounts import leaving
from proev.attachments.tables import Attachment
from proev.db import reading

from tests.server.test_carry import bring, file_of
from tests.server.test_review import decide
from tests.server.test_uploads_mended import SEEN, fetched, noted
from tests.server.test_uploads_refused import told
from tests.support.permissions import CAST, Ground
from tests.support.town import ZONE, Phone, Town, put
from tests.support.uploads import Sending, sound

LEADING = ("Lone", "Dorte", "Anna")
"""The leader of the unit, the one above, and the administrator."""
OTHERS = ("Musa", "Søren", "Hans")
"""A colleague, one from elsewhere, and who leads elsewhere."""


def in_place(note: Sending, phone: Phone) -> Sending:
    """The same file, brought by somebody else."""
    return replace(note, phone=phone)


def announced(note: Sending, phone: Phone, author: str) -> Any:
    """Announced as the app announces what somebody else made."""
    return in_place(note, phone).announce(author=author)


def carried(on: Ground, by: str = "Musa", trial: str = "") -> tuple[Sending, dict[str, Any], str]:
    """Mette's note with a file, carried in by somebody: the file, the note, and what is held."""
    note = Sending(on.phones["Mette"], sound())
    mutation = noted(on, trial or on.trial(), "worked", note.id)
    mutation["fields"]["unit"] = on.nord
    assert bring(on.phones[by], file_of(on.town, "Mette", mutation)).json == {"stored": 0, "held": 1, "known": 0}
    lone = on.phones["Lone"]
    lone.sync()
    (held,) = (one["id"] for one in lone.of_type("held") if one["fields"]["mutation"]["id"] == mutation["id"])
    return note, mutation, held


def account_of(town: Town, attachment: str) -> str:
    """Whose file the server says that it is."""
    with town.app.app_context(), reading() as session:
        row = session.get(Attachment, (town.units["Kommunen"], attachment))
        assert row
        return row.account


@pytest.mark.parametrize("author", [True, False])
@pytest.mark.parametrize("where", ["held", "record"])
def test_who_leads_the_unit_of_the_note_sends_its_file(town: Town, where: str, author: bool) -> None:
    on = Ground(town)
    for name in LEADING:
        if where == "held":
            note, _, _ = carried(on)
        else:
            note = Sending(on.phones["Mette"], sound())
            on.made("observation", trial=on.trial(), attachments=[note.id])
        own = in_place(note, on.phones[name])
        about = {"author": town.users["Mette"]} if author else {}
        assert (name, own.announce(**about).status_code) == (name, 201)
        assert (own.send(0, 1000).status_code, own.offset()) == (204, 1000)
        assert own.finish().status_code == 204
        assert account_of(town, note.id) == town.users["Mette"], "it stays its author's"
        assert note.offset() == len(note.content), "whose phone has nothing left to send"


@pytest.mark.parametrize("where", ["held", "record"])
def test_who_does_not_lead_there_gets_what_anybody_gets(town: Town, where: str) -> None:
    on = Ground(town)
    if where == "held":
        note, _, _ = carried(on)
    else:
        note = Sending(on.phones["Mette"], sound())
        on.made("observation", trial=on.trial(), attachments=[note.id])
    for begun in (False, True):
        for name in OTHERS:
            own = in_place(note, on.phones[name])
            assert (name, told(own.announce())) == (name, (409, "upload_differs"))
            assert (name, told(announced(note, own.phone, town.users["Mette"]))) == (name, (409, "upload_differs"))
            assert (own.ask().status_code, told(own.send(0))) == (404, (404, "not_found"))
        if not begun:
            assert note.announce().status_code == 201


def test_leader_goes_on_with_what_the_author_has_half_sent_and_the_other_way_round(town: Town) -> None:
    on = Ground(town)
    note, _, _ = carried(on)
    note.announce(), note.send(0, 1000)
    lone = in_place(note, on.phones["Lone"])
    assert announced(note, lone.phone, note.phone.user).headers["Upload-Offset"] == "1000"
    assert (lone.send(0, 1000).status_code, lone.send(1000, 2000).status_code) == (409, 204)
    assert (note.offset(), note.send(2000, 3000).status_code, lone.offset()) == (2000, 204, 3000)
    assert lone.finish().status_code == 204
    assert lone.fetch().data == note.content
    again = announced(note, lone.phone, note.phone.user)
    assert (again.status_code, int(again.headers["Upload-Offset"])) == (201, len(note.content)), "twice is harmless"


def test_other_bytes_than_the_author_announced_are_not_let_in(town: Town) -> None:
    on = Ground(town)
    note, _, _ = carried(on)
    note.announce(), note.send(0, 1000)
    for content in (sound(seed=2), sound()[:-1]):
        other = replace(note, phone=on.phones["Lone"], content=content)
        assert told(other.announce()) == (409, "upload_differs")
    assert note.finish().status_code == 204
    assert note.fetch(on.phones["Lone"]).data == note.content


def test_author_who_comes_after_the_leader_goes_on_with_the_file(town: Town) -> None:
    on = Ground(town)
    note, mutation, _ = carried(on)
    lone = in_place(note, on.phones["Lone"])
    lone.announce(), lone.send(0, 1000)
    (result,) = on.phones["Mette"].sync(mutation)
    assert result["reason"] == "carried_in"
    assert (note.offset(), note.finish().status_code) == (1000, 204)


def test_leader_whose_membership_is_gone_sends_no_more(town: Town) -> None:
    on = Ground(town)
    note, _, _ = carried(on)
    lone = in_place(note, on.phones["Lone"])
    lone.announce(), lone.send(0, 1000)
    town.leaves("Lone", "Nord"), town.joins("Lone", "Nord", "staff")
    assert (lone.ask().status_code, told(lone.send(1000))) == (404, (404, "not_found"))
    assert told(lone.announce()) == (409, "upload_differs")
    assert in_place(note, on.phones["Dorte"]).offset() == 1000, "another leader goes on with it"


def test_file_of_somebody_who_has_left_is_seen_like_the_note(town: Town) -> None:
    on = Ground(town)
    trial = on.trial()
    with town.app.app_context():
        leaving.deactivate(town.users["Mette"], clock.now(), ZONE)
    note, mutation, held = carried(on, by="Lone", trial=trial)
    lone = in_place(note, on.phones["Lone"])
    assert lone.finish().status_code == 204
    on.phones.pop("Mette")
    seen = fetched(on, note)
    assert seen == {name: 200 if name in LEADING else 404 for name in seen}, "while it is held"
    assert decide(on.phones["Lone"], held, "release").status_code == 200
    seen = fetched(on, note)
    assert seen == {**dict.fromkeys(seen, 200), "Søren": 404, "Hans": 404}
    on.phones["Musa"].sync()
    assert on.phones["Musa"].records[mutation["id"]]["created_by"] == town.users["Mette"]


@pytest.mark.parametrize("how", ["release", "mend"])
def test_file_comes_when_the_note_has_been_let_in(town: Town, how: str) -> None:
    on = Ground(town)
    note, mutation, held = carried(on)
    if how == "mend":
        right = noted(on, on.trial(), "partly", note.id, record=mutation["id"], instead_of=mutation["id"])
        assert on.phones["Lone"].sync(right)[0]["status"] == "applied"
    else:
        assert decide(on.phones["Lone"], held, "release").json["status"] == "released"
    assert in_place(note, on.phones["Lone"]).finish().status_code == 204
    assert note.fetch(on.phones["Musa"]).status_code == 200
    assert account_of(town, note.id) == town.users["Mette"]


def test_nobody_sends_for_another_what_nothing_here_names(town: Town) -> None:
    on = Ground(town)
    note = Sending(on.phones["Mette"], sound())
    for name in CAST[1:]:
        assert told(announced(note, on.phones[name], town.users["Mette"])) == (409, "upload_differs")
    assert told(announced(note, on.phones["Lone"], "x")) == (422, "malformed")
    # Not named and sent as one's own, it is one's own: the note that comes later opens it to nobody.
    lone = in_place(note, on.phones["Lone"])
    assert lone.finish().status_code == 204
    on.made("observation", trial=on.trial(), attachments=[note.id])
    seen = fetched(on, note)
    assert seen == {**dict.fromkeys(seen, 404), "Lone": 200}
    assert announced(lone, lone.phone, lone.phone.user).status_code == 201


def test_leader_elsewhere_gets_no_hold_of_a_file_by_naming_it(town: Town) -> None:
    on = Ground(town)
    note = Sending(on.phones["Mette"], sound())
    on.made("observation", trial=on.trial(), attachments=[note.id])
    hans, havnen = on.phones["Hans"], town.units["Havnen"]
    trial = hans.make("trial", unit=havnen, title="Et andet sted")
    about = {"unit": havnen, "trial": trial, "seen_at": SEEN, "outcome": "worked", "attachments": [note.id]}
    hans.make("observation", **about)
    assert bring(hans, file_of(town, "Mette", put("observation", **about))).json["held"] == 1
    own = in_place(note, hans)
    assert told(announced(note, hans, town.users["Mette"])) == (409, "upload_differs")
    note.announce()
    assert (told(own.announce()), own.ask().status_code) == ((409, "upload_differs"), 404)


@pytest.mark.parametrize("released", [False, True])
def test_leader_elsewhere_opens_no_file_by_bringing_what_names_it(town: Town, released: bool) -> None:
    on = Ground(town)
    note = Sending(on.phones["Mette"], sound())
    note.finish()
    on.made("observation", trial=on.trial(), attachments=[note.id])
    hans, havnen = on.phones["Hans"], town.units["Havnen"]
    trial = hans.make("trial", unit=havnen, title="Et andet sted")
    forged = put("observation", unit=havnen, trial=trial, seen_at=SEEN, outcome="worked", attachments=[note.id])
    assert bring(hans, file_of(town, "Mette", forged)).json["held"] == 1
    if released:
        hans.sync()
        (held,) = hans.of_type("held")
        assert decide(hans, held["id"], "release").json["status"] == "released"
    assert fetched(on, note) == {**dict.fromkeys(on.phones, 200), "Søren": 404, "Hans": 404}


def test_file_of_an_unknown_author_is_that_of_who_brought_the_note(town: Town) -> None:
    on = Ground(town)
    note = Sending(on.phones["Lone"], sound())
    mutation = noted(on, on.trial(), "worked", note.id)
    mutation["fields"]["unit"] = on.nord
    file = file_of(town, "Mette", mutation)
    file["entries"][0]["author"] = stranger = Sending(on.phones["Lone"], b"x").id
    assert bring(on.phones["Musa"], file).json["held"] == 1
    assert announced(note, on.phones["Lone"], stranger).status_code == 201
    assert account_of(town, note.id) == town.users["Musa"]
    assert note.finish().status_code == 204


def test_what_is_sent_in_an_author_s_place_is_sent_by_who_has_signed_in(town: Town) -> None:
    on = Ground(town)
    note, _, _ = carried(on)
    note.phone.client = on.phones["Lone"].client
    assert told(note.announce()) == (403, "wrong_user"), "X-Proev-Author is who sends, not whose it is"

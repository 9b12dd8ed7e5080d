"""Photos and voice notes sent in pieces: cut anywhere, sent twice, sent wrong; what is finished is what was announced."""

from __future__ import annotations

import pytest

from tests.support.town import Town
from tests.support.uploads import Sending, photo, sound


def test_voice_note_sent_in_pieces_is_what_was_recorded(town: Town) -> None:
    note = Sending(town.phone("Mette"), sound(700_000))
    begun = note.announce()
    assert (begun.status_code, begun.headers["Location"]) == (201, f"/api/v1/uploads/{note.id}")
    assert (begun.headers["Upload-Offset"], begun.headers["Tus-Resumable"]) == ("0", "1.0.0")
    sent = note.send(0, 262_144)
    assert (sent.status_code, sent.headers["Upload-Offset"]) == (204, "262144")
    asked = note.ask()
    assert (asked.headers["Upload-Offset"], asked.headers["Upload-Length"]) == ("262144", "700000")
    assert asked.headers["Cache-Control"] == "no-store"
    assert note.fetch().status_code == 404, "what is half there is given to nobody"
    last = note.send(262_144)
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, "700000")
    got = note.fetch()
    assert (got.status_code, got.data == note.content, got.mimetype) == (200, True, "audio/webm")


def test_file_sent_again_is_a_no_op(town: Town) -> None:
    note = Sending(town.phone("Mette"), sound())
    note.finish()
    again = note.announce()
    assert (again.status_code, int(again.headers["Upload-Offset"])) == (201, len(note.content))
    assert note.send(len(note.content)).status_code == 204
    refused = note.send(0)
    assert (refused.status_code, refused.json["code"]) == (409, "upload_offset")
    assert note.fetch().data == note.content


def test_wrong_offset_is_told_and_changes_nothing(town: Town) -> None:
    note = Sending(town.phone("Mette"), sound())
    note.announce()
    note.send(0, 1000)
    for wrong in (0, 999, 1001, len(note.content)):
        answer = note.send(wrong, wrong + 500)
        assert (answer.status_code, answer.json["code"]) == (409, "upload_offset")
    assert note.offset() == 1000
    assert note.finish().status_code == 204
    assert note.fetch().data == note.content


def test_file_that_is_not_what_was_announced_begins_anew(town: Town) -> None:
    note = Sending(town.phone("Mette"), sound())
    note.announce()
    spoilt = note.content[:-1] + bytes([note.content[-1] ^ 1])
    answer = note.send(0, content=spoilt)
    assert (answer.status_code, answer.json["code"]) == (422, "upload_broken")
    assert note.offset() == 0
    assert note.finish().status_code == 204
    assert note.fetch().data == note.content


def test_options_say_what_the_server_speaks(town: Town) -> None:
    told = town.app.test_client().options("/api/v1/uploads")
    assert told.status_code == 204
    assert (told.headers["Tus-Version"], told.headers["Tus-Extension"]) == ("1.0.0", "creation")
    assert told.headers["Tus-Max-Size"] == str(12 * 1024 * 1024)


def test_photo_is_a_jpeg_afterwards(town: Town) -> None:
    picture = Sending(town.phone("Mette"), photo(form="PNG"), "photo", "image/png")
    assert picture.finish().status_code == 204
    got = picture.fetch()
    assert (got.status_code, got.mimetype, got.data[:2]) == (200, "image/jpeg", b"\xff\xd8")
    assert got.headers["Content-Disposition"] == f"attachment; filename={picture.id}.jpg"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert got.headers["Cache-Control"].startswith("private")


@pytest.mark.parametrize("attachment", ["01932b1e-0000-7000-8000-000000000000", "..%5c..%5csecret.key", "x", "00"])
def test_id_that_is_none_is_not_found(town: Town, attachment: str) -> None:
    note = Sending(town.phone("Mette"), sound(), id=attachment)
    assert (note.fetch().status_code, note.ask().status_code, note.send(0).status_code) == (404, 404, 404)


def test_interface_tells_of_uploads(town: Town) -> None:
    paths = town.app.test_client().get("/api/v1/openapi.json").json["paths"]
    assert {"post", "options"} <= paths["/api/v1/uploads"].keys()
    one = paths["/api/v1/uploads/{attachment}"]
    assert {"head", "patch"} <= one.keys()
    named = {parameter["name"] for parameter in one["patch"]["parameters"]}
    assert {"Tus-Resumable", "Upload-Offset", "X-Proev-Device", "X-Proev-Author"} <= named
    assert "application/offset+octet-stream" in one["patch"]["requestBody"]["content"]
    assert "get" in paths["/api/v1/attachments/{attachment}"]

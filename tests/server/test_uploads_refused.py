"""Who may send and have what, and what is refused: by its kind, its size, the room on the disk, the device."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from proev.accounts import sign_ins
from proev.attachments import contents
from proev.db import writing
from sqlalchemy import text

from tests.server.test_space_and_crowds import MORE_THAN_ANY_DISK, keep_free
from tests.support.permissions import Ground
from tests.support.town import Town, put
from tests.support.uploads import Sending, photo, sound


def told(answer: Any) -> tuple[int, str]:
    """Status and code."""
    return answer.status_code, answer.json["code"]


def test_file_is_for_whoever_may_see_the_record_that_names_it(town: Town) -> None:
    on = Ground(town)
    note = Sending(on.phones["Mette"], sound())
    note.finish()
    seen = {name: note.fetch(phone).status_code for name, phone in on.phones.items()}
    assert seen == {**dict.fromkeys(seen, 404), "Mette": 200}, "before the record has come: who sent it"
    on.made("observation", trial=on.trial(), attachments=[note.id])
    seen = {name: note.fetch(phone).status_code for name, phone in on.phones.items()}
    assert seen == {**dict.fromkeys(seen, 200), "Søren": 404, "Hans": 404}
    unknown = Sending(on.phones["Hans"], b"x")
    hidden, none = note.fetch(on.phones["Hans"]), unknown.fetch()
    assert (hidden.json, dict(hidden.headers)) == (none.json, dict(none.headers)), "it looks like what is not there"
    assert town.app.test_client().get(f"/api/v1/attachments/{note.id}").status_code == 401


def test_file_follows_its_record_when_the_scope_changes(town: Town) -> None:
    on = Ground(town)
    note = Sending(on.phones["Mette"], sound())
    note.finish()
    on.made("observation", trial=on.trial(), attachments=[note.id])
    town.leaves("Mette", "Nord"), town.joins("Søren", "Nord", "staff")
    assert (note.fetch().status_code, note.fetch(on.phones["Søren"]).status_code) == (404, 200)


def test_record_that_borrows_an_id_opens_nothing(town: Town) -> None:
    on = Ground(town)
    note = Sending(on.phones["Mette"], sound())
    note.finish()
    on.made("observation", trial=on.trial(), attachments=[note.id])
    syd = town.units["Syd"]
    trial = on.phones["Søren"].make("trial", unit=syd, title="Et andet sted")
    said = on.phones["Søren"].sync(
        put("observation", unit=syd, trial=trial, seen_at="2026-11-23T07:05:00+01:00", outcome="worked", attachments=[note.id])
    )
    assert [one["status"] for one in said] == ["applied"]
    assert note.fetch(on.phones["Søren"]).status_code == 404


def test_nobody_takes_another_s_id(town: Town) -> None:
    on = Ground(town)
    note, other = Sending(on.phones["Mette"], sound()), Sending(on.phones["Musa"], sound(seed=2))
    on.made("observation", trial=on.trial(), attachments=[note.id])
    other.id = note.id  # Musa's phone has the record, and the file has not come yet
    assert told(other.announce()) == (409, "upload_differs")
    about = {"seen_at": "2026-11-23T07:05:00+01:00", "outcome": "worked", "attachments": [note.id]}
    (borrowed,) = on.phones["Musa"].sync(put("observation", unit=town.units["Nord"], trial=on.trial(), **about))
    assert borrowed["status"] == "applied"
    assert told(other.announce()) == (409, "upload_differs"), "nor by naming it too"
    note.announce()
    assert told(other.announce()) == (409, "upload_differs")
    assert (other.ask().status_code, told(other.send(0))) == (404, (404, "not_found"))
    same = Sending(note.phone, sound(seed=3), id=note.id)
    assert told(same.announce()) == (409, "upload_differs")
    assert note.finish().status_code == 204


def test_what_waits_on_a_shared_phone_never_becomes_another_s(town: Town) -> None:
    note = Sending(town.phone("Mette"), sound())
    note.phone.client = town.phone("Musa").client
    assert told(note.announce()) == (403, "wrong_user")
    note.phone = town.phone("Mette")
    assert note.finish().status_code == 204


def test_expired_sign_in_is_asked_for_and_loses_nothing(town: Town) -> None:
    note = Sending(town.phone("Mette"), sound())
    note.announce(), note.send(0, 1000)
    with town.app.app_context(), writing() as session:
        session.execute(text("DELETE FROM sign_in"))
    assert (told(note.announce()), told(note.send(1000)), note.ask().status_code) == (
        (401, "not_signed_in"), (401, "not_signed_in"), 401,
    )  # fmt: skip
    note.phone.client = town.phone("Mette").client
    assert note.offset() == 1000
    assert note.finish().status_code == 204


@pytest.mark.parametrize(("how", "status"), [("lost", 403), ("retired", 204)])
def test_withdrawn_device_is_told_as_in_a_sync(town: Town, how: str, status: int) -> None:
    note = Sending(town.phone("Mette"), sound())
    note.announce()
    with town.app.app_context():
        sign_ins.withdraw(town.units["Kommunen"], note.phone.device, how)
    answer = note.send(0)
    assert answer.status_code == status, "a retired one hands in what it has"
    if status == 403:
        assert (answer.json["code"], answer.json["errors"]) == ("device_revoked", {"device": "lost"})
        assert (note.announce().status_code, note.ask().status_code) == (403, 403)


def test_announcement_that_is_not_right_is_refused(town: Town) -> None:
    phone = town.phone("Mette")
    for changed, expected in (
        ({"kind": "video"}, (415, "upload_kind")),
        ({"mime": "image/svg+xml"}, (415, "upload_kind")),
        ({"kind": "photo"}, (415, "upload_kind")),
        ({"length": str(12 * 1024 * 1024 + 1)}, (413, "upload_too_large")),
        ({"length": "0"}, (422, "malformed")),
        ({"length": "-1"}, (422, "malformed")),
        ({"length": "²"}, (422, "malformed")),
        ({"id": "../../x"}, (422, "malformed")),
        ({"sha256": "AB" * 32}, (422, "malformed")),
    ):
        assert told(Sending(phone, sound()).announce(**changed)) == expected, changed


def test_limits_are_the_settings(town: Town) -> None:
    keep_free(town.app, free_attachments=0, largest_photo=1, largest_audio=2)
    phone, mebibyte = town.phone("Mette"), 1024 * 1024
    for kind, mime, limit in (("photo", "image/jpeg", mebibyte), ("audio", "audio/ogg", 2 * mebibyte)):
        one = Sending(phone, b"x", kind, mime)
        assert told(one.announce(length=str(limit + 1))) == (413, "upload_too_large")
        assert one.announce(length=str(limit)).status_code == 201
    assert town.app.test_client().options("/api/v1/uploads").headers["Tus-Max-Size"] == str(2 * mebibyte)


def test_request_that_is_not_right_is_refused(town: Town) -> None:
    note = Sending(town.phone("Mette"), sound())
    note.announce()
    client, path, usual = note.phone.client, f"/api/v1/uploads/{note.id}", note.headers(Upload_Offset="0")
    piece = {"Content-Type": "application/offset+octet-stream"}
    assert told(client.patch(path, data=b"x", headers=usual)) == (415, "not_a_piece")
    assert told(client.patch(path, data=b"x", headers={**usual, **piece, "X-Proev": "0"})) == (403, "header_missing")
    old = client.patch(path, data=b"x", headers={**usual, **piece, "Tus-Resumable": "0.2.2"})
    assert (told(old), old.headers["Tus-Version"]) == ((412, "tus_version"), "1.0.0")
    for name in ("X-Proev-Device", "X-Proev-Author", "Upload-Offset"):
        answer = client.patch(path, data=b"x", headers={**usual, **piece, name: "x"})
        assert (told(answer), list(answer.json["errors"])) == ((422, "malformed"), [name])
    assert told(client.post("/api/v1/uploads", headers={**usual, "Upload-Length": "5", "Upload-Metadata": "id ~"})) == (
        422, "malformed",
    )  # fmt: skip
    assert told(note.send(0, content=note.content + b"x")) == (413, "upload_too_large")
    assert note.offset() == 0


def test_photo_keeps_nothing_but_the_picture(town: Town) -> None:
    told_by_camera = Image.Exif()
    told_by_camera[0x0112] = 6  # held upright
    told_by_camera[0x010E] = "Fru Hansens stue"
    told_by_camera.get_ifd(0x8825).update({1: "N", 2: (55.0, 40.0, 34.0)})
    content = photo((80, 40), exif=told_by_camera, comment=b"Fru Hansen", icc_profile=b"Fru Hansens farver")
    assert b"Fru Hansen" in content and b"GPS" not in content
    picture = Sending(town.phone("Mette"), content, "photo", "image/jpeg")
    assert picture.finish().status_code == 204
    kept = picture.fetch().data
    assert b"Hansen" not in kept and b"Exif" not in kept
    with Image.open(BytesIO(kept)) as seen:
        assert (seen.size, dict(seen.getexif()), seen.info.keys() & {"exif", "comment", "icc_profile"}) == ((40, 80), {}, set())
        top, bottom = seen.getpixel((20, 10)), seen.getpixel((20, 70))
    assert top[0] > 200 > 60 > top[2] and bottom[2] > 200 > 60 > bottom[0], "turned as it was held: red above, blue below"


def test_large_photo_is_made_smaller() -> None:
    for form, mime in (("PNG", "image/png"), ("WEBP", "image/webp"), ("JPEG", "image/jpeg")):
        with Image.open(BytesIO(contents.to_keep("photo", mime, photo((3000, 1500), form)))) as seen:
            assert (seen.size, seen.format) == ((2048, 1024), "JPEG")


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that says it has so many pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(50_000))) + chunk(b"IEND", b"")


def test_content_that_is_not_what_it_was_announced_as_is_refused(town: Town) -> None:
    phone = town.phone("Mette")
    for kind, mime, content, expected in (
        ("photo", "image/png", bomb(60_000, 60_000), (413, "upload_too_large")),
        ("photo", "image/png", bomb(7_000, 6_000), (413, "upload_too_large")),
        ("photo", "image/png", bomb(6_000, 6_000), (415, "upload_kind")),  # small enough, and cut short
        ("photo", "image/jpeg", photo()[:-40], (415, "upload_kind")),
        ("photo", "image/jpeg", photo(form="GIF"), (415, "upload_kind")),
        ("photo", "image/jpeg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", (415, "upload_kind")),
        ("audio", "audio/webm", b"<!doctype html><script>1</script>", (415, "upload_kind")),
        ("audio", "audio/webm", sound(100)[:5] + b"matroska" * 9, (415, "upload_kind")),
        ("audio", "audio/ogg", sound(100), (415, "upload_kind")),
        ("audio", "audio/mp4", b"OggS" + bytes(90), (415, "upload_kind")),
    ):
        one = Sending(phone, content, kind, mime)
        assert told(one.finish()) == expected, (mime, content[:20])
        assert (one.offset(), one.fetch().status_code) == (0, 404)


def test_sound_in_each_container_is_taken(town: Town) -> None:
    phone = town.phone("Mette")
    for mime, content in (("audio/ogg", b"OggS" + bytes(90)), ("audio/mp4", bytes(4) + b"ftypM4A " + bytes(90))):
        one = Sending(phone, content, "audio", mime)
        assert one.finish().status_code == 204
        assert (one.fetch().data, one.fetch().mimetype) == (content, mime)


def test_mutated_pictures_are_refused_or_taken_and_break_nothing() -> None:
    chance, whole = random.Random(3), [photo(form=form) for form in ("JPEG", "PNG", "WEBP")]
    for number in range(300):
        content = bytearray(whole[number % 3])
        for _ in range(chance.randrange(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        with contextlib.suppress(contents.WrongKind, contents.TooLarge):
            assert contents.to_keep("photo", "image/jpeg", bytes(content))[:2] == b"\xff\xd8"


def test_text_gets_through_while_there_is_no_room_for_attachments(town: Town) -> None:
    note, begun, done = (Sending(town.phone("Mette"), sound(seed=n)) for n in range(3))
    begun.announce(), begun.send(0, 1000), done.finish()
    kept = town.app.config["SETTINGS"]
    keep_free(town.app, free_attachments=MORE_THAN_ANY_DISK)
    for answer in (note.announce(), begun.announce(), begun.send(1000)):
        assert told(answer) == (507, "attachments_full")
        assert int(answer.headers["Retry-After"]) > 0
    assert (done.announce().status_code, begun.offset()) == (201, 1000), "what is there is there"
    note.phone.make("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    town.app.config["SETTINGS"] = kept
    assert (note.finish().status_code, begun.finish().status_code) == (204, 204)
    assert (note.fetch().data, begun.fetch().data) == (note.content, begun.content)


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EDQUOT])
def test_disk_that_fills_up_in_the_middle_keeps_what_it_took(town: Town, monkeypatch: pytest.MonkeyPatch, fault: int) -> None:
    note = Sending(town.phone("Mette"), sound())
    note.announce()
    write, left = os.pwrite, [100_000]

    def short_of(file: int, content: Any, at: int) -> int:
        if not left[0]:
            raise OSError(fault, os.strerror(fault))
        some = content[: left[0]]
        left[0] -= len(some)
        return write(file, some, at)

    with monkeypatch.context() as patched:
        patched.setattr(os, "pwrite", short_of)
        answer = note.send(0)
        assert told(answer) == (507, "attachments_full") and int(answer.headers["Retry-After"]) > 0
    assert note.offset() == 100_000
    assert note.finish().status_code == 204
    assert note.fetch().data == note.content


def test_disk_that_breaks_when_it_is_flushed_claims_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    note = Sending(town.phone("Mette"), sound())
    note.announce(), note.send(0, 1000)

    def broken(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", broken)
        assert note.ask().status_code == 500
    assert note.offset() == 0, "nobody knows what of it is on the disk"
    assert note.finish().status_code == 204
    assert note.fetch().data == note.content


def test_uploads_beyond_their_places_are_asked_to_come_back(town: Town) -> None:
    note = Sending(town.phone("Mette"), sound())
    note.announce()
    places = town.app.extensions["proev_side"]
    taken = 0
    while places.acquire(blocking=False):
        taken += 1
    answer = note.send(0)
    assert told(answer) == (503, "unavailable") and int(answer.headers["Retry-After"]) > 0
    note.phone.make("trial", unit=town.units["Nord"], title="Tekst venter ikke på billeder")
    places.release()
    assert note.finish().status_code == 204
    assert taken == town.app.config["SETTINGS"].threads

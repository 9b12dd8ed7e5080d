"""Uploads cut at any byte, by the network or by the server's end: they carry on, and end with the right hash."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator

import pytest

from tests.support.raw import Wire
from tests.support.town import Town
from tests.support.uploads import Sending, photo, sound

SIZE = 40_000
"""Three reads of the server's: cuts fall within each of them and on their edges."""


@pytest.fixture
def wire(town: Town) -> Iterator[Wire]:
    """The town on a real server."""
    found = Wire(town)
    yield found
    found.close()


def cuts(head: int) -> list[tuple[int, bool]]:
    """Where to cut: in the head, on the edges of what the server reads at once, at the ends, and anywhere."""
    chance = random.Random(8)
    edges = [near + by for near in (0, 8192, 16_384, 32_768, SIZE) for by in (-1, 0, 1) if 0 <= near + by <= SIZE]
    within = [*edges, *chance.sample(range(SIZE), 100)]
    return [*((at, False) for at in [0, 1, *range(2, head, 11)]), *((at, True) for at in within)]


def test_upload_cut_at_any_byte_carries_on_and_ends_with_the_right_hash(wire: Wire) -> None:
    content = sound(SIZE)
    chance = random.Random(4)
    tried = cuts(wire.head_length(Sending(wire.phone, content)))
    assert len(tried) > 150
    for at, after_head in tried:
        one = Sending(wire.phone, content)
        assert wire.announce(one) == 0
        is_reset = chance.random() < 0.3
        sent = wire.cut(one, at, after_head, is_reset)
        if after_head and not is_reset:
            assert wire.await_offset(one, sent) == sent, "what arrived is kept, to the byte"
        assert wire.offset(one) <= sent
        wire.finish(one)
        assert wire.content(one) == content


def test_upload_cut_again_and_again_arrives(wire: Wire) -> None:
    one, chance = Sending(wire.phone, photo((900, 700), quality=98), "photo", "image/jpeg"), random.Random(5)
    wire.announce(one)
    for _ in range(40):
        start = wire.offset(one)
        if start == len(one.content):
            break
        wire.cut(one, chance.randrange(len(one.content) - start), True, chance.random() < 0.5, start)
    wire.finish(one)
    assert wire.content(one)[:2] == b"\xff\xd8"


def test_server_killed_in_the_middle_of_an_upload_carries_on(wire: Wire) -> None:
    content = sound(SIZE)
    for at in (1, 20_000, SIZE):
        one = Sending(wire.phone, content)
        wire.announce(one)
        wire.cut(one, at, True, False)
        wire.kill()
        wire.server.start()
        assert wire.offset(one) <= at
        wire.finish(one)
        assert wire.content(one) == content


def test_many_requests_for_the_same_upload_end_with_the_right_hash(wire: Wire) -> None:
    one = Sending(wire.phone, sound(SIZE))
    wire.announce(one)
    seen: list[int] = []

    def phone(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(25):
            come = wire.offset(one)
            if come == SIZE:
                break
            if chance.random() < 0.3:
                wire.cut(one, chance.randrange(SIZE - come), True, True, come)
            else:
                seen.append(wire.patch(one, come, come + chance.randrange(1, 6000)))

    phones = [threading.Thread(target=phone, args=(seed,)) for seed in range(3)]
    for running in phones:
        running.start()
    for running in phones:
        running.join()
    wire.finish(one)
    assert set(seen) <= {204, 409, 503}
    assert wire.content(one) == one.content

"""Two requests at once: each has done all but what follows from it before either goes on."""

from __future__ import annotations

import contextlib
import threading
from typing import Any

import pytest
from proev.records import follow as follow_up
from proev.sync import work

from tests.support.town import Phone


def sent_at_once(monkeypatch: pytest.MonkeyPatch, *sent: tuple[Phone, dict[str, Any]]) -> list[dict[str, Any]]:
    """The results of one mutation from each of two phones, as they come. On SQLite one waits for the other earlier."""
    both = threading.Barrier(len(sent))
    told: list[dict[str, Any]] = []

    def follow(desk: Any, written: Any) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(timeout=1)
        follow_up.follow(desk, written)

    monkeypatch.setattr(work, "follow", follow)
    threads = [threading.Thread(target=lambda phone, one: told.extend(phone.sync(one)), args=each) for each in sent]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return told

"""Back-pressure: how many syncs are served at once, how many may wait, and what the others are told.

After an outage every phone comes back in the same minutes. A server that takes them all in at once answers none of them in
time; so a few are served, a few wait, and the rest are asked at once to come back later, each at another moment: the more
were turned away lately, the wider apart. A phone's queue loses nothing by waiting.

Only whole requests take a place: a phone on a bad network, which sends for a minute, keeps nobody out. So many may be sending
at once that memory is bounded too: by the limit of a body, times those who send, wait and are served.
"""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request

from ..problems import Problem
from ..wire import read_body

WAITING_A_PLACE = 4
"""How many may wait for each place."""
SENDING_A_PLACE = 8
"""How many may be sending their body for each place. Of one that stands still the phone gives up (60 s), or the socket does
(see server.py)."""
PATIENCE = 20.0
"""Seconds after which waiting is given up: well before a phone gives the request up (60 s)."""
LATELY = 30.0
SOONEST, LATEST = 2, 180
"""Seconds between which those who are turned away are spread."""

P = ParamSpec("P")
R = TypeVar("R")


class Crowd:
    """The places of one server process."""

    def __init__(self, places: int) -> None:
        self.places = places
        self._free = threading.BoundedSemaphore(places)
        self._doors = threading.BoundedSemaphore(places * SENDING_A_PLACE)
        self._lock = threading.Lock()
        self._waiting = 0
        self._seconds = 0.1
        self._refused: deque[float] = deque(maxlen=10_000)

    @contextmanager
    def door(self) -> Iterator[None]:
        """Room to send a body in. Raises `Problem` as `place` does; the body is not read then, which would take as long."""
        if not self._doors.acquire(blocking=False):
            raise self._refusal()
        try:
            yield
        finally:
            self._doors.release()

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place for the block. Raises `Problem` unavailable with a moment to come back when there is none to be had."""
        with self._lock:
            is_full = self._waiting >= self.places * WAITING_A_PLACE
            self._waiting += not is_full
        if is_full:
            raise self._refusal()
        try:
            has_place = self._free.acquire(timeout=PATIENCE)
        finally:
            with self._lock:
                self._waiting -= 1
        if not has_place:
            raise self._refusal()
        began = time.monotonic()
        try:
            yield
        finally:
            self._free.release()
            with self._lock:
                self._seconds += 0.1 * (time.monotonic() - began - self._seconds)

    def _refusal(self) -> Problem:
        now = time.monotonic()
        with self._lock:
            self._refused.append(now)
            while self._refused[0] < now - LATELY:
                self._refused.popleft()
            # How long serving those who wait and those who were turned away lately would take, and twice that.
            spread = 2 * (self._waiting + len(self._refused)) * self._seconds / self.places
        return Problem("unavailable", retry_after=round(SOONEST + random.random() * min(max(spread, 5), LATEST)))


def register(app: Flask) -> None:
    """One crowd an application: as many places as requests are to be served at once, and as many for uploads."""
    threads = app.config["SETTINGS"].threads
    app.extensions["proev_crowd"] = Crowd(threads)
    app.extensions["proev_side"] = threading.BoundedSemaphore(threads)


def in_turn(limit: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Serve the view when its body, of at most `limit` bytes, is here whole and there is a place for it. Outermost: who is
    turned away costs no look into the database."""

    def turned(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def waited(*args: P.args, **kwargs: P.kwargs) -> R:
            crowd: Crowd = current_app.extensions["proev_crowd"]
            with crowd.door():
                read_body(request, limit)
            with crowd.place():
                return view(*args, **kwargs)

        return waited

    return turned


def on_the_side(view: Callable[P, R]) -> Callable[P, R]:
    """Serve an upload while few others are: text never waits for a picture. Nobody waits here; the body of who is turned
    away is not read, which would take as long as serving it."""

    @wraps(view)
    def aside(*args: P.args, **kwargs: P.kwargs) -> R:
        places: threading.BoundedSemaphore = current_app.extensions["proev_side"]
        if not places.acquire(blocking=False):
            raise Problem("unavailable", retry_after=SOONEST + round(random.random() * 10))
        try:
            return view(*args, **kwargs)
        finally:
            places.release()

    return aside

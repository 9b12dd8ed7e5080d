"""One round trip: push in one transaction, then pull from the state after the commit."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import clock, values
from ..db import TRIES, reading, writing, written
from ..journal import Installation, Mutation
from . import scopes
from .pull import Page, not_to_hold, pull
from .push import Pushed, push

NOT_WORTH_MENTIONING = 120
"""Seconds by which a device's clock may be off before shown times are corrected."""


class RestoredMeanwhile(Exception):
    """The database was restored between this request's commit and its reply: what it would acknowledge is gone. The client
    gets no results and sends again."""


@dataclass(frozen=True)
class Request:
    """A sync request whose outer form has been checked."""

    device: str
    author: str
    sent_at: str | None
    cursor: str | None
    limit: int
    mutations: list[Any]
    language: str = "da"
    echo: bool = False
    """The client wants back what its own mutations made, too: it may have got their results before."""


def sync(organisation: str, request: Request, zone: str, gives_out: bool = True) -> str:
    """Answer one `POST /api/v1/sync` with the reply's JSON text. What it acknowledges is committed. `gives_out` false: a
    device that has been retired hands in what it has and is told nothing new."""
    now = clock.now()
    pushed = _push(organisation, request, now, zone) if request.mutations else Pushed()
    epoch_, page = _pull(organisation, request, now, zone, pushed) if gives_out else _nothing(request, pushed)
    return (
        f'{{"epoch":"{epoch_}","received_at":"{clock.wire(now)}","results":[{",".join(pushed.results)}],'
        f'"changes":[{",".join(page.changes)}],"seqs":{_dense(page.seqs)},"purge":{_dense(page.purge)},'
        f'"cursor":"{page.cursor}","more":{"true" if page.more else "false"},"reset":{"true" if page.reset else "false"}}}'
    )


def _dense(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _push(organisation: str, request: Request, now: datetime, zone: str) -> Pushed:
    """The batch in one transaction; done again from the start when another writer was first."""
    today, skew = clock.today_in(now, zone), _skew(request.sent_at, now)
    return written(
        lambda session: push(
            session, organisation, request.author, request.device, request.mutations, now, today, skew, request.language
        )
    )


def _skew(sent_at: str | None, now: datetime) -> int | None:
    """How many seconds the device's clock is behind the server's; None when too little to mention or not told."""
    try:
        behind = round((now - values.parse_instant(values.instant(sent_at))).total_seconds())
    except values.BadValue:
        return None
    return behind if abs(behind) > NOT_WORTH_MENTIONING else None


def _pull(organisation: str, request: Request, now: datetime, zone: str, pushed: Pushed) -> tuple[str, Page]:
    as_sent = {} if request.echo else pushed.as_sent
    for _ in range(TRIES):
        with reading() as session:
            now_epoch = epoch(session)
            if pushed.epoch not in (None, now_epoch):
                raise RestoredMeanwhile
            found = scopes.current(session, organisation, request.author)
            if found:
                page = pull(session, organisation, now_epoch, *found, request.cursor, request.limit, as_sent)
                # A phone takes what it is told was stored for its own copy. What was stored long ago, by a file or by a copy
                # of the phone, may have gone since, in changes that this phone has had.
                page.purge += not_to_hold(session, organisation, found[1], pushed.repeated)
                return now_epoch, page
        with writing() as session:
            scopes.refresh(session, organisation, request.author, clock.today_in(now, zone))
    raise RuntimeError("the scope kept changing")


def _nothing(request: Request, pushed: Pushed) -> tuple[str, Page]:
    with reading() as session:
        now_epoch = epoch(session)
    if pushed.epoch not in (None, now_epoch):
        raise RestoredMeanwhile
    # There is more to hear: that the device is withdrawn, which it is told as soon as it has nothing left to hand in.
    return now_epoch, Page(cursor=request.cursor or "", more=True)


def missing(organisation: str, ids: list[str]) -> list[str]:
    """Those of the mutation ids, in their order, whose results are not kept here."""
    known: set[str] = set()
    with reading() as session:
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            known.update(session.scalars(select(Mutation.id).where(Mutation.organisation == organisation, Mutation.id.in_(some))))
    return [one for one in ids if one not in known]


def epoch(session: Session) -> str:
    """The database's epoch."""
    return str(session.scalars(select(Installation.epoch)).one())

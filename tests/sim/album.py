"""The server's side of the photos and voice notes in a history: what arrives of them, what lies on its disk at the end, and
what a restore takes away again. It looks at the files themselves, without asking the server's code where they are."""

from __future__ import annotations

import base64
import hashlib
import io
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from proev.config import Settings
from proev.db import reading

from . import oracle
from .kept import Json, Wrong
from .model import Model
from .office import HEADERS, Cut


class Album:
    """The part of the server that takes files in."""

    app: Flask
    settings: Settings
    clients: dict[str, FlaskClient]
    counts: Counter[str]
    model: Model
    cut_before_commit: bool
    is_full: bool
    is_crowded: bool

    @property
    def _folder(self) -> Path:
        return self.settings.data / "attachments"

    def empty_album(self) -> None:
        """A new history, or a new machine that a backup is restored on: no file is there."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def upload(self, session: str, path: str, method: str, headers: dict[str, str], body: str, cut: str = "") -> Json:
        """One request about a file. `cut` is "before" when the server ends just before its commit, or how many bytes of the
        body arrive."""
        client = self.clients.get(session) or self.app.test_client()
        content = base64.b64decode(body)
        arrives = content[: int(cut)] if cut.isdigit() else content
        told = {name: value for name, value in headers.items() if name != "Content-Type"}
        self.cut_before_commit = cut == "before"
        try:
            answer = client.open(
                path, method=method, headers={**HEADERS, **told}, content_type=headers.get("Content-Type"),
                input_stream=io.BytesIO(arrives), content_length=len(content) if method == "PATCH" else None,
            )  # fmt: skip
        except Cut:
            return {"status": 0}
        finally:
            self.cut_before_commit = False
        self.counts["uploads_cut"] += len(arrives) < len(content)
        self.counts["uploads_without_room"] += answer.status_code == 507
        self.counts["pieces"] += method == "PATCH" and answer.status_code == 204
        if len(arrives) < len(content):
            return {"status": 0}
        if answer.status_code >= 500 and not (answer.status_code == 507 and (self.is_full or self.is_crowded)):
            raise Wrong(f"{method} {path} was answered with {answer.status_code}: {answer.text}")
        return {"status": answer.status_code, "headers": dict(answer.headers), "text": answer.text}

    def _file(self, attachment: str) -> Path | None:
        """The finished file of an attachment."""
        found = [
            one for one in self._folder.rglob(f"{attachment}-*") if one.is_file() and one.parent.name not in ("half", "locks")
        ]
        if len(found) > 1:
            raise Wrong(f"{attachment} is there twice: {found}")
        return found[0] if found else None

    def lacking(self, attached: dict[str, Any]) -> list[str]:
        """What is wrong with what phones called saved, as far as the notes that it belongs to have been acknowledged."""
        wrong = []
        for name, told in attached.items():
            known = [mutation["fields"] for mutation, _, _ in self.model.contents(told["mutation"])]
            if not known:
                continue
            kept = self._file(name)
            # A file may have brought the note as it was before: what came later is then held, and names it there.
            if not any(name in fields.get("attachments", ()) for fields in known):
                wrong.append(f"{told['mutation']} does not name {name}")
            elif told["refused"]:
                wrong += [f"{name} is no picture and was kept"] if kept else []
            elif kept is None:
                wrong.append(f"{told['kind']} {name} of {told['mutation']} was saved and is not on the server")
            elif not self._is_right(kept, told):
                wrong.append(f"{told['kind']} {name} is on the server as something else")
            else:
                self.counts["attached"] += 1
        return wrong

    def in_place(self, sent: dict[str, Any], left: list[tuple[str, str]]) -> Json:
        """What is wrong with what people sent in somebody else's place: what phones say was sent is here; what they say was
        not (`left`: the attachment, and who has it), nobody has who leads wherever something names it."""
        with self.app.app_context(), reading() as session:
            rows = [one for one in oracle.rows_of(session) if not one["deleted"]]
        lines, wrong = oracle.lines_of(rows), self.lacking(sent)
        self.counts["attached_in_place"] += len(sent)
        for attachment, user in left:
            leads = oracle.places_of(rows, user)[1]
            units = {one["unit"] for one in rows if attachment in oracle.named_by(one)}
            self.counts["not_theirs_to_send"] += 1
            if units and all(lines[unit] & leads for unit in units):
                wrong.append(f"{attachment} was brought by {user}, who leads where it is named, and was not sent")
        return {"lacking": wrong, "counts": self.counts}

    def _is_right(self, kept: Path, told: Json) -> bool:
        announced = kept.name.rpartition("-")[2]
        content = kept.read_bytes()
        if told.get("whole") and announced != told["whole"]:
            return False
        if told["kind"] == "photo":  # made anew: what is in it is the server's tests' affair
            return content.startswith(b"\xff\xd8")
        length, beginning = told["beginning"]["length"], told["beginning"]["sha256"]
        return hashlib.sha256(content).hexdigest() == announced and hashlib.sha256(content[:length]).hexdigest() == beginning

    def not_taken_away(self, gone: list[str]) -> list[str]:
        """What people took away and has travelled all the same."""
        return [f"{one} was taken away and was sent" for one in gone if list(self._folder.rglob(f"{one}-*"))]

"""Photos and voice notes for the tests, and how a phone sends them."""

from __future__ import annotations

import base64
import hashlib
import io
import random
from dataclasses import dataclass, field
from typing import Any

from PIL import Image
from proev.ids import new_id

from tests.support.town import Phone

WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webmB\x87\x81\x04"


def sound(size: int = 300_000, seed: int = 1) -> bytes:
    """What looks like a voice note from its beginning."""
    return WEBM + random.Random(seed).randbytes(size - len(WEBM))


def photo(size: tuple[int, int] = (60, 40), form: str = "JPEG", **saving: Any) -> bytes:
    """A picture that is red on the left and blue on the right."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    out = io.BytesIO()
    picture.save(out, form, **saving)
    return out.getvalue()


@dataclass
class Sending:
    """One attachment on its way from one phone."""

    phone: Phone
    content: bytes
    kind: str = "audio"
    mime: str = "audio/webm;codecs=opus"
    id: str = field(default_factory=new_id)

    @property
    def sha256(self) -> str:
        """The hash that is announced."""
        return hashlib.sha256(self.content).hexdigest()

    def headers(self, **more: str) -> dict[str, str]:
        """What every request carries."""
        return {
            "X-Proev": "1", "Tus-Resumable": "1.0.0", "X-Proev-Device": self.phone.device, "X-Proev-Author": self.phone.user,
            **{name.replace("_", "-"): value for name, value in more.items()},
        }  # fmt: skip

    def metadata(self, **changed: str) -> str:
        """The header that announces it."""
        told = {"id": self.id, "sha256": self.sha256, "kind": self.kind, "mime": self.mime, **changed}
        return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in told.items())

    def announce(self, **changed: str) -> Any:
        """POST."""
        length = changed.pop("length", str(len(self.content)))
        told = self.headers(Upload_Length=length, Upload_Metadata=self.metadata(**changed))
        return self.phone.client.post("/api/v1/uploads", headers=told)

    def ask(self) -> Any:
        """HEAD."""
        return self.phone.client.head(f"/api/v1/uploads/{self.id}", headers=self.headers())

    def offset(self) -> int:
        """How far it has come."""
        answer = self.ask()
        assert answer.status_code == 200, answer.status
        return int(answer.headers["Upload-Offset"])

    def send(self, start: int, end: int | None = None, content: bytes | None = None) -> Any:
        """PATCH with the bytes from `start` on."""
        told = self.headers(Upload_Offset=str(start), Content_Type="application/offset+octet-stream")
        body = (content if content is not None else self.content)[start:end]
        return self.phone.client.patch(f"/api/v1/uploads/{self.id}", data=body, headers=told)

    def finish(self) -> Any:
        """The rest, from wherever it is; returns the last answer."""
        assert self.announce().status_code == 201
        at = self.offset()
        while at < len(self.content):
            answer = self.send(at, at + 256 * 1024)
            if answer.status_code != 204:
                return answer
            at = int(answer.headers["Upload-Offset"])
        return answer if at else None

    def fetch(self, phone: Phone | None = None) -> Any:
        """GET, by its sender or somebody else."""
        return (phone or self.phone).client.get(f"/api/v1/attachments/{self.id}")

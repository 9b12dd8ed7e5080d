"""What may be in an attachment, and what is kept of it: pictures are made anew, so that nothing but the picture is left."""

from __future__ import annotations

import io
import threading
import warnings

KINDS: dict[str, dict[str, str]] = {
    "photo": {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"},
    "audio": {"audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg"},
}
"""What each kind may come as, and how such a file's name ends."""
PHOTO = "image/jpeg"
"""What every picture is kept as."""
LONGEST_SIDE = 2048
MOST_PIXELS = 40_000_000
QUALITY = 85

_one_picture = threading.Lock()
"""A picture unpacked is a hundred times larger than on the wire: one at a time, or many phones would fill the memory."""


class WrongKind(Exception):
    """The content is not what it was announced as."""


class TooLarge(Exception):
    """The picture has more pixels than can be unpacked here."""


def kept_mime(kind: str, mime: str) -> str:
    """What the finished file is."""
    return PHOTO if kind == "photo" else mime


def ending(kind: str, mime: str) -> str:
    """How the finished file's name ends."""
    return KINDS[kind][kept_mime(kind, mime)]


def to_keep(kind: str, mime: str, content: bytes) -> bytes:
    """What is kept of a content that has arrived whole. Raises `WrongKind` or `TooLarge`."""
    if kind == "photo":
        with _one_picture:
            return _made_anew(content)
    if not _is_container(mime, content[:64]):
        raise WrongKind
    return content


def _is_container(mime: str, head: bytes) -> bool:
    if mime == "audio/webm":
        return head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head
    return head.startswith(b"OggS") if mime == "audio/ogg" else head[4:8] == b"ftyp"


def _made_anew(content: bytes) -> bytes:
    """The picture as a JPEG, turned as it was held, on white where one could see through it: place, time, camera, comments
    and colour profiles stay behind, because only the pixels are copied."""
    # Pillow takes a tenth of a second to load: a server that gets no pictures starts without it.
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
            warnings.simplefilter("ignore")
            if picture.width * picture.height > MOST_PIXELS:
                raise TooLarge
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unpacked no larger than needed
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            seen = upright.convert("RGBA")
        clean = Image.new("RGB", seen.size, "white")
        clean.paste(seen, mask=seen)
        out = io.BytesIO()
        clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    except (TooLarge, MemoryError):
        raise
    except Image.DecompressionBombError:
        raise TooLarge from None
    except Exception:  # whatever a decoder says of bytes that are no picture: there is no list of it
        raise WrongKind from None
    return out.getvalue()

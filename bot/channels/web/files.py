"""The files of bot/web: the kiosk, modules, styles, served as they stand, or squeezed."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import brotli
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.problems import NotFound
from bot.channels.web.scripts import bundled, squeezed

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
}
_TEXTS = frozenset({".html", ".js", ".css", ".json", ".webmanifest", ".txt", ".svg"})
# Nothing of a third party, no inline script or style, no frame of another site around a page.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; media-src 'self'; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; "
    "form-action 'self'"
)
IMAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_BROTLI, _GZIP = "br", "gzip"
_REFUSED = re.compile(r"\s*q\s*=\s*0(?:\.0*)?\s*")
# No name that begins with a dot, none that climbs.
_PATH = re.compile(r"(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")


Stamp = dict[Path, tuple[int, int]]  # when each part was written, and its size


@dataclass(frozen=True)
class File:
    """A file, or a page, as it is sent; `packed` are its smaller forms by their codings, the
    smallest first."""

    body: bytes
    packed: dict[str, bytes]
    tag: str
    headers: dict[str, str]


class Files:
    """The files of a folder, read again when they change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._read: dict[Path, tuple[Stamp, File]] = {}

    def file(self, address: str) -> File:
        """Return the file of an address: `kiosk` is kiosk.html. Raises NotFound."""
        path = self._path(address)
        try:
            kept = self._read.get(path)
            if kept is None or _stamp(kept[0]) != kept[0]:
                body, parts = self._body(path)
                kept = (_stamp(parts), _file(path, body))
                self._read[path] = kept
        except OSError:
            raise NotFound from None
        return kept[1]

    def _body(self, path: Path) -> tuple[bytes, tuple[Path, ...]]:
        """Return what is sent for a file, and the files that it was made from."""
        if path.suffix != ".js":
            return path.read_bytes(), (path,)
        if path.parent != self._folder:
            return squeezed(path.read_text(encoding="utf-8")).encode(), (path,)
        bundle = bundled(path)  # what other sites load: one request
        return bundle.text.encode(), bundle.parts

    def _path(self, address: str) -> Path:
        if not _PATH.fullmatch(address):
            raise NotFound
        last = address.rpartition("/")[2]
        path = self._folder / (address if "." in last else f"{address}.html")
        inside = path.resolve()
        if not inside.is_relative_to(self._folder) or inside.suffix not in _TYPES:
            raise NotFound
        if not inside.is_file():
            raise NotFound
        return inside


def type_of(suffix: str) -> str:
    """Return the media type of files that end so."""
    return _TYPES[suffix]


def file_of(
    body: bytes, headers: dict[str, str], *, is_text: bool = True, is_kept: bool = False
) -> File:
    """Return what is sent of a body: packed where that is worth it, and its tag.

    Brotli takes fifty times as long as gzip, so it is for what is kept.
    """
    packed: dict[str, bytes] = {}
    if is_text and is_kept:
        packed[_BROTLI] = brotli.compress(body, mode=brotli.MODE_TEXT)
    if is_text:
        packed[_GZIP] = gzip.compress(body, mtime=0)
    worth = {coding: form for coding, form in packed.items() if len(form) < len(body)}
    return File(body, worth, hashlib.sha256(body).hexdigest()[:32], headers)


def sent(request: Request, file: File) -> HTTPResponse:
    """Return a file as a request wants it: packed, or not at all when it is known there."""
    accepted = _codings(request.headers.get("accept-encoding", ""))
    coding = next((coding for coding in file.packed if coding in accepted), "")
    tag = f'"{file.tag}{coding and f"-{coding}"}"'
    headers = {**file.headers, "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        del headers["Content-Type"]
        return HTTPResponse(status=304, headers=headers)
    if coding:
        headers["Content-Encoding"] = coding
    content_type = headers.pop("Content-Type")
    body = file.packed[coding] if coding else file.body
    return HTTPResponse(body, headers=headers, content_type=content_type)


def _codings(accepted: str) -> set[str]:
    """Return the codings that an Accept-Encoding names and does not refuse."""
    named = (part.strip().lower().partition(";") for part in accepted.split(","))
    return {coding.strip() for coding, _, weight in named if not _REFUSED.fullmatch(weight)}


def _stamp(parts: Iterable[Path]) -> Stamp:
    stats = {part: part.stat() for part in parts}
    return {part: (stat.st_mtime_ns, stat.st_size) for part, stat in stats.items()}


def _file(path: Path, body: bytes) -> File:
    headers = {
        "Content-Type": _TYPES[path.suffix],
        # Asked for again each time, and answered with 304: an update is never half there.
        "Cache-Control": "no-cache",
        # A page of another site may load the widget.
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if path.suffix == ".html":
        headers["Content-Security-Policy"] = PAGE_POLICY
    elif path.suffix == ".svg":
        headers["Content-Security-Policy"] = IMAGE_POLICY
    return file_of(body, headers, is_text=path.suffix in _TEXTS, is_kept=True)

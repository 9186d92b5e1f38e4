"""The widget in one file: under a name that stays, and under one that says what it holds."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

from bot.channels.web.brand_files import SCRIPT, brand_file
from bot.channels.web.files import File, Files, file_of
from bot.channels.web.scripts import tight
from bot.content import Content

WIDGET = "widget.js"
PINNED = "widget.json"  # the present name, and its integrity

_NAMED = re.compile(r"widget\.(?P<digest>[0-9a-f]{16})\.js")
_IMPORT = re.compile(r'import ?\{(?P<names>[^}]*)\} ?from ?"\./assets/brand\.js";\n?')
_FOR_EVER = "public, max-age=31536000, immutable"


class WidgetFiles:
    """The widget of each brand, made once for each version of the content."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._of: Content | None = None
        # By brand: the file, and the two that it was made of.
        self._whole_of: dict[str, tuple[File, tuple[File, File]]] = {}

    def file(self, address: str, content: Content, brand: str) -> File | None:
        """Return the file of an address, or None when it is none of these, or an earlier one."""
        named = _NAMED.fullmatch(address)
        if address not in (WIDGET, PINNED) and not named:
            return None
        whole = self._whole(content, brand)
        name = f"widget.{_digest(whole.body)}.js"
        if address == WIDGET:
            return whole
        if address == PINNED:
            said = {"file": name, "integrity": _integrity(whole.body)}
            kind = {"Content-Type": "application/json"}
            return file_of(json.dumps(said).encode(), whole.headers | kind)
        return self._for_ever(whole) if address == name else None

    def is_outdated(self, address: str) -> bool:
        """Tell whether an address is one that the widget has had, or could have had."""
        return bool(_NAMED.fullmatch(address))

    def _whole(self, content: Content, brand: str) -> File:
        if content is not self._of:
            self._of, self._whole_of = content, {}
        parts = (self._files.file(WIDGET), self._files.file(SCRIPT))
        kept = self._whole_of.get(brand)
        if kept is None or kept[1] != parts:
            kept = self._whole_of[brand] = (_with_brand(parts, content, brand), parts)
        return kept[0]

    @staticmethod
    def _for_ever(file: File) -> File:
        return replace(file, headers={**file.headers, "Cache-Control": _FOR_EVER})


def _with_brand(parts: tuple[File, File], content: Content, brand: str) -> File:
    """Return the widget with the module of a brand in it, in a scope of its own."""
    widget, own = parts
    script = brand_file(SCRIPT, content, brand, own).body.decode().replace("\nexport ", "\n")
    script = script.removeprefix("export ")

    def scope(found: re.Match[str]) -> str:
        names = found["names"]
        return f"const {{{names}}}=(()=>{{{script}\nreturn {{{names}}}}})();\n"

    script = tight(script)
    whole = _IMPORT.sub(scope, widget.body.decode()).encode()
    return file_of(whole, widget.headers, is_kept=True)


def _digest(script: bytes) -> str:
    return hashlib.sha256(script).hexdigest()[:16]


def _integrity(script: bytes) -> str:
    return f"sha384-{base64.b64encode(hashlib.sha384(script).digest()).decode()}"

"""Long texts in pieces that a platform takes."""

from __future__ import annotations

import re
from collections.abc import Callable

Size = Callable[[str], int]

# Where a text may be cut, the best place first; each pattern ends before the next piece.
_PLACES = (
    re.compile(r"\n+"),
    re.compile(r"(?<=[.!?…»])[ \t]+"),  # the no-break space before « ! » is no place
    re.compile(r"(?<=[,;:])[ \t]+"),
    re.compile(r"[ \t]+"),
)
_JOINED = "\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"  # emoji parts


def utf8_size(text: str) -> int:
    """Return the length of a text in bytes."""
    return len(text.encode())


def utf16_size(text: str) -> int:
    """Return the length of a text as Telegram counts it: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int, size: Size = len) -> list[str]:
    """Return a text in pieces of at most `limit`, cut between sentences where it can be.

    Where there is no sentence's end, it is cut at a comma, then at a space, then anywhere but
    inside an emoji. `size` tells how long the platform counts a text.
    """
    pieces = []
    rest = text.strip()
    while size(rest) > limit:
        cut = _cut(rest, limit, size)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*pieces, rest] if rest else pieces


def shorten(text: str, limit: int, size: Size = len) -> str:
    """Return a text of at most `limit`, cut between words and ended by « … » when it is longer."""
    if size(text) <= limit:
        return text
    room = limit - size("…")
    head = text[: _fitting(text, room, size)]
    words, _, rest = head.rpartition(" ")
    # One long word would leave next to nothing.
    return f"{(words if len(rest) < len(words) else head).rstrip(' ,;:')}…"


def _cut(text: str, limit: int, size: Size) -> int:
    fitting = _fitting(text, limit, size)
    for place in _PLACES:
        # One more character, to see whether the limit falls right on a place.
        ends = [found.start() for found in place.finditer(text, 0, fitting + 1)]
        if ends and ends[-1] > fitting // 4:
            return ends[-1]
    cut = fitting
    while cut > 1 and (text[cut] in _JOINED or text[cut - 1] == "\u200d"):
        cut -= 1
    return cut


def _fitting(text: str, limit: int, size: Size) -> int:
    """Return how many characters from the start fit; at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if size(text[:middle]) <= limit:
            low = middle
        else:
            high = middle - 1
    return low

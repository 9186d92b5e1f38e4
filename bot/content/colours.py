"""Contrast, as WCAG 2.2 computes it, and the grounds on which an accent stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

TEXT = 4.5  # what words need
LIGHT = ("#ffffff", "#f1f5f4")  # paper and ground of the pages and the widget
DARK = ("#121b1f", "#1d282d")
WHITE, BLACK = "#ffffff", "#000000"

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_STEPS = 20

Parts = tuple[int, int, int]


def is_colour(words: str) -> bool:
    """Tell whether words are a colour of the form #rrggbb."""
    return bool(_HEX.fullmatch(words))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def least_contrast(colour: str, grounds: tuple[str, ...]) -> float:
    """Return the contrast of a colour with the ground that it stands out from the least."""
    return min(contrast(colour, ground) for ground in grounds)


def words_on(colour: str) -> str:
    """Return white or black, whichever is read better on a colour."""
    return WHITE if contrast(WHITE, colour) >= TEXT else BLACK


def lightened(colour: str) -> str:
    """Return a colour made as light as words on a dark ground need it."""
    lighter = _towards(255, colour)
    return next((c for c in lighter if least_contrast(c, DARK) >= TEXT), WHITE)


def darkened(colour: str, least: float) -> str:
    """Return a colour made so dark that white words on it have at least this contrast."""
    return next((c for c in _towards(0, colour) if contrast(WHITE, c) >= least), BLACK)


def _towards(end: int, colour: str) -> Iterator[str]:
    """Yield a colour, then what is ever nearer to black (0) or to white (255)."""
    for step in range(_STEPS + 1):
        yield _hex(tuple(round(part + (end - part) * step / _STEPS) for part in _parts(colour)))


def _parts(colour: str) -> Parts:
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))


def _hex(parts: tuple[int, ...]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)


def _luminance(colour: str) -> float:
    shares = (part / 255 for part in _parts(colour))
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

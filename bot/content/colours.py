"""Contrast, as WCAG 2.2 computes it, and the grounds on which an accent stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.content.oklab import Parts, brighter, linear

TEXT = 4.5  # what words need
LIGHT = ("#ffffff", "#f1f5f4")  # paper and ground of the pages and the widget
DARK = ("#121b1f", "#1d282d")
WHITE, BLACK = "#ffffff", "#000000"

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_BRIGHT = 6.0  # what a colour of ours has on a dark ground
_STEPS = 20


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
    """Return a colour that is read well on a dark ground: itself, or one of its hue."""
    if least_contrast(colour, DARK) >= TEXT:
        return colour
    lighter = (_hex(parts) for parts in brighter(_parts(colour)))
    return next((c for c in lighter if least_contrast(c, DARK) >= _BRIGHT), WHITE)


def darkened(colour: str, least: float) -> str:
    """Return a colour made so dark that white words on it have at least this contrast."""
    return next((c for c in _darker(colour) if contrast(WHITE, c) >= least), BLACK)


def _darker(colour: str) -> Iterator[str]:
    """Yield a colour, then what is ever nearer to black."""
    for step in range(_STEPS, -1, -1):
        red, green, blue = (round(part * step / _STEPS) for part in _parts(colour))
        yield _hex((red, green, blue))


def _parts(colour: str) -> Parts:
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))


def _hex(parts: Parts) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = map(linear, _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""Colours as the eye orders them: Björn Ottosson's Oklab, https://bottosson.github.io/posts/oklab/

A colour raised in lightness keeps its hue, and as much of its chroma as screens show: mixed with
white it would look dusty. bot/web/assets/colours.js does the same to the colour of a page.
"""

from __future__ import annotations

from collections.abc import Iterator

Parts = tuple[int, int, int]  # red, green, blue, up to 255
_Shares = tuple[float, float, float]

_STEP = 0.02  # of lightness, from 0 to 1
_PALER = tuple(1 - 0.05 * step for step in range(21))  # times its chroma
_TOLERATED = 0.001  # that a share may be out of what screens show


def brighter(colour: Parts) -> Iterator[Parts]:
    """Yield what is ever lighter than a colour, of its hue."""
    lightness, a, b = _oklab(colour)
    while lightness <= 1:
        lightness += _STEP
        yield _shown(lightness, a, b)


def linear(part: int) -> float:
    """Return the light of a part of a colour, from 0 to 1."""
    share = part / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _shown(lightness: float, a: float, b: float) -> Parts:
    """Return the nearest colour that screens show: of less chroma where need be."""
    shares = (0.0, 0.0, 0.0)
    for chroma in _PALER:
        shares = _unlab(lightness, a * chroma, b * chroma)
        if all(-_TOLERATED < share < 1 + _TOLERATED for share in shares):
            break
    red, green, blue = (round(255 * _companded(min(1.0, max(0.0, share)))) for share in shares)
    return red, green, blue


def _oklab(colour: Parts) -> _Shares:
    red, green, blue = map(linear, colour)
    long = (0.41222 * red + 0.53633 * green + 0.05145 * blue) ** (1 / 3)
    middle = (0.2119 * red + 0.6807 * green + 0.1074 * blue) ** (1 / 3)
    short = (0.0883 * red + 0.28172 * green + 0.62998 * blue) ** (1 / 3)
    return (
        0.21045 * long + 0.79362 * middle - 0.00407 * short,
        1.978 * long - 2.42859 * middle + 0.45059 * short,
        0.0259 * long + 0.78277 * middle - 0.80868 * short,
    )


def _unlab(lightness: float, a: float, b: float) -> _Shares:
    long = (lightness + 0.39634 * a + 0.2158 * b) ** 3
    middle = (lightness - 0.10556 * a - 0.06385 * b) ** 3
    short = (lightness - 0.08948 * a - 1.29149 * b) ** 3
    return (
        4.07674 * long - 3.30771 * middle + 0.23097 * short,
        -1.26844 * long + 2.60976 * middle - 0.34132 * short,
        -0.0042 * long - 0.70342 * middle + 1.70761 * short,
    )


def _companded(share: float) -> float:
    return share * 12.92 if share <= 0.00313 else 1.055 * float(share ** (1 / 2.4)) - 0.055

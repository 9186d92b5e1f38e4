"""Accents: the contrast that words need, at their hue, in the panel and where the server writes."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from typing import Literal

import pytest

from bot.content.colours import DARK, LIGHT, TEXT, least_contrast, lightened
from bot.settings import ROOT

ACCENTS = (
    *("#d4002a", "#1b3fa0", "#0a5f66", "#7a1f5c", "#000000", "#ffffff", "#6fcdc8"),
    *("#ffd54a", "#808080", "#00ff00", "#0000ff", "#ff0000", "#123456", "#e07ab8"),
)

_PALETTES = f"""
import {{ palette, parseColour }} from {json.dumps((ROOT / "bot/web/assets/colours.js").as_uri())};
const [accents, theme] = JSON.parse(process.argv[1]);
console.log(JSON.stringify(accents.map((accent) => palette(parseColour(accent), theme))));
"""


@cache
def palettes(theme: Literal["light", "dark"]) -> dict[str, dict[str, str]]:
    """Return what the panel makes of each accent, as #rrggbb."""
    given = json.dumps([ACCENTS, theme])
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", _PALETTES, given],
        capture_output=True,
        text=True,
        check=True,
    )
    made = (
        {
            name: "#" + "".join(f"{int(n):02x}" for n in re.findall(r"\d+", rgb))
            for name, rgb in each
        }
        for each in (palette.items() for palette in json.loads(done.stdout))
    )
    return dict(zip(ACCENTS, made, strict=True))


@pytest.mark.parametrize("accent", ACCENTS)
@pytest.mark.parametrize(("theme", "grounds"), [("light", LIGHT), ("dark", DARK)])
def test_an_accent_of_any_page_can_be_read(
    theme: Literal["light", "dark"], grounds: tuple[str, ...], accent: str
) -> None:
    made = palettes(theme)[accent]
    assert least_contrast(made["--accent-words"], grounds) >= TEXT
    assert least_contrast(made["--accent"], grounds[:1]) >= 3
    assert least_contrast(made["--on-accent"], (made["--accent"],)) >= TEXT


def test_an_accent_that_can_be_read_stays_as_it_is() -> None:
    assert palettes("light")["#0a5f66"]["--accent-words"] == "#0a5f66"
    assert palettes("dark")["#6fcdc8"]["--accent-words"] == "#6fcdc8"
    assert lightened("#6fcdc8") == "#6fcdc8"


@pytest.mark.parametrize("accent", ACCENTS)
def test_the_dark_accent_of_a_brand_is_the_one_that_the_panel_would_make(accent: str) -> None:
    assert lightened(accent) == palettes("dark")[accent]["--accent-words"]


def test_a_dark_accent_is_raised_in_lightness_and_keeps_its_hue() -> None:
    red, blue, teal, black, white = (
        [int(lightened(accent)[place : place + 2], 16) for place in (1, 3, 5)]
        for accent in ("#d4002a", "#1b3fa0", "#0a5f66", "#000000", "#ffffff")
    )
    assert red[0] > 240 and red[0] - red[2] > 110, "mixed with white it would be pink"
    assert blue[2] > 240 and blue[2] - blue[0] > 110
    assert teal[1] - teal[0] > 60
    assert len(set(black)) == 1 and set(white) == {255}

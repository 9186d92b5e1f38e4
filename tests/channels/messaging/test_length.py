"""A message that is too long, and a conversation that has become so, on every platform alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.channels.limits import LONGEST_TEXT
from bot.content import TOO_LONG
from bot.nlu.guard import reason_not_to_read
from bot.nlu.normaliser import MOST_CHARACTERS
from bot.publishing import SENTENCES
from tests.channels.library import LIBRARY
from tests.channels.messaging.stage import stage
from tests.channels.platform import FakePlatform
from tests.channels.visitors import WAYS, Way


@pytest.fixture(params=list(WAYS))
def channel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def way(channel: str) -> Way:
    return WAYS[channel]


async def test_who_has_said_too_much_is_told_to_pause(
    way: Way, tmp_path: Path, platform: FakePlatform
) -> None:
    settings = {**way.settings, "session_turns": 2}
    async with stage(tmp_path, way.kind, platform, settings) as bot:
        for number in range(3):
            await bot.post_all(way.said(f"numéro {number}", "", bot.address))
            await platform.wait_for(number + 1)
        assert bot.heard == ["numéro 0", "numéro 1"]
        assert "Faites une pause" in json.dumps(platform.shown[-1], ensure_ascii=False)


@pytest.mark.feature("long texts")
@pytest.mark.parametrize("length", [MOST_CHARACTERS + 1, LONGEST_TEXT + 1, 10_000])
async def test_what_is_too_long_is_for_the_bot_to_refuse(
    way: Way, tmp_path: Path, platform: FakePlatform, length: int
) -> None:
    """It looks for a call for help in it first, and has one way of refusing."""
    async with stage(tmp_path, way.kind, platform, way.settings) as bot:
        await bot.post_all(way.said("a" * length, "", bot.address))
        await platform.wait_for(1)
        assert bot.heard == ["a" * min(length, LONGEST_TEXT)]
        assert reason_not_to_read(bot.heard[0]) == TOO_LONG


def test_no_refusal_tells_a_limit_that_another_contradicts() -> None:
    content = LIBRARY.current()
    short = content.part(SENTENCES)[f"short_{TOO_LONG}"]
    told = [short.text, *content.replies[TOO_LONG].texts]
    assert not any(letter.isdigit() for text in told for letter in text)

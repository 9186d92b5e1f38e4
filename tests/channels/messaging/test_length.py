"""A conversation that has become too long, on every platform alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.channels.messaging.sentences import TOO_LONG
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


def test_one_limit_of_length_is_told_in_no_contradiction() -> None:
    """The bot itself refuses from 1,000 characters on, a channel from 2,000: neither says which."""
    content = LIBRARY.current()
    told = [content.part(SENTENCES)[TOO_LONG].text, *content.replies[TOO_LONG].texts]
    assert not any(letter.isdigit() for text in told for letter in text)

"""STOP and START on a running channel."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.channels.messaging.stage import say, stage, texts
from tests.channels.platform import FakePlatform
from tests.channels.visitors import WAYS


@pytest.mark.feature("STOP and START", "sms", "whatsapp")
@pytest.mark.parametrize("name", ["sms", "whatsapp"])
async def test_after_stop_nothing_is_sent_or_heard(
    tmp_path: Path, platform: FakePlatform, name: str
) -> None:
    way = WAYS[name]
    async with stage(tmp_path, way.kind, platform, way.settings) as bot:
        for text in ("STOP", "on gagne combien ?", "START", "et maintenant ?"):
            await say(bot, way, text)
        await platform.wait_for(3)
        told = texts(bot, way)
        assert "START" in told[0] and "STOP" in told[1] and told[2:] == ["écho : et maintenant ?"]
        # What was under way is left; the words in between are not even read.
        assert bot.heard == ["/start_over", "et maintenant ?"]

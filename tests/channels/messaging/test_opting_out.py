"""STOP and START on a running channel."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.channels.messaging.stage import Stage, rows, say, stage, texts
from tests.channels.platform import FakePlatform, until
from tests.channels.platform_twilio import signed, whatsapp
from tests.channels.visitors import WAYS
from tests.channels.web.stub import StubAgent

_TYPING = "/Indicators/Typing.json"


async def _settled(data: Path) -> None:
    """Wait until nothing is left to answer and nothing to send."""
    await until(
        lambda: not rows(data, "channel_arrivals") and not rows(data, "channel_calls"),
        lambda: "an empty mailbox",
    )


def _confirmed(bot: Stage, name: str) -> bool:
    """Tell whether the confirmation of « STOP » is all that was sent."""
    told = texts(bot, WAYS[name])
    return len(told) == 1 and "START" in told[0]


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


@pytest.mark.parametrize("name", ["sms", "whatsapp"])
async def test_a_bot_that_fails_costs_who_stops_neither_the_confirmation_nor_the_peace(
    tmp_path: Path, platform: FakePlatform, name: str
) -> None:
    way, agent = WAYS[name], StubAgent()
    agent.fault = RuntimeError("any")
    async with stage(tmp_path, way.kind, platform, way.settings, agent) as bot:
        await say(bot, way, "STOP")
        await _settled(tmp_path)
        assert _confirmed(bot, name)


@pytest.mark.parametrize("name", ["sms", "whatsapp"])
async def test_what_waited_before_stop_is_not_answered_after_it(
    tmp_path: Path, platform: FakePlatform, name: str
) -> None:
    way, agent = WAYS[name], StubAgent()
    agent.ready = False
    tried: list[int] = []

    def waits(attempts: int) -> float:
        tried.append(attempts)
        return 0.05

    async with stage(tmp_path, way.kind, platform, way.settings, agent, waits=waits) as bot:
        await say(bot, way, "on gagne combien ?")
        await until(lambda: bool(tried), lambda: "a first try")
        await say(bot, way, "STOP")
        await _settled(tmp_path)
        assert _confirmed(bot, name)


@pytest.mark.parametrize("name", ["sms", "whatsapp"])
async def test_an_answer_that_is_ready_after_stop_stays_unsaid(
    tmp_path: Path, platform: FakePlatform, name: str
) -> None:
    way, agent = WAYS[name], StubAgent()
    agent.gate.clear()
    async with stage(tmp_path, way.kind, platform, way.settings, agent) as bot:
        await say(bot, way, "on gagne combien ?")
        await until(lambda: bool(agent.begun), lambda: "the bot to begin")
        await say(bot, way, "STOP")
        agent.gate.set()
        await _settled(tmp_path)
        assert _confirmed(bot, name)


async def test_who_stopped_sees_nobody_typing(tmp_path: Path, platform: FakePlatform) -> None:
    def typing() -> int:
        return [call.path for call in platform.calls].count(_TYPING)

    way = WAYS["whatsapp"]
    async with stage(tmp_path, way.kind, platform, way.settings) as bot:
        await say(bot, way, "bonjour")
        await until(lambda: typing() == 1, lambda: "« typing »")
        for text in ("STOP", "on gagne combien ?"):
            await say(bot, way, text)
        await _settled(tmp_path)
        await bot.post(signed(whatsapp("bonjour", person="+33699999999"), bot.address))
        await until(lambda: typing() > 1, lambda: "« typing » to somebody else")
        assert typing() == 2

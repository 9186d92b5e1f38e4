"""An answer that comes more than a day after the question: WhatsApp and Messenger take none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.channels.messaging.menus import NAMES
from tests.channels import platform_meta, platform_twilio
from tests.channels.messaging.stage import rows, say, stage
from tests.channels.platform import Answer, FakePlatform, until
from tests.channels.visitors import WAYS
from tests.channels.web.stub import Clock, StubAgent

_DAY = 24 * 3600
_REFUSALS = {
    "whatsapp": platform_twilio.error(63016),
    "messenger": platform_meta.error(10, 2018278),
}
_TEMPLATE = f"HX{1:032x}"
_WITH_TEMPLATE = {**WAYS["whatsapp"].settings, "twilio_whatsapp_template": _TEMPLATE}
_CHOICES = [{"title": "Le salaire", "payload": "/salary"}]


def _told(logs: list[Any]) -> list[str]:
    return [log["event"] for log in logs if log["log_level"] in ("error", "warning")]


async def _settled(data: Path) -> None:
    await until(
        lambda: not rows(data, "channel_arrivals") and not rows(data, "channel_calls"),
        lambda: "an empty mailbox",
    )


@pytest.mark.parametrize("name", list(_REFUSALS))
async def test_after_an_outage_of_two_days_nobody_is_written_to_in_vain(
    tmp_path: Path, platform: FakePlatform, name: str
) -> None:
    way, clock, agent, asleep = WAYS[name], Clock(), StubAgent(), StubAgent()
    agent.says["on gagne combien ?"] = {"text": "Le Smic.", "buttons": _CHOICES}
    asleep.ready = False
    platform.templates = {}
    async with stage(
        tmp_path, way.kind, platform, way.settings, asleep, waits=lambda _: 60.0, wall_clock=clock
    ) as bot:
        await say(bot, way, "on gagne combien ?")
        await say(bot, way, "et les horaires ?")
    clock.now += 2 * _DAY
    platform.script = [Answer(400, _REFUSALS[name])] * 2
    with capture_logs() as logs:
        async with stage(
            tmp_path, way.kind, platform, way.settings, agent, wall_clock=clock
        ) as bot:
            await _settled(tmp_path)
            refused = len(platform.shown)
            platform.script.clear()
            await say(bot, way, "bonjour")
            await platform.wait_for(refused + 1)
    assert len(platform.shown) == refused + 1 and "bonjour" in way.words(platform.shown[-1])
    assert 1 <= refused <= 2, "one try an answer at most, none in other words"
    assert _told(logs) == ["messaging.too_late"] * refused
    (line, *_) = [log for log in logs if log["event"] == "messaging.too_late"]
    assert "before they write again" in line["problem"] and line["reason"].startswith("code ")


async def test_choices_that_come_too_late_are_not_sent_again_as_a_list(
    tmp_path: Path, platform: FakePlatform
) -> None:
    way, agent = WAYS["whatsapp"], StubAgent()
    agent.says["on gagne combien ?"] = {"text": "Le Smic.", "buttons": _CHOICES}
    platform.templates = {}
    with capture_logs() as logs:
        async with stage(tmp_path, way.kind, platform, way.settings, agent) as bot:
            await until(lambda: len(bot.channel._menus) == len(NAMES), lambda: "the templates")
            platform.script = [Answer(400, _REFUSALS["whatsapp"])]
            await say(bot, way, "on gagne combien ?")
            await platform.wait_for(1)
            await _settled(tmp_path)
    assert [bool(sent.get("ContentSid")) for sent in platform.shown] == [True]
    assert _told(logs) == ["messaging.too_late"]


async def test_what_twilio_says_later_is_told_as_clearly(
    tmp_path: Path, platform: FakePlatform
) -> None:
    way = WAYS["whatsapp"]
    report = platform_twilio.whatsapp("", MessageStatus="undelivered", ErrorCode="63016")
    report["SmsStatus"] = "undelivered"
    with capture_logs() as logs:
        async with stage(tmp_path, way.kind, platform, way.settings) as bot:
            await bot.post_all(platform_twilio.signed(report, bot.address))
    assert _told(logs) == ["messaging.too_late"] and not platform.shown


async def _asked_before_an_outage(
    data: Path, platform: FakePlatform, clock: Clock, *questions: str
) -> None:
    """Have a visitor ask, each question two days after the one before, a bot that is asleep."""
    way, asleep = WAYS["whatsapp"], StubAgent()
    asleep.ready = False
    async with stage(
        data,
        way.kind,
        platform,
        _WITH_TEMPLATE,
        asleep,
        waits=lambda _: 60.0,
        wall_clock=clock,
    ) as bot:
        for question in questions:
            await say(bot, way, question)
            clock.now += 2 * _DAY


def _filled(sent: dict[str, Any]) -> str:
    assert sent["ContentSid"] == _TEMPLATE and "Body" not in sent
    (words,) = json.loads(sent["ContentVariables"]).values()
    return str(words)


async def test_an_answer_of_two_days_goes_in_the_approved_template(
    tmp_path: Path, platform: FakePlatform
) -> None:
    way, clock, agent = WAYS["whatsapp"], Clock(), StubAgent()
    platform.templates = {}
    agent.says["on gagne combien ?"] = {"text": "Le Smic.\n\nOu plus.", "buttons": _CHOICES}
    await _asked_before_an_outage(tmp_path, platform, clock, "on gagne combien ?")
    with capture_logs() as logs:
        async with stage(
            tmp_path, way.kind, platform, _WITH_TEMPLATE, agent, wall_clock=clock
        ) as bot:
            (late,) = await platform.wait_for(1)
            await say(bot, way, "bonjour")
            _, greeting = await platform.wait_for(2)
    assert _filled(late) == "Le Smic. Ou plus. 1. Le salaire Répondez 1"
    assert "bonjour" in way.words(greeting), "who writes again is answered as before"
    assert _told(logs) == ["messaging.by_template"]


async def test_who_wrote_again_meanwhile_needs_no_template(
    tmp_path: Path, platform: FakePlatform
) -> None:
    way, clock = WAYS["whatsapp"], Clock()
    await _asked_before_an_outage(tmp_path, platform, clock, "on gagne combien ?", "allô ?")
    clock.now -= 2 * _DAY  # the second was just asked
    async with stage(tmp_path, way.kind, platform, _WITH_TEMPLATE, StubAgent(), wall_clock=clock):
        shown = await platform.wait_for(2)
    assert [way.words(sent) for sent in shown] == ["écho : on gagne combien ?", "écho : allô ?"]


async def test_what_is_refused_as_too_late_goes_in_the_template_and_no_further(
    tmp_path: Path, platform: FakePlatform
) -> None:
    way, refused = WAYS["whatsapp"], Answer(400, _REFUSALS["whatsapp"])
    platform.templates = {}
    with capture_logs() as logs:
        async with stage(tmp_path, way.kind, platform, _WITH_TEMPLATE) as bot:
            platform.script = [refused]
            await say(bot, way, "un")
            words, late = await platform.wait_for(2)
            platform.script = [refused, refused]
            await say(bot, way, "deux")
            await platform.wait_for(4)
            await _settled(tmp_path)
    assert way.words(words) == _filled(late) == "écho : un"
    assert len(platform.shown) == 4
    assert _told(logs) == ["messaging.by_template"] * 2 + ["messaging.too_late"]

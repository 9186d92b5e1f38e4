"""« … is typing »: told before the answer, never after. Slack's is in test_slack_places.py."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.channels import platform_telegram
from tests.channels.messaging.stage import say, stage
from tests.channels.platform import FakePlatform, Recorded
from tests.channels.visitors import WAYS

TYPING: dict[str, Callable[[Recorded], bool]] = {
    "telegram": lambda call: call.sent == {"chat_id": platform_telegram.PERSON, "action": "typing"},
    "messenger": lambda call: call.sent.get("sender_action") == "typing_on",
    "whatsapp": lambda call: call.path == "/Indicators/Typing.json",
}


def _answers(call: Recorded) -> bool:
    return "écho" in json.dumps(call.sent, ensure_ascii=False)


@pytest.mark.feature("« is typing » before the answer")
@pytest.mark.parametrize("channel", list(TYPING))
async def test_that_the_bot_is_typing_is_told_before_the_answer(
    channel: str, tmp_path: Path, platform: FakePlatform
) -> None:
    """However slow the one is: on a screen that has the answer it would stay for seconds."""
    way, platform.receipts_take = WAYS[channel], 0.2
    async with stage(tmp_path, way.kind, platform, way.settings) as bot:
        for number, words in enumerate(("un", "deux"), start=1):
            await say(bot, way, words)
            await platform.wait_for(number)
    told = [call for call in platform.calls if TYPING[channel](call) or _answers(call)]
    assert list(map(_answers, told)) == [False, True] * 2


async def test_what_a_pressed_button_shows_is_told_before_the_answer(
    tmp_path: Path, platform: FakePlatform
) -> None:
    """Three calls on Telegram: the query answered, the button marked, « typing »."""
    way = WAYS["telegram"]
    async with stage(tmp_path, way.kind, platform, way.settings) as bot:
        keyboard = [[{"text": "Le salaire", "callback_data": "/salary"}]]
        platform.receipts_take = 0.1
        await bot.post_all(platform_telegram.signed(platform_telegram.pressed("/salary", keyboard)))
        await platform.wait_for(1)
    methods = [call.path.rpartition("/")[2] for call in platform.calls if "set" not in call.path]
    receipts = ["answerCallbackQuery", "editMessageReplyMarkup", "sendChatAction"]
    assert methods == [*receipts, "sendMessage"]

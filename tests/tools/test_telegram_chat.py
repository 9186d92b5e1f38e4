"""The README's picture of Telegram: drawn from what the bot sent."""

from __future__ import annotations

import asyncio
import re
from html import unescape
from pathlib import Path

from bot.channels.messaging.telegram import TelegramChannel
from bot.content.brands import brand_of
from tests.channels import platform_telegram as telegram
from tests.channels.library import LIBRARY
from tests.channels.messaging.stage import stage
from tests.channels.platform import fake_platform
from tests.channels.replies import buttons
from tests.conftest import free_ports
from tools.telegram_chat import Turn, bot_api, drawn, talk


async def test_a_conversation_on_telegram_is_drawn_from_the_calls_of_the_bot(
    tmp_path: Path,
) -> None:
    api = f"http://127.0.0.1:{free_ports(1)[0]}"
    settings = {**telegram.SETTINGS, "telegram_api": api}
    with bot_api(api) as sent:

        def conversation() -> list[Turn]:
            return list(talk(bot.base.partition("/webhooks")[0], telegram.SECRET, sent, asked))

        asked = ("a < b ?", "et après ?")
        async with (
            fake_platform() as platform,
            stage(tmp_path, TelegramChannel, platform, settings) as bot,
        ):
            for text in asked:
                bot.agent.says[text] = {"text": f"écho\u00a0: {text}", "buttons": buttons(2)}
            turns = await asyncio.to_thread(conversation)
    assert [text for text, _ in turns] == list(asked)
    page = drawn(turns, brand_of(LIBRARY.current()))
    words = [unescape(words) for words in re.findall(r">([^<>]+)</(?:div|span)>", page)]
    assert words[1:] == [  # below the initial in the head
        word for text in asked for word in (text, f"écho\u00a0: {text}", "Choix 0", "Choix 1")
    ]

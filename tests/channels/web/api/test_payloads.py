"""Payloads: what was offered is taken, what is typed is words."""

from __future__ import annotations

import pytest

from tests.channels.web.api.refusal import refused
from tests.channels.web.stub import Stage

ID = "0b5e3c1e-8a55-4d1f-9e47-2f3f1a2b3c4d"


@pytest.mark.parametrize(
    "payload",
    [
        "/delete_my_data",
        "/distress",
        "/restart",
        "/session_start",
        '/greet{"role": "supervisor"}',
        "/salary@1.0",
        "/ salary",
        "//salary",
        "/play_myth_quiz{}",
    ],
)
async def test_a_payload_that_the_bot_did_not_offer_is_refused(bot: Stage, payload: str) -> None:
    page = await bot.page().open()
    body = {"id": ID, "payload": payload, "title": "x"}
    assert await refused(page, "POST", "api/messages", body) == 400
    assert bot.agent.heard == []
    assert await page.say("la même marque sert encore", ID)


async def test_a_payload_is_good_in_the_conversation_that_was_offered_it(bot: Stage) -> None:
    payload = '/play_myth_quiz{"option": "true:x"}'
    button = {"title": "Vrai", "payload": payload}
    bot.agent.says["quiz"] = {"text": "Vrai ou faux ?", "buttons": [button]}
    page, other = await bot.page().open(), await bot.page().open()
    await page.say("quiz")
    body = {"id": ID, "payload": payload, "title": "Un faux titre"}
    assert await refused(other, "POST", "api/messages", body) == 400
    assert (await page.ask("POST", "api/messages", body))[0] == 200
    _, said, _ = await page.ask("GET", "api/messages")
    assert said["turns"][-1]["said"] == "Vrai"


@pytest.mark.parametrize(
    "text",
    ["/delete_my_data", "  /restart", "\n/greet", "\u00a0/greet", "\0/greet", "\u2028/greet"],
)
async def test_a_typed_command_is_words(bot: Stage, text: str) -> None:
    page = await bot.page().open()
    await page.say(text)
    heard = bot.agent.heard[0].text or ""
    assert not heard.startswith("/") and not heard.strip().startswith("/")
    _, said, _ = await page.ask("GET", "api/messages")
    assert said["turns"][0]["said"] == text.replace("\0", "").strip()


async def test_half_a_character_does_no_harm(bot: Stage) -> None:
    page = await bot.page().open()
    raw = b'{"id": "abcdefgh", "text": "sal\\ud83dut"}'
    json_type = {"Content-Type": "application/json"}
    status, _, _ = await page.ask("POST", "api/messages", data=raw, headers=json_type)
    assert status == 200 and bot.agent.heard[0].text == "sal?ut"

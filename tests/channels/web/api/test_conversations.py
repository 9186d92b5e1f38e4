"""Sessions and their conversations: opened, shown again, begun anew, erased."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.channels.web.api.refusal import refused
from tests.channels.web.stub import Stage, StubAgent, stage

ID = "0b5e3c1e-8a55-4d1f-9e47-2f3f1a2b3c4d"


async def test_a_session_carries_a_token_a_profile_and_its_end(bot: Stage) -> None:
    _, said, headers = await bot.page().ask("POST", "api/session", {"profile": "kiosk"})
    assert said["profile"] == "kiosk" and said["token"] and said["dictation"] is False
    assert said["expires_at"] == "2027-01-15T09:00:00Z"
    assert headers["Cache-Control"] == "no-store"


async def test_each_session_has_a_conversation_of_its_own(bot: Stage) -> None:
    one, other = await bot.page().open(), await bot.page().open()
    await one.say("secret d'un visiteur")
    _, said, _ = await other.ask("GET", "api/messages")
    assert said == {"turns": []}
    assert len({message.sender_id for message in bot.agent.heard}) == 1
    await other.say("autre chose")
    assert len({message.sender_id for message in bot.agent.heard}) == 2


async def test_the_profile_names_the_channel_that_the_bot_speaks_to(bot: Stage) -> None:
    await (await bot.page().open("site")).say("un")
    await (await bot.page().open("kiosk")).say("deux")
    assert [m.output_channel.name() for m in bot.agent.heard] == ["web", "kiosk"]
    assert [m.sender_id.partition("-")[0] for m in bot.agent.heard] == ["site", "kiosk"]


async def test_the_history_tells_words_titles_and_ids(bot: Stage) -> None:
    page = await bot.page().open()
    await page.ask("POST", "api/messages", {"id": "greeting-1", "payload": "/greet"})
    await page.say("on gagne combien ?", ID)
    button = {"id": "button-01", "payload": "/salary", "title": "Le salaire"}
    await page.ask("POST", "api/messages", button)
    _, said, _ = await page.ask("GET", "api/messages")
    assert [(turn["id"], turn["said"]) for turn in said["turns"]] == [
        ("greeting-1", None),
        (ID, "on gagne combien ?"),
        ("button-01", "Le salaire"),
    ]
    assert said["turns"][1]["replies"][0]["text"] == "écho : on gagne combien ?"


async def test_the_history_begins_where_the_visitor_started_over(bot: Stage) -> None:
    bot.agent.says["/start_over"] = {"text": "On repart.", "metadata": {"topic": "start_over"}}
    page = await bot.page().open()
    await page.say("avant")
    over = {"id": "start-over-1", "payload": "/start_over", "title": "Recommencer"}
    await page.ask("POST", "api/messages", over)
    await page.say("après")
    _, said, _ = await page.ask("GET", "api/messages")
    assert [turn["said"] for turn in said["turns"]] == ["Recommencer", "après"]


async def test_restart_opens_a_new_conversation_and_shuts_the_old_one(bot: Stage) -> None:
    page = await bot.page().open("kiosk")
    await page.say("ancien")
    status, said, _ = await page.ask("POST", "api/session", {"restart": True})
    assert status == 201 and said["profile"] == "kiosk"
    assert await refused(page, "GET", "api/messages") == 410
    assert await refused(page, "POST", "api/session", {"restart": True}) == 410
    conversation = bot.agent.heard[0].sender_id
    assert await bot.agent.tracker_store.exists(conversation)  # its data stay
    page.token = said["token"]
    assert (await page.ask("GET", "api/messages"))[1] == {"turns": []}


async def test_erasing_shuts_the_conversation_for_good(tmp_path: Path) -> None:
    agent = StubAgent()
    async with stage(tmp_path, agent) as bot:
        page = await bot.page().open()
        await page.say("à effacer", ID)
        assert (await page.ask("DELETE", "api/conversation"))[0] == 204
        assert not await agent.tracker_store.exists(agent.heard[0].sender_id)
        assert await refused(page, "DELETE", "api/conversation") == 410
        assert await refused(page, "GET", "api/messages") == 410
        assert await refused(page, "POST", "api/messages", {"id": ID, "text": "encore"}) == 410
    async with stage(tmp_path, agent) as restarted:
        again = restarted.page()
        again.token = page.token
        assert await refused(again, "POST", "api/messages", {"id": ID, "text": "encore"}) == 410


async def test_what_waits_behind_an_erasure_is_refused(bot: Stage) -> None:
    page = await bot.page().open()
    bot.agent.gate.clear()
    first = asyncio.create_task(page.say("d'abord"))
    await asyncio.sleep(0.05)
    erased = asyncio.create_task(page.ask("DELETE", "api/conversation"))
    await asyncio.sleep(0.05)
    last = asyncio.create_task(
        page.ask("POST", "api/messages", {"id": ID, "text": "marque indélébile"})
    )
    await asyncio.sleep(0.05)
    bot.agent.gate.set()
    assert (await first)[0]["text"] == "écho : d'abord"
    assert (await erased)[0] == 204 and (await last)[0] == 410
    assert list(await bot.agent.tracker_store.keys()) == []

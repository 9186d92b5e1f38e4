"""A message sent again is answered once, whatever happened in between; none is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.channels.web.api.refusal import refused
from tests.channels.web.stub import Clock, Stage, StubAgent, stage

ID = "0b5e3c1e-8a55-4d1f-9e47-2f3f1a2b3c4d"


async def test_the_same_id_is_answered_once(bot: Stage) -> None:
    page = await bot.page().open()
    first = await page.say("bonjour", ID)
    assert await page.say("bonjour", ID) == first
    assert len(bot.agent.heard) == 1


async def test_the_same_id_waits_for_the_answer_under_way(bot: Stage) -> None:
    page = await bot.page().open()
    bot.agent.gate.clear()
    asked = [asyncio.create_task(page.say("bonjour", ID)) for _ in range(5)]
    await asyncio.sleep(0.1)
    bot.agent.gate.set()
    told = await asyncio.gather(*asked)
    assert all(replies == told[0] for replies in told)
    assert len(bot.agent.heard) == 1


async def test_a_visitor_who_hangs_up_finds_the_answer_later(bot: Stage) -> None:
    page = await bot.page().open()
    bot.agent.gate.clear()
    asked = asyncio.create_task(page.say("bonjour", ID))
    await asyncio.sleep(0.1)
    asked.cancel()
    await asyncio.sleep(0.1)
    bot.agent.gate.set()
    assert (await page.say("bonjour", ID))[0]["text"] == "écho : bonjour"
    assert len(bot.agent.heard) == 1


async def test_the_same_id_of_two_visitors_is_two_messages(bot: Stage) -> None:
    one, other = await bot.page().open(), await bot.page().open()
    assert (await one.say("un", ID))[0]["text"] == "écho : un"
    assert (await other.say("deux", ID))[0]["text"] == "écho : deux"


async def test_messages_of_one_conversation_are_answered_in_order_and_without_delay(
    bot: Stage,
) -> None:
    page = await bot.page().open()
    bot.agent.gate.clear()
    asked = []
    for number in range(4):
        asked.append(asyncio.create_task(page.say(f"message {number}")))
        await asyncio.sleep(0.05)
    bot.agent.gate.set()
    started = asyncio.get_running_loop().time()
    await asyncio.gather(*asked)
    assert asyncio.get_running_loop().time() - started < 0.9  # Rasa's lock looks once a second
    assert [m.text for m in bot.agent.heard] == [f"message {n}" for n in range(4)]


async def test_a_restarted_server_replays(tmp_path: Path) -> None:
    agent = StubAgent()
    async with stage(tmp_path, agent) as before:
        page = await before.page().open()
        first = await page.say("bonjour", ID)
    async with stage(tmp_path, agent) as after:
        again = after.page()
        again.token = page.token
        assert await again.say("bonjour", ID) == first
        assert len(agent.heard) == 1


@pytest.mark.parametrize("was_saved", [True, False])
async def test_a_server_killed_between_answer_and_memory_answers_once(
    tmp_path: Path, was_saved: bool
) -> None:
    agent = StubAgent()
    async with stage(tmp_path, agent) as before:
        page = await before.page().open()
        if was_saved:  # the conversation is saved, the replay is not: the database went away
            conversations = before.channel._conversations
            conversations._replays.keep = _fail  # type: ignore[method-assign]
        else:
            agent.fault = RuntimeError("killed")
        assert await refused(page, "POST", "api/messages", {"id": ID, "text": "allô"}) >= 500
    agent.fault = None
    async with stage(tmp_path, agent, Clock(1_800_000_010.0)) as after:
        again = after.page()
        again.token = page.token
        assert (await again.say("allô", ID))[0]["text"] == "écho : allô"
        assert len(agent.heard) == 1


def _fail(*arguments: Any) -> None:
    raise RuntimeError("killed")


async def test_two_servers_on_one_database_answer_once(tmp_path: Path) -> None:
    agent = StubAgent()
    agent.gate.clear()
    async with stage(tmp_path, agent) as one, stage(tmp_path, agent) as other:
        page = await one.page().open()
        twin = other.page()
        twin.token = page.token
        first = asyncio.create_task(page.say("bonjour", ID))
        await asyncio.sleep(0.1)
        second = asyncio.create_task(twin.say("bonjour", ID))
        await asyncio.sleep(0.1)
        agent.gate.set()
        assert await first == await second
        assert len(agent.heard) == 1

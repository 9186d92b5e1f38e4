"""Slack: the app's home, the threads of a channel, and what is asked in direct messages only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.channels.messaging.slack import SlackChannel
from bot.channels.messaging.slack_blocks import messages
from bot.publishing import SENTENCES
from tests.channels import platform_slack as slack
from tests.channels.library import LIBRARY
from tests.channels.messaging.stage import Stage, stage
from tests.channels.platform import FakePlatform, until
from tests.channels.replies import reply

ROOT = "1800000000.000100"
CONTACT = "leave_contact_details"


@pytest_asyncio.fixture
async def bot(tmp_path: Path, platform: FakePlatform) -> AsyncIterator[Stage]:
    async with stage(tmp_path, SlackChannel, platform, slack.SETTINGS) as running:
        yield running


async def say(bot: Stage, *bodies: Any) -> None:
    await bot.post_all(*map(slack.signed, bodies))


def views(bot: Stage) -> list[dict[str, Any]]:
    return [call.sent for call in bot.platform.calls if call.path == "/views.publish"]


def statuses(bot: Stage) -> list[dict[str, Any]]:
    path = "/assistant.threads.setStatus"
    return [call.sent for call in bot.platform.calls if call.path == path]


@pytest.mark.feature("menu at hand", "slack")
@pytest.mark.feature("deep link or first contact", "slack")
async def test_the_first_time_the_home_is_shown_and_the_bot_greets(bot: Stage) -> None:
    await say(bot, slack.opened(), slack.opened(view={"id": "V1"}), slack.opened("messages"))
    await until(lambda: len(views(bot)) == 2, lambda: "two views")
    (shown,) = await bot.platform.wait_for(1)
    assert shown["channel"] == slack.DIRECT and bot.heard == ["/greet"]
    view = views(bot)[0]
    assert view["user_id"] == slack.PERSON and view["view"]["type"] == "home"
    greeting, actions = view["view"]["blocks"]
    assert "assistant automatique" in greeting["text"]["text"]
    assert all(button["value"].startswith("/") for button in actions["elements"])


async def test_a_button_of_the_home_is_answered_by_direct_message(bot: Stage) -> None:
    await say(bot, slack.pressed_at_home("/salary"), slack.said("et après ?"))
    first, second = await bot.platform.wait_for(2)
    assert (first["channel"], second["channel"]) == (slack.PERSON, slack.DIRECT)
    assert bot.heard == ["/salary", "et après ?"]
    assert len({message.sender_id for message in bot.agent.heard}) == 1


@pytest.mark.feature("threads followed", "slack")
async def test_who_mentioned_the_bot_goes_on_in_the_thread(bot: Stage) -> None:
    await say(bot, slack.mentioned("on gagne combien ?", ts=ROOT))
    await bot.platform.wait_for(1)
    mention = slack.replied(f"<@{slack.BOT}> et ici ?", ROOT)  # comes as a mention too
    other = slack.replied("et toi, tu en penses quoi ?", ROOT, person="U0000008")
    aside = slack.replied("<@U0000008> tu vois ?", ROOT)
    elsewhere = slack.replied("autre fil", "1800000009.000100")
    await say(bot, mention, other, aside, elsewhere, slack.replied("et par an ?", ROOT))
    _, shown = await bot.platform.wait_for(2)
    assert shown["thread_ts"] == ROOT and shown["text"] == "écho : et par an ?"
    await say(bot, slack.said("dernier"))
    await bot.platform.wait_for(3)
    assert bot.heard == ["on gagne combien ?", "et par an ?", "dernier"]


async def test_in_its_threads_the_bot_is_seen_to_write(bot: Stage) -> None:
    await say(bot, slack.mentioned("on gagne combien ?", ts=ROOT))
    await bot.platform.wait_for(1)
    other = slack.replied("et toi, tu en penses quoi ?", ROOT, person="U0000008")
    elsewhere = slack.replied("autre fil", "1800000009.000100")
    await say(bot, other, elsewhere, slack.said("ici"), slack.replied("et par an ?", ROOT))
    written = {"channel_id": slack.PUBLIC, "thread_ts": ROOT, "status": "écrit…"}
    await until(lambda: statuses(bot).count(written) == 2, lambda: "both statuses")
    assert [status for status in statuses(bot) if status["status"]] == [written, written]


@pytest.mark.feature("« is typing » before the answer", "slack")
async def test_the_answer_itself_takes_the_status_away(bot: Stage) -> None:
    """However slow the status is on its way: it comes first, and nothing else takes it away."""
    bot.platform.receipts_take = 0.2
    await say(bot, slack.mentioned("on gagne combien ?", ts=ROOT))
    await bot.platform.wait_for(1)
    told = [call.sent.get("status", call.sent.get("text")) for call in bot.platform.calls]
    assert told == ["écrit…", "écho : on gagne combien ?"]


async def test_a_status_that_comes_after_the_answer_is_taken_away(bot: Stage) -> None:
    (arrival,) = bot.channel.arrivals(slack.mentioned("on gagne combien ?", ts=ROOT))
    await bot.channel._receive(arrival)  # no such message waits: it is answered
    assert [status["status"] for status in statuses(bot)] == ["écrit…", ""]
    (other,) = bot.channel.arrivals(slack.replied("et toi ?", ROOT))
    await bot.channel._receive(other)  # of somebody else's thread: the bot is not asked
    bot.channel._mailbox.keep([arrival])
    await bot.channel._receive(arrival)
    assert [status["status"] for status in statuses(bot)] == ["écrit…", "", "écrit…"]


@pytest.mark.feature("no address asked before all", "slack")
async def test_contact_details_are_asked_in_direct_messages_only(bot: Stage) -> None:
    asks = {"text": "Votre prénom ?", "metadata": {"kind": "question", "topic": CONTACT}}
    bot.agent.says["rappelez-moi"] = asks
    await say(bot, slack.mentioned("rappelez-moi", ts=ROOT))
    (shown,) = await bot.platform.wait_for(1)
    assert "message direct" in shown["text"] and "prénom" not in shown["text"]
    assert bot.heard == ["rappelez-moi", "/start_over"]  # the form is left
    await say(bot, slack.said("rappelez-moi"))
    _, shown = await bot.platform.wait_for(2)
    assert shown["text"] == "Votre prénom ?"


def test_no_sign_of_a_text_marks_anything() -> None:
    sentences = LIBRARY.current().part(SENTENCES)
    (shown,) = messages(reply("de 9 h * à 17 h *, `ici` ~là~"), sentences)
    assert not set("*`~") & set(shown["text"])


def test_an_address_keeps_its_signs() -> None:
    source = {"publisher": "X", "title": "Y", "date": "", "url": "https://x.fr/~y/*"}
    sentences = LIBRARY.current().part(SENTENCES)
    (shown,) = messages(reply("Z", "answer", sources=[source]), sentences)
    assert "<https://x.fr/~y/*|X>" in shown["text"]

"""Arrivals: kept until answered, each answered once, in order, by whichever server lives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa

from bot.channels.messaging.mailbox import HOLD, Kept, Later, Mailbox, Waiting
from bot.channels.messaging.messages import Arrival, Call
from bot.channels.messaging.telegram import TelegramChannel
from bot.content import ERASED_ALL
from bot.errors import RecordsError
from bot.storage import engine_for
from tests.channels import platform_telegram as telegram
from tests.channels.messaging.stage import Stage, everything_kept, rows, stage
from tests.channels.platform import FakePlatform, until
from tests.channels.web.stub import Clock, StubAgent

SALARY = "on gagne combien dans ce métier ?"


@pytest_asyncio.fixture
async def bot(tmp_path: Path, platform: FakePlatform) -> AsyncIterator[Stage]:
    async with stage(tmp_path, TelegramChannel, platform, telegram.SETTINGS) as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def mailbox(tmp_path: Path, clock: Clock) -> Mailbox:
    return box(tmp_path, clock)


def box(data: Path, clock: Clock) -> Mailbox:
    return Mailbox(f"sqlite:///{data / 'conversations.db'}", "telegram", clock)


def arrival(id: str, text: str = "bonjour", sent_at: float = 0.0) -> Arrival:
    return Arrival("telegram", id, "telegram-1", text, "42", sent_at=sent_at)


def kept(mailbox: Mailbox) -> Kept:
    found = mailbox.next_arrival("telegram-1")
    assert isinstance(found, Kept)
    return found


def waiting(mailbox: Mailbox) -> Waiting:
    found = mailbox.next_call("telegram-1")
    assert isinstance(found, Waiting)
    return found


async def say(bot: Stage, *texts: str) -> None:
    await bot.post_all(*(telegram.signed(telegram.said(text)) for text in texts))


# --- The mailbox ------------------------------------------------------------------------------


def test_what_came_before_is_not_kept_again_answered_or_not(mailbox: Mailbox) -> None:
    one, two = arrival("1"), arrival("2")
    assert mailbox.keep([one, one, two]) == [one, two]
    assert mailbox.answered(kept(mailbox), [])
    assert mailbox.keep([one, two]) == []


def test_the_ids_of_another_channel_are_its_own(tmp_path: Path, clock: Clock) -> None:
    url = f"sqlite:///{tmp_path / 'conversations.db'}"
    assert Mailbox(url, "slack", clock).keep([arrival("1")])
    assert Mailbox(url, "telegram", clock).keep([arrival("1")])


def test_what_was_answered_leaves_neither_words_nor_names(mailbox: Mailbox, tmp_path: Path) -> None:
    mailbox.keep([arrival("message-17", SALARY)])
    mailbox.answered(kept(mailbox), [])
    assert not rows(tmp_path, "channel_arrivals")
    (row,) = rows(tmp_path, "channel_seen")
    assert set(row) == {"digest", "received_at"} and "message-17" not in str(row)


def test_any_text_can_be_kept(mailbox: Mailbox) -> None:
    text = "nul \0, demi-caractère \ud83d, emoji 👩🏽‍💻, « guillemets »"
    mailbox.keep([arrival("1", text)])
    assert kept(mailbox).arrival.text == text
    mailbox.answered(kept(mailbox), [Call("/x", json={"text": text})])
    assert waiting(mailbox).call.json == {"text": text}


def test_one_server_alone_holds_an_arrival_and_another_takes_it_when_that_one_is_silent(
    tmp_path: Path, clock: Clock
) -> None:
    first, second = box(tmp_path, clock), box(tmp_path, clock)
    first.keep([arrival("1")])
    held = kept(first)
    assert isinstance(second.next_arrival("telegram-1"), Later)
    clock.now += HOLD - 1
    first.hold_on()
    clock.now += HOLD - 1
    assert isinstance(second.next_arrival("telegram-1"), Later)
    clock.now += 2
    taken = kept(second)
    assert not first.answered(held, [Call("/late")])
    assert second.answered(taken, [Call("/once")])
    assert waiting(second).call == Call("/once")


def test_what_another_server_answers_between_look_and_hold_is_not_answered_again(
    tmp_path: Path, clock: Clock
) -> None:
    first, second = box(tmp_path, clock), box(tmp_path, clock)
    first.keep([arrival("1")])
    held = [kept(first)]

    def meanwhile(*given: Any) -> None:
        if given[2].startswith("UPDATE") and held:
            assert first.answered(held.pop(), [Call("/once")])

    sa.event.listen(second._engine, "before_cursor_execute", meanwhile)
    assert isinstance(second.next_arrival("telegram-1"), Later)
    assert not held
    assert second.next_arrival("telegram-1") is None
    assert waiting(first).call == Call("/once")


def test_what_is_let_go_is_taken_at_once(tmp_path: Path, clock: Clock) -> None:
    first, second = box(tmp_path, clock), box(tmp_path, clock)
    first.keep([arrival("1")])
    kept(first)
    first.let_go()
    assert kept(second).arrival == arrival("1")


def test_a_call_whose_sender_died_on_it_is_not_made_again(tmp_path: Path, clock: Clock) -> None:
    first, second = box(tmp_path, clock), box(tmp_path, clock)
    first.keep([arrival("1")])
    first.answered(kept(first), [Call("/perhaps_sent"), Call("/next")])
    waiting(first)
    clock.now += HOLD + 1
    assert second.next_call("telegram-1") == Later(0.0)
    assert waiting(second).call == Call("/next")


def test_the_memory_of_what_came_ends_after_a_week(mailbox: Mailbox, clock: Clock) -> None:
    mailbox.keep([arrival("1")])
    mailbox.answered(kept(mailbox), [])
    clock.now += 6 * 24 * 3600
    mailbox.hold_on()
    assert mailbox.keep([arrival("1"), arrival("2")]) == [arrival("2")]
    clock.now += 2 * 24 * 3600
    mailbox.hold_on()
    assert mailbox.keep([arrival("1"), arrival("2")]) == [arrival("1")]


def test_a_database_out_of_reach_is_said_in_plain_words(tmp_path: Path, clock: Clock) -> None:
    mailbox = box(tmp_path, clock)
    engine_for(f"sqlite:///{tmp_path / 'conversations.db'}").dispose()
    (tmp_path / "conversations.db").write_bytes(b"no database at all, whatever its name says" * 50)
    for beside in tmp_path.glob("conversations.db-*"):
        beside.unlink()
    with pytest.raises(RecordsError):
        mailbox.keep([arrival("1")])


# --- The whole way ----------------------------------------------------------------------------


async def test_the_platform_gets_its_answer_before_the_bot_has_begun(bot: Stage) -> None:
    bot.agent.gate.clear()
    await asyncio.wait_for(say(bot, "un", "deux"), 2)
    assert not bot.heard
    bot.agent.gate.set()
    await bot.platform.wait_for(2)


async def test_one_visitors_slow_answer_keeps_nobody_else_waiting(bot: Stage) -> None:
    bot.agent.gate.clear()
    await say(bot, "lent")
    other = telegram.said("", person=99, photo=[{"file_id": "x"}])
    del other["message"]["text"]
    await bot.post_all(telegram.signed(other))
    (shown,) = await bot.platform.wait_for(1)
    assert shown["chat_id"] == 99
    bot.agent.gate.set()


async def test_while_the_bot_cannot_answer_a_message_waits(bot: Stage) -> None:
    bot.agent.ready = False
    await say(bot, "bonjour")
    await asyncio.sleep(0.1)
    bot.agent.ready = True
    (shown,) = await bot.platform.wait_for(1)
    assert shown["text"] == "écho : bonjour"


@pytest.mark.parametrize("fault", ["mute", "exception"])
async def test_a_bot_that_never_answers_is_excused_in_words_and_the_next_message_is_heard(
    bot: Stage, fault: str
) -> None:
    bot.agent.mute = fault == "mute"
    bot.agent.fault = KeyError("what a visitor wrote") if fault == "exception" else None
    await say(bot, "bonjour")
    (shown,) = await bot.platform.wait_for(1)
    assert "panne" in shown["text"]
    bot.agent.mute, bot.agent.fault = False, None
    await say(bot, "encore")
    await bot.platform.wait_for(2)
    assert bot.platform.shown[1]["text"] == "écho : encore"


async def test_a_server_killed_after_the_bot_answered_tells_that_same_answer(
    tmp_path: Path, platform: FakePlatform
) -> None:
    """Between the tracker's saving and the mailbox's: the bot must not hear it twice."""
    agent = StubAgent()
    async with stage(tmp_path, TelegramChannel, platform, telegram.SETTINGS, agent) as bot:
        answered = bot.channel._mailbox.answered
        bot.channel._mailbox.answered = lambda *a, **k: (_ for _ in ()).throw(  # type: ignore[method-assign]
            RecordsError("here", "the power went")
        )
        await say(bot, SALARY)
        await until(lambda: bool(agent.heard), lambda: "the bot")
        await asyncio.sleep(0.1)
        assert answered and not platform.shown
    async with stage(tmp_path, TelegramChannel, platform, telegram.SETTINGS, agent) as bot:
        (shown,) = await platform.wait_for(1)
        assert shown["text"] == f"écho : {SALARY}" and bot.heard == [SALARY]


@pytest.mark.feature("two servers on one database", "telegram")
async def test_two_servers_answer_one_message_once(tmp_path: Path, platform: FakePlatform) -> None:
    agent = StubAgent()
    settings = {**telegram.SETTINGS, "secret": "the same on both servers"}
    one = stage(tmp_path, TelegramChannel, platform, settings, agent)
    other = stage(tmp_path, TelegramChannel, platform, settings, agent)
    async with one as first, other as second:
        updates = [telegram.signed(telegram.said(f"numéro {n}")) for n in range(5)]
        for update in updates:
            await asyncio.gather(first.post(update), second.post(update))
        await platform.wait_for(5)
        await asyncio.sleep(0.5)
        texts = [shown["text"] for shown in platform.shown]
        assert texts == [f"écho : numéro {n}" for n in range(5)]


@pytest.mark.feature("erasure", "telegram")
async def test_who_has_all_erased_leaves_a_digest_only(
    tmp_path: Path, platform: FakePlatform
) -> None:
    agent = StubAgent()
    agent.says["efface tout"] = {"text": "C'est effacé.", "metadata": {"topic": ERASED_ALL}}
    async with stage(tmp_path, TelegramChannel, platform, telegram.SETTINGS, agent) as bot:
        first = telegram.signed(telegram.said(SALARY))
        await bot.post_all(first)
        await platform.wait_for(1)
        await platform.down()
        await say(bot, "une réponse qui attend", "efface tout")
        await until(lambda: len(bot.heard) == 3, lambda: "all heard")
        await until(lambda: len(rows(tmp_path, "channel_calls")) == 1, lambda: "the last answer")
        await platform.up()
        await platform.wait_for(2)
        await until(lambda: not rows(tmp_path, "channel_calls"), lambda: "an empty outbox")
        assert [shown["text"] for shown in platform.shown][1:] == ["C'est effacé."]
        assert SALARY not in everything_kept(tmp_path)
        await bot.post_all(first)
        await say(bot, "me revoilà")
        await platform.wait_for(3)
        assert bot.heard.count(SALARY) == 1


async def test_a_database_out_of_reach_leaves_the_message_with_the_platform(
    tmp_path: Path, platform: FakePlatform
) -> None:
    async with stage(tmp_path, TelegramChannel, platform, telegram.SETTINGS) as bot:

        def refuse(arrivals: object) -> list[Arrival]:
            raise RecordsError("here", "cannot be used")

        bot.channel._mailbox.keep = refuse  # type: ignore[method-assign,assignment]
        assert await bot.post(telegram.signed(telegram.said("bonjour"))) == 503

"""Delivery: until the platform has taken it, in order, never twice."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.channels.messaging.lanes import Lanes
from bot.channels.messaging.mailbox import Kept, Mailbox, Waiting
from bot.channels.messaging.messages import Arrival, Call, Outcome
from bot.channels.messaging.outbox import Delivery, back_off, by_status, seconds_of
from bot.channels.messaging.slack import SlackChannel
from bot.channels.messaging.telegram import TelegramChannel
from tests.channels import platform_slack as slack
from tests.channels import platform_telegram as telegram
from tests.channels.messaging.stage import Stage, everything_kept, rows, stage
from tests.channels.platform import Answer, FakePlatform, until
from tests.channels.web.stub import Clock

HERE = "telegram-1"


@dataclass
class Side:
    """A platform that is asked at one address, and judged by the status."""

    url: str

    def authorised(self, call: Call) -> Call:
        return Call(f"{self.url}{call.url}", json=call.json)

    def outcome(self, status: int, headers: Mapping[str, str], body: dict[str, Any]) -> Outcome:
        return by_status(status, headers)


@dataclass
class Post:
    """An outbox on its own, its time the test's."""

    delivery: Delivery
    mailbox: Mailbox
    clock: Clock
    platform: FakePlatform
    data: Path

    def add(self, *texts: str) -> None:
        """Let messages wait."""
        self.mailbox.keep([Arrival("telegram", texts[0], HERE, "x", "42")])
        kept = self.mailbox.next_arrival(HERE)
        assert isinstance(kept, Kept)
        calls = [Call("/sendMessage", json={"chat_id": 1, "text": text}) for text in texts]
        assert self.mailbox.answered(kept, calls)

    async def work(self, *answers: Answer) -> float | None:
        """Make the next call, the platform answering so."""
        self.platform.script = list(answers)
        return await self.delivery.work(HERE)

    @property
    def received(self) -> list[str]:
        return [shown["text"] for shown in self.platform.shown]

    @property
    def left(self) -> int:
        return len(rows(self.data, "channel_calls"))


@pytest.fixture
async def post(tmp_path: Path, platform: FakePlatform) -> Any:
    clock = Clock()
    mailbox = Mailbox(f"sqlite:///{tmp_path / 'conversations.db'}", "telegram", clock)
    side = Side(f"{platform.url}/telegram/bot{telegram.TOKEN}")
    delivery = Delivery("telegram", side, mailbox, lambda attempts: 2.0**attempts, to_answer=0.3)
    yield Post(delivery, mailbox, clock, platform, tmp_path)
    await delivery.close()


async def test_what_is_delivered_is_forgotten(post: Post) -> None:
    post.add("un", "deux")
    assert await post.work() == 0.0
    assert await post.work() == 0.0
    assert await post.work() is None
    assert post.received == ["un", "deux"] and post.left == 0


async def test_without_a_connection_it_waits_longer_and_longer(post: Post) -> None:
    post.add("un", "deux")
    await post.platform.down()
    waits = []
    for _ in range(4):
        wait = await post.work()
        assert wait is not None
        waits.append(wait)
        assert await post.work() == pytest.approx(wait)  # it is not due
        post.clock.now += wait
    assert waits == [1.0, 2.0, 4.0, 8.0]
    await post.platform.up()
    await post.work()
    await post.work()
    assert post.received == ["un", "deux"]


@pytest.mark.parametrize("status", [401, 408, 429, 500, 502, 503])
async def test_a_refusal_for_now_is_tried_again(post: Post, status: int) -> None:
    post.add("un")
    assert await post.work(Answer(status)) == 1.0
    assert post.left == 1


async def test_the_platforms_own_wait_is_respected(post: Post) -> None:
    post.add("un")
    assert await post.work(Answer(429, headers={"Retry-After": "17"})) == 17.0
    post.clock.now += 16.5
    assert await post.work() == pytest.approx(0.5)
    post.clock.now += 0.5
    await post.work()
    assert len(post.received) == 2 and post.left == 0


@pytest.mark.parametrize("status", [301, 400, 403, 404, 413, 504])
async def test_a_refusal_for_good_does_not_hold_up_the_next(post: Post, status: int) -> None:
    post.add("un", "deux")
    assert await post.work(Answer(status)) == 0.0
    await post.work()
    assert post.received == ["un", "deux"] and post.left == 0


@pytest.mark.parametrize("answer", [Answer(cut=True), Answer(delay=1.0)])
async def test_what_was_handed_over_is_not_sent_again(post: Post, answer: Answer) -> None:
    post.add("un", "deux")
    assert await post.work(answer) == 0.0
    await post.work()
    assert post.received == ["un", "deux"] and post.left == 0


@contextlib.contextmanager
def never_connecting() -> Iterator[str]:
    """An address where nobody takes a connection on: whoever calls waits for one."""
    with contextlib.ExitStack() as opened:
        busy = opened.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(2):  # as many as queue before it; the kernel drops what others send
            caller = opened.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(busy.getsockname())
        yield f"http://127.0.0.1:{busy.getsockname()[1]}"


async def test_a_server_that_stops_while_it_connects_leaves_the_call_to_the_next(
    post: Post,
) -> None:
    post.add("un")
    with never_connecting() as url:
        delivery = Delivery("telegram", Side(url), post.mailbox)
        lanes = Lanes("test", delivery.work)
        lanes.wake(HERE)
        await until(
            lambda: bool(rows(post.data, "channel_calls")[0]["begun"]), lambda: "a begun call"
        )
        await lanes.stop(0.0)
        await delivery.close()
    post.mailbox.let_go()
    left = Mailbox(f"sqlite:///{post.data / 'conversations.db'}", "telegram", post.clock)
    waiting = left.next_call(HERE)
    assert isinstance(waiting, Waiting) and waiting.call.json == {"chat_id": 1, "text": "un"}


async def test_a_server_that_stops_never_sends_again_what_was_handed_over(post: Post) -> None:
    post.add("un")
    post.platform.script = [Answer(delay=60.0)]
    side = Side(f"{post.platform.url}/telegram/bot{telegram.TOKEN}")
    delivery = Delivery("telegram", side, post.mailbox)
    lanes = Lanes("test", delivery.work)
    lanes.wake(HERE)
    await post.platform.wait_for(1)
    await lanes.stop(0.0)
    await delivery.close()
    post.mailbox.let_go()
    left = Mailbox(f"sqlite:///{post.data / 'conversations.db'}", "telegram", post.clock)
    assert not isinstance(left.next_call(HERE), Waiting) and not post.left


async def test_after_six_hours_an_answer_is_given_up(post: Post) -> None:
    post.add("un", "deux")
    post.clock.now += 6 * 3600 - 0.5
    await post.platform.down()
    assert await post.work() == 0.0, "the next try would come too late"
    assert post.left == 1


async def test_an_answer_that_nobody_tried_for_six_hours_is_not_sent(post: Post) -> None:
    post.add("un", "deux")
    post.clock.now += 6 * 3600 + 1
    with capture_logs() as logs:
        assert [await post.work() for _ in range(3)] == [0.0, 0.0, None]
    assert not post.received and not post.left
    assert [log["event"] for log in logs] == ["messaging.call_given_up"] * 2


async def test_what_a_channel_left_that_was_turned_off_goes_after_six_hours(post: Post) -> None:
    post.add("un")
    post.clock.now += 6 * 3600 + 1
    other = Mailbox(f"sqlite:///{post.data / 'conversations.db'}", "slack", post.clock)
    other.hold_on()
    assert not post.left


def test_the_back_off_grows_to_a_minute() -> None:
    waits = [back_off(attempts) for attempts in range(20)]
    assert all(0.8 <= wait / min(2.0**n, 60.0) <= 1.2 for n, wait in enumerate(waits))
    assert len({back_off(3) for _ in range(20)}) > 1


@pytest.mark.parametrize(
    ("given", "seconds"),
    [("3", 3.0), ("0.5", 0.5), ("-1", 0.0), ("", None), (None, None), ("Wed, 21 Oct", None)],
)
def test_a_retry_after_is_read(given: Any, seconds: float | None) -> None:
    assert seconds_of(given) == seconds


# --- On the platforms -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "body", "again", "gone"),
    [
        (429, telegram.error(429, "Too Many Requests: retry after 9", retry_after=9), 9.0, False),
        (502, {}, None, False),
        (401, telegram.error(401, "Unauthorized"), None, False),
        (403, telegram.error(403, "Forbidden: bot was blocked by the user"), False, True),
        (400, telegram.error(400, "Bad Request: chat not found"), False, True),
        (400, telegram.error(400, "Bad Request: message is too long"), False, False),
        (200, {}, False, False),
    ],
)
def test_what_telegram_says(status: int, body: Any, again: Any, gone: bool, tmp_path: Path) -> None:
    check(TelegramChannel.__new__(TelegramChannel).outcome(status, {}, body), again, gone)


@pytest.mark.parametrize(
    ("status", "body", "headers", "again", "gone"),
    [
        (429, slack.error("ratelimited"), {"retry-after": "7"}, 7.0, False),
        (200, slack.error("internal_error"), {}, None, False),
        (200, slack.error("token_revoked"), {}, None, False),
        (503, {}, {}, None, False),
        (200, slack.error("channel_not_found"), {}, False, True),
        (200, slack.error("invalid_blocks"), {}, False, False),
        (200, slack.error("fatal_error"), {}, False, False),
        (200, {}, {}, False, False),
    ],
)
def test_what_slack_says(status: int, body: Any, headers: Any, again: Any, gone: bool) -> None:
    check(SlackChannel.__new__(SlackChannel).outcome(status, headers, body), again, gone)


def check(outcome: Outcome, again: float | bool | None, gone: bool) -> None:
    assert not outcome.delivered and outcome.gone is gone and outcome.reason
    assert outcome.again is (again is not False)
    assert again is False or outcome.wait == again


async def test_no_token_and_no_recipient_stays_in_the_database(
    tmp_path: Path, platform: FakePlatform
) -> None:
    async with stage(tmp_path, TelegramChannel, platform, telegram.SETTINGS) as bot:
        await platform.down()
        await bot.post_all(telegram.signed(telegram.said("bonjour")))
        await until(lambda: bool(rows(tmp_path, "channel_calls")), lambda: "a waiting call")
        assert telegram.TOKEN not in everything_kept(tmp_path)
        await platform.up()
        await platform.wait_for(1)
        await until(lambda: not rows(tmp_path, "channel_calls"), lambda: "an empty outbox")
        kept = [*rows(tmp_path, "channel_seen"), *rows(tmp_path, "channel_turns")]
        assert kept and str(telegram.PERSON) not in str(kept)


async def test_a_server_that_stops_finishes_the_call_under_way(
    tmp_path: Path, platform: FakePlatform
) -> None:
    platform.script = [Answer(200, {"ok": True}, delay=0.5)]
    async with stage(tmp_path, TelegramChannel, platform, telegram.SETTINGS) as bot:
        await bot.post_all(telegram.signed(telegram.said("bonjour")))
        await platform.wait_for(1)
    assert not rows(tmp_path, "channel_calls")
    async with stage(tmp_path, TelegramChannel, platform, telegram.SETTINGS):
        await asyncio.sleep(0.4)
    assert len(platform.shown) == 1


async def test_what_waits_for_the_platform_leaves_after_a_restart(
    tmp_path: Path, platform: FakePlatform
) -> None:
    await platform.down()
    async with stage(tmp_path, TelegramChannel, platform, telegram.SETTINGS) as bot:
        await bot.post_all(telegram.signed(telegram.said("bonjour")))
        await until(lambda: bool(rows(tmp_path, "channel_calls")), lambda: "a waiting call")
    await platform.up()
    async with stage(tmp_path, TelegramChannel, platform, telegram.SETTINGS):
        (shown,) = await platform.wait_for(1)
        await asyncio.sleep(0.4)
    assert shown["text"] == "écho : bonjour" and len(platform.shown) == 1


async def test_no_word_of_a_visitor_is_logged(
    tmp_path: Path,
    platform: FakePlatform,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refused(bot: Stage) -> bool:
        return len(platform.shown) >= 2

    async with stage(tmp_path, TelegramChannel, platform, telegram.SETTINGS) as bot:
        platform.script = [Answer(500), Answer(400)]
        await bot.post_all(telegram.signed(telegram.said("mon secret de visiteur")))
        await until(lambda: refused(bot), lambda: "two refusals")
        await bot.post(telegram.signed(telegram.said("mon secret de visiteur"), secret="faux"))
        raw, headers = telegram.signed({"update_id": 1, "callback_query": {"message": "secret"}})
        await bot.post((raw, headers))
    told = "".join(capsys.readouterr()) + caplog.text  # as logging is set up by then
    assert "messaging.call_postponed" in told
    for word in ("secret de visiteur", telegram.TOKEN, str(telegram.PERSON)):
        assert word not in told

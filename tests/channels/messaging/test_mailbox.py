"""The mailbox alone: what is under way does not take with it what comes after."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.channels.messaging.mailbox import Kept, Mailbox, Waiting
from bot.channels.messaging.messages import Arrival, Call
from tests.channels.web.stub import Clock
from tests.storage.conftest import postgresql, url

__all__ = ["postgresql", "url"]

_DAY = 24 * 3600.0


def test_an_erasure_while_a_call_is_under_way_is_still_answered(tmp_path: Path) -> None:
    mailbox = Mailbox(f"sqlite:///{tmp_path / 'conversations.db'}", "telegram")
    first, last = Call("/a", json={"text": "un"}), Call("/a", json={"text": "effacé"})
    mailbox.keep([Arrival("telegram", id, "telegram-1", "?", "7") for id in ("1", "2")])
    for call, erase in ((first, False), (last, True)):
        kept = mailbox.next_arrival("telegram-1")
        assert isinstance(kept, Kept)
        assert mailbox.answered(kept, [call], erase)
        if call is first:
            under_way = mailbox.next_call("telegram-1")
            assert isinstance(under_way, Waiting)
    mailbox.done(under_way)
    waiting = mailbox.next_call("telegram-1")
    assert isinstance(waiting, Waiting) and waiting.call == last


def test_two_servers_make_each_call_once_and_in_order(url: str) -> None:
    first = Mailbox(url, "telegram")
    conversations = [f"telegram-{number}" for number in range(20)]
    texts = [str(number) for number in range(5)]
    for conversation in conversations:
        first.keep([Arrival("telegram", conversation, conversation, "?", "7")])
        kept = first.next_arrival(conversation)
        assert isinstance(kept, Kept)
        first.answered(kept, [Call(conversation, json={"text": text}) for text in texts])
    first.let_go()
    made: defaultdict[str, list[str]] = defaultdict(list)

    def work(mailbox: Mailbox) -> None:
        while left := mailbox.unfinished()[1]:
            for conversation in left:
                waiting = mailbox.next_call(conversation)
                if isinstance(waiting, Waiting) and waiting.call.json:
                    made[conversation].append(waiting.call.json["text"])
                    mailbox.done(waiting)

    with ThreadPoolExecutor(2) as servers:
        list(servers.map(work, [first, Mailbox(url, "telegram")]))
    assert made == dict.fromkeys(conversations, texts)


def test_a_thread_is_followed_for_a_week_from_the_last_mention(url: str) -> None:
    clock = Clock()
    mailbox = Mailbox(url, "slack", clock)
    mailbox.follow("C1", "1.0")
    clock.now += 6 * _DAY
    mailbox.follow("C1", "1.0")
    clock.now += 6 * _DAY
    mailbox.hold_on()
    assert mailbox.follows("C1", "1.0")
    clock.now += 1.1 * _DAY
    mailbox.hold_on()
    assert not mailbox.follows("C1", "1.0")

"""The mailbox alone: what is under way does not take with it what comes after."""

from __future__ import annotations

from pathlib import Path

from bot.channels._mailbox import Kept, Mailbox, Waiting
from bot.channels._messages import Arrival, Call


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

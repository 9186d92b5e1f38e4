"""What was answered, remembered in each of the databases."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.channels.refusals import Ended
from bot.channels.replays import Replays, Taken
from bot.channels.replies import Reply
from bot.errors import RecordsError
from bot.storage import Erasure, engine_for
from tests.channels.web.stub import Clock
from tests.storage.conftest import postgresql, url

__all__ = ["postgresql", "url"]

LATER = 2_000_000_000.0


def reply(text: str, payload: str = "") -> Reply:
    return {
        "text": text,
        "buttons": [{"title": f"Bouton {payload}", "payload": payload}] if payload else [],
        "links": [],
        "sources": [],
        "cited": "",
        "topic": None,
        "kind": "reply",
        "judge": False,
    }


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def replays(url: str, clock: Clock) -> Replays:
    return Replays(url, clock)


def test_a_new_message_is_the_callers_and_an_answered_one_is_told_again(
    replays: Replays,
) -> None:
    assert replays.claim("c", "1", LATER) is None
    assert isinstance(replays.claim("c", "1", LATER), Taken)
    replays.keep("c", "1", [reply("é€🎉")])
    assert replays.claim("c", "1", LATER) == [reply("é€🎉")]
    assert replays.claim("c", "2", LATER) is None
    assert replays.claim("d", "1", LATER) is None


def test_of_many_one_answers(replays: Replays) -> None:
    with ThreadPoolExecutor(16) as pool:
        claims = list(pool.map(lambda _: replays.claim("c", "1", LATER), range(32)))
    assert claims.count(None) == 1


def test_a_claim_of_another_server_can_be_taken_over_once(
    replays: Replays, url: str, clock: Clock
) -> None:
    other = Replays(url, clock)
    assert other.claim("c", "1", LATER) is None
    clock.now += 7
    taken = replays.claim("c", "1", LATER)
    assert isinstance(taken, Taken) and not taken.is_ours and taken.age == pytest.approx(7)
    assert replays.take_over("c", "1", taken.owner)
    assert not other.take_over("c", "1", taken.owner)
    again = replays.claim("c", "1", LATER)
    assert isinstance(again, Taken) and again.is_ours and again.age == 0
    replays.keep("c", "1", [reply("x")])
    assert not other.take_over("c", "1", again.owner)  # it is answered


def test_a_refused_message_may_come_again(replays: Replays) -> None:
    assert replays.claim("c", "1", LATER) is None
    replays.release("c", "1")
    assert replays.claim("c", "1", LATER) is None


def test_a_button_is_known_in_its_conversation(replays: Replays) -> None:
    for number, payload in enumerate(("/a", "/b")):
        replays.claim("c", str(number), LATER)
        replays.keep("c", str(number), [reply("x", payload)])
    replays.claim("c", "open", LATER)
    assert replays.offered("c", "/a") == "Bouton /a"
    assert replays.offered("c", "/b") == "Bouton /b"
    assert replays.offered("c", "/c") is None
    assert replays.offered("d", "/a") is None


def test_what_is_erased_is_nowhere(replays: Replays, url: str) -> None:
    for conversation, id in (("c", "1"), ("c", "2"), ("d", "1")):
        replays.claim(conversation, id, LATER)
        replays.keep(conversation, id, [reply("x")])
    assert Erasure(url).erase_conversation("c", turn="2") == {"channel_turns": 1}
    assert replays.claim("c", "1", LATER) is None
    assert replays.claim("c", "2", LATER) == [reply("x")]
    assert replays.claim("d", "1", LATER) == [reply("x")]


def test_an_ended_conversation_is_refused_without_its_name_being_kept(
    replays: Replays, url: str
) -> None:
    replays.end("site-1234", LATER)
    replays.end("site-1234", LATER)
    with pytest.raises(Ended):
        replays.claim("site-1234", "1", LATER)
    with pytest.raises(Ended):
        replays.require_open("site-1234")
    replays.require_open("site-5678")
    with sa.create_engine(url).connect() as connection:
        rows = connection.execute(sa.text("SELECT * FROM channel_ended")).all()
    assert len(rows) == 1 and "site-1234" not in str(rows)


def test_what_has_expired_is_swept(replays: Replays, url: str, clock: Clock) -> None:
    replays.claim("old", "1", clock.now + 100)
    replays.claim("new", "1", clock.now + 10_000)
    replays.end("ended", clock.now + 100)
    clock.now += 1_000
    replays.claim("other", "1", LATER)
    with sa.create_engine(url).connect() as connection:
        kept = connection.execute(sa.text("SELECT conversation FROM channel_turns")).scalars()
        ended = connection.execute(sa.text("SELECT count(*) FROM channel_ended")).scalar()
        assert sorted(kept) == ["new", "other"] and ended == 0


def test_a_database_out_of_reach_is_said_in_plain_words(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    url = f"sqlite:///{folder}/x.db"
    replays = Replays(url)
    engine_for(url).dispose()
    shutil.rmtree(folder)
    with pytest.raises(RecordsError, match=r"x\.db"):
        replays.claim("c", "1", LATER)

"""An answer that rests on many sources: those told, the word on the others, the page with all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.channels.messaging.rendering import leaves_sources_out, with_page, with_sources
from bot.channels.messaging.sms import sms_bodies
from bot.channels.replies import Reply, Source
from bot.publishing import QUESTION_PAGES, SENTENCES
from bot.text.sms import parts
from tests.channels.library import LIBRARY
from tests.channels.messaging.stage import PUBLIC, stage
from tests.channels.platform import FakePlatform
from tests.channels.replies import reply
from tests.channels.visitors import WAYS, Way

CONTENT = LIBRARY.current()
NOW = CONTENT.part(SENTENCES)
MANY, OTHER = "big_employers", "salary"  # a topic of nine sources, and one of others
PAGE = f"{PUBLIC}/web/questions/{CONTENT.part(QUESTION_PAGES).slugs[MANY]}"
SHOWS_ALL = "qui ?"


def _source(number: int, title: str = "Titre") -> Source:
    url = f"https://www.exemple.fr/{number}"
    return {"publisher": f"Éditeur {number}", "title": title, "date": "2024", "url": url}


def _sources(count: int, title: str = "Titre") -> Reply:
    return reply("Voici :", "sources", sources=[_source(n, title) for n in range(count)])


@pytest.fixture(params=[name for name in WAYS if name != "sms"])
def channel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def way(channel: str) -> Way:
    return WAYS[channel]


def test_up_to_six_are_all_told() -> None:
    told = with_sources(_sources(6), NOW)
    assert told.count("\n• ") == 6 and "autre" not in told
    assert not leaves_sources_out(_sources(6))


@pytest.mark.parametrize(("count", "word"), [(7, "• et une autre"), (9, "• et 3 autres")])
def test_of_more_the_first_six_and_how_many_others(count: int, word: str) -> None:
    *lines, last = with_sources(_sources(count), NOW).split("\n")
    assert len(lines) == 1 + 6 and last == word


def test_long_ones_are_as_many_as_a_message_holds() -> None:
    told = with_sources(_sources(6, "Un titre bien long. " * 20), NOW)
    assert told.count("https://") == 2 and told.endswith("• et 4 autres")
    alone = with_sources(_sources(1, "Un titre bien long. " * 100), NOW)
    assert alone.count("https://") == 1


def test_by_sms_those_that_the_bot_did_not_shorten_are_one_part() -> None:
    """Those of what everybody knows: some have addresses, and there may be several."""
    line = "• Savoir courant, « Usage courant du téléphone »\u00a0: https://www.exemple.fr/page"
    said = reply("\n".join(["Voici :", *[line] * 9]), "sources")
    (body,) = sms_bodies([said], NOW, {})
    assert parts(body) == 1 and "https" not in body
    assert body.count("Savoir courant") == 3


def test_the_page_is_named_where_something_is_left_out() -> None:
    link = {"title": NOW["page"].text, "url": PAGE}
    assert with_page(_sources(7), NOW, PAGE)["links"] == [link]
    assert with_page(_sources(6), NOW, PAGE)["links"] == []
    assert with_page(_sources(7), NOW, "")["links"] == []


async def _asked_for_sources(
    tmp_path: Path, way: Way, platform: FakePlatform, answered: str, **settings: str | None
) -> str:
    """Return what is shown to who asks for all sources of MANY after the answer on a topic."""
    async with stage(tmp_path, way.kind, platform, {**way.settings, **settings}) as bot:
        facts = CONTENT.cards[answered].facts
        answer = {"topic": answered, "kind": "answer", "facts": facts}
        sources = {"kind": "sources", "facts": CONTENT.cards[MANY].facts}
        bot.agent.says["bonjour"] = {"text": "Ceci.", "metadata": answer}
        bot.agent.says[SHOWS_ALL] = {"text": "Voici :", "metadata": sources}
        address = bot.address if bot.channel.webhook else f"{bot.base}/webhook"
        for number, words in enumerate(("bonjour", SHOWS_ALL), start=1):
            await bot.post_all(way.said(words, "", address))
            await platform.wait_for(number)
        _answer, sources = platform.shown
        return json.dumps(sources, ensure_ascii=False)


@pytest.mark.feature("sources of a figure")
async def test_the_others_stand_on_the_page_of_the_question(
    tmp_path: Path, way: Way, platform: FakePlatform
) -> None:
    shown = await _asked_for_sources(tmp_path, way, platform, MANY)
    assert "autres" in shown and shown.count(PAGE) == 1


async def test_no_page_is_named_that_does_not_link_them(
    tmp_path: Path, way: Way, platform: FakePlatform
) -> None:
    shown = await _asked_for_sources(tmp_path, way, platform, OTHER)
    assert "autres" in shown and "/web/questions/" not in shown


async def test_without_a_public_address_no_page_is_named(
    tmp_path: Path, way: Way, platform: FakePlatform
) -> None:
    shown = await _asked_for_sources(tmp_path, way, platform, MANY, public_url=None)
    assert "autres" in shown and "/web/questions/" not in shown

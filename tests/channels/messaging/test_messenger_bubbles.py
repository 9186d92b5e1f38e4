"""How Messenger shows the replies of a turn: texts, buttons and quick replies."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.messaging.messenger_bubbles import messages
from bot.channels.replies import Reply
from bot.publishing import SENTENCES, SHORT_TITLES
from tests.channels.golden import assert_golden
from tests.channels.library import LIBRARY
from tests.channels.replies import LINK, LONG_TEXT, SOURCES, TURNS, buttons, reply

CONTENT = LIBRARY.current()
PER_YEAR = '/salary{"detail": "per_year"}'
PAGE = "https://bot.example.fr/web/questions/salaire"


def shown(replies: list[Reply]) -> list[dict[str, Any]]:
    """Return the messages that show replies, where the pay has a page."""
    titles = CONTENT.part(SHORT_TITLES)
    return messages(replies, CONTENT.part(SENTENCES), titles, {"salary": PAGE})


@pytest.mark.feature("4, 6, 14 buttons", "messenger")
@pytest.mark.feature("button that opens a page", "messenger")
@pytest.mark.feature("emoji", "messenger")
@pytest.mark.feature("sources of a figure", "messenger")
def test_how_replies_look() -> None:
    assert_golden("messenger", {name: shown(turn) for name, turn in TURNS.items()})


@pytest.mark.feature("rendering within the platform's limits", "messenger")
@pytest.mark.parametrize("turn", list(TURNS))
def test_the_limits_hold(turn: str) -> None:
    for message in shown(TURNS[turn]):
        assert 0 < len(message.get("text", "…")) <= 2000
        quick = message.get("quick_replies", [])
        assert len(quick) <= 13 and all(0 < len(entry["title"]) <= 20 for entry in quick)
        if "attachment" in message:
            template = message["attachment"]["payload"]
            assert 0 < len(template["text"]) <= 640 and 0 < len(template["buttons"]) <= 3
            assert all(0 < len(button["title"]) <= 20 for button in template["buttons"])


@pytest.mark.feature("long texts", "messenger")
def test_a_long_text_is_cut_between_sentences() -> None:
    messages = shown([reply(LONG_TEXT, links=[LINK], buttons=buttons(4))])
    texts = [message.get("text") for message in messages[:-1]]
    assert len(LONG_TEXT) > 10_000 and len(texts) > 4
    assert all(text and text.endswith(".") and len(text) <= 2000 for text in texts)
    last = messages[-1]
    over = last["attachment"]["payload"]["text"]
    assert " ".join([*map(str, texts), over]) == LONG_TEXT.strip()
    assert len(last["quick_replies"]) == 4


def test_a_payload_that_is_too_long_is_chosen_by_its_number() -> None:
    long = {"title": "Long", "payload": "/x" * 600}
    (message,) = shown([reply("?", buttons=[long, *buttons(1)])])
    template = message["attachment"]["payload"]
    assert template["text"] == "?\n1. Long"
    assert [entry["title"] for entry in template["buttons"]] == ["Choix 0"]


def test_buttons_have_short_titles_and_first_words_where_none_fits() -> None:
    offered = [
        {"title": "Et si je travaille à mi-temps, combien ?", "payload": '/salary{"detail": "x"}'},
        {"title": "Quelles formations mènent à ces métiers ?", "payload": "/training"},
        {"title": "Dites-m’en plus", "payload": "/tell_me_more"},
        {"title": "D’où vient cette info ?", "payload": "/ask_source"},
    ]
    (message,) = shown([reply("Le Smic.", "answer", buttons=offered)])
    assert message["text"] == "Le Smic.\n1. Et si je travaille à mi-temps, combien ?"
    titles = [entry["title"] for entry in message["quick_replies"]]
    assert titles == ["1. Et si je…", "Les formations", "Plus", "Source"]


def test_a_detail_has_its_short_title_under_its_own_topic() -> None:
    per_year = {"title": "Le Smic par an, ça fait combien ?", "payload": PER_YEAR}
    for topic, title in (("salary", "Le Smic par an"), ("training", "1. Le Smic par an…")):
        (message,) = shown([reply("Ceci.", "answer", buttons=[per_year], topic=topic)])
        template = message["attachment"]["payload"]
        assert [button["title"] for button in template["buttons"]] == [title]
        assert (per_year["title"] in template["text"]) == (topic != "salary")


def _answer(text: str, pressed: int, **more: Any) -> Reply:
    given: dict[str, Any] = {"topic": "salary", "sources": SOURCES, "buttons": buttons(pressed)}
    return reply(text, "answer", **given | more)


@pytest.mark.parametrize("pressed", [0, 2, 4])
def test_the_sources_of_an_answer_have_a_link(pressed: int) -> None:
    (message,) = shown([_answer("Le Smic.", pressed)])
    template = message["attachment"]["payload"]
    assert template["text"].startswith("Le Smic.\nSources")
    link, *others = template["buttons"]
    assert link == {"type": "web_url", "title": "Sources sur le site", "url": PAGE}
    assert len(others) + len(message.get("quick_replies", [])) == pressed


def test_under_a_long_answer_the_link_is_a_line() -> None:
    (message,) = shown([_answer("Un mot. " * 100, 4)])
    assert message["text"].endswith(f"Sources sur le site\u00a0: {PAGE}")
    assert len(message["quick_replies"]) == 4


@pytest.mark.parametrize(
    "bare", [{"sources": []}, {"topic": None}, {"topic": "help"}, {"kind": "sources"}]
)
def test_what_has_no_page_or_no_source_has_no_link(bare: dict[str, Any]) -> None:
    (message,) = shown([{**_answer("Le Smic.", 4), **bare}])  # type: ignore[typeddict-item]
    assert "attachment" not in message and PAGE not in message["text"]


def test_a_long_text_with_two_buttons_is_one_bubble() -> None:
    (message,) = shown([reply("Un mot. " * 150, "sources", buttons=buttons(2))])
    assert len(message["text"]) > 1000 and len(message["quick_replies"]) == 2


@pytest.mark.feature("a payload is never shown", "messenger")
def test_no_payload_is_ever_shown() -> None:
    for turn in TURNS.values():
        for message in shown(turn):
            template = message.get("attachment", {}).get("payload", {})
            words = [message.get("text", ""), template.get("text", "")]
            controls = [*message.get("quick_replies", []), *template.get("buttons", [])]
            words += [control["title"] for control in controls]
            assert not any("/choice" in word or "/tell_me" in word for word in words)

"""The choices offered when the bot is not sure to have understood."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import desk
from actions.fallback import MOST_CHOICES, ActionDidYouMean, did_you_mean, misses_in_a_row
from bot.content import read_yaml
from bot.dialogue.messages import Button
from bot.settings import ROOT
from tests.contents import CONTENT

WAY_OUT = Button("Autre chose", "/deny")


async def run_on(
    latest_message: dict[str, Any], *told: str
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Run the action after a message and what the bot told; return the one reply and the events."""
    before = said(*told)
    tracker = Tracker("visitor", {}, latest_message, before, False, None, {}, None)
    dispatcher = CollectingDispatcher()
    events = await ActionDidYouMean().run(dispatcher, tracker, {})
    (reply,) = dispatcher.messages
    return reply, events


def said(*topics: str) -> list[dict[str, Any]]:
    """The events of a conversation in which the bot spoke on topics, a visitor before each."""
    return [
        event
        for topic in topics
        for event in (
            {"event": "user", "text": "…"},
            {"event": "bot", "text": "…", "metadata": {"topic": topic}},
        )
    ]


def test_each_offered_topic_is_a_button_and_the_way_out_comes_last() -> None:
    assert did_you_mean(CONTENT, ["salary", "diploma"]) == (
        Button(CONTENT.title("salary"), "/salary"),
        Button(CONTENT.title("diploma"), "/diploma"),
        WAY_OUT,
    )


def test_no_more_choices_are_offered_than_are_read_at_a_glance() -> None:
    offers = list(CONTENT.faq_topics)[: MOST_CHOICES + 2]
    payloads = [button.payload for button in did_you_mean(CONTENT, offers)]
    assert payloads == [*(f"/{topic}" for topic in offers[:MOST_CHOICES]), "/deny"]


def test_a_topic_without_title_takes_no_place_among_the_choices() -> None:
    offers = ["greet", "no_such_topic", "salary", "diploma", "tools"]
    payloads = [button.payload for button in did_you_mean(CONTENT, offers)]
    assert payloads == ["/salary", "/diploma", "/tools", "/deny"]


def test_a_detail_is_offered_by_what_it_asks() -> None:
    detail = CONTENT.cards["salary"].details[0]
    payload = f'/salary{{"detail": "{detail.id}"}}'
    offers = [f"salary/{detail.id}", "diploma/"]
    assert did_you_mean(CONTENT, offers) == (
        Button(detail.asks, payload),
        Button(CONTENT.title("diploma"), "/diploma"),
        WAY_OUT,
    )


@pytest.mark.parametrize("offers", [[], ["greet"], ["no_such_topic"]])
def test_with_nothing_to_offer_there_is_no_button_not_even_the_way_out(offers: list[str]) -> None:
    assert did_you_mean(CONTENT, offers) == ()


@pytest.mark.parametrize(
    ("webhook", "offered"),
    [("", ["/salary", "/deny"]), ("https://exemple.fr/d", ["/talk_to_human", "/salary", "/deny"])],
)
async def test_nobody_is_among_the_choices_where_nobody_is_reached(
    webhook: str, offered: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DECROCHE_DATA", str(tmp_path))
    monkeypatch.setenv("DECROCHE_CONTACT_WEBHOOK", webhook)
    desk.settings.cache_clear()
    reply, _ = await run_on({"intent": {}, "offers": ["talk_to_human/", "salary/"]})
    desk.settings.cache_clear()
    assert [button["payload"] for button in reply["buttons"]] == offered


async def test_the_action_asks_which_topic_was_meant() -> None:
    reply, events = await run_on({"text": "euh", "offers": ["salary", "diploma"]})
    assert reply["response"] == "utter_did_you_mean"
    assert reply["buttons"] == [
        {"title": CONTENT.title("salary"), "payload": "/salary"},
        {"title": CONTENT.title("diploma"), "payload": "/diploma"},
        {"title": "Autre chose", "payload": "/deny"},
    ]
    assert events == []


@pytest.mark.parametrize(
    "latest_message",
    [{"text": "euh"}, {"offers": None}, {"offers": []}, {"offers": ["no_such_topic"]}, {}],
)
async def test_the_action_says_that_it_did_not_understand_when_nothing_is_near(
    latest_message: dict[str, Any],
) -> None:
    reply, events = await run_on(latest_message)
    assert reply["response"] == "utter_fallback"
    assert reply["buttons"] == []
    assert events == []


# --- Missing twice --------------------------------------------------------------------------------


@pytest.mark.parametrize("miss", ["did_you_mean", "fallback", "something_else", "lost"])
@pytest.mark.parametrize("offers", [[], ["no_such_topic"]])
async def test_a_second_miss_in_a_row_sends_to_the_menu_or_a_person(
    miss: str, offers: list[str]
) -> None:
    reply, events = await run_on({"text": "euh", "offers": offers}, "salary", miss)
    assert reply["response"] == "utter_lost"
    assert (reply["buttons"], events) == ([], [])


@pytest.mark.parametrize("misses", [["did_you_mean"], ["fallback", "lost"], ["did_you_mean"] * 3])
async def test_what_may_be_meant_is_offered_however_often_the_bot_missed(
    misses: list[str],
) -> None:
    reply, _ = await run_on({"text": "euh", "offers": ["salary", "diploma"]}, *misses)
    assert reply["response"] == "utter_did_you_mean"
    assert [button["payload"] for button in reply["buttons"]] == ["/salary", "/diploma", "/deny"]


async def test_an_answer_in_between_makes_the_next_miss_a_first_one() -> None:
    reply, _ = await run_on({"text": "euh", "offers": ["salary"]}, "fallback", "salary")
    assert reply["response"] == "utter_did_you_mean"


@pytest.mark.parametrize(
    ("told", "misses"),
    [
        ((), 0),
        (("salary",), 0),
        (("fallback",), 1),
        (("salary", "did_you_mean", "something_else"), 2),
        (("fallback", "salary"), 0),
        (("fallback", "lost", "lost"), 3),
    ],
)
def test_the_misses_in_a_row_are_counted_from_the_last(told: tuple[str, ...], misses: int) -> None:
    assert misses_in_a_row(said(*told)) == misses


def test_a_message_without_a_topic_is_no_miss() -> None:
    events = [*said("fallback"), {"event": "bot", "text": "…", "metadata": {}}]
    assert misses_in_a_row(events) == 0


@pytest.mark.parametrize("why", ["unreadable", "too_long"])
@pytest.mark.parametrize("told", [(), ("fallback",)])
async def test_a_message_that_was_not_read_hears_why(why: str, told: tuple[str, ...]) -> None:
    reply, events = await run_on({"text": "🙂", "offers": [], "why": why}, *told)
    assert reply["response"] == f"utter_{why}"
    assert events == []


def test_the_domain_knows_the_action_by_its_name() -> None:
    domain = read_yaml(ROOT / "bot" / "domain.yml")
    assert ActionDidYouMean().name() in domain["actions"]

"""The choices offered when the bot is not sure to have understood."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.fallback import MOST_CHOICES, ActionDidYouMean, did_you_mean
from bot.content import Content, read_yaml
from bot.settings import ROOT
from bot.speech import Button

CONTENT = Content()
WAY_OUT = Button("Autre chose", "/deny")


async def run_on(latest_message: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Run the action after a message; return the one reply and the events."""
    tracker = Tracker("visitor", {}, latest_message, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    events = await ActionDidYouMean().run(dispatcher, tracker, {})
    (reply,) = dispatcher.messages
    return reply, events


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


@pytest.mark.parametrize("offers", [[], ["greet"], ["no_such_topic"]])
def test_with_nothing_to_offer_there_is_no_button_not_even_the_way_out(offers: list[str]) -> None:
    assert did_you_mean(CONTENT, offers) == ()


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


def test_the_domain_knows_the_action_by_its_name() -> None:
    domain = read_yaml(ROOT / "bot" / "domain.yml")
    assert ActionDidYouMean().name() in domain["actions"]

"""The choices offered when the bot is not sure to have understood."""

from __future__ import annotations

import pytest

from bot.dialogue.messages import Button
from bot.dialogue.misses import MOST_CHOICES, did_you_mean, misses_in_a_row, said_to_a_miss
from tests.contents import CONTENT

WAY_OUT = Button("Autre chose", "/deny")


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


def test_what_may_be_meant_is_offered_however_often_the_bot_missed() -> None:
    choices = did_you_mean(CONTENT, ["salary", "diploma"])
    for told in ([], ["did_you_mean"], ["lost", "fallback"], ["did_you_mean"] * 3):
        assert said_to_a_miss(choices, "", told) == "did_you_mean"


def test_the_bot_says_that_it_did_not_understand_when_nothing_is_near() -> None:
    assert said_to_a_miss((), "", ["salary", "fallback"]) == "fallback"


@pytest.mark.parametrize("miss", ["did_you_mean", "fallback", "something_else", "lost"])
def test_a_second_miss_in_a_row_sends_to_the_menu_or_a_person(miss: str) -> None:
    assert said_to_a_miss((), "", [miss, "salary"]) == "lost"


@pytest.mark.parametrize("why", ["unreadable", "too_long"])
@pytest.mark.parametrize("told", [[], ["fallback"]])
def test_a_message_that_was_not_read_hears_why(why: str, told: list[str]) -> None:
    assert said_to_a_miss((), why, told) == why


@pytest.mark.parametrize(
    ("told", "misses"),
    [
        ([], 0),
        (["salary"], 0),
        (["fallback"], 1),
        (["something_else", "did_you_mean", "salary"], 2),
        (["salary", "fallback"], 0),
        (["lost", "lost", "fallback"], 3),
        (["", "fallback"], 0),
    ],
)
def test_the_misses_in_a_row_are_counted_from_the_last(told: list[str], misses: int) -> None:
    assert misses_in_a_row(told) == misses

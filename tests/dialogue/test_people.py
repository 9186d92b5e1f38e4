"""Buttons promise a person only where one can be reached."""

from __future__ import annotations

import pytest

from bot.dialogue.people import LEAVE_DETAILS, TALK_TO_HUMAN, People
from tests.contents import CONTENT

NOBODY = People()


def test_where_nobody_is_reached_nobody_is_offered() -> None:
    assert NOBODY.offered("help", ["salary", TALK_TO_HUMAN, LEAVE_DETAILS]) == ["salary"]
    assert NOBODY.offered("lost", ["help"]) == ["help"]


def test_a_label_promises_as_much_as_its_topic() -> None:
    labels = ["salary/part_time", f"{TALK_TO_HUMAN}/", f"{LEAVE_DETAILS}/"]
    assert NOBODY.offered("did_you_mean", labels) == ["salary/part_time"]
    assert People(receive=True).offered("did_you_mean", labels) == labels


def test_requests_are_offered_where_somebody_receives_them() -> None:
    assert People(receive=True).offered("help", [LEAVE_DETAILS]) == [LEAVE_DETAILS]
    assert People(answer=True).offered("help", [LEAVE_DETAILS]) == []


@pytest.mark.parametrize("people", [People(answer=True), People(receive=True)])
@pytest.mark.parametrize(
    "topic", ["fallback", "lost", "something_else", "too_long", "negative_feedback"]
)
def test_a_person_is_the_way_out_where_the_bot_is_at_a_loss(people: People, topic: str) -> None:
    assert people.offered(topic, ["help"]) == ["help", TALK_TO_HUMAN]


def test_a_person_is_offered_once() -> None:
    assert People(answer=True).offered("lost", [TALK_TO_HUMAN]) == [TALK_TO_HUMAN]


def test_no_reply_promises_somebody_by_itself() -> None:
    replies = CONTENT.replies
    for key, reply in replies.items():
        assert NOBODY.offered(key, reply.buttons) == reply.buttons

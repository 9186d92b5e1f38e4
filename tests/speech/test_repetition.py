"""The same question again, and « répétez »: the same facts, never the same words in a row."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.content import ALREADY_SAID, Content
from bot.figures import unsupported_figures
from bot.speech import Message
from tests.speech.conversation import REAL, Conversation


def test_a_question_asked_again_is_answered_in_short_then_in_full(content: Content) -> None:
    conversation = Conversation(content).after("pay")
    told = [conversation.say("pay").text.split("\n")[0] for _ in range(3)]
    assert told == [
        "already_said un. La paie.",
        "already_said deux. La paie, en entier.",
        "already_said un. La paie.",
    ]


def test_what_is_worded_anew_keeps_its_source_and_its_facts(content: Content) -> None:
    conversation = Conversation(content)
    first, second = conversation.say("pay"), conversation.say("pay")
    assert second.text.split("\n")[1:] == first.text.split("\n")[1:]
    assert (second.facts, second.kind, second.topic) == (first.facts, "answer", "pay")


def test_small_talk_in_between_does_not_hide_that_it_was_said(content: Content) -> None:
    assert Conversation(content).after("pay", "thanks").say("pay").text.startswith("already_said")


def test_after_another_answer_the_card_is_told_as_the_first_time(content: Content) -> None:
    conversation = Conversation(content)
    first = conversation.say("pay")
    assert conversation.after("hours").say("pay").text == first.text


def test_the_same_question_after_its_details_is_said_to_be_known(content: Content) -> None:
    message = Conversation(content).after("pay", "tell_me_more").say("pay")
    assert message.text.startswith("already_said deux. La paie, en entier.")


def test_the_same_question_for_a_job_with_its_own_answer_is_no_repetition(
    content: Content,
) -> None:
    conversation = Conversation(content).after("pay")
    conversation.role = "supervisor"
    assert conversation.say("pay").text.startswith("La paie du superviseur.")


def test_a_variant_told_again_keeps_to_its_job(content: Content) -> None:
    message = Conversation(content, role="supervisor").after("pay").say("pay")
    assert message.text.startswith("already_said un. La paie du superviseur.")
    assert message.facts == ("grid",)


def test_by_sms_a_question_asked_again_has_no_source_line_either(content: Content) -> None:
    message = Conversation(content, brief=True).after("pay").say("pay")
    assert message.text == "already_said un. La paie."


@pytest.mark.parametrize("topic", REAL.cards)
def test_every_real_card_asked_again_differs_from_what_was_just_said(topic: str) -> None:
    conversation = Conversation(REAL)
    told = [conversation.say(topic).text for _ in range(4)]
    assert all(now != before for before, now in pairwise(told))


def _figures_without_fact(message: Message) -> list[str]:
    spoken = message.text.split("\nSource")[0]
    for intro in REAL.replies[ALREADY_SAID].texts:
        spoken = spoken.removeprefix(intro)
    return unsupported_figures(spoken, [REAL.facts[fact].wording for fact in message.facts])


@pytest.mark.parametrize("topic", REAL.cards)
def test_however_often_it_is_asked_a_real_answer_states_no_figure_without_its_fact(
    topic: str,
) -> None:
    for role in (None, *REAL.cards[topic].by_role):
        conversation = Conversation(REAL, role=role)
        for _ in range(3):
            assert _figures_without_fact(conversation.say(topic)) == [], role


def test_repeat_gives_the_short_version_of_the_last_answer(content: Content) -> None:
    message = Conversation(content).after("pay").say("repeat")
    assert (message.text, message.topic, message.kind) == ("La paie.", "pay", "brief")
    assert message.facts == ("smic", "usage")


def test_repeat_keeps_to_the_role_of_the_answer(content: Content) -> None:
    conversation = Conversation(content, role="supervisor").after("pay")
    assert conversation.say("repeat").text == "La paie du superviseur."


def test_more_may_be_asked_again_after_a_repetition(content: Content) -> None:
    conversation = Conversation(content).after("pay", "tell_me_more", "repeat")
    assert conversation.say("tell_me_more").text.startswith("La paie, suite.")


def test_with_nothing_to_repeat_the_reply_says_so(content: Content) -> None:
    assert Conversation(content).say("repeat").text == "repeat un."

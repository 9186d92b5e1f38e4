"""An answer told in parts: what a first message says of it, and what « plus » adds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content import Content
from bot.dialogue.in_parts import begun, rest_of
from bot.dialogue.messages import Context, Message
from bot.dialogue.speech import speak
from bot.text.sms import ONE_PART, taken
from tests.contents import CONTENT as REAL

REST = "Suite : PLUS"
CONTEXT = Context(brief=True, rest=REST, heard="/", last=Message("…", "greet"))


def test_what_fits_is_said_whole() -> None:
    assert begun("", "Oui. Toujours.", REST) == "Oui. Toujours."


def test_the_beginning_is_whole_sentences_and_says_that_there_is_more() -> None:
    text = begun("", f"Oui, en principe. {'Sauf un cas rare. ' * 10}", REST)
    assert text.startswith("Oui, en principe. Sauf un cas rare.") and text.endswith(f". {REST}")
    assert taken(text) <= ONE_PART


def test_a_first_sentence_that_is_too_long_is_cut_between_clauses() -> None:
    text = begun("", f"{'ceci ' * 12}, {'cela ' * 14}, puis la fin de tout cela, enfin.", REST)
    assert taken(text) <= ONE_PART and text.endswith(f"cela… {REST}")


def test_room_is_left_for_the_words_of_another() -> None:
    assert taken(begun("", "Une phrase courte. " * 9, REST, reserved=40)) <= ONE_PART - 40


def _answers(content: Content) -> list[tuple[str, str]]:
    details = [(topic, d.id) for topic, card in content.cards.items() for d in card.details]
    return [*((topic, "") for topic in content.cards), *details]


@pytest.mark.corpus
def test_beginning_and_rest_are_the_whole_answer() -> None:
    for topic, detail in _answers(REAL):
        context = replace(CONTEXT, detail=detail)
        message = speak(REAL, topic, context)
        assert message is not None
        told = message.text.removesuffix(REST).rstrip()
        while left := rest_of(REAL, message, REST):
            context = replace(context, last=message, last_answer=message)
            message = speak(REAL, "tell_me_more", context)
            assert message is not None and taken(message.text) <= ONE_PART
            assert message.kind == "more" and (message.topic, message.detail) == (topic, detail)
            assert left.startswith(message.text.removesuffix(REST).rstrip(" …"))
            told = f"{told} {message.text.removesuffix(REST).rstrip()}"
        whole = REAL.cards[topic].detail(detail)
        expected = whole.answer if whole else REAL.cards[topic].short
        assert _letters(told) == _letters(expected), (topic, detail)


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


@pytest.mark.parametrize("topic", ["salary", "heat_pumps"])
def test_then_plus_goes_on_with_the_next_detail(topic: str) -> None:
    first, second = REAL.cards[topic].details[:2]
    whole = Message(first.answer, topic, "answer", detail=first.id)
    context = replace(CONTEXT, last=whole, last_answer=whole)
    message = speak(REAL, "tell_me_more", context)
    assert message is not None and message.detail == second.id


def test_where_nothing_is_paid_by_the_part_nothing_is_cut() -> None:
    card = REAL.cards["salary"]
    message = speak(REAL, "salary", replace(CONTEXT, rest="", detail=card.details[0].id))
    assert message is not None and card.details[0].answer in message.text

"""One message that answers the two questions of a visitor's message."""

from __future__ import annotations

from bot.content import Content
from bot.dialogue.messages import Message, join
from tests.dialogue.conversation import Conversation, labels_of


def _joined(content: Content) -> Message:
    return join(*(Conversation(content).say(topic) for topic in ("pay", "hours")))


def test_both_answers_are_told_in_the_order_of_the_questions(content: Content) -> None:
    assert _joined(content).text == (
        "La paie, en entier.\nSource\u00a0: Insee, 2026.\n\n"
        "Les horaires, en entier.\nSource\u00a0: Insee, 2026."
    )


def test_both_answers_are_sourced_each_fact_once(content: Content) -> None:
    assert _joined(content).facts == ("smic", "usage")


def test_what_follows_goes_on_from_the_second_answer(content: Content) -> None:
    message = _joined(content)
    assert (message.topic, message.kind, message.yes) == ("hours", "answer", "tell_me_more")


def test_the_buttons_of_both_stand_once_each_the_source_last(content: Content) -> None:
    buttons = _joined(content).buttons
    assert len(set(buttons)) == len(buttons)
    assert labels_of(buttons) == ["hours/nights", "tell_me_more", "pay/part_time", "ask_source"]


def test_no_button_leads_to_what_the_same_message_tells(content: Content) -> None:
    assert not {"/pay", "/hours"} & {button.payload for button in _joined(content).buttons}


def test_nor_to_the_detail_that_it_tells(content: Content) -> None:
    first = Conversation(content).say("pay", near=("hours/nights",))
    second = Conversation(content).say("hours", detail="nights")
    assert "hours/nights" not in labels_of(join(first, second).buttons)


def test_messages_without_buttons_are_joined_too() -> None:
    message = join(Message("Un.", "greet"), Message("Deux.", "thanks"))
    assert (message.text, message.buttons) == ("Un.\n\nDeux.", ())

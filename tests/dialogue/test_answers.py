"""The answer to a question: which card, which variant, which buttons, which source line."""

from __future__ import annotations

import pytest

from bot.content import SHORT_LIMIT, Content
from bot.content.keys import TELL_ME_MORE
from bot.dialogue.buttons import topic_buttons
from bot.dialogue.messages import Button, Context
from bot.dialogue.sources import in_short, source_line
from bot.dialogue.speech import speak
from tests.dialogue.conversation import REAL, Conversation, label_of, labels_of

_BESIDE = ("tell_me_more", "ask_source")  # the small links beside the suggestions


def test_an_answer_is_the_card_with_its_source_and_its_facts(content: Content) -> None:
    message = Conversation(content).say("pay")
    assert message.text == "La paie, en entier.\nSource\u00a0: Insee, 2026."
    assert (message.topic, message.kind, message.role) == ("pay", "answer", None)
    assert message.facts == ("smic", "usage")


def test_a_yes_after_an_answer_asks_for_more_of_it(content: Content) -> None:
    assert Conversation(content).say("pay").yes == TELL_ME_MORE


def test_an_answer_offers_a_detail_and_a_related_topic_then_more_and_the_source(
    content: Content,
) -> None:
    assert Conversation(content).say("pay").buttons == (
        Button("Et à mi-temps", '/pay{"detail": "part_time"}'),
        Button("Les horaires", "/hours"),
        Button("Plus", "/tell_me_more"),
        Button("Source", "/ask_source"),
    )


def test_a_related_topic_that_was_told_is_left_out(content: Content) -> None:
    buttons = Conversation(content).after("hours").say("pay").buttons
    assert labels_of(buttons) == ["pay/part_time", "tools", "tell_me_more", "ask_source"]


def test_what_the_words_may_ask_beside_is_offered_first(content: Content) -> None:
    near = ("pay/", "pay/rise", "no_such_topic/", "hours/nights")
    buttons = Conversation(content).say("pay", near=near).buttons
    assert labels_of(buttons) == ["pay/rise", "pay/part_time", "tell_me_more", "ask_source"]
    told = Conversation(content, told={"pay/rise"}).say("pay", near=near).buttons
    assert labels_of(told)[:2] == ["hours/nights", "pay/part_time"]


def test_when_all_related_topics_were_told_the_first_one_stays(content: Content) -> None:
    buttons = Conversation(content).after("hours", "tools").say("pay").buttons
    assert labels_of(buttons) == ["pay/part_time", "hours", "tell_me_more", "ask_source"]


def test_a_card_without_details_offers_no_more(content: Content) -> None:
    assert labels_of(Conversation(content).say("supervisor_job").buttons) == ["pay", "ask_source"]


@pytest.mark.parametrize("topic", REAL.cards)
def test_at_most_two_suggestions_stand_under_any_real_answer(topic: str) -> None:
    conversation = Conversation(REAL)
    told = [conversation.say(topic)]
    told += [conversation.say(topic, detail=detail.id) for detail in REAL.cards[topic].details]
    for message in told:
        labels = labels_of(message.buttons)
        assert 1 <= len([label for label in labels if label not in _BESIDE]) <= 2
        assert labels[-1] == "ask_source"


def test_a_role_with_a_variant_hears_it_with_its_own_facts(content: Content) -> None:
    message = Conversation(content, role="supervisor").say("pay")
    assert message.text == "La paie du superviseur.\nSource\u00a0: Syntec, 2023."
    assert (message.role, message.facts) == ("supervisor", ("grid",))


def test_a_role_without_variant_hears_the_general_answer_and_stays_in_mind(
    content: Content,
) -> None:
    message, general = (
        Conversation(content, role=role).say("hours") for role in ("supervisor", None)
    )
    assert (message.text, message.facts) == (general.text, general.facts)
    assert (message.role, general.role) == ("supervisor", None)


def test_the_answer_about_a_job_brings_that_job_to_mind(content: Content) -> None:
    assert Conversation(content).say("supervisor_job").role == "supervisor"


def test_an_answer_of_common_knowledge_has_no_source_line(content: Content) -> None:
    assert Conversation(content).say("tools").text == "Les outils, en entier."


def test_a_topic_that_the_content_does_not_know_has_no_message(content: Content) -> None:
    assert speak(content, "no_such_topic", Context()) is None


@pytest.mark.parametrize("topic", REAL.cards)
def test_every_real_card_is_told_to_every_role(topic: str) -> None:
    card = REAL.cards[topic]
    for role in (None, *REAL.roles):
        variant = card.by_role.get(role or "")
        message = Conversation(REAL, role=role).say(topic)
        assert message.text.startswith(variant.answer if variant else card.answer)
        assert message.facts == tuple(variant.facts if variant else card.facts)


def test_by_sms_the_short_version_is_told_without_source_line(content: Content) -> None:
    message = Conversation(content, brief=True).say("pay")
    assert message.text == "La paie."
    assert message.facts == ("smic", "usage")


def test_by_sms_a_role_still_hears_its_variant_without_source_line(content: Content) -> None:
    message = Conversation(content, role="supervisor", brief=True).say("pay")
    assert message.text == "La paie du superviseur."


@pytest.mark.parametrize("topic", REAL.cards)
def test_every_real_card_fits_one_sms(topic: str) -> None:
    assert 0 < len(Conversation(REAL, brief=True).say(topic).text) <= SHORT_LIMIT


@pytest.mark.parametrize("topic", ["pay", "tell_me_more"])
def test_where_the_sources_stand_apart_the_text_does_not_name_them(
    content: Content, topic: str
) -> None:
    last = Conversation(content).say("pay")
    context = Context(last_answer=last if topic == "tell_me_more" else None, sources_apart=True)
    message = speak(content, topic, context)
    assert message is not None
    assert message.text in ("La paie, en entier.", "Et à mi-temps À mi-temps, la moitié.")
    assert message.facts


@pytest.mark.parametrize("topic", [*REAL.cards, *REAL.replies])
def test_every_real_button_has_a_title_and_names_a_topic_by_its_payload(topic: str) -> None:
    buttons = Conversation(REAL).say(topic).buttons
    for button in buttons:
        topic, _, key = label_of(button.payload).partition("/")
        assert button.title
        assert topic in REAL.topics
        detail = REAL.cards[topic].detail(key) if key else None
        assert button.title == (detail.asks if detail else REAL.title(topic))
    assert buttons or topic not in REAL.cards


def test_a_topic_without_title_has_no_button(content: Content) -> None:
    assert topic_buttons(content, ["greet", "pay", "no_such_topic"]) == (
        Button("Le salaire", "/pay"),
    )


def test_a_label_is_a_button_to_its_detail_and_without_one_to_its_topic(content: Content) -> None:
    labels = ["pay/rise", "pay/", "pay/no_such_detail", "no_such_topic/rise"]
    assert topic_buttons(content, labels) == (
        Button("Ça monte", '/pay{"detail": "rise"}'),
        *[Button("Le salaire", "/pay")] * 2,
    )


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ((), ""),
        (("usage",), ""),
        (("no_such_fact",), ""),
        (("smic",), "Source\u00a0: Insee, 2026."),
        (("grid",), "Source\u00a0: Syntec, 2023."),
        (("undated",), "Source\u00a0: Apec."),
        (("grid", "grid_2"), "Source\u00a0: Syntec, 2023."),
        (("usage", "smic", "undated"), "Sources\u00a0: Insee, 2026\u00a0; Apec."),
        (
            ("smic", "grid", "undated", "fourth"),
            "Sources\u00a0: Insee, 2026\u00a0; Syntec, 2023\u00a0; Apec.",
        ),
    ],
)
def test_the_source_line_names_each_publisher_once_with_the_year(
    content: Content, facts: tuple[str, ...], line: str
) -> None:
    assert source_line(content, facts) == line


def test_the_number_of_an_official_journal_is_no_year() -> None:
    assert in_short("Ministère", "JORF n° 0054 du 2018-03-06") == "Ministère, 2018"
    assert in_short("Apec", "n° 0054") == "Apec"

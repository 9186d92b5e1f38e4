"""« Dis-m'en plus » and « ta source ? »: both speak of the last answer."""

from __future__ import annotations

import pytest

from bot.content import Content
from bot.dialogue.messages import Button, Context, Message
from bot.dialogue.sources import quoted
from bot.dialogue.speech import speak
from bot.text.typography import date_in_words, typeset
from tests.contents import CONTENT
from tests.dialogue.conversation import REAL, Conversation, labels_of


def test_more_says_the_next_detail_after_its_question_with_its_own_source(content: Content) -> None:
    message = Conversation(content).after("pay").say("tell_me_more")
    assert message.text == "Et à mi-temps À mi-temps, la moitié.\nSource\u00a0: Syntec, 2023."
    assert (message.topic, message.kind, message.detail) == ("pay", "more", "part_time")
    assert message.facts == ("grid",)


def test_more_after_more_says_the_detail_after_it(content: Content) -> None:
    conversation = Conversation(content).after("pay", "tell_me_more")
    message = conversation.say("tell_me_more")
    assert message.text == "Ça monte Oui, avec le temps.\nSource\u00a0: Insee, 2026."
    assert (message.detail, message.facts) == ("rise", ("smic",))


def test_more_does_not_say_a_detail_that_was_told(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay", detail="part_time")
    conversation.after("hours", "pay")
    assert conversation.say("tell_me_more").detail == "rise"


def test_more_goes_on_after_the_detail_that_was_asked_for(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay", detail="rise")
    assert conversation.say("tell_me_more").detail == "part_time"


def test_more_keeps_the_role_of_the_answer(content: Content) -> None:
    conversation = Conversation(content, role="supervisor").after("pay")
    conversation.role = None
    message = conversation.say("tell_me_more")
    assert message.text.startswith("Et à mi-temps Un superviseur, la moitié.")
    assert message.role == "supervisor"


def test_more_is_sure_though_what_came_before_was_not(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay", detail="part_time", hedged=True)
    message = conversation.say("tell_me_more", hedged=True, offers=("hours/",))
    assert message.text.startswith("Ça monte Oui, avec le temps.")
    assert "hours/" not in labels_of(message.buttons)


def test_more_offers_what_comes_next_a_related_topic_not_yet_heard_and_the_source(
    content: Content,
) -> None:
    assert Conversation(content).after("hours", "pay").say("tell_me_more").buttons == (
        Button("Ça monte", '/pay{"detail": "rise"}'),
        Button("Les outils", "/tools"),
        Button("Plus", "/tell_me_more"),
        Button("Source", "/ask_source"),
    )


def test_more_once_every_detail_was_told_says_that_there_is_no_more(content: Content) -> None:
    message = Conversation(content).after("pay", *["tell_me_more"] * 2).say("tell_me_more")
    assert message.text == "nothing_more un."
    assert message.kind == "reply"
    assert message.buttons == (Button("Les horaires", "/hours"), Button("Les outils", "/tools"))


def test_more_of_a_card_without_details_says_that_there_is_no_more(content: Content) -> None:
    message = Conversation(content).after("supervisor_job").say("tell_me_more")
    assert message.text == "nothing_more un."


def test_that_there_is_no_more_is_worded_anew_the_next_time(content: Content) -> None:
    conversation = Conversation(content).after("pay", *["tell_me_more"] * 3)
    assert conversation.say("tell_me_more").text == "nothing_more deux."


def test_when_all_was_heard_the_menu_is_offered_instead_of_a_related_topic(
    content: Content,
) -> None:
    conversation = Conversation(content).after("hours", "tools", "pay", *["tell_me_more"] * 2)
    assert conversation.say("tell_me_more").buttons == (Button("Menu", "/help"),)


def test_more_after_another_answer_develops_that_one(content: Content) -> None:
    conversation = Conversation(content).after("pay", "tell_me_more", "hours")
    assert conversation.say("tell_me_more").text.startswith("Et la nuit La nuit, rarement.")


def test_more_after_a_reply_still_speaks_of_the_last_answer(content: Content) -> None:
    conversation = Conversation(content).after("pay", "greet")
    assert conversation.say("tell_me_more").text.startswith("Et à mi-temps À mi-temps, la moitié.")


@pytest.mark.parametrize("topic", REAL.cards)
def test_more_tells_every_detail_of_a_real_card_once_in_order(topic: str) -> None:
    conversation = Conversation(REAL).after(topic)
    details = [detail.id for detail in REAL.cards[topic].details]
    assert [conversation.say("tell_me_more").detail for _ in details] == details
    assert conversation.say("tell_me_more").topic == "nothing_more"


def test_more_of_nothing_asks_for_a_subject(content: Content) -> None:
    message = Conversation(content).say("tell_me_more")
    assert (message.text, message.topic) == ("no_more_yet un.", "no_more_yet")


def test_more_of_an_answer_whose_card_was_deleted_asks_for_a_subject(content: Content) -> None:
    context = Context(last_answer=Message("…", "no_such_card", "answer"))
    message = speak(content, "tell_me_more", context)
    assert message is not None and message.topic == "no_more_yet"


def test_the_sources_give_publisher_title_date_and_link_of_each_fact(content: Content) -> None:
    message = Conversation(content).after("pay").say("ask_source")
    assert message.text.split("\n") == [
        "sources_intro un.",
        "• Insee (données ouvertes), «\u00a0Le Smic\u00a0», juin 2026\u00a0: "
        "https://exemple.fr/l'indice",
        "• Usage, «\u00a0Le métier\u00a0», 2026",
    ]
    assert message.kind == "sources"


def test_the_sources_of_a_detail_are_its_own(content: Content) -> None:
    message = Conversation(content).after("pay", "tell_me_more").say("ask_source")
    assert message.text.split("\n")[1:] == ["• Syntec, «\u00a0La grille\u00a0», 2023"]


def test_the_sources_of_a_fact_are_its_own(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay", fact="undated")
    assert conversation.say("ask_source").text.split("\n")[1:] == [
        "• Apec, «\u00a0Une fiche\u00a0»"
    ]


def test_the_sources_of_a_variant_are_its_own(content: Content) -> None:
    conversation = Conversation(content, role="supervisor").after("pay")
    assert conversation.say("ask_source").text.split("\n")[1:] == [
        "• Syntec, «\u00a0La grille\u00a0», 2023"
    ]


def test_the_sources_are_introduced_anew_the_second_time(content: Content) -> None:
    conversation = Conversation(content).after("pay")
    first, second = conversation.say("ask_source").text, conversation.say("ask_source").text
    assert second == first.replace("sources_intro un.", "sources_intro deux.")
    assert second != first


def test_after_the_sources_more_of_the_answer_can_still_be_had(content: Content) -> None:
    conversation = Conversation(content).after("pay")
    buttons = conversation.say("ask_source").buttons
    assert buttons == (Button("Plus", "/tell_me_more"), Button("Menu", "/help"))
    assert conversation.say("tell_me_more").text.startswith("Et à mi-temps À mi-temps, la moitié.")


def test_no_source_is_given_before_any_answer(content: Content) -> None:
    message = Conversation(content).after("greet").say("ask_source")
    assert (message.text, message.topic) == ("no_source_yet un.", "no_source_yet")


def test_the_facts_of_a_reply_are_not_the_last_answer(content: Content) -> None:
    assert "Le métier" in Conversation(content).after("pay", "greet").say("ask_source").text


def test_a_fact_that_was_deleted_since_is_left_out_of_the_sources(content: Content) -> None:
    context = Context(last_answer=Message("…", "pay", "answer", facts=("no_such_fact", "grid")))
    message = speak(content, "ask_source", context)
    assert message is not None and len(message.text.split("\n")) == 2


@pytest.mark.parametrize("topic", REAL.cards)
def test_the_sources_of_every_real_answer_name_those_of_its_facts(topic: str) -> None:
    conversation = Conversation(REAL)
    facts = [REAL.facts[fact] for fact in conversation.say(topic).facts]
    listed = conversation.say("ask_source").text.split("\n")[1:]
    assert listed
    for line in listed:
        assert any(
            all(
                part in line
                for part in (
                    fact.source.publisher,
                    typeset(quoted(fact.source.title)),
                    date_in_words(fact.source.date),
                )
            )
            and line.endswith(fact.source.url)
            for fact in facts
        ), line


def test_a_long_list_of_sources_is_cut() -> None:
    facts = tuple(REAL.facts)
    context = Context(last_answer=Message("…", "salary", "answer", facts=facts))
    message = speak(REAL, "ask_source", context)
    assert message is not None
    lines = message.text.split("\n")[1:]
    assert len(lines) == len(set(lines)) == 6


def test_the_source_of_what_the_bot_says_of_itself_is_that_of_its_reply() -> None:
    facts = tuple(CONTENT.replies["who_pays_you"].facts)
    last = Message("Personne ne me paie.", "who_pays_you", facts=facts)
    for answered in (None, Message("…", "salary", "answer", facts=("pay_smic_month_june_2026",))):
        message = speak(CONTENT, "ask_source", Context(last=last, last_answer=answered))
        assert message is not None and message.facts == facts

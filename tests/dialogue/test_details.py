"""The answer to a precise question: a detail, one that is fairly sure, or the nearest fact."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content import ANSWER_LIMIT, Content
from bot.content.keys import TELL_ME_MORE
from bot.dialogue.framing import framed
from bot.dialogue.messages import Button, Context
from tests.dialogue.conversation import REAL, Conversation, labels_of


def test_a_detail_is_said_with_its_own_source_and_facts(content: Content) -> None:
    message = Conversation(content).say("pay", detail="part_time")
    assert message.text == "À mi-temps, la moitié.\nSource\u00a0: Syntec, 2023."
    assert (message.topic, message.detail, message.kind) == ("pay", "part_time", "answer")
    assert (message.facts, message.yes) == (("grid",), TELL_ME_MORE)


def test_a_detail_that_the_card_does_not_have_is_answered_in_general(content: Content) -> None:
    # As in the payload « /pay{"detail": "nonsense"} », or after an editor's change.
    message = Conversation(content).say("pay", detail="nonsense")
    assert message.text.startswith("La paie, en entier.")
    assert message.detail == ""


def test_a_detail_has_variants_by_job_with_facts_of_their_own(content: Content) -> None:
    message = Conversation(content, role="supervisor").say("pay", detail="part_time")
    assert message.text == "Un superviseur, la moitié.\nSource\u00a0: Apec."
    assert (message.role, message.facts) == ("supervisor", ("undated",))


def test_a_detail_without_a_variant_is_said_to_every_job_which_stays_in_mind(
    content: Content,
) -> None:
    message = Conversation(content, role="supervisor").say("pay", detail="rise")
    assert message.text.startswith("Oui, avec le temps.")
    assert message.role == "supervisor"


def test_after_a_detail_the_next_ones_are_offered_first(content: Content) -> None:
    conversation = Conversation(content)
    told = conversation.say("pay", detail="part_time")
    assert labels_of(told.buttons) == ["pay/rise", "hours", "tell_me_more", "ask_source"]
    told = conversation.say("pay", detail="rise")
    assert labels_of(told.buttons) == ["hours", "ask_source"]


def test_after_the_last_detail_the_first_one_is_offered_when_it_was_not_told(
    content: Content,
) -> None:
    told = Conversation(content).say("pay", detail="rise")
    assert labels_of(told.buttons) == ["pay/part_time", "hours", "tell_me_more", "ask_source"]


def test_a_detail_asked_for_again_is_said_again(content: Content) -> None:
    conversation = Conversation(content)
    first = conversation.say("pay", detail="rise")
    assert conversation.say("pay", detail="rise").text == first.text


def test_a_yes_to_another_question_is_said_with_the_question(content: Content) -> None:
    heard = "comment on fait pour gagner plus"
    message = Conversation(content).say("pay", heard=heard, detail="rise")
    assert message.text.startswith("(Ça monte) Oui, avec le temps.")
    for heard in ("ça monte ?", "et ça monte", '/pay{"detail": "rise"}'):
        message = Conversation(content).say("pay", heard=heard, detail="rise")
        assert message.text.startswith("Oui, avec le temps.")


def test_a_no_to_a_question_in_other_words_is_said_with_the_question(content: Content) -> None:
    asked, answer = "L'accent est-il gênant ?", "Non, tant que vos phrases restent claires."
    heard = Context(heard="les clients vont m'accepter ?")
    assert framed(content, answer, (), heard, asked) == f"({asked}) {answer}"
    asked, answer = "Puis-je refuser une mission ?", "Oui, tant que rien n'est signé."
    heard = Context(heard="l'agence propose une mission, si je refuse je perds le chômage ?")
    assert framed(content, answer, (), heard, asked) == f"({asked}) {answer}"
    asked, answer = "L'accent est-il gênant ?", "Non, tant que vos phrases restent claires."
    heard = Context(heard="mon accent est gênant ?")
    assert framed(content, answer, (), heard, asked) == answer


@pytest.mark.parametrize(
    ("answer", "with_question"),
    [("Elle monte.", True), ("Ils augmentent.", True), ("Il y a une règle.", False)],
)
def test_an_answer_that_leans_on_its_question_is_said_with_it(
    content: Content, answer: str, with_question: bool
) -> None:
    said = framed(content, answer, (), Context(heard="et après deux ans"), "Ça monte ?")
    assert said == (f"(Ça monte ?) {answer}" if with_question else answer)
    assert framed(content, answer, (), Context(heard="ça monte"), "Ça monte ?") == answer


def test_by_sms_a_detail_has_no_source_line(content: Content) -> None:
    message = Conversation(content, brief=True).say("pay", detail="rise")
    assert message.text == "Oui, avec le temps."


@pytest.mark.parametrize("topic", REAL.cards)
def test_every_real_detail_is_said_to_every_job_that_has_its_own(topic: str) -> None:
    for detail in REAL.cards[topic].details:
        for role in (None, *detail.by_role):
            variant = detail.by_role.get(role or "")
            message = Conversation(REAL, role=role).say(topic, detail=detail.id)
            assert message.text.startswith((variant or detail).answer)
            assert message.facts == tuple((variant or detail).facts)


# --- Fairly sure ----------------------------------------------------------------------------------


def test_what_is_fairly_sure_says_first_how_it_was_understood(content: Content) -> None:
    message = Conversation(content).say("pay", detail="rise", hedged=True)
    assert message.text.startswith("Si je suis (Ça monte). Oui, avec le temps.\n")


def test_the_other_readings_are_offered_instead_of_what_comes_next(content: Content) -> None:
    offers = ("hours/nights", "tools/", "pay/part_time")
    message = Conversation(content).say("pay", detail="rise", hedged=True, offers=offers)
    assert message.buttons == (
        Button("Et la nuit", '/hours{"detail": "nights"}'),
        Button("Les outils", "/tools"),
        Button("Source", "/ask_source"),
    )


def test_without_other_readings_what_comes_next_is_offered(content: Content) -> None:
    message = Conversation(content).say("pay", detail="rise", hedged=True)
    assert labels_of(message.buttons)[0] == "pay/part_time"


def test_how_it_was_understood_is_worded_anew_the_next_time(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay", detail="rise", hedged=True)
    message = conversation.say("hours", detail="nights", hedged=True)
    assert message.text.startswith("Peut-être (Et la nuit). La nuit, rarement.")


def test_a_general_question_that_is_fairly_sure_is_answered_in_short(content: Content) -> None:
    message = Conversation(content).say("pay", hedged=True, offers=("hours/nights",))
    assert message.text.startswith("Si je suis (Le salaire). La paie.\n")
    assert labels_of(message.buttons) == ["hours/nights", "ask_source"]


# --- The nearest fact -----------------------------------------------------------------------------


def test_the_nearest_fact_is_said_as_such_with_its_own_source(content: Content) -> None:
    message = Conversation(content).say("pay", fact="grid", hedged=True)
    assert message.text == "nearest_fact un. Une phrase.\nSource\u00a0: Syntec, 2023."
    assert (message.topic, message.detail, message.facts) == ("pay", "=grid", ("grid",))


def test_the_other_readings_stand_before_the_details_under_a_fact(content: Content) -> None:
    message = Conversation(content).say("pay", fact="grid", hedged=True, offers=("hours/nights",))
    assert labels_of(message.buttons) == [
        *("hours/nights", "pay/part_time", "tell_me_more", "ask_source")
    ]


def test_that_a_fact_is_only_the_nearest_is_worded_anew_the_next_time(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay", fact="grid", hedged=True)
    message = conversation.say("hours", fact="smic", hedged=True)
    assert message.text.startswith("nearest_fact deux. Une phrase.")


def test_a_fact_that_is_plainly_meant_is_said_alone(content: Content) -> None:
    message = Conversation(content).say("pay", fact="grid")
    assert message.text == "Une phrase.\nSource\u00a0: Syntec, 2023."


def test_a_long_fact_is_cut_after_a_sentence(content: Content) -> None:
    text = Conversation(content, brief=True).say("pay", fact="long").text
    assert ANSWER_LIMIT - 20 < len(text) <= ANSWER_LIMIT
    assert text.endswith("Encore un mot.")


def test_a_fact_that_was_deleted_since_leaves_the_general_answer(content: Content) -> None:
    message = Conversation(content).say("pay", fact="no_such_fact")
    assert message.text.startswith("La paie, en entier.")


def test_after_a_fact_more_says_a_detail_of_its_topic(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay", fact="grid")
    assert conversation.say("tell_me_more").detail == "part_time"


def test_a_fact_does_not_stand_for_the_general_answer(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay", fact="grid")
    assert conversation.say("pay").text.startswith("La paie, en entier.")


# --- A name that the answer does not hold ---------------------------------------------------------


@pytest.mark.parametrize("meant", [{}, {"detail": "rise"}, {"fact": "grid", "hedged": True}])
def test_an_answer_says_first_that_it_knows_nothing_of_a_name(
    content: Content, meant: dict[str, Any]
) -> None:
    message = Conversation(content).say("pay", missing="Zorglub", **meant)
    told, _, answer = message.text.partition(". ")
    assert told == "Rien sur Zorglub"
    assert answer.startswith(("La paie, en entier.", "Oui, avec le temps.", "Une phrase."))

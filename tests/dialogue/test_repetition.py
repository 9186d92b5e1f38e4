"""What was said is said again only when asked for, and a question asked again is a new one."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.content import ALREADY_SAID, Content
from bot.content.keys import SAID_BEFORE
from bot.dialogue.messages import Message
from bot.text.figures import unsupported_figures
from tests.dialogue.conversation import REAL, Conversation, labels_of


def test_a_general_question_again_is_a_precise_one_that_has_no_answer(content: Content) -> None:
    message = Conversation(content).after("pay").say("pay")
    assert message.text == "no_detail_known deux."
    assert (message.topic, message.kind, message.facts) == ("pay", "reply", ())
    assert labels_of(message.buttons) == ["pay/part_time", "pay/rise"]


def test_a_button_pressed_again_is_answered_in_short(content: Content) -> None:
    message = Conversation(content).after("pay", "hours").say("pay", heard="/pay")
    assert (message.topic, message.kind) == ("pay", "brief")
    assert message.text == "already_said un. La paie."
    assert message.facts == ("smic", "usage")


def test_that_nothing_precise_is_known_is_worded_anew_each_time(content: Content) -> None:
    conversation = Conversation(content).after("pay")
    told = [conversation.say("pay").text for _ in range(3)]
    assert told[0] != told[1] != told[2]
    assert set(told) == {"no_detail_known un.", "no_detail_known deux."}


def test_small_talk_in_between_does_not_hide_that_it_was_said(content: Content) -> None:
    assert Conversation(content).after("pay", "thanks").say("pay").text.startswith("no_detail")


def test_after_another_answer_the_card_is_not_told_again_either(content: Content) -> None:
    assert Conversation(content).after("pay", "hours").say("pay").text.startswith("no_detail")


def test_only_details_that_were_not_told_are_offered(content: Content) -> None:
    conversation = Conversation(content).after("pay", "tell_me_more")
    assert labels_of(conversation.say("pay").buttons) == ["pay/rise"]


def test_with_every_detail_told_the_related_topics_are_offered(content: Content) -> None:
    conversation = Conversation(content).after("pay", "tell_me_more", "tell_me_more", "hours")
    assert labels_of(conversation.say("pay").buttons) == ["tools"]


def test_a_card_without_details_offers_its_related_topics(content: Content) -> None:
    conversation = Conversation(content).after("supervisor_job")
    assert labels_of(conversation.say("supervisor_job").buttons) == ["pay", "hours"]


def test_a_detail_first_does_not_stand_for_the_general_answer(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay", detail="rise")
    assert conversation.say("pay").text.startswith("La paie, en entier.")


def test_the_same_question_for_a_job_with_its_own_answer_is_no_repetition(
    content: Content,
) -> None:
    conversation = Conversation(content).after("pay")
    conversation.role = "supervisor"
    assert conversation.say("pay").text.startswith("La paie du superviseur.")


def test_a_variant_is_told_once_too(content: Content) -> None:
    message = Conversation(content, role="supervisor").after("pay").say("pay")
    assert message.text.startswith("no_detail_known")
    assert message.role == "supervisor"


@pytest.mark.parametrize("topic", REAL.cards)
def test_every_real_card_asked_again_differs_from_what_was_just_said(topic: str) -> None:
    conversation = Conversation(REAL)
    told = [conversation.say(topic).text for _ in range(4)]
    assert all(now != before for before, now in pairwise(told))
    assert sum(REAL.cards[topic].answer in text for text in told) == 1


# --- « répétez » ----------------------------------------------------------------------------------


def test_repeat_gives_the_short_version_of_the_last_answer(content: Content) -> None:
    message = Conversation(content).after("pay").say("repeat")
    assert (message.topic, message.kind) == ("pay", "brief")
    assert message.text == "already_said deux. La paie."
    assert message.facts == ("smic", "usage")


def test_repeat_keeps_to_the_role_of_the_answer(content: Content) -> None:
    conversation = Conversation(content, role="supervisor").after("pay")
    assert conversation.say("repeat").text == "already_said deux. La paie du superviseur."


def test_repeat_says_the_last_detail_again(content: Content) -> None:
    conversation = Conversation(content).after("pay", "tell_me_more")
    message = conversation.say("repeat")
    assert message.text.endswith(" À mi-temps, la moitié.")
    assert (message.detail, message.facts) == ("part_time", ("grid",))


def test_repeat_says_the_detail_as_it_was_said_to_a_job(content: Content) -> None:
    conversation = Conversation(content, role="supervisor").after("pay", "tell_me_more")
    message = conversation.say("repeat")
    assert message.text.endswith(" Un superviseur, la moitié.")
    assert message.facts == ("undated",)


def test_repeat_says_the_last_fact_again(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay", fact="grid")
    message = conversation.say("repeat")
    assert (message.text, message.facts) == ("already_said deux. Une phrase.", ("grid",))


def test_repeat_says_again_what_was_put_together(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay", words="L'un gagne plus.", worded_facts=("grid",))
    told = [conversation.say("repeat") for _ in range(2)]
    assert [message.text for message in told] == [
        "already_said deux. L'un gagne plus.\nSource\u00a0: Syntec, 2023.",
        "already_said un. L'un gagne plus.\nSource\u00a0: Syntec, 2023.",
    ]
    assert told[1].facts == ("grid",)


def test_more_after_a_repetition_goes_on_from_what_was_repeated(content: Content) -> None:
    conversation = Conversation(content).after("pay", "tell_me_more", "repeat")
    assert conversation.say("tell_me_more").text.startswith("Ça monte Oui, avec le temps.")


def test_with_nothing_to_repeat_the_reply_says_so(content: Content) -> None:
    assert Conversation(content).say("repeat").text == "repeat un."


def _figures_without_fact(message: Message) -> list[str]:
    spoken = message.text.split("\nSource")[0]
    detail = REAL.cards[message.topic].detail(message.detail)
    # What is asked states nothing.
    for intro in (*REAL.replies[ALREADY_SAID].texts, detail.asks if detail else ""):
        spoken = spoken.removeprefix(intro)
    return unsupported_figures(spoken, [REAL.facts[fact].wording for fact in message.facts])


@pytest.mark.parametrize("topic", REAL.cards)
def test_however_often_it_is_asked_a_real_answer_states_no_figure_without_its_fact(
    topic: str,
) -> None:
    card = REAL.cards[topic]
    for role in (None, *card.by_role):
        conversation = Conversation(REAL, role=role)
        for asked in (topic, "repeat", topic, *["tell_me_more", "repeat"] * len(card.details)):
            assert _figures_without_fact(conversation.say(asked)) == [], (role, asked)


def test_where_nothing_is_known_what_is_nearest_is_offered() -> None:
    nearest = ("salary/part_time", "diploma/no_bac")
    after = Conversation(REAL).after("salary").say("out_of_scope", nearest=nearest)
    assert labels_of(after.buttons)[:2] == ["salary/part_time", "diploma/no_bac"]
    assert len(after.buttons) == 3
    first = Conversation(REAL).say("out_of_scope", nearest=nearest)
    assert "salary/part_time" not in labels_of(first.buttons)


def test_of_what_stands_in_the_answer_the_sentence_that_says_so_is_said() -> None:
    conversation = Conversation(REAL)
    told = conversation.say("internships", detail="stage_3e_age")
    message = conversation.say("repeat", heard="et à quel âge ?", about=SAID_BEFORE)
    intros = REAL.replies[SAID_BEFORE].texts
    assert any(message.text.startswith(intro) for intro in intros)
    assert "ans" in message.text and len(message.text) < len(told.text)


@pytest.mark.parametrize(
    ("topic", "detail", "left"),
    [
        ("energy_renovation_ban", "", "est interdit depuis 2020"),
        ("salary", "below_minimum", "payer moins que le Smic est interdit"),
    ],
)
def test_the_verdict_on_another_question_is_left_out_of_that_sentence(
    topic: str, detail: str, left: str
) -> None:
    conversation = Conversation(REAL)
    told = conversation.say(topic, detail=detail)
    assert told.text.partition("Non")[1]  # « ont-ils le droit de m'appeler ? »
    message = conversation.say("repeat", heard="mais c'est interdit non ?", about=SAID_BEFORE)
    assert left in message.text and "Non" not in message.text

"""Replies: told in turn, by the words or the language heard, and with tact after distress."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from bot.content import NOT_SAVED, Content, ReplyCase
from bot.content.care import Care
from bot.dialogue.messages import Button, Context
from bot.dialogue.replies import reply_of
from bot.dialogue.speech import speak
from tests.dialogue.conversation import REAL, Conversation, labels_of


def test_a_reply_is_told_in_turn_and_starts_again(content: Content) -> None:
    conversation = Conversation(content)
    told = [conversation.say("greet").text for _ in range(3)]
    assert told == ["greet un.", "greet deux.", "greet un."]


def test_the_last_text_of_a_reply_may_stay(content: Content) -> None:
    conversation = Conversation(content)
    told = [conversation.say("insult").text for _ in range(4)]
    assert told == ["insult un.", *["insult deux."] * 3]


def test_a_reply_has_its_facts_and_the_buttons_that_have_a_title(content: Content) -> None:
    message = Conversation(content).say("greet")
    assert message.buttons == (Button("Le salaire", "/pay"), Button("Menu", "/help"))
    assert (message.kind, message.facts) == ("reply", ("smic",))


def test_a_reply_says_what_a_yes_to_it_means(content: Content) -> None:
    conversation = Conversation(content)
    assert conversation.say("thanks").yes == "help"
    assert conversation.say("greet").yes == ""


# Before any answer, or a second time, these speak with the words of another reply.
_SPOKEN_FOR = {"ask_source", "tell_me_more", "did_you_mean"}


@pytest.mark.parametrize("topic", sorted(REAL.replies.keys() - _SPOKEN_FOR))
def test_every_real_reply_tells_all_its_texts_before_it_repeats_one(topic: str) -> None:
    reply = REAL.replies[topic]
    conversation = Conversation(REAL)
    again = reply.texts[-1] if reply.last_stays else reply.texts[0]
    told = [conversation.say(topic).text for _ in (*reply.texts, None)]
    assert told == [*reply.texts, again]


# --- Cases ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heard", "text"),
    [
        ("je n'en peux plus", "distress un."),
        ("mon chef me crie dessus", "chef un."),
        ("MON CHEF, toujours lui", "chef un."),
        ("ça va mal au boulot", "chef un."),
        ("j'ai été agressée hier", "agression un."),
        ("agressée par mon chef", "chef un."),  # the first case that applies
        ("mon chefaillon", "distress un."),
    ],
)
def test_the_words_heard_choose_the_case(content: Content, heard: str, text: str) -> None:
    assert Conversation(content).say("distress", heard).text == text


def test_a_case_has_facts_of_its_own(content: Content) -> None:
    conversation = Conversation(content)
    assert conversation.say("distress", "une agression").facts == ("smic",)
    assert conversation.say("distress", "mon chef").facts == ()
    assert conversation.say("distress").facts == ("usage",)


def test_the_texts_of_a_case_are_told_in_turn(content: Content) -> None:
    conversation = Conversation(content)
    told = [conversation.say("distress", "mon chef").text for _ in range(3)]
    assert told == ["chef un.", "chef deux.", "chef un."]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Sorry."), ("de", "other_language un."), ("", None)]
)
def test_the_language_heard_chooses_the_case(
    content: Content, language: str, text: str | None
) -> None:
    message = Conversation(content).say("other_language", "mon chef", language)
    assert message.text == (text or "other_language un.")


def _care_of(case: ReplyCase) -> str:
    return case.care.value if case.care else ""


@pytest.mark.parametrize("care", ["suicide", "child", "beaten_man", "violence", "fatigue"])
def test_what_is_called_for_chooses_the_case_whatever_its_words(care: str) -> None:
    (case,) = (c for c in REAL.replies["distress"].cases if _care_of(c) == care)
    assert (
        Conversation(REAL).say("distress", "mon chef, une agression", care=care).text in case.texts
    )


def test_every_real_case_can_be_reached() -> None:
    for key, reply in REAL.replies.items():
        for case in reply.cases:
            told = {
                Conversation(REAL).say(key, word.rstrip("*")).text
                for word in (case.words or ["du texte"])
                if not case.language
            }
            other = {"care": _care_of(case), "kiosk": case.kiosk}
            told.add(Conversation(REAL).say(key, "hello", case.language, **other).text)
            assert told & set(case.texts), case.words or case.language


# --- At the kiosk ---------------------------------------------------------------------------------

_TO_TYPE = re.compile(r"\b(?:re)?(?:dites|écrivez|tapez)\s«", re.IGNORECASE)


@pytest.mark.parametrize("key", sorted(REAL.replies.keys() - {NOT_SAVED}))  # after what was typed
def test_at_the_kiosk_nobody_is_told_to_type_what_a_button_does(key: str) -> None:
    reply = REAL.replies[key]
    by_words = [text for case in reply.cases if case.words for text in case.texts]
    in_turn = (Context(kiosk=True, said={key: n}) for n in range(len(reply.texts)))
    texts = [*by_words, *(reply_of(REAL, key, context).text for context in in_turn)]
    assert [text for text in texts if _TO_TYPE.search(text)] == []


def test_at_the_kiosk_the_data_are_said_to_go_with_the_visitor() -> None:
    here = Conversation(REAL).say("privacy", kiosk=True)
    elsewhere = Conversation(REAL).say("privacy")
    assert "« Terminer »" in here.text.replace("\u00a0", " ")
    assert "{conversation_days}" not in here.text and "{conversation_days}" in elsewhere.text


# --- No, and after distress -----------------------------------------------------------------------


def test_a_yes_to_several_choices_shows_them_again(content: Content) -> None:
    shown = (Button("Le salaire", "/pay"), Button("Autre chose", "/deny"))
    message = speak(content, "which_one", Context(buttons=shown))
    assert message is not None and message.buttons == shown


@pytest.mark.parametrize("before", [[], ["pay"], ["did_you_mean"]])
def test_no_at_any_other_moment_is_a_plain_refusal(content: Content, before: list[str]) -> None:
    assert Conversation(content).after(*before).say("deny").text == "deny un."


@pytest.mark.parametrize("light", ["joke", "play_myth_quiz"])
def test_after_distress_there_is_no_joke_and_no_game(content: Content, light: str) -> None:
    conversation = Conversation(content)
    assert conversation.say(light).text == f"{light} un."
    message = conversation.after("distress", "pay").say(light)
    assert (message.text, message.topic) == ("after_distress un.", "after_distress")


def test_after_distress_no_button_offers_a_joke_or_a_game(content: Content) -> None:
    conversation = Conversation(content)
    payloads = [button.payload for button in conversation.say("thanks").buttons]
    assert payloads == ["/joke", "/play_myth_quiz", "/help"]
    assert conversation.after("distress").say("thanks").buttons == (Button("Menu", "/help"),)


# --- Help is never given twice in the same words --------------------------------------------------

_CARES = ["", *(care.value for care in Care)]


@pytest.mark.parametrize("care", _CARES)
@pytest.mark.parametrize("heard", ["…", "merci", "mon chef", "j'ose pas", "ça va mieux"])
@pytest.mark.parametrize("key", ["distress", "care_goes_on", "care_denied"])
def test_no_help_is_given_twice_in_a_row_in_the_same_words(key: str, heard: str, care: str) -> None:
    conversation = Conversation(REAL)
    told = [conversation.say(key, heard, care=care).text for _ in range(6)]
    assert all(one != other for one, other in pairwise(told))


def test_help_is_not_repeated_by_another_kind_of_it() -> None:
    conversation = Conversation(REAL)
    told = [conversation.say("distress", care=care).text for care in ("", "suicide", "", "suicide")]
    assert all(one != other for one, other in pairwise(told))


@pytest.mark.parametrize("heard", ["merci", "quel numéro ?", "je n'ose pas", "ça va mieux"])
@pytest.mark.parametrize("key", ["distress", "care_goes_on", "care_denied"])
def test_after_a_gesture_the_emergency_number_stays_whatever_is_heard(key: str, heard: str) -> None:
    conversation = Conversation(REAL)
    for _ in range(3):
        assert "le 15 ou le 112" in conversation.say(key, heard, care="gesture").text.lower()


@pytest.mark.parametrize("care", ["violence", ""])
def test_who_was_assaulted_is_told_of_the_119_and_of_medical_help(care: str) -> None:
    conversation = Conversation(REAL)
    for _ in range(2):
        told = conversation.say("distress", "j'ai subi une agression sexuelle", care=care).text
        assert "le 119" in told and "le 15" in told


# --- Who needs no help, and who is in a swindle ---------------------------------------------------


def test_who_needs_no_help_is_told_so_before_the_answer() -> None:
    message = speak(REAL, "salary", Context(noted="care_heard", distress=True))
    assert message is not None and message.text.startswith(tuple(REAL.replies["care_heard"].texts))
    asked = speak(REAL, "did_you_mean", Context(noted="care_heard", distress=True))
    assert asked is not None and asked.text.endswith(REAL.replies["did_you_mean"].texts[0])
    assert asked.text != REAL.replies["did_you_mean"].texts[0]


def test_where_a_swindle_has_got_to_is_asked_with_the_stages_as_buttons() -> None:
    labels = ("cpf_scam/already_given", "bank_refund/after_a_scam")
    message = speak(REAL, "cpf_scam", Context(about="fraud_goes_on", offers=labels))
    assert message is not None and message.topic == "fraud_goes_on"
    assert labels_of(message.buttons) == list(labels)

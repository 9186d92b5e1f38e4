"""The servers with the trained model, over HTTP: what a visitor gets."""

from __future__ import annotations

import pytest

from bot.content import Detail
from bot.settings import Settings
from tests.contents import CONTENT
from tests.visitor import Visitor


@pytest.fixture
def visitor(server: Settings) -> Visitor:
    return Visitor(server)


def test_the_cliche_gets_a_sourced_answer(visitor: Visitor) -> None:
    said = visitor.say("vous vendez juste des pompes à chaleur ?")
    assert said.startswith(CONTENT.cards["heat_pumps"].answer)
    assert "Source" in said


def test_the_role_of_the_question_chooses_the_answer(visitor: Visitor) -> None:
    said = visitor.say("c koi le salaire dun superviseur")
    assert said.startswith("Au moins le Smic") and "1 478" not in said.replace("\u202f", " ")


def test_what_is_none_of_its_business_is_not_answered(visitor: Visitor) -> None:
    said = visitor.say("quelle heure est-il à Tokyo")
    assert said.split("\n")[0] in CONTENT.replies["out_of_scope"].texts


@pytest.mark.parametrize("topic", [*CONTENT.faq_topics])
def test_a_button_leads_to_the_answer_of_its_topic(server: Settings, topic: str) -> None:
    assert Visitor(server).say(f"/{topic}").startswith(CONTENT.cards[topic].answer)


@pytest.mark.parametrize("topic", [*CONTENT.faq_topics])
def test_a_title_typed_does_what_its_button_does(server: Settings, topic: str) -> None:
    said = Visitor(server).say(CONTENT.title(topic))
    assert said.startswith(CONTENT.cards[topic].answer)


@pytest.mark.parametrize("topic", [*CONTENT.chat_topics, "out_of_scope"])
def test_every_conversation_topic_has_a_reply(server: Settings, topic: str) -> None:
    assert Visitor(server).say(f"/{topic}")


def test_more_then_sources_speak_of_the_last_answer(visitor: Visitor) -> None:
    visitor.say("combien gagne un conseiller ?")
    more = visitor.press("Dites-m’en plus")
    detail = CONTENT.cards["salary"].details[0]
    assert more.startswith(f"{detail.asks} {detail.answer}")
    sources = visitor.say("d'où vient ce chiffre ?")
    assert all(CONTENT.facts[fact].source.title in sources for fact in detail.facts)
    assert "https://" in sources


def test_a_precise_question_gets_its_own_answer_by_words_and_by_button(visitor: Visitor) -> None:
    visitor.say("on gagne combien ?")
    part_time = _detail("salary", "part_time")
    pay_day = _detail("salary", "pay_day")
    assert visitor.say("et ça tombe quel jour ?").startswith(pay_day.answer)
    assert visitor.say('/salary{"detail": "part_time"}').startswith(part_time.answer)
    offered = next(d for d in CONTENT.cards["salary"].details if d.asks in _titles(visitor))
    assert visitor.press(offered.asks).startswith(offered.answer)


def test_the_same_question_again_gets_its_answer_in_short(visitor: Visitor) -> None:
    first = visitor.say("on gagne combien ?")
    said = []
    for again in ("on gagne combien ?", "répète", "/salary"):
        said.append(visitor.say(again))
        assert said[-1].endswith(CONTENT.cards["salary"].short)
    assert first not in said
    asked = [detail.asks for detail in CONTENT.cards["salary"].details]
    assert _titles(visitor)[0] == asked[0]


def test_a_source_asked_before_any_answer_is_explained(visitor: Visitor) -> None:
    assert visitor.say("/ask_source").split("\n")[0] in CONTENT.replies["no_source_yet"].texts


def test_a_greeting_says_that_it_is_a_machine_and_offers_questions(visitor: Visitor) -> None:
    said = visitor.say("bonjour")
    assert "automatique" in said
    assert len(visitor.buttons) == len(CONTENT.replies["greet"].buttons)


@pytest.mark.parametrize(
    "message",
    [
        "🙂🙂🙂",
        "a" * 5_000,
        "\x00\x07\x1b[31m",
        "   ?",
        "<script>alert(1)</script>",
        "/",
        "/nothing",
    ],
)
def test_an_odd_message_gets_a_french_sentence(visitor: Visitor, message: str) -> None:
    assert visitor.say(message)
    assert visitor.say("bonjour"), "the conversation goes on"


def test_ten_questions_in_one_conversation_are_all_answered(visitor: Visitor) -> None:
    for topic in list(CONTENT.faq_topics)[:10]:
        assert visitor.say(f"/{topic}").startswith(CONTENT.cards[topic].answer)


def _detail(topic: str, key: str) -> Detail:
    detail = CONTENT.cards[topic].detail(key)
    assert detail is not None
    return detail


def _titles(visitor: Visitor) -> list[str]:
    return [button["title"] for button in visitor.buttons]

"""From a topic to the words of a message.

The exact words are told from a small content built here; what holds for every card is told from
the real one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest

from bot.content import PROGRAM_REPLIES, SHORT_LIMIT, Content
from bot.speech import Button, Context, Message, source_line, speak, topic_buttons
from tests.content_copies import write

REAL = Content()


@dataclass
class Conversation:
    """Says one topic after the other and remembers what the next message depends on."""

    content: Content
    role: str | None = None
    brief: bool = False
    last_answer: Message | None = None
    last_topic: str | None = None
    said: Counter[str] = field(default_factory=Counter)

    def say(self, topic: str) -> Message:
        context = Context(self.role, self.last_answer, self.last_topic, dict(self.said), self.brief)
        message = speak(self.content, topic, context)
        assert message is not None, topic
        self.said[message.topic] += 1
        self.last_topic = message.topic
        if message.kind in ("answer", "more", "brief"):
            self.last_answer = message
        return message


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Three cards, of which only `pay` has a variant, for the supervisor."""
    folder = tmp_path_factory.mktemp("content")
    faq = {topic: {"about": topic} for topic in ("pay", "hours", "tools")}
    steering = ("greet", "help", "deny", "repeat", "ask_source", "tell_me_more")
    write(folder / "topics.yml", {"faq": faq, "chat": {key: {"about": key} for key in steering}})
    role = {"name": "superviseur", "with_article": "un superviseur", "topic": "pay"}
    write(folder / "roles.yml", {"supervisor": role})
    replies: dict[str, dict[str, object]] = {
        key: {"texts": [f"{key} un.", f"{key} deux."]} for key in (*PROGRAM_REPLIES, *steering)
    }
    replies["greet"] |= {"buttons": ["pay", "thanks", "help"], "facts": ["smic"]}
    titles = {"help": "Menu", "ask_source": "Source", "tell_me_more": "Plus"}
    for key, title in titles.items():
        replies[key] |= {"title": title}
    write(folder / "replies.yml", replies)
    write(folder / "facts" / "all.yml", _FACTS)
    for topic, card in _CARDS.items():
        write(folder / "answers" / f"{topic}.yml", card)
    return Content(folder)


def _fact(
    fact_id: str, as_of: str | None = None, confidence: str = "verified", **source: str
) -> dict[str, object]:
    return {
        "id": fact_id,
        "topics": ["pay"],
        "statement": "Une phrase.",
        "as_of": as_of,
        "source": source,
        "confidence": confidence,
    }


_FACTS = [
    _fact(
        "smic",
        publisher="Insee (données ouvertes)",
        title="Le Smic",
        date="2026-06",
        url="https://exemple.fr/l'indice",
    ),
    _fact("grid", publisher="Syntec", title="La grille", as_of="2023"),
    _fact("grid_2", publisher="Syntec", title="La grille, suite", date="mai 2023"),
    _fact("undated", publisher="Apec", title="Une fiche"),
    _fact("fourth", publisher="LSA", title="Un article", date="2020"),
    _fact("usage", publisher="Usage", title="Le métier", confidence="general", as_of="2026"),
]
_CARDS = {
    "pay": {
        "title": "Le salaire",
        "answer": "La paie, en entier.",
        "short": "La paie.",
        "more": "La paie, suite.",
        "facts": ["smic", "usage"],
        "more_facts": ["grid", "smic"],
        "by_role": {"supervisor": {"answer": "La paie du superviseur.", "facts": ["grid"]}},
        "related": ["hours", "tools"],
    },
    "hours": {
        "title": "Les horaires",
        "answer": "Les horaires, en entier.",
        "short": "Les horaires.",
        "more": "Les horaires, suite.",
        "facts": ["smic"],
        "related": ["pay", "tools"],
    },
    "tools": {
        "title": "Les outils",
        "answer": "Les outils, en entier.",
        "short": "Les outils.",
        "more": "Les outils, suite.",
        "facts": ["usage"],
        "related": ["pay", "hours"],
    },
}


# --- Answers --------------------------------------------------------------------------------------


def test_an_answer_is_the_card_with_its_source_and_its_facts(content: Content) -> None:
    message = Conversation(content).say("pay")
    assert message.text == "La paie, en entier.\nSource\u00a0: Insee, 2026."
    assert (message.topic, message.kind, message.role) == ("pay", "answer", None)
    assert message.facts == ("smic", "usage")


def test_an_answer_offers_more_then_the_related_topics_then_the_source(content: Content) -> None:
    assert Conversation(content).say("pay").buttons == (
        Button("Plus", "/tell_me_more"),
        Button("Les horaires", "/hours"),
        Button("Les outils", "/tools"),
        Button("Source", "/ask_source"),
    )


def test_a_role_with_a_variant_hears_it_with_its_own_facts(content: Content) -> None:
    message = Conversation(content, role="supervisor").say("pay")
    assert message.text == "La paie du superviseur.\nSource\u00a0: Syntec, 2023."
    assert (message.role, message.facts) == ("supervisor", ("grid",))


@pytest.mark.parametrize(("role", "topic"), [("supervisor", "hours"), ("trainer", "pay")])
def test_a_role_without_variant_hears_the_general_answer(
    content: Content, role: str, topic: str
) -> None:
    message = Conversation(content, role=role).say(topic)
    assert message == Conversation(content).say(topic)
    assert message.role is None


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


# --- Short messages -------------------------------------------------------------------------------


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


# --- More -----------------------------------------------------------------------------------------


def test_more_develops_the_last_answer_and_names_what_it_adds(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay")
    message = conversation.say("tell_me_more")
    assert message.text == "La paie, suite.\nSources\u00a0: Syntec, 2023\u00a0; Insee, 2026."
    assert (message.topic, message.kind) == ("pay", "more")
    assert message.facts == ("smic", "usage", "grid")


def test_more_without_facts_of_its_own_names_those_of_the_card(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("hours")
    assert conversation.say("tell_me_more").text == (
        "Les horaires, suite.\nSource\u00a0: Insee, 2026."
    )


def test_more_offers_the_related_topics_not_yet_heard_and_the_source(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("hours")
    conversation.say("pay")
    assert conversation.say("tell_me_more").buttons == (
        Button("Les outils", "/tools"),
        Button("Source", "/ask_source"),
    )


def test_more_of_the_same_answer_a_second_time_says_that_there_is_no_more(
    content: Content,
) -> None:
    conversation = Conversation(content)
    for topic in ("pay", "tell_me_more"):
        conversation.say(topic)
    message = conversation.say("tell_me_more")
    assert message.text == "nothing_more un."
    assert message.kind == "reply"
    assert message.buttons == (Button("Les horaires", "/hours"), Button("Les outils", "/tools"))


def test_that_there_is_no_more_is_worded_anew_the_next_time(content: Content) -> None:
    conversation = Conversation(content)
    for topic in ("pay", "tell_me_more", "tell_me_more"):
        conversation.say(topic)
    assert conversation.say("tell_me_more").text == "nothing_more deux."


def test_when_all_was_heard_the_menu_is_offered_instead_of_a_related_topic(
    content: Content,
) -> None:
    conversation = Conversation(content)
    for topic in ("hours", "tools", "pay", "tell_me_more"):
        conversation.say(topic)
    assert conversation.say("tell_me_more").buttons == (Button("Menu", "/help"),)


def test_more_after_another_answer_develops_that_one(content: Content) -> None:
    conversation = Conversation(content)
    for topic in ("pay", "tell_me_more", "hours"):
        conversation.say(topic)
    assert conversation.say("tell_me_more").text.startswith("Les horaires, suite.")


def test_more_after_a_reply_still_speaks_of_the_last_answer(content: Content) -> None:
    conversation = Conversation(content)
    for topic in ("pay", "greet"):
        conversation.say(topic)
    assert conversation.say("tell_me_more").text.startswith("La paie, suite.")


def test_more_of_nothing_asks_for_a_subject(content: Content) -> None:
    message = Conversation(content).say("tell_me_more")
    assert (message.text, message.topic) == ("no_more_yet un.", "no_more_yet")


# --- Sources --------------------------------------------------------------------------------------


def test_the_sources_give_publisher_title_date_and_link_of_each_fact(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay")
    conversation.say("tell_me_more")
    message = conversation.say("ask_source")
    assert message.text.split("\n") == [
        "sources_intro un.",
        "• Insee (données ouvertes), «\u00a0Le Smic\u00a0», 2026-06\u00a0: "
        "https://exemple.fr/l'indice",
        "• Usage, «\u00a0Le métier\u00a0»",
        "• Syntec, «\u00a0La grille\u00a0»",
    ]
    assert message.kind == "sources"


def test_the_sources_of_a_variant_are_its_own(content: Content) -> None:
    conversation = Conversation(content, role="supervisor")
    conversation.say("pay")
    assert conversation.say("ask_source").text.split("\n")[1:] == [
        "• Syntec, «\u00a0La grille\u00a0»"
    ]


def test_the_sources_are_introduced_anew_the_second_time(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay")
    first, second = conversation.say("ask_source").text, conversation.say("ask_source").text
    assert second == first.replace("sources_intro un.", "sources_intro deux.")
    assert second != first


def test_after_the_sources_more_of_the_answer_can_still_be_had(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay")
    buttons = conversation.say("ask_source").buttons
    assert buttons == (Button("Plus", "/tell_me_more"), Button("Menu", "/help"))
    assert conversation.say("tell_me_more").text.startswith("La paie, suite.")


def test_no_source_is_given_before_any_answer(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("greet")
    message = conversation.say("ask_source")
    assert (message.text, message.topic) == ("no_source_yet un.", "no_source_yet")


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
                for part in (fact.source.publisher, fact.source.title, fact.source.date)
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


# --- Repeating, refusing, replies in turn ---------------------------------------------------------


def test_repeat_gives_the_short_version_of_the_last_answer(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay")
    message = conversation.say("repeat")
    assert (message.text, message.topic, message.kind) == ("La paie.", "pay", "brief")
    assert message.facts == ("smic", "usage")


def test_repeat_keeps_to_the_role_of_the_answer(content: Content) -> None:
    conversation = Conversation(content, role="supervisor")
    conversation.say("pay")
    assert conversation.say("repeat").text == "La paie du superviseur."


def test_more_may_be_asked_again_after_a_repetition(content: Content) -> None:
    conversation = Conversation(content)
    for topic in ("pay", "tell_me_more", "repeat"):
        conversation.say(topic)
    assert conversation.say("tell_me_more").text.startswith("La paie, suite.")


def test_with_nothing_to_repeat_the_reply_says_so(content: Content) -> None:
    assert Conversation(content).say("repeat").text == "repeat un."


def test_no_after_did_you_mean_asks_for_other_words(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("did_you_mean")
    message = conversation.say("deny")
    assert (message.text, message.topic) == ("something_else un.", "something_else")


@pytest.mark.parametrize("before", [[], ["pay"], ["did_you_mean", "pay"]])
def test_no_at_any_other_moment_is_a_plain_refusal(content: Content, before: list[str]) -> None:
    conversation = Conversation(content)
    for topic in before:
        conversation.say(topic)
    assert conversation.say("deny").text == "deny un."


def test_a_reply_is_told_in_turn_and_starts_again(content: Content) -> None:
    conversation = Conversation(content)
    told = [conversation.say("greet").text for _ in range(3)]
    assert told == ["greet un.", "greet deux.", "greet un."]


def test_a_reply_has_its_facts_and_the_buttons_that_have_a_title(content: Content) -> None:
    message = Conversation(content).say("greet")
    assert message.buttons == (Button("Le salaire", "/pay"), Button("Menu", "/help"))
    assert (message.kind, message.facts) == ("reply", ("smic",))


def test_the_facts_of_a_reply_are_not_the_last_answer(content: Content) -> None:
    conversation = Conversation(content)
    conversation.say("pay")
    conversation.say("greet")
    assert "Le métier" in conversation.say("ask_source").text


# Before any answer these two speak with the words of another reply.
@pytest.mark.parametrize("topic", sorted(REAL.replies.keys() - {"ask_source", "tell_me_more"}))
def test_every_real_reply_tells_all_its_texts_before_it_repeats_one(topic: str) -> None:
    texts = REAL.replies[topic].texts
    conversation = Conversation(REAL)
    assert [conversation.say(topic).text for _ in (*texts, None)] == [*texts, texts[0]]


# --- Buttons and the source line ------------------------------------------------------------------


@pytest.mark.parametrize("topic", [*REAL.cards, *REAL.replies])
def test_every_real_button_has_a_title_and_names_a_topic_by_its_payload(topic: str) -> None:
    buttons = Conversation(REAL).say(topic).buttons
    for button in buttons:
        assert button.title
        assert button.payload.removeprefix("/") in REAL.topics
        assert button.title == REAL.title(button.payload.removeprefix("/"))
    assert buttons or topic not in REAL.cards


def test_a_topic_without_title_has_no_button(content: Content) -> None:
    assert topic_buttons(content, ["greet", "pay", "no_such_topic"]) == (
        Button("Le salaire", "/pay"),
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

"""From a topic to the words of a message: which card, which role, which variant, which buttons.

Plain functions of the content and of what was said before; `bot.nlg` feeds them from Rasa.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.content import (
    AFTER_DISTRESS,
    ALREADY_SAID,
    AUTOMATIC,
    DID_YOU_MEAN,
    NO_MORE_YET,
    NO_SOURCE_YET,
    NO_SUCH_CHOICE,
    NOTHING_MORE,
    SAME_FOR_ROLE,
    SHORT_LIMIT,
    SOMETHING_ELSE,
    SOURCES_INTRO,
    Content,
    Fact,
    Reply,
    ReplyCase,
)
from bot.phrases import mentions, plain_words
from bot.typography import NO_BREAK_SPACE, date_in_words, typeset

Kind = Literal["answer", "more", "brief", "sources", "reply"]

# The topics that speak of the last answer instead of having one of their own.
TELL_ME_MORE = "tell_me_more"
ASK_SOURCE = "ask_source"
REPEAT = "repeat"
AFFIRM = "affirm"
DENY = "deny"
DISTRESS = "distress"
START_OVER = "start_over"
ERASED = "erased"  # the slot that tells the tracker store to delete the conversation
# After distress there is no joke and no game.
_SAYS_IT_IS_A_PROGRAM = frozenset({"greet", "are_you_a_bot", DISTRESS, "other_language"})
LIGHT = frozenset({"joke", "play_myth_quiz"})

_SHORT_FOLLOW_UP = 3  # words: « le salaire ? » goes on about the job just spoken of
_SOURCE_LINE_LENGTH = 3  # publishers in the line under an answer; « ta source ? » gives them all
_SOURCES_LISTED = 6  # in full: more than a screen of a phone is read by nobody


@dataclass(frozen=True)
class Button:
    """A choice offered to the visitor; `payload` names its topic exactly: « /heat_pumps »."""

    title: str
    payload: str


@dataclass(frozen=True)
class Message:
    """What the bot says, and what is remembered of it; `yes` is the topic of a « oui » after it."""

    text: str
    topic: str
    kind: Kind = "reply"
    role: str | None = None
    facts: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    yes: str = ""


@dataclass(frozen=True)
class Context:
    """What of the conversation a message depends on.

    `role` is the job in play, `last` the bot's last message and `last_answer` the last that stated
    facts, `heard` the visitor's words and `language` theirs when it is not French. `said` counts
    how often each topic was told, so that what is heard twice is worded anew. `distress` tells
    whether the visitor spoke of any, even before starting over. `buttons` are on the screen. The
    channel may want short answers (`brief`), or sources that are not in the text (`sources_apart`);
    its page may say by itself that a program answers (`announced`).
    """

    role: str | None = None
    last_answer: Message | None = None
    last: Message | None = None
    said: dict[str, int] = field(default_factory=dict)
    heard: str = ""
    language: str = ""
    distress: bool = False
    buttons: tuple[Button, ...] = ()
    announced: bool = False
    brief: bool = False
    sources_apart: bool = False


def speak(content: Content, topic: str, context: Context) -> Message | None:
    """Return the message on a topic, or None when the content knows no such topic."""
    if topic in content.cards:
        return _answer(content, topic, context)
    last = context.last_answer
    if topic == TELL_ME_MORE:
        return _more(content, context)
    if topic == ASK_SOURCE:
        return _sources(content, last, context)
    if topic == REPEAT and last and last.topic in content.cards:
        return _again(content, last, context)
    if topic == NO_SUCH_CHOICE:
        return replace(_reply(content, topic, context), buttons=context.buttons)
    if topic == DENY and context.last and context.last.topic == DID_YOU_MEAN:
        return _reply(content, SOMETHING_ELSE, context)
    if topic in LIGHT and context.distress:
        return _reply(content, AFTER_DISTRESS, context)
    return _reply(content, topic, context) if topic in content.replies else None


def introduce(content: Content, message: Message, context: Context) -> Message:
    """Return the first message of a conversation with the words that it comes from a program.

    A visitor must know it from the first exchange on (AI Act, article 50).
    """
    told = context.announced or context.last is not None
    if told or message.topic in _SAYS_IT_IS_A_PROGRAM:
        return message
    words = content.replies[AUTOMATIC].texts[0]
    return replace(message, text=f"{message.text}\n{words}")


def join(first: Message, second: Message) -> Message:
    """Return one message that answers two questions, in order; « et plus ? » goes on the second."""
    told = {f"/{first.topic}", f"/{second.topic}"}
    offered = dict.fromkeys([*second.buttons[:-1], *first.buttons[:2], *second.buttons[-1:]])
    buttons = [button for button in offered if button.payload not in told]
    return replace(
        second,
        text=f"{first.text}\n\n{second.text}",
        facts=tuple(dict.fromkeys([*first.facts, *second.facts])),
        buttons=tuple(buttons),
    )


def role_in_play(named: str | None, heard: str, last_answer: Message | None) -> str | None:
    """Return the job a message is about: named in it, or kept from the last answer.

    It is kept by what has no meaning of its own: a button, « et le salaire ? », two or three words.
    """
    if named or last_answer is None:
        return named
    words = plain_words(heard).split()
    goes_on = heard.startswith("/") or words[:1] == ["et"] or len(words) <= _SHORT_FOLLOW_UP
    return last_answer.role if goes_on else None


def topic_buttons(content: Content, topics: list[str]) -> tuple[Button, ...]:
    """Return a button for each topic that has a title."""
    titled = [(content.title(topic), topic) for topic in topics]
    return tuple(Button(title, f"/{topic}") for title, topic in titled if title)


def source_line(content: Content, fact_ids: tuple[str, ...]) -> str:
    """Return « Sources : Insee, 2022 ; … » for the facts that have a public source, or ""."""
    cited = [_short_source(content.facts[fact]) for fact in fact_ids if fact in content.facts]
    names = list(dict.fromkeys(name for name in cited if name))[:_SOURCE_LINE_LENGTH]
    if not names:
        return ""
    label = "Source" if len(names) == 1 else "Sources"
    return typeset(f"{label} : {' ; '.join(names)}.")


def _answer(content: Content, topic: str, context: Context) -> Message:
    card = content.cards[topic]
    named = context.role if context.role in content.roles else None
    variant = card.by_role.get(named or "")
    role = named or _role_of_topic(content, topic)
    again = _just_said(topic, context)
    told_in_general = _last_role(context) not in card.by_role
    if again and named and variant is None and role != _last_role(context) and told_in_general:
        return _same_for_role(content, topic, named, context)
    facts = tuple(variant.facts if variant else card.facts)
    text = variant.answer if variant else card.short if context.brief else card.answer
    if again and role == _last_role(context):
        text = _worded_anew(content, topic, text, "" if variant else card.short, context)
    if not context.brief:
        text = _with_sources(content, text, facts, context)
    buttons = topic_buttons(content, [TELL_ME_MORE, *_related(content, topic, context), ASK_SOURCE])
    return Message(text, topic, "answer", role, facts, buttons, yes=TELL_ME_MORE)


def _with_sources(content: Content, text: str, facts: tuple[str, ...], context: Context) -> str:
    line = "" if context.sources_apart else source_line(content, facts)
    return f"{text}\n{line}" if line else text


def _just_said(topic: str, context: Context) -> bool:
    return context.last_answer is not None and context.last_answer.topic == topic


def _last_role(context: Context) -> str | None:
    return context.last_answer.role if context.last_answer else None


def _worded_anew(content: Content, topic: str, text: str, short: str, context: Context) -> str:
    # Told once in full, then in short, then in full again: never twice the same words in a row.
    last = context.last_answer.text if context.last_answer else ""
    words = short if short and text in last else text
    intros = content.replies[ALREADY_SAID].texts
    return f"{intros[(context.said.get(topic, 1) - 1) % len(intros)]} {words}"


def _same_for_role(content: Content, topic: str, key: str, context: Context) -> Message:
    role = content.roles[key]
    told = _reply(content, SAME_FOR_ROLE, context)
    text = told.text.replace("{role}", role.with_article)
    buttons = topic_buttons(content, [role.topic, TELL_ME_MORE])
    return replace(told, text=text, topic=topic, role=key, buttons=buttons)


def _role_of_topic(content: Content, topic: str) -> str | None:
    return next((key for key, role in content.roles.items() if role.topic == topic), None)


def _related(content: Content, topic: str, context: Context) -> list[str]:
    related = [other for other in content.cards[topic].related if not _is_tactless(other, context)]
    return [other for other in related if not context.said.get(other)] or related[:1]


def _more(content: Content, context: Context) -> Message:
    last = context.last_answer
    if last is None or last.topic not in content.cards:
        return _reply(content, NO_MORE_YET, context)
    card = content.cards[last.topic]
    related = [
        topic
        for topic in card.related
        if not context.said.get(topic) and not _is_tactless(topic, context)
    ]
    if last.kind == "more":
        nothing = _reply(content, NOTHING_MORE, context)
        return replace(nothing, buttons=topic_buttons(content, related or ["help"]))
    facts = tuple(dict.fromkeys([*card.facts, *card.more_facts]))
    cited = tuple(card.more_facts or card.facts)
    text = _with_sources(content, card.more, cited, context)
    buttons = topic_buttons(content, [*related, ASK_SOURCE])
    return Message(text, last.topic, "more", last.role, facts, buttons)


def _sources(content: Content, last: Message | None, context: Context) -> Message:
    if last is None:
        return _reply(content, NO_SOURCE_YET, context)
    intro = _reply(content, SOURCES_INTRO, context).text
    facts = [content.facts[fact] for fact in last.facts if fact in content.facts]
    lines = list(dict.fromkeys(_full_source(fact) for fact in facts))[:_SOURCES_LISTED]
    text = "\n".join([intro, *(f"• {line}" for line in lines)])
    buttons = topic_buttons(content, [TELL_ME_MORE, "help"])
    return Message(text, SOURCES_INTRO, "sources", last.role, last.facts, buttons)


def _again(content: Content, last: Message, context: Context) -> Message:
    card = content.cards[last.topic]
    variant = card.by_role.get(last.role or "")
    text = first_sentences(variant.answer) if variant else card.short
    buttons = topic_buttons(content, [TELL_ME_MORE, *_related(content, last.topic, context)])
    return Message(text, last.topic, "brief", last.role, last.facts, buttons)


def first_sentences(text: str) -> str:
    """Return the beginning of a text in whole sentences: one, or as many as a short answer has."""
    sentences = re.split(r"(?<=[.!?…])\s+", text)
    told = sentences[0]
    for sentence in sentences[1:-1]:
        if len(told) + len(sentence) >= SHORT_LIMIT:
            break
        told = f"{told} {sentence}"
    return told


def _reply(content: Content, key: str, context: Context) -> Message:
    reply = content.replies[key]
    case = next((case for case in reply.cases if _applies(case, context)), None)
    texts = case.texts if case else reply.texts
    facts = case.facts if case else reply.facts
    text = _variant(texts, context.said.get(key, 0), reply)
    calm = [button for button in reply.buttons if not _is_tactless(button, context)]
    return Message(
        text, key, facts=tuple(facts), buttons=topic_buttons(content, calm), yes=reply.yes
    )


def _applies(case: ReplyCase, context: Context) -> bool:
    if case.language:
        return case.language == context.language
    return mentions(context.heard, case.words)


def _variant(texts: list[str], told: int, reply: Reply) -> str:
    return texts[min(told, len(texts) - 1) if reply.last_stays else told % len(texts)]


def _is_tactless(topic: str, context: Context) -> bool:
    return topic in LIGHT and context.distress


def _short_source(fact: Fact) -> str:
    if fact.confidence == "general":
        return ""
    publisher = re.sub(r"\s*\([^)]*\)", "", fact.source.publisher)
    year = re.search(r"\d{4}", f"{fact.source.date} {fact.as_of or ''}")
    return f"{publisher}, {year.group()}" if year else publisher


def _full_source(fact: Fact) -> str:
    source = fact.source
    parts = filter(None, (source.publisher, f"« {source.title} »", date_in_words(source.date)))
    words = typeset(", ".join(parts))
    return f"{words}{NO_BREAK_SPACE}: {source.url}" if source.url else words

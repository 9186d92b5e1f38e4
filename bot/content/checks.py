"""The checks of content/: what an editor must know before a visitor reads it.

Findings are in French, the editors' language. Every check is a plain function from loaded content
to findings; `check_all` gathers them. `decroche check` prints them, and the library says nothing
that has an error among them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from bot.content.brands import FILLED
from bot.content.catalogue import (
    ANSWERS,
    FACTS,
    REPLIES_FILE,
    ROLES_FILE,
    TOPICS_FILE,
    Content,
    Part,
)
from bot.content.findings import Finding, error, fault, file_of, located, warning
from bot.content.keys import (
    ANSWERING,
    FOR_YOU,
    GLIMPSE,
    HEDGED,
    HUMAN_CONTACT,
    IN_THESE_WORDS,
    NO_NEWER,
    NO_SOURCE_OF,
    NOTHING_ON,
    ON_THAT,
    OR_ELSE,
    OUT_OF_SCOPE,
    PLACE_ALIKE,
    PLACE_FACT,
    PLACE_FACT_ACCORDING,
    PLACE_FACT_DATED,
    PLACE_SEARCH,
    PLACE_SEARCH_TOO,
    PLACE_UNKNOWN,
    PLACE_WIDER,
    SAME_FOR_ROLE,
    SPOKEN_OF,
    SURE_OF,
    TOLD_SO,
    TOO_OLD,
    TOO_YOUNG,
    TWO_ANSWERS,
    WHO_IS,
)
from bot.content.models import Card, Fact, Reply
from bot.content.texts import (
    check_form,
    check_placeholders,
    check_sentences_of,
    check_text,
    check_twice,
)

__all__ = [
    "Finding",
    "check_all",
    "check_content",
    "check_fact_id",
    "check_form",
    "check_placeholders",
    "check_text",
    "check_twice",
    "cited_facts",
    "error",
    "fault",
    "file_of",
    "located",
    "warning",
]

TITLE_LIMIT = 60  # characters: the shortest button limit we keep to is that of a phone's screen
ANSWER_LIMIT = 280  # characters: two or three spoken sentences, two SMS
DETAIL_LIMIT = 240  # characters: one or two sentences
REPLY_LIMIT = 480  # characters: help numbers take a line each
SHORT_LIMIT = 160  # characters: one SMS, a kiosk headline
RELATED_RANGE = (2, 3)  # buttons under an answer: enough to go on, few enough to be read

_NAME_TITLED = "nommez un sujet qui a un titre"
# What the program fills in, in any message and in some replies.
_FILLED = frozenset({"contact_days", "conversation_days"}) | FILLED
_FILLED_IN = {
    NO_SOURCE_OF: _FILLED | {"named"},
    GLIMPSE: _FILLED | {"asks", "in_short"},
    SURE_OF: _FILLED | {"sources"},
    TOO_OLD: _FILLED | {"age"},
    TOO_YOUNG: _FILLED | {"age"},
    NO_NEWER: _FILLED | {"source"},
    IN_THESE_WORDS: _FILLED | {"word", "sentence"},
    TOLD_SO: _FILLED | {"sentence"},
    TWO_ANSWERS: _FILLED | {"before", "now"},
    WHO_IS: _FILLED | {"word", "name", "definition"},
    SAME_FOR_ROLE: _FILLED | {"role"},
    HUMAN_CONTACT: _FILLED | {"contact", "hours"},
    **dict.fromkeys((ANSWERING, FOR_YOU, HEDGED, ON_THAT, OR_ELSE, SPOKEN_OF), _FILLED | {"asks"}),
    NOTHING_ON: _FILLED | {"name"},
    **dict.fromkeys((PLACE_ALIKE, PLACE_UNKNOWN, PLACE_WIDER), _FILLED | {"place", "told"}),
    PLACE_FACT: _FILLED | {"statement"},
    PLACE_FACT_ACCORDING: _FILLED | {"statement", "publisher"},
    PLACE_FACT_DATED: _FILLED | {"statement", "date"},
    PLACE_SEARCH: _FILLED | {"place", "name"},
    PLACE_SEARCH_TOO: _FILLED | {"told", "name"},
}
_URL = re.compile(r"https?://(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_IN_A_PAYLOAD = re.compile(r"[a-z][a-z0-9_]*")


# Given the name of a file, all that its findings come from, and what finds them: the findings,
# which whoever checks edit after edit may still know.
Found = Callable[[str, Any, Callable[[], Iterable[Finding]]], list[Finding]]
Check = Callable[[Content, date, Found], list[Finding]]


def found_anew(_name: str, _about: Any, check: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """Return what a check finds, whatever it found before."""
    return list(check())


def check_all(content: Content, today: date, found: Found = found_anew) -> list[Finding]:
    """Return every finding on content/: the cards and what belongs to them, then each part."""
    findings = check_content(content, today, found)
    for part in content.parts:
        # Without all its texts, what minds them would find them missing.
        blind = part.name in content.unread or (part.minds_texts and content.unread)
        if not blind:
            check = partial(part.check, content, content.part(part))
            findings += found(part.name, _what_bears_on(content, part), check)
    return findings


def check_content(content: Content, today: date, found: Found = found_anew) -> list[Finding]:
    """Return the findings on topics, cards, replies, roles and facts.

    `today` decides which facts are due for review.
    """
    findings = [
        *_check_coverage(content),
        *_check_titles(content),
        *_check_facts(content, today),
    ]
    for topic, card in content.cards.items():
        check = partial(_check_card, content, topic, card)
        findings += found(f"{ANSWERS}/{topic}.yml", _what_is_named_in(content, card), check)
    for topic, reply in content.replies.items():
        findings += _check_reply(content, topic, reply)
    return findings


def _what_is_named_in(content: Content, card: Card) -> Any:
    facts = [content.facts.get(fact) for fact in cited_facts(card)]
    related = [(topic in content.topics, content.title(topic)) for topic in card.related]
    return card, facts, related, tuple(content.roles), content.unread


def _what_bears_on(content: Content, part: Part[Any]) -> Any:
    titles = {topic: content.title(topic) for topic in content.topics}
    own = (part.name, TOPICS_FILE, ROLES_FILE)
    files = {
        name: sheet.raw
        for name, sheet in content.sheets.items()
        if part.minds_texts or name in own or name.startswith(f"{FACTS}/")
    }
    return titles, files


def check_fact_id(content: Content, where: str | Path, fact: str) -> Iterator[Finding]:
    """Yield a finding when no fact has this id."""
    if fact not in content.facts:
        yield error(where, f"fait introuvable « {fact} »", "nommez un fait de content/facts")


def cited_facts(card: Card) -> list[str]:
    """Return every fact id that a card cites."""
    variants = [fact for variant in card.by_role.values() for fact in variant.facts]
    details = [fact for detail in card.details for fact in detail.facts]
    for detail in card.details:
        variants += [fact for variant in detail.by_role.values() for fact in variant.facts]
    return [*card.facts, *details, *variants]


def _check_coverage(content: Content) -> Iterator[Finding]:
    replies, roles = content.folder / REPLIES_FILE, content.folder / ROLES_FILE
    for topic in content.faq_topics:
        if topic not in content.cards and f"{ANSWERS}/{topic}.yml" not in content.unread:
            yield error(content.card_path(topic), "ce sujet n'a pas de fiche", "écrivez-la")
    for topic in content.cards:
        if topic not in content.faq_topics:
            yield error(
                content.card_path(topic),
                "aucun sujet de ce nom dans topics.yml",
                "renommez le fichier ou ajoutez le sujet",
            )
    for topic in [*content.chat_topics, OUT_OF_SCOPE]:
        if topic not in content.replies:
            yield error(replies, f"aucune réponse pour « {topic} »", "écrivez-la")
    for role_id, role in content.roles.items():
        if role.topic not in content.faq_topics:
            problem = f"{role_id} : sujet inconnu « {role.topic} »"
            yield error(roles, problem, "nommez un sujet de topics.yml")


def _check_titles(content: Content) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for topic in [*content.cards, *content.replies]:
        title = content.title(topic)
        other = first.setdefault(title.lower(), topic)
        if title and other != topic:
            in_replies = f"{content.folder / REPLIES_FILE}: {topic}"
            where = content.card_path(topic) if topic in content.cards else in_replies
            yield error(where, f"« {title} » est aussi le titre de « {other} »", "changez-en un")


def _check_facts(content: Content, today: date) -> Iterator[Finding]:
    cited = {fact for card in content.cards.values() for fact in cited_facts(card)}
    for reply in content.replies.values():
        cited.update(reply.facts, *(case.facts for case in reply.cases))
    topics, month = frozenset(content.topics), today.strftime("%Y-%m")
    for fact in content.facts.values():
        where = f"{content.fact_path(fact.id)}: {fact.id}"
        yield from _check_fact(topics, where, fact)
        if fact.review_by and not _MONTH.fullmatch(fact.review_by):
            problem = f"review_by : « {fact.review_by} » n'est pas un mois"
            yield error(where, problem, "écrivez-le comme 2027-06")
        elif fact.review_by and fact.review_by < month and fact.id in cited:
            problem, remedy = f"à relire depuis {fact.review_by}", "relisez sa source"
            yield warning(where, problem, f"{remedy}, puis repoussez review_by")


def _check_fact(topics: frozenset[str], where: str, fact: Fact) -> Iterator[Finding]:
    for topic in fact.topics:
        if topic not in topics:
            yield error(where, f"sujet inconnu « {topic} »", "nommez un sujet de topics.yml")
    named = {"statement": fact.statement, "publisher": fact.source.publisher}
    if fact.confidence != "general":  # common knowledge stands on no page
        named["title"] = fact.source.title
    for field, text in named.items():
        if not text.strip():
            yield error(where, f"{field} : ce texte est vide", "écrivez-le")
    if fact.source.url and not _URL.fullmatch(fact.source.url):
        problem = f"url : « {fact.source.url} » n'est pas une adresse"
        yield error(where, problem, "collez l'adresse entière, depuis https://")


def _check_card(content: Content, topic: str, card: Card) -> Iterator[Finding]:
    where = str(content.card_path(topic))
    for place, text, facts, limit in _texts_of(card):
        yield from _check_said(content, f"{where}: {place}", text, facts, limit, _FILLED)
        yield from check_twice(f"{where}: {place}", "facts", facts)
    ids = [detail.id for detail in card.details]
    for key in sorted({key for key in ids if ids.count(key) > 1}):
        place = f"{where}: details.{key}"
        yield error(place, "cet identifiant existe deux fois", "renommez-en un")
    yield from _check_roles(content, f"{where}: by_role", card.by_role)
    for detail in card.details:
        yield from check_form(f"{where}: details.{detail.id}.asks", detail.asks, TITLE_LIMIT)
        yield from _check_roles(content, f"{where}: details.{detail.id}.by_role", detail.by_role)
    yield from _check_related(content, topic, card, where)
    for fact in dict.fromkeys(cited_facts(card)):
        yield from check_fact_id(content, where, fact)


def _texts_of(card: Card) -> Iterator[tuple[str, str, list[str], int]]:
    """Yield each text of a card that states something: its place, its facts, its longest."""
    yield "title", card.title, card.facts, TITLE_LIMIT
    yield "answer", card.answer, card.facts, ANSWER_LIMIT
    yield "short", card.short, card.facts, SHORT_LIMIT
    for role, variant in card.by_role.items():
        yield f"by_role.{role}", variant.answer, variant.facts, ANSWER_LIMIT
    for detail in card.details:
        place = f"details.{detail.id}"
        yield place, detail.answer, detail.facts, DETAIL_LIMIT
        for role, variant in detail.by_role.items():
            yield f"{place}.by_role.{role}", variant.answer, variant.facts, DETAIL_LIMIT


def _check_roles(content: Content, where: str, by_role: Iterable[str]) -> Iterator[Finding]:
    for role in by_role:
        if role not in content.roles:
            yield error(f"{where}.{role}", "rôle inconnu", "nommez un rôle de roles.yml")


def _check_said(
    content: Content, where: str, text: str, facts: list[str], limit: int, filled: frozenset[str]
) -> Iterator[Finding]:
    yield from check_text(content, where, text, facts, limit)
    yield from check_placeholders(where, text, filled)
    yield from check_sentences_of(where, text)


def _check_related(content: Content, topic: str, card: Card, where: str) -> Iterator[Finding]:
    least, most = RELATED_RANGE
    if not least <= len(card.related) <= most:
        yield error(where, f"{len(card.related)} sujets liés", f"donnez-en {least} ou {most}")
    yield from check_twice(f"{where}: related", "related", card.related)
    for related in card.related:
        if f"{ANSWERS}/{related}.yml" in content.unread:
            continue  # it may well have a title
        if related not in content.topics or not content.title(related):
            yield error(where, f"sujet lié introuvable « {related} »", _NAME_TITLED)
        if related == topic:
            yield error(where, "la fiche se cite elle-même", "nommez un autre sujet")


def _check_reply(content: Content, topic: str, reply: Reply) -> Iterator[Finding]:
    where = f"{content.folder / REPLIES_FILE}: {topic}"
    filled = _FILLED_IN.get(topic, _FILLED)
    for text in reply.texts:
        yield from _check_said(content, where, text, reply.facts, REPLY_LIMIT, filled)
    for case in reply.cases:
        for text in case.texts if not case.language else []:
            yield from _check_said(content, where, text, case.facts, REPLY_LIMIT, filled)
        for fact in case.facts:
            yield from check_fact_id(content, where, fact)
    if reply.yes and reply.yes not in content.topics:
        yield error(where, f"sujet introuvable « {reply.yes} » pour « oui »", _NAME_TITLED)
    yield from check_twice(where, "buttons", reply.buttons)
    for button in reply.buttons:
        if f"{ANSWERS}/{button}.yml" in content.unread:
            continue
        if button not in content.topics or not content.title(button):
            yield error(where, f"bouton introuvable « {button} »", _NAME_TITLED)
    if reply.title:
        yield from check_text(content, f"{where}.title", reply.title, reply.facts, TITLE_LIMIT)
    yield from _check_reasons(content, f"{where}.reasons", reply)
    yield from check_twice(where, "facts", reply.facts)
    for fact in reply.facts:
        yield from check_fact_id(content, where, fact)


def _check_reasons(content: Content, where: str, reply: Reply) -> Iterator[Finding]:
    for key, words in reply.reasons.items():
        if not _IN_A_PAYLOAD.fullmatch(key):
            problem = f"« {key} » ne peut pas nommer un choix"
            yield error(where, problem, "écrivez-le en minuscules, sans espace ni accent")
        yield from check_text(content, f"{where}.{key}", words, reply.facts, TITLE_LIMIT)
    spoken = [words.lower() for words in reply.reasons.values()]
    yield from check_twice(where, "reasons", spoken)

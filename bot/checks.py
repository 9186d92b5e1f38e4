"""The checks of content/ and data/: what an editor must know before a visitor reads it.

Every check is a plain function from loaded content to findings; `check_content` and `check_data`
gather them, `decroche check` prints them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from bot.content import (
    ANSWER_LIMIT,
    OUT_OF_SCOPE,
    SHORT_LIMIT,
    TITLE_LIMIT,
    Card,
    Content,
    Reply,
)
from bot.figures import unsupported_figures
from bot.training_data import Utterance, read_utterances
from bot.typography import missing_spaces

RELATED_RANGE = (2, 3)  # buttons under an answer: enough to go on, few enough to be read


@dataclass(frozen=True)
class Finding:
    """One thing to mend (an error) or to look at again (a warning)."""

    severity: Literal["error", "warning"]
    where: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem} ({self.remedy})"


def check_content(content: Content, today: date) -> list[Finding]:
    """Return every finding on content/; `today` decides which facts are due for review."""
    findings = [*_check_coverage(content), *_check_facts(content, today)]
    for topic, card in content.cards.items():
        findings += _check_card(content, topic, card)
    for topic, reply in content.replies.items():
        findings += _check_reply(content, topic, reply)
    return findings


def check_data(content: Content, data: Path) -> list[Finding]:
    """Return every finding on the utterances of the folder `data`. Raises DataError."""
    utterances = read_utterances(data)
    return [*_check_intents(content, utterances, data), *_check_duplicates(utterances)]


def _check_coverage(content: Content) -> Iterator[Finding]:
    answers = content.folder / "answers"
    for topic in content.faq_topics:
        if topic not in content.cards:
            yield _error(answers / f"{topic}.yml", "the topic has no card", "write the card")
    for topic in content.cards:
        if topic not in content.faq_topics:
            yield _error(
                content.card_path(topic),
                "no such topic in topics.yml",
                "rename the file or add the topic",
            )
    for topic in [*content.chat_topics, OUT_OF_SCOPE]:
        if topic not in content.replies:
            yield _error(
                content.folder / "replies.yml", f"no reply for « {topic} »", "add its texts"
            )
    for role_id, role in content.roles.items():
        if role.topic not in content.faq_topics:
            yield _error(
                content.folder / "roles.yml",
                f"{role_id}: unknown topic « {role.topic} »",
                "name a topic of topics.yml",
            )


def _check_facts(content: Content, today: date) -> Iterator[Finding]:
    month = today.strftime("%Y-%m")
    cited = {fact for card in content.cards.values() for fact in cited_facts(card)}
    for fact in content.facts.values():
        where = f"{content.folder / 'facts'}: {fact.id}"
        for topic in fact.topics:
            if topic not in content.topics:
                yield _error(where, f"unknown topic « {topic} »", "name a topic of topics.yml")
        if fact.review_by and fact.review_by < month and fact.id in cited:
            yield Finding(
                "warning",
                where,
                f"due for review since {fact.review_by}",
                "read its source again, then move review_by",
            )


def cited_facts(card: Card) -> list[str]:
    """Return every fact id that a card cites."""
    variants = [fact for variant in card.by_role.values() for fact in variant.facts]
    return [*card.facts, *card.more_facts, *variants]


def _check_card(content: Content, topic: str, card: Card) -> Iterator[Finding]:
    where = str(content.card_path(topic))
    yield from _check_length(where, "title", card.title, TITLE_LIMIT)
    yield from _check_text(content, f"{where}: answer", card.answer, card.facts, ANSWER_LIMIT)
    yield from _check_text(content, f"{where}: short", card.short, card.facts, SHORT_LIMIT)
    facts_of_more = [*card.facts, *card.more_facts]
    yield from _check_text(content, f"{where}: more", card.more, facts_of_more, ANSWER_LIMIT)
    for role, variant in card.by_role.items():
        place = f"{where}: by_role.{role}"
        if role not in content.roles:
            yield _error(place, "unknown role", "name a role of roles.yml")
        yield from _check_text(content, place, variant.answer, variant.facts, ANSWER_LIMIT)
    yield from _check_related(content, topic, card, where)
    for fact in dict.fromkeys(cited_facts(card)):
        yield from _check_fact_id(content, where, fact)


def _check_related(content: Content, topic: str, card: Card, where: str) -> Iterator[Finding]:
    least, most = RELATED_RANGE
    if not least <= len(card.related) <= most:
        yield _error(where, f"{len(card.related)} related topics", f"give {least} to {most}")
    for related in card.related:
        if related not in content.topics or not content.title(related):
            yield _error(where, f"dead related topic « {related} »", "name a topic with a title")
        if related == topic:
            yield _error(where, "the card is related to itself", "name another topic")


def _check_reply(content: Content, topic: str, reply: Reply) -> Iterator[Finding]:
    where = f"{content.folder / 'replies.yml'}: {topic}"
    for text in reply.texts:
        yield from _check_text(content, where, text, reply.facts, ANSWER_LIMIT)
    for button in reply.buttons:
        if button not in content.topics or not content.title(button):
            yield _error(where, f"dead button « {button} »", "name a topic with a title")
    yield from _check_length(where, "title", reply.title, TITLE_LIMIT)
    for fact in reply.facts:
        yield from _check_fact_id(content, where, fact)


def _check_text(
    content: Content, where: str, text: str, fact_ids: list[str], limit: int
) -> Iterator[Finding]:
    yield from _check_length(where, "text", text, limit)
    sources = [content.facts[fact].wording for fact in fact_ids if fact in content.facts]
    for figure in unsupported_figures(text, sources):
        yield _error(
            where, f"« {figure} » stands in none of the cited facts", "cite its fact or drop it"
        )
    for excerpt in missing_spaces(text):
        yield _error(where, f"a space is missing in « {excerpt} »", "put one before the mark")


def _check_fact_id(content: Content, where: str, fact: str) -> Iterator[Finding]:
    if fact not in content.facts:
        yield _error(where, f"dead fact id « {fact} »", "name a fact of content/facts")


def _check_length(where: str, field: str, text: str, limit: int) -> Iterator[Finding]:
    if len(text) > limit:
        yield _error(where, f"{field} of {len(text)} characters", f"keep it to {limit}")


def _check_intents(
    content: Content, utterances: list[Utterance], data: Path
) -> Iterator[Finding]:
    seen = {utterance.intent for utterance in utterances}
    for topic in content.topics:
        if topic not in seen:
            yield _error(data, f"no utterance for « {topic} »", "write some under its intent")
    for utterance in utterances:
        if utterance.intent not in content.topics:
            yield _error(
                utterance.where, f"unknown topic « {utterance.intent} »", "use an id of topics.yml"
            )


def _check_duplicates(utterances: list[Utterance]) -> Iterator[Finding]:
    first: dict[str, Utterance] = {}
    for utterance in utterances:
        other = first.setdefault(utterance.key, utterance)
        if other.intent != utterance.intent:
            yield _error(
                utterance.where,
                f"« {utterance.text} » stands under « {other.intent} » and « {utterance.intent} »",
                "keep one",
            )


def _error(where: str | Path, problem: str, remedy: str) -> Finding:
    return Finding("error", str(where), problem, remedy)

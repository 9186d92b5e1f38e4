"""The checks of content/ and data/: what an editor must know before a visitor reads it.

Findings are in French, the editors' language.

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
    read_yaml,
)
from bot.figures import unsupported_figures
from bot.training_data import Utterance, read_utterances
from bot.typography import missing_spaces

_NAME_TITLED = "nommez un sujet qui a un titre"
FALLBACK_INTENT = "nlu_fallback"  # Rasa's own, which no utterance teaches
RELATED_RANGE = (2, 3)  # buttons under an answer: enough to go on, few enough to be read


@dataclass(frozen=True)
class Finding:
    """One thing to mend (an error) or to look at again (a warning)."""

    severity: Literal["error", "warning"]
    where: str
    problem: str
    remedy: str

    @property
    def label(self) -> str:
        """The severity, for the report."""
        return "erreur" if self.severity == "error" else "à relire"

    def __str__(self) -> str:
        return f"{self.where} : {self.problem} ({self.remedy})"


def check_content(content: Content, today: date) -> list[Finding]:
    """Return every finding on content/; `today` decides which facts are due for review."""
    findings = [
        *_check_coverage(content),
        *_check_titles(content),
        *_check_facts(content, today),
    ]
    for topic, card in content.cards.items():
        findings += _check_card(content, topic, card)
    for topic, reply in content.replies.items():
        findings += _check_reply(content, topic, reply)
    return findings


def check_data(content: Content, data: Path) -> list[Finding]:
    """Return every finding on the utterances of the folder `data`. Raises DataError."""
    utterances = read_utterances(data)
    return [*_check_intents(content, utterances, data), *_check_duplicates(utterances)]


def check_text(
    content: Content, where: str | Path, text: str, fact_ids: list[str], limit: int
) -> Iterator[Finding]:
    """Yield what is wrong with a text that a visitor reads: length, figures, spaces."""
    if len(text) > limit:
        yield error(where, f"texte de {len(text)} caractères", f"tenez-vous à {limit}")
    sources = [content.facts[fact].wording for fact in fact_ids if fact in content.facts]
    for figure in unsupported_figures(text, sources):
        yield error(
            where, f"« {figure} » n'est dans aucun des faits cités", "citez son fait ou retirez-le"
        )
    for excerpt in missing_spaces(text):
        yield error(where, f"il manque une espace dans « {excerpt} »", "ajoutez-la")


def check_fact_id(content: Content, where: str | Path, fact: str) -> Iterator[Finding]:
    """Yield a finding when no fact has this id."""
    if fact not in content.facts:
        yield error(where, f"fait introuvable « {fact} »", "nommez un fait de content/facts")


def error(where: str | Path, problem: str, remedy: str) -> Finding:
    """Return a finding that must be mended."""
    return Finding("error", str(where), problem, remedy)


def check_domain(content: Content, domain: Path) -> list[Finding]:
    """Return every finding on the intents and responses of bot/domain.yml."""
    document = read_yaml(domain)
    intents = set(document.get("intents") or []) - {FALLBACK_INTENT}
    responses = {name.removeprefix("utter_") for name in document.get("responses") or {}}
    findings = []
    for section, named in (("intents", intents), ("responses", responses)):
        for topic in sorted(set(content.topics) - named):
            findings.append(error(domain, f"« {topic} » manque dans {section}", "ajoutez-le"))
        for topic in sorted(named - set(content.topics)):
            findings.append(
                error(domain, f"« {topic} » de {section} est inconnu", "ajoutez-le à topics.yml")
            )
    return findings


def _check_coverage(content: Content) -> Iterator[Finding]:
    answers = content.folder / "answers"
    for topic in content.faq_topics:
        if topic not in content.cards:
            yield error(answers / f"{topic}.yml", "ce sujet n'a pas de fiche", "écrivez-la")
    for topic in content.cards:
        if topic not in content.faq_topics:
            yield error(
                content.card_path(topic),
                "aucun sujet de ce nom dans topics.yml",
                "renommez le fichier ou ajoutez le sujet",
            )
    for topic in [*content.chat_topics, OUT_OF_SCOPE]:
        if topic not in content.replies:
            yield error(
                content.folder / "replies.yml", f"aucune réponse pour « {topic} »", "écrivez-la"
            )
    for role_id, role in content.roles.items():
        if role.topic not in content.faq_topics:
            yield error(
                content.folder / "roles.yml",
                f"{role_id} : sujet inconnu « {role.topic} »",
                "nommez un sujet de topics.yml",
            )


def _check_titles(content: Content) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for topic in [*content.cards, *content.replies]:
        title = content.title(topic)
        other = first.setdefault(title.lower(), topic)
        if title and other != topic:
            in_replies = f"{content.folder / 'replies.yml'}: {topic}"
            where = content.card_path(topic) if topic in content.cards else in_replies
            yield error(where, f"« {title} » est aussi le titre de « {other} »", "changez-en un")


def _check_facts(content: Content, today: date) -> Iterator[Finding]:
    month = today.strftime("%Y-%m")
    cited = {fact for card in content.cards.values() for fact in cited_facts(card)}
    for reply in content.replies.values():
        cited.update(reply.facts, *(case.facts for case in reply.cases))
    for fact in content.facts.values():
        where = f"{content.folder / 'facts'}: {fact.id}"
        for topic in fact.topics:
            if topic not in content.topics:
                yield error(where, f"sujet inconnu « {topic} »", "nommez un sujet de topics.yml")
        if fact.review_by and fact.review_by < month and fact.id in cited:
            yield Finding(
                "warning",
                where,
                f"à relire depuis {fact.review_by}",
                "relisez sa source, puis repoussez review_by",
            )


def cited_facts(card: Card) -> list[str]:
    """Return every fact id that a card cites."""
    variants = [fact for variant in card.by_role.values() for fact in variant.facts]
    return [*card.facts, *card.more_facts, *variants]


def _check_card(content: Content, topic: str, card: Card) -> Iterator[Finding]:
    where = str(content.card_path(topic))
    yield from check_text(content, f"{where}: title", card.title, card.facts, TITLE_LIMIT)
    yield from check_text(content, f"{where}: answer", card.answer, card.facts, ANSWER_LIMIT)
    yield from check_text(content, f"{where}: short", card.short, card.facts, SHORT_LIMIT)
    facts_of_more = [*card.facts, *card.more_facts]
    yield from check_text(content, f"{where}: more", card.more, facts_of_more, ANSWER_LIMIT)
    for role, variant in card.by_role.items():
        place = f"{where}: by_role.{role}"
        if role not in content.roles:
            yield error(place, "rôle inconnu", "nommez un rôle de roles.yml")
        yield from check_text(content, place, variant.answer, variant.facts, ANSWER_LIMIT)
    yield from _check_related(content, topic, card, where)
    for fact in dict.fromkeys(cited_facts(card)):
        yield from check_fact_id(content, where, fact)


def _check_related(content: Content, topic: str, card: Card, where: str) -> Iterator[Finding]:
    least, most = RELATED_RANGE
    if not least <= len(card.related) <= most:
        yield error(where, f"{len(card.related)} sujets liés", f"donnez-en {least} ou {most}")
    for related in card.related:
        if related not in content.topics or not content.title(related):
            yield error(where, f"sujet lié introuvable « {related} »", _NAME_TITLED)
        if related == topic:
            yield error(where, "la fiche se cite elle-même", "nommez un autre sujet")


def _check_reply(content: Content, topic: str, reply: Reply) -> Iterator[Finding]:
    where = f"{content.folder / 'replies.yml'}: {topic}"
    for text in reply.texts:
        yield from check_text(content, where, text, reply.facts, ANSWER_LIMIT)
    for case in reply.cases:
        for text in case.texts if not case.language else []:
            yield from check_text(content, where, text, case.facts, ANSWER_LIMIT)
        for fact in case.facts:
            yield from check_fact_id(content, where, fact)
    if reply.yes and reply.yes not in content.topics:
        yield error(where, f"sujet introuvable « {reply.yes} » pour « oui »", _NAME_TITLED)
    for button in reply.buttons:
        if button not in content.topics or not content.title(button):
            yield error(where, f"bouton introuvable « {button} »", _NAME_TITLED)
    yield from check_text(content, f"{where}.title", reply.title, reply.facts, TITLE_LIMIT)
    for fact in reply.facts:
        yield from check_fact_id(content, where, fact)


def _check_intents(content: Content, utterances: list[Utterance], data: Path) -> Iterator[Finding]:
    seen = {utterance.intent for utterance in utterances}
    for topic in content.topics:
        if topic not in seen:
            yield error(data, f"aucun exemple pour « {topic} »", "écrivez-en")
    for utterance in utterances:
        if utterance.intent not in content.topics:
            yield error(
                utterance.where,
                f"sujet inconnu « {utterance.intent} »",
                "nommez un sujet de topics.yml",
            )


def _check_duplicates(utterances: list[Utterance]) -> Iterator[Finding]:
    first: dict[str, Utterance] = {}
    for utterance in utterances:
        other = first.setdefault(utterance.key, utterance)
        if other.intent != utterance.intent:
            yield error(
                utterance.where,
                f"« {utterance.text} » figure sous « {other.intent} » et « {utterance.intent} »",
                "gardez-en un",
            )

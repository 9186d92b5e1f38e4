"""The checks of the utterances: what an editor must know before a training."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.content import Content, read_yaml
from bot.content.checks import Finding, error
from bot.training.utterances import Utterance, read_utterances

FALLBACK_INTENT = "nlu_fallback"  # Rasa's own, which no utterance teaches


def check_data(content: Content, data: Path) -> list[Finding]:
    """Return every finding on the utterances of the folder `data`. Raises DataError."""
    utterances = read_utterances(data)
    return [
        *_check_intents(content, utterances, data),
        *_check_duplicates(utterances),
        *_check_synonyms(content, data),
        *_check_names(data),
    ]


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


def _check_synonyms(content: Content, data: Path) -> Iterator[Finding]:
    for file in sorted(data.glob("*.yml")):
        document = read_yaml(file)
        blocks = document.get("nlu") or [] if isinstance(document, dict) else []
        for role in (block["synonym"] for block in blocks if "synonym" in block):
            if role not in content.roles:
                where = f"{file}: {role}"
                yield error(where, f"rôle inconnu « {role} »", "nommez un rôle de roles.yml")


def _check_names(data: Path) -> Iterator[Finding]:
    for file in sorted(data.rglob("*")):
        if file.suffix.lower() in (".yaml", ".yml") and file.suffix != ".yml":
            yield error(file, "rien ne lit ce fichier", "renommez-le en .yml")


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

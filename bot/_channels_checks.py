"""The checks of content/channels.yml."""

from __future__ import annotations

from bot.channels._sentences import Sentences
from bot.checks import Finding
from bot.content import Content

CHANNELS_FILE = "channels.yml"
SENTENCE_LIMIT = 160  # characters: one SMS


def check_sentences(content: Content, sentences: Sentences) -> list[Finding]:
    """Return every finding on content/channels.yml."""
    findings = []
    for key, sentence in sentences.items():
        where = f"{content.folder / CHANNELS_FILE}: {key}"
        if len(sentence.text) > SENTENCE_LIMIT:
            remedy = f"abrégez à {SENTENCE_LIMIT} caractères, la longueur d'un SMS"
            problem = f"{len(sentence.text)} caractères"
            findings.append(Finding("error", where, problem, remedy))
        for topic in sentence.buttons:
            if not content.title(topic):
                remedy = "nommez un sujet ou une réponse qui a un titre"
                findings.append(Finding("error", where, f"bouton inconnu « {topic} »", remedy))
    return findings

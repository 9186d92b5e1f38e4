"""The short titles of content/short_titles.yml, for the platforms that cut a button's words."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.channels.replies import Button
from bot.content import Content, Document
from bot.content.checks import Finding, check_form, error, warning
from bot.errors import ContentError
from bot.text.typography import typeset

TITLES_FILE = "short_titles.yml"
LONGEST_TITLE = 20  # characters: of a quick reply, on Messenger and WhatsApp alike

Titles = dict[str, str]  # by topic, or « topic/choice »


def titles_of(document: Document) -> Titles:
    """Return the short titles of a document. Raises ContentError."""
    titles = document.mapping()
    for label, title in titles.items():
        if not isinstance(title, str):
            problem, remedy = "doit être un texte", "écrivez un seul texte"
            raise ContentError(document.where(label, name=str(label)), problem, remedy)
    return {str(label): typeset(title) for label, title in titles.items()}


def shortened(buttons: list[Button], titles: Mapping[str, str]) -> list[Button]:
    """Return buttons with their short titles, where they have any."""
    return [
        {**button, "title": titles.get(_label(button["payload"]), button["title"])}
        for button in buttons
    ]


def check_titles(content: Content, titles: Titles) -> list[Finding]:
    """Return every finding on content/short_titles.yml."""
    file = content.folder / TITLES_FILE
    findings: list[Finding] = []
    for label, title in titles.items():
        where = f"{file}: {label}"
        findings += check_form(where, title, LONGEST_TITLE)
        topic = label.partition("/")[0]
        if not (content.title(topic) or content.may_answer(topic)):
            remedy = "nommez un sujet ou une réponse qui a un titre"
            findings.append(error(where, f"sujet inconnu « {topic} »", remedy))
    remedy = f"ajoutez-le, en {LONGEST_TITLE} caractères au plus"
    findings += [
        warning(file, f"« {topic} » n'a pas de titre court", remedy)
        for topic in content.faq_topics
        if topic not in titles
    ]
    return findings


def _label(payload: str) -> str:
    """Return the label of what a button leads to: « topic », or « topic/choice »."""
    topic, opened, entities = payload.removeprefix("/").partition("{")
    if not opened:
        return topic
    choice = next(iter(json.loads(opened + entities).values()), "")
    return f"{topic}/{choice}"

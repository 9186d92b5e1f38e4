"""The short titles of content/short_titles.yml, for the platforms that cut a button's words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.channels.replies import Button
from bot.content import Content, Document
from bot.content.checks import Finding, check_form, error, warning
from bot.errors import ContentError
from bot.nlu.heard import DETAIL
from bot.text.typography import typeset

TITLES_FILE = "short_titles.yml"
LONGEST_TITLE = 20  # characters: of a quick reply, on Messenger and WhatsApp alike

Titles = dict[str, str]  # by topic, « topic/choice » or « topic/detail »


def titles_of(document: Document) -> Titles:
    """Return the short titles of a document. Raises ContentError."""
    titles = document.mapping()
    for label, title in titles.items():
        if not isinstance(title, str):
            problem, remedy = "doit être un texte", "écrivez un seul texte"
            raise ContentError(document.where(label, name=str(label)), problem, remedy)
    return {str(label): typeset(title) for label, title in titles.items()}


def shortened(
    buttons: Sequence[Button], titles: Mapping[str, str], about: str | None = None
) -> list[Button]:
    """Return buttons with their short titles, where these say enough: no two are the same.

    A detail's says enough under an answer on its own topic, which is what the buttons are `about`.
    """
    shown: set[str] = set()
    found: list[Button] = []
    for button in buttons:
        short = _short(button["payload"], titles, about)
        title = short if short and short not in shown else button["title"]
        shown.add(title)
        found.append({**button, "title": title})
    return found


def check_titles(content: Content, titles: Titles) -> list[Finding]:
    """Return every finding on content/short_titles.yml."""
    file = content.folder / TITLES_FILE
    findings: list[Finding] = []
    for label, title in titles.items():
        where = f"{file}: {label}"
        findings += check_form(where, title, LONGEST_TITLE)
        findings += _check_label(content, where, label)
    remedy = f"ajoutez-le, en {LONGEST_TITLE} caractères au plus"
    findings += [
        warning(file, f"« {topic} » n'a pas de titre court", remedy)
        for topic in content.faq_topics
        if topic not in titles
    ]
    return findings + _check_alike(content, file, titles)


def _check_label(content: Content, where: str, label: str) -> Iterator[Finding]:
    topic, _, choice = label.partition("/")
    if not (content.title(topic) or content.may_answer(topic)):
        remedy = "nommez un sujet ou une réponse qui a un titre"
        yield error(where, f"sujet inconnu « {topic} »", remedy)
    elif choice and topic in content.cards and not content.may_answer(label):
        # No error: whoever takes a detail out of a card has not to know this file.
        yield warning(where, f"la fiche « {topic} » n'a plus ce détail", "retirez ce titre")


def _check_alike(content: Content, file: Path, titles: Titles) -> list[Finding]:
    """Return what two details of a card are both called: one screen may show both."""
    first: dict[tuple[str, str], str] = {}
    findings = []
    for label, title in titles.items():
        topic, _, detail = label.partition("/")
        of_a_card = detail and topic in content.cards
        other = first.setdefault((topic, title.lower()), label) if of_a_card else label
        if other != label:
            problem = f"« {title} » est aussi le titre de « {other} »"
            findings.append(error(f"{file}: {label}", problem, "changez-en un"))
    return findings


def _short(payload: str, titles: Mapping[str, str], about: str | None) -> str:
    """Return the short title of what a payload leads to: « topic », or « topic/choice »."""
    topic, opened, entities = payload.removeprefix("/").partition("{")
    if not opened:
        return titles.get(topic, "")
    told = json.loads(opened + entities)
    if DETAIL in told and topic != about:
        return ""
    return titles.get(f"{topic}/{next(iter(told.values()), '')}", "")

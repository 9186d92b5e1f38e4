"""What a visitor holds against the bot's own words: where they stand, and why two answers differ.

« c'est quoi le rapport avec France Travail ? », « c'est toi qui l'as dit, immersion », and of two
answers that say yes and no: « faudrait savoir ! ».
"""

from __future__ import annotations

from dataclasses import replace

from bot.content import Content
from bot.content.keys import TOLD_SO, TWO_ANSWERS
from bot.dialogue.cues import cued
from bot.dialogue.hearing import Reading, worded
from bot.dialogue.meanings import words_told
from bot.dialogue.messages import Context
from bot.text.asking import asking_part


def recalled(content: Content, text: str, context: Context) -> Reading | None:
    """Return what answers words about what the bot said, or None when these are about a matter."""
    last = context.last_answer
    if last is None or context.in_need:
        return None
    cue = cued("told_by_you", asking_part(text) or text)  # « … et les 853 €, c'est du net ? »
    told = words_told(cue["after"], last.text) if cue else None
    if told:
        return worded(content, TOLD_SO, sentence=told.sentence)
    before, now = context.answer_before, last.labels[0]
    if before in ("", now) or not cued("contradicts", text):
        return None
    asks = {name: _question(content, label) for name, label in (("before", before), ("now", now))}
    if not all(asks.values()):
        return None
    return replace(worded(content, TWO_ANSWERS, **asks), offers=(now, before))


def _question(content: Content, label: str) -> str:
    """Return the question that an answer of a label is to, "" of a fact."""
    topic, _, detail = label.partition("/")
    known = topic in content.cards and not detail.startswith("=")
    return content.question(topic, detail) if known else ""

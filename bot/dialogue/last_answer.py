"""Whether the answer just given holds what is asked: « et il faut quel âge ? », and it told one."""

from __future__ import annotations

import re

from bot.content import Content
from bot.dialogue.cues import cued
from bot.dialogue.hearing import Ranked
from bot.dialogue.meanings import without_introduction
from bot.dialogue.messages import Context, Message
from bot.text.denials import keys
from bot.text.forms import form_of, is_elliptic
from bot.text.sentences import sentences_of
from bot.text.typography import typeset
from bot.text.wanted import held, lacks_a_measure, things_wanted
from bot.text.words import folded, normalise

_FEW_WORDS = 6  # that ask for a thing
_LIKELY = 0.8  # of another answer, which is said then: « et ils ont gagné ? » after a strike
_VERDICT = re.compile(r"(?:oui|non)\b", re.IGNORECASE)
_REASON = re.compile(r"\b(?:car|parce|puisque|comme|cause|raison|afin|donc|grace|faute)\b|\bpour ")


def told_it(content: Content, text: str, answers: Ranked, context: Context) -> bool:
    """Tell whether few words want what stands in the last answer and in no likelier one.

    `answers` are those that still stand, best first.
    """
    last, wants = context.last_answer, things_wanted(normalise(text))
    question = content.question(last.topic, last.detail) if last else ""
    if last is not None and cued("verdict", text) and _is_of(question, text):
        said = without_introduction(last.text).removeprefix(typeset(question)).lstrip()
        return _VERDICT.match(said) is not None
    if last is None or len(text.split()) > _FEW_WORDS:
        return False
    if not wants:
        return _told_of(content, text, last)
    just_said = f"{last.topic}/{last.detail}"
    labels = [label for label, _ in answers]
    if just_said not in labels or lacks(content, text, context):
        return False
    if labels[0] != just_said and answers[0][1] >= _LIKELY:
        return False
    other = next((label for label in labels if label != just_said), "")
    return not (other and wants <= held(content.statement(other)))


def _is_of(question: str, text: str) -> bool:
    """Tell whether an answered question is one of rights, where words ask for a verdict on one."""
    return bool(cued("right", question)) or not cued("right", text)


def lacks(content: Content, text: str, context: Context) -> bool:
    """Tell whether a message wants a kind of thing, a measure or a reason that the last answer,
    with the question that it answers, does not hold.
    """
    last, plain = context.last_answer, normalise(text)
    if last is None:
        return False
    said = f"{content.question(last.topic, last.detail)} {without_introduction(last.text)}"
    if form_of(text) == "why" and not _REASON.search(folded(said)):
        return True
    return not things_wanted(plain) <= held(said) or lacks_a_measure(said, plain)


def _told_of(content: Content, text: str, last: Message) -> bool:
    """Tell whether the last answer told it of what is named: « et pour un cadre ? »."""
    named = keys(text)
    wants = things_wanted(normalise(content.question(last.topic, last.detail)))
    if not (named and wants and is_elliptic(text)):
        return False
    sentences = sentences_of(without_introduction(last.text))
    return any(named <= keys(told) and bool(wants & held(told)) for told in sentences)

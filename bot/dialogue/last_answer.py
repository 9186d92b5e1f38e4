"""Whether the answer just given holds what is asked: « et il faut quel âge ? », and it told one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.content import Content
from bot.dialogue.meanings import without_introduction
from bot.dialogue.messages import Context
from bot.text.wanted import has_the_words, held, things_wanted
from bot.text.words import normalise

_FEW_WORDS = 6  # that ask for a thing


def told_it(content: Content, text: str, answers: Sequence[str], context: Context) -> bool:
    """Tell whether few words want what stands in the last answer and in no likelier one.

    `answers` are the labels of those that still stand, best first.
    """
    last, wants = context.last_answer, things_wanted(normalise(text))
    if last is None or not wants or len(text.split()) > _FEW_WORDS:
        return False
    just_said = f"{last.topic}/{last.detail}"
    if just_said not in answers or lacks(content, text, context):
        return False
    other = next((label for label in answers if label != just_said), "")
    return not (other and wants <= held(content.statement(other)))


def lacks(content: Content, text: str, context: Context) -> bool:
    """Tell whether a message wants a kind of thing, or has a word, that the last answer does not.

    The question that was answered counts as part of the answer.
    """
    last, plain = context.last_answer, normalise(text)
    if last is None:
        return False
    question = content.question(last.topic, last.detail)
    holds = things_wanted(plain) <= held(without_introduction(last.text))
    return not (holds and has_the_words(f"{question} {last.text}", plain))

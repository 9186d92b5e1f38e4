"""Whether the answer just given holds what is asked."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.last_answer import told_it
from bot.dialogue.messages import Context, Message
from bot.text.typography import typeset
from tests.contents import CONTENT

_TOLD = Message("Oui, dès 16 ans, dit la loi.", "how_to_apply", "answer", detail="minor")
_CONTEXT = Context(last=_TOLD, last_answer=_TOLD)
_JUST_TOLD, _OTHER = "how_to_apply/minor", "salary/"


def test_few_words_want_what_was_just_told() -> None:
    answers = [(_OTHER, 0.4), (_JUST_TOLD, 0.3)]
    assert told_it(CONTENT, "à quel âge ?", answers, _CONTEXT)


def test_what_another_answer_likely_tells_was_not_told() -> None:
    answers = [(_OTHER, 0.9), (_JUST_TOLD, 0.1)]
    assert not told_it(CONTENT, "à quel âge ?", answers, _CONTEXT)


def test_a_verdict_is_told_though_its_question_was_said_before_it() -> None:
    question = typeset(CONTENT.question("how_to_apply", "minor"))
    told = replace(_TOLD, text=f"{question} Oui, dès 16 ans, dit la loi.")
    assert told_it(CONTENT, "MAIS C'EST OUI OU NON", [], Context(last=told, last_answer=told))
    told = replace(_TOLD, text=f"{question} Cela dépend.")
    assert not told_it(CONTENT, "MAIS C'EST OUI OU NON", [], Context(last=told, last_answer=told))


def test_a_verdict_on_something_else_is_none_on_a_right() -> None:
    gone = Message("Non, Bloctel n'existe plus.", "stop_unwanted_calls", "answer", detail="bloctel")
    allowed = Message("Non, ni le dimanche…", "cold_calling_rules", "answer", detail="sunday")
    for told, holds in ((gone, False), (allowed, True)):
        context = Context(last=told, last_answer=told)
        assert told_it(CONTENT, "ils ont le droit ?", [], context) is holds

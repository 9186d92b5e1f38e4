"""The words of the last answer, said once more: whole, in fewer words, or the sentence wanted."""

from __future__ import annotations

import re

from bot.content import ALREADY_SAID, ANSWER_LIMIT, SHORT_LIMIT, Content, Detail
from bot.content.keys import IN_SHORT, SAID_BEFORE
from bot.dialogue.framing import intro
from bot.dialogue.messages import Context, Message
from bot.text.sentences import beginning, beginning_only
from bot.text.wanted import telling_sentence

# A verdict before what stands without it: « Non, c'est interdit », not « Oui, si le contrat… ».
_CLAUSE = r"(?:c['’]est|payer|on|ils?|elles?|vous|votre|l['’]|la|les?|une?)\b"
_VERDICT = re.compile(rf"^(?:Oui|Non)(?:\s?:|,(?: et)?(?= {_CLAUSE}))\s")
_FEWEST = 80  # characters of an answer that was not understood: its first sentence, or two


def said_again(content: Content, last: Message, context: Context) -> str:
    """Return what the last answer said, after words that say that it was said."""
    said = _said_last(content, last)
    if context.about == IN_SHORT:
        return f"{intro(content, IN_SHORT, context)} {beginning(said, _FEWEST)}"
    if context.about == SAID_BEFORE:
        # « Non : appeler est interdit » says yes to « c'est interdit, non ? ».
        told = _VERDICT.sub("", telling_sentence(said, context.heard))
        return f"{intro(content, SAID_BEFORE, context)} {told}"
    return f"{intro(content, ALREADY_SAID, context)} {said}"


def _said_last(content: Content, last: Message) -> str:
    card = content.cards[last.topic]
    told = card.detail(last.detail) or card
    variant = told.by_role.get(last.role or "")
    if isinstance(told, Detail):
        return (variant or told).answer
    fact = content.facts.get(last.detail.removeprefix("="))
    if fact is not None:
        return beginning(fact.statement, ANSWER_LIMIT)
    if last.detail:  # what was put together for one message
        before = (f"{intro} " for intro in content.replies[ALREADY_SAID].texts)
        return last.text.removeprefix(next(filter(last.text.startswith, before), ""))
    return beginning_only(variant.answer, SHORT_LIMIT) if variant else card.short

"""Two answers that are both likely, each with its question and in short.

Who asked reads at once which one is theirs: a guess at one of them alone costs a turn when amiss.
"""

from __future__ import annotations

from bot.content import Content
from bot.content.keys import ASK_SOURCE, TELL_ME_MORE, TORN
from bot.dialogue.buttons import topic_buttons
from bot.dialogue.framing import framed, intro
from bot.dialogue.messages import Context, Message
from bot.text.sentences import beginning

_IN_SHORT = 130  # characters of each answer, a whole sentence at least
_SUGGESTIONS = 2


def torn(content: Content, topic: str, context: Context) -> Message | None:
    """Return both answers where a rival of the one that was read is likely, or None."""
    card = content.cards[topic]
    first = card.detail(context.detail) or card
    other_topic, _, key = context.rival.partition("/")
    other_card = content.cards.get(other_topic)
    if not context.hedged or other_card is None or context.fact or context.role:
        return None
    second = other_card.detail(key) or other_card
    answers = {f"{topic}/{context.detail}": first.answer, context.rival: second.answer}
    lines = [
        f"{_asked(content, label)} {beginning(answer, _IN_SHORT)}"
        for label, answer in answers.items()
    ]
    facts = tuple(dict.fromkeys([*first.facts, *second.facts]))
    text = "\n".join([intro(content, TORN, context), *lines])
    cut = [label for label, told in answers.items() if beginning(told, _IN_SHORT) != told]
    others = [label for label in context.offers if label not in answers]
    ways_on = [*cut[:1], *others[:1], *cut[1:]][:_SUGGESTIONS]
    buttons = topic_buttons(content, [*ways_on, ASK_SOURCE])
    return Message(
        framed(content, text, facts, context),
        topic,
        "answer",
        facts=facts,
        buttons=buttons,
        yes=TELL_ME_MORE,
        detail=context.detail,
    )


def _asked(content: Content, label: str) -> str:
    topic, _, detail = label.partition("/")
    question = content.question(topic, detail)
    return question if question.endswith("?") else f"{question}\u00a0:"

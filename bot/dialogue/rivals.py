"""Two answers that are both likely, said one below the other.

Who asked reads at once which one is theirs: a guess at one of them alone costs a turn when amiss.
"""

from __future__ import annotations

from bot.content import Content
from bot.content.keys import ASK_SOURCE, OR_ELSE, TELL_ME_MORE, TORN
from bot.dialogue.buttons import topic_buttons
from bot.dialogue.framing import framed, intro
from bot.dialogue.messages import Context, Message
from bot.text.sentences import beginning

_IN_SHORT = 130  # characters of an answer beside another, a whole sentence at least
_SUGGESTIONS = 2


def torn(content: Content, topic: str, context: Context) -> Message | None:
    """Return two answers in short where neither is sure, or None."""
    label = f"{topic}/{context.detail}"
    if not context.hedged or not _has_rival(content, label, context):
        return None
    labels = (label, context.rival)
    said = [f"{_question(content, each)} {_in_short(content, each)}" for each in labels]
    facts = tuple(dict.fromkeys(fact for each in labels for fact in _facts(content, each)))
    text = "\n".join([intro(content, TORN, context), *said])
    cut = [each for each in labels if _in_short(content, each) != content.statement(each)]
    others = [each for each in context.offers if each not in labels]
    ways_on = [*cut[:1], *others[:1], *cut[1:]][:_SUGGESTIONS]
    return Message(
        framed(content, text, facts, context),
        topic,
        "answer",
        facts=facts,
        buttons=topic_buttons(content, [*ways_on, ASK_SOURCE]),
        yes=TELL_ME_MORE,
        detail=context.detail,
    )


def or_else(content: Content, label: str, context: Context) -> tuple[str, tuple[str, ...]]:
    """Return what is said below the answer of a label, on the word of which facts: "" for nothing.

    That is the beginning of its rival, after the question that this one answers.
    """
    if context.hedged or not _has_rival(content, label, context):
        return "", ()
    asks = content.question(*_parts(context.rival))
    words = intro(content, OR_ELSE, context).replace("{asks}", asks)
    return f"\n{words} {_in_short(content, context.rival)}", _facts(content, context.rival)


def _has_rival(content: Content, label: str, context: Context) -> bool:
    topic, detail = _parts(context.rival)
    card = content.cards.get(topic)
    stands = card is not None and (not detail or card.detail(detail) is not None)
    return stands and context.rival != label and not (context.fact or context.role)


def _question(content: Content, label: str) -> str:
    question = content.question(*_parts(label))
    return question if question.endswith("?") else f"{question}\u00a0:"


def _in_short(content: Content, label: str) -> str:
    return beginning(content.statement(label), _IN_SHORT)


def _facts(content: Content, label: str) -> tuple[str, ...]:
    topic, detail = _parts(label)
    card = content.cards[topic]
    return tuple((card.detail(detail) or card).facts)


def _parts(label: str) -> tuple[str, str]:
    topic, _, detail = label.partition("/")
    return topic, detail

"""What is worth a button beside an answer: what else may be asked, what was not told, what is near.

Labels, « topic/detail »; plain functions of the content and of what was said before.
"""

from __future__ import annotations

from bot.content import Content
from bot.content.keys import ASK_SOURCE, TELL_ME_MORE
from bot.dialogue.buttons import payload_of, topic_buttons
from bot.dialogue.hearing import as_label
from bot.dialogue.messages import Button, Context
from bot.dialogue.replies import is_tactless
from bot.dialogue.told_numbers import age_of, contradicted

MOST_SUGGESTED = 2  # under an answer: more are no help on a phone


def next_after(content: Content, topic: str, said: str, context: Context) -> tuple[Button, ...]:
    """Return what is offered after an answer: two suggestions, « plus » and the source."""
    left = untold(content, topic, said, context)
    likely = near(content, f"{topic}/{said}", context)
    apart = _suited(topic, said, context) or related(content, topic, context)
    more = [TELL_ME_MORE] if left else []
    likely, left, apart = (_fitting(labels, content, context) for labels in (likely, left, apart))
    ordered = dict.fromkeys([*likely[:1], *left[:1], *apart[:1], *left[1:]])
    return topic_buttons(content, [*list(ordered)[:MOST_SUGGESTED], *more, ASK_SOURCE])


def near(content: Content, said: str, context: Context) -> list[str]:
    """Return what else the words may ask that was not told, likeliest first."""
    labels = (label for label in context.near if label != said and label not in context.told)
    return [label for label in labels if label.partition("/")[0] in content.cards]


def untold(content: Content, topic: str, said: str, context: Context) -> list[str]:
    """Return the details of a topic that were not told, those that follow `said` first."""
    labels = [f"{topic}/{detail.id}" for detail in content.cards[topic].details]
    mine = f"{topic}/{said}"
    here = labels.index(mine) + 1 if mine in labels else 0
    ordered = [*labels[here:], *labels[:here]]
    return [label for label in ordered if label not in context.told and label != mine]


def related(content: Content, topic: str, context: Context) -> list[str]:
    """Return the topics related to one that were not told, the first of them if all were."""
    fit = [other for other in content.cards[topic].related if not is_tactless(other, context)]
    return [other for other in fit if not context.said.get(other)] or fit[:1]


def _suited(topic: str, said: str, context: Context) -> list[str]:
    """Return what suits this visitor and was neither told nor offered just before."""
    shown = {button.payload for button in context.buttons}
    here = {topic, f"{topic}/{said}"}
    offered = (label for label in context.suited if payload_of(label) not in shown)
    return [label for label in offered if label not in here and not _is_told(label, context)]


def _fitting(labels: list[str], content: Content, context: Context) -> list[str]:
    """Return what may be offered to a visitor of the age that is known."""
    age = age_of(context.profile)
    if age is None:
        return labels
    return [label for label in labels if not contradicted(label, content, "", age)]


def _is_told(label: str, context: Context) -> bool:
    return as_label(label) in context.told

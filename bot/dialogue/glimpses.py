"""What the likeliest choices of « Vous pensez à… ? » would answer, in a sentence each.

Whose question is among them reads its answer at once, without a turn more; who asked something else
sees that the bot only guesses.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from bot.content import Card, Content, Detail
from bot.content.keys import GLIMPSE
from bot.dialogue.hearing import Ranked
from bot.dialogue.messages import Context
from bot.dialogue.rivals import answer_of, is_help
from bot.dialogue.sources import source_line
from bot.text.sentences import beginning

_AT_MOST = 2  # more would be read by nobody
_IN_SHORT, _LEAST = 110, 50  # characters of each, in whole sentences
_LIKELY = 0.08  # share of an answer worth a sentence


def glimpses(
    content: Content, offers: Iterable[str], answers: Ranked, context: Context
) -> tuple[str, tuple[str, ...]]:
    """Return what the likeliest of the labels offered would answer, and on the word of which facts.

    `answers` are their shares. None after a call for help, in a swindle, nor of what is help.
    """
    if context.distress or context.stages:
        return "", ()
    shares = dict(answers)
    likely = [label for label in offers if shares.get(label, 0.0) >= _LIKELY][:_AT_MOST]
    held = [(label, own) for label in likely if (own := answer_of(content, label))]
    shown = [*takewhile(lambda each: not is_help(content, each[1]), held)]
    if not shown:
        return "", ()
    lines = [_line(content, label, own) for label, own in shown]
    facts = tuple(dict.fromkeys(fact for _, own in shown for fact in own.facts))
    return "\n".join([*lines, *filter(None, [source_line(content, facts)])]), facts


def _line(content: Content, label: str, own: Card | Detail) -> str:
    topic, _, detail = label.partition("/")
    wording = content.replies[GLIMPSE].texts[0].replace("{asks}", content.question(topic, detail))
    return wording.replace("{in_short}", beginning(own.answer, _IN_SHORT, _LEAST))

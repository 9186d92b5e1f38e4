"""What is heard beside the answer just given: that it says so already, or that it lacks it.

Plain functions; the likelihoods are those of the answer finder.
"""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.hearing import Heard
from bot.dialogue.likely import first
from bot.dialogue.messages import Context

_LIKELY_SAID = 0.6  # of the answer just given, to other words: what is asked stands in it
_CLOSE = 0.2  # of an answer that is worth saying beside the one just given
_NEGLIGIBLE = 0.05  # what the answers that were not handed on have together


def just_said(context: Context) -> str:
    """Return the label of the answer given last, "" of none."""
    last = context.last_answer
    return f"{last.topic}/{last.detail}" if last else ""


def is_said_already(heard: Heard, context: Context) -> bool:
    """Tell whether what is asked is likeliest what the answer just given says."""
    best, share = first(heard.answers)
    held = not (best.endswith("/") or heard.lacks_it or heard.at_length)
    return held and best == just_said(context) and share >= _LIKELY_SAID


def tells_of_it(heard: Heard, context: Context) -> bool:
    """Tell whether a case is told on which the answer just given is the best there is."""
    best, share = first(heard.answers)
    return heard.tells and best == just_said(context) and share >= _LIKELY_SAID


def nothing_closer(heard: Heard, context: Context) -> bool:
    """Tell whether the answer just given is by far the nearest, and lacks what is asked."""
    best, share = first(heard.answers)
    other = heard.answers[1][1] if len(heard.answers) > 1 else 0.0
    nearest = best == just_said(context) and not best.endswith("/") and share >= _LIKELY_SAID
    return nearest and heard.lacks_it and not heard.again and other < _CLOSE


def last_topic(context: Context) -> str:
    """Return the topic of the answer given last, "" of none."""
    return context.last_answer.topic if context.last_answer else ""


def without_the_last(heard: Heard, context: Context) -> Heard:
    """Return what was heard without the answer just given: other words ask for another one."""
    said = just_said(context)
    if heard.again or said not in dict(heard.answers) or said.endswith("/"):
        return heard
    return without(said, heard)


def without(label: str, heard: Heard) -> Heard:
    """Return what was heard without an answer, whose share the others have."""
    shares = dict(heard.answers)
    rest = 1 - shares.pop(label, 0.0) + _NEGLIGIBLE
    return replace(heard, answers=[(other, share / rest) for other, share in shares.items()])

"""What words ask that but point back at the answer just given: « ils ont le droit ? ».

Their own topic is none: what is likely is likely by what was just read alone. Where that leaves it
open, the answers that may be meant are offered rather than one guessed.
"""

from __future__ import annotations

from dataclasses import replace

from bot.content.keys import (
    ARE_YOU_SURE,
    ASK_SOURCE,
    DID_YOU_MEAN,
    NO_DETAIL_KNOWN,
    REPEAT,
    TELL_ME_MORE,
)
from bot.dialogue.hearing import Heard, Reading
from bot.dialogue.just_said import just_said, last_topic
from bot.dialogue.likely import MOST_OFFERED, first, hedged, plain
from bot.dialogue.messages import Context

# Probabilities of answers in reach, chosen on tests/pointing: a development set since.
_SURE, _FAIR = 0.65, 0.35
_BEYOND_RIVALRY = 0.8
# What may be asked of an answer itself: « et après ? », « ça vient d'où ? ».
_OF_THE_ANSWER = frozenset({ARE_YOU_SURE, ASK_SOURCE, REPEAT, TELL_ME_MORE})


def is_pointing(heard: Heard, context: Context) -> bool:
    """Tell whether words but point back at the answer given last, out of care and swindles.

    An offer of choices after it is none to point at.
    """
    answer, last = context.last_answer, context.last
    in_view = answer is not None and last is not None and last.topic in (answer.topic, DID_YOU_MEAN)
    apart = heard.in_care or heard.in_fraud or heard.corrects
    return heard.points_back and in_view and not apart


def pointed_at(heard: Heard, context: Context) -> Reading:
    """Return what words ask that but point back at the answer given last."""
    others = [each for each in heard.answers if each[0] != just_said(context)]
    heard = replace(heard, answers=others)
    _, share = first(others)
    if heard.topic in _OF_THE_ANSWER and (heard.surely or share < _FAIR):
        return Reading(heard.topic)
    if share >= _SURE:
        return plain(heard, _BEYOND_RIVALRY)
    if share >= _FAIR:
        return hedged(heard)
    labels = [label for label, share in others if share and "/=" not in label]
    if not labels:
        return Reading(last_topic(context), about=NO_DETAIL_KNOWN)
    return Reading(None, offers=tuple(labels[:MOST_OFFERED]))

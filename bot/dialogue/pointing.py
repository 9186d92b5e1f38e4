"""What words ask that but point back at the answer just given: « ils ont le droit ? ».

Their own topic is none: what is likely is likely by what was just read alone. Where that leaves it
open, the answers that may be meant are offered rather than one guessed.
"""

from __future__ import annotations

from dataclasses import replace

from bot.content.keys import (
    ARE_YOU_SURE,
    ASK_SOURCE,
    NO_DETAIL_KNOWN,
    REPEAT,
    TALK_TO_HUMAN,
    TELL_ME_MORE,
)
from bot.dialogue.hearing import Heard, Reading
from bot.dialogue.just_said import just_said, last_topic
from bot.dialogue.likely import BEYOND_RIVALRY, MOST_OFFERED, first, hedged, plain
from bot.dialogue.messages import Context

# Probabilities of answers in reach, chosen on tests/pointing: a development set since.
_SURE, _FAIR = 0.65, 0.35
_WORTH_OFFERING = 0.01  # less than of others: what is out of reach has lost most of its own
# What may be asked of an answer itself, « ça vient d'où ? », and talk that is surely heard in such
# words, « on peut m'appeler ? »; « qui décide ? » sounds like much else by chance.
_OF_THE_ANSWER = frozenset({ARE_YOU_SURE, ASK_SOURCE, REPEAT})
_TALK = frozenset({"greet", "goodbye", "thanks", "how_are_you", "joke", TALK_TO_HUMAN})


def pointed_at(heard: Heard, context: Context) -> Reading:
    """Return what words ask that but point back at the answer given last."""
    others = [each for each in heard.answers if each[0] != just_said(context)]
    heard = replace(heard, answers=others)
    _, share = first(others)
    if heard.topic in _OF_THE_ANSWER | _TALK and heard.surely:
        return Reading(heard.topic)
    if heard.topic in _OF_THE_ANSWER | {TELL_ME_MORE} and share < _FAIR:  # « et après ? »
        return Reading(heard.topic)
    if share >= _SURE:
        return plain(heard, BEYOND_RIVALRY)
    if share >= _FAIR:
        return hedged(heard)
    labels = [label for label, share in others if share >= _WORTH_OFFERING and "/=" not in label]
    if not labels:
        return Reading(last_topic(context), about=NO_DETAIL_KNOWN)
    return Reading(None, offers=tuple(labels[:MOST_OFFERED]))

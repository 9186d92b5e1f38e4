"""Whether what sounds like a call for help is one in this conversation, and whether help goes on.

Plain functions of a message as heard, and of what was said before.
"""

from __future__ import annotations

from rasa.shared.nlu.training_data.message import Message

from bot.content import Content
from bot.content.care import Care
from bot.content.fraud import FraudWords
from bot.content.keys import CARE_GOES_ON, DISTRESS
from bot.dialogue.messages import Context
from bot.dialogue.parsed import confidence
from bot.dialogue.swindles import spoke_of_a_swindle
from bot.nlu.heard import ANSWERS, ASKED, CARE, DENIES
from bot.text.phrases import mentions

_SURELY_IN_DISTRESS = 0.8
_OF_THE_SAME = 0.6


def in_care(context: Context) -> bool:
    """Tell whether help was just given, or just gone on with, to who is still in need of it."""
    spoken = context.last.topic if context.last else None
    return context.in_need and spoken in (DISTRESS, CARE_GOES_ON)


def says_less(message: Message, context: Context) -> bool:
    """Tell whether what sounds like a call for help is said within one, of less than danger."""
    care = message.get(CARE)
    if care is None:
        return in_care(context)
    milder = message.get(DENIES) or message.get(ASKED) or context.need == Care.GESTURE.value
    return care == Care.FATIGUE.value and context.in_need and bool(milder)


def is_no_cry(message: Message, context: Context, swindle: FraudWords) -> bool:
    """Tell whether what sounds like distress is of what was just told, without its words, or of
    a swindle: no work wears out who sleeps no more then."""
    last, answers = context.last_answer, message.get(ANSWERS) or []
    same = last is not None and last == context.last
    share = sum(part for label, part in answers if last and label.startswith(f"{last.topic}/"))
    unsure = message.get(CARE) is None and confidence(message) < _SURELY_IN_DISTRESS
    if same and unsure and not context.in_need and share >= _OF_THE_SAME:
        return True
    return spoke_of_a_swindle(context, swindle) and message.get(CARE) == Care.WORN.value


def belongs_to_care(content: Content, text: str) -> bool:
    """Tell whether a text means something after a call for help: « oui », « j'ose pas »."""
    return any(mentions(text, case.words) for case in content.replies[CARE_GOES_ON].cases)

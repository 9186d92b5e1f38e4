"""Whether words but point back at the answer given last, which is still in view."""

from __future__ import annotations

from bot.content import Content
from bot.content.keys import DID_YOU_MEAN
from bot.dialogue.messages import Context
from bot.dialogue.swindles import spoke_of_a_swindle
from bot.publishing import FRAUD_WORDS
from bot.text.pointing import points_back


def points_at_the_last(content: Content, text: str, context: Context) -> bool:
    """Tell whether a text but points back at the answer given last, and nothing urgent goes on.

    An offer of choices after it is none to point at. In need and in a swindle words are read by
    what helps there (caring.py, swindles.py).
    """
    answer, last = context.last_answer, context.last
    if answer is None or last is None or last.topic not in (answer.topic, DID_YOU_MEAN):
        return False
    urgent = context.in_need or spoke_of_a_swindle(context, content.part(FRAUD_WORDS))
    return not urgent and points_back(text)

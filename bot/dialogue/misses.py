"""What to say to a message that the bot is not sure to have understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from bot.content import DID_YOU_MEAN, FALLBACK, LOST, SOMETHING_ELSE, Content
from bot.content.keys import WHICH_ONE
from bot.dialogue.buttons import topic_buttons
from bot.dialogue.messages import Button

MOST_CHOICES = 3  # titles read at a glance on a phone
_LOST_AFTER = 1  # misses before this one: at the second, other words would not help either
_MISSES = frozenset({DID_YOU_MEAN, FALLBACK, LOST, SOMETHING_ELSE, WHICH_ONE})


def said_to_a_miss(choices: Sequence[Button], why: str, told: Iterable[str]) -> str:
    """Return the topic of what is said: the choices are offered, or the bot says that it is lost.

    `why` tells of a message that was not read, "" of any other; `told` the topics of what the bot
    said before, newest first.
    """
    if why:
        return why
    if choices:
        return DID_YOU_MEAN
    return LOST if misses_in_a_row(told) >= _LOST_AFTER else FALLBACK


def misses_in_a_row(told: Iterable[str]) -> int:
    """Return how many of what the bot said, newest first, did not understand up to an answer."""
    return len(list(takewhile(_MISSES.__contains__, told)))


def did_you_mean(content: Content, offers: Iterable[str]) -> tuple[Button, ...]:
    """Return the buttons of « Vouliez-vous dire… ? », the way out last, or () with no offer."""
    choices = topic_buttons(content, offers)[:MOST_CHOICES]
    way_out = Button(content.title(SOMETHING_ELSE), "/deny")
    return (*choices, way_out) if choices else ()

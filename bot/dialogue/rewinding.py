"""The conversation before the bot misunderstood: there, a correction asks anew.

« c'est à moi de prouver ? », answered beside the point, then « je parle de l'embauche »: what is
asked is both, of what was spoken of before; neither the answer just given nor what was offered is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

from bot.content.keys import DID_YOU_MEAN
from bot.dialogue.context import context_at
from bot.dialogue.messages import Button, Context
from bot.dialogue.so_far import words_of
from bot.nlu.heard import CORRECTS

_MOST_TURNS = 3  # that are taken back


@dataclass(frozen=True)
class Misheard:
    """The conversation before, the words that were misunderstood, and what they do not ask.

    `words` are oldest first, `rejected` the labels of what was answered and offered to them.
    """

    before: Context
    words: tuple[str, ...]
    rejected: frozenset[str]


def misheard(recent: Sequence[Event]) -> Misheard:
    """Return what a correction takes back of recent events, newest first."""
    words: list[str] = []
    rejected: set[str] = set()
    start = 0
    for _ in range(_MOST_TURNS):
        place = _last_heard(recent, start)
        if place is None:
            break
        rejected |= _answered(recent[start:place])
        heard = recent[place]
        start = place + 1
        typed = not (heard.text or "").startswith("/")
        if typed:
            words.insert(0, words_of(heard))
        if not ((heard.parse_data or {}).get(CORRECTS) if typed else _chosen(recent[start:])):
            break
    earlier = recent[start:]
    place = _last_heard(earlier, 0)
    heard_before = None if place is None else earlier[place]
    return Misheard(context_at(earlier, heard_before), tuple(words), frozenset(rejected))


def _last_heard(recent: Sequence[Event], start: int) -> int | None:
    places = range(start, len(recent))
    return next((place for place in places if isinstance(recent[place], UserUttered)), None)


def _answered(events: Sequence[Event]) -> set[str]:
    """Return the labels of what the bot answered, and of what it asked whether it was meant."""
    spoken = [event for event in events if isinstance(event, BotUttered)]
    labels = {f"{e.metadata.get('topic')}/{e.metadata.get('detail') or ''}" for e in spoken}
    asked = (event for event in spoken if event.metadata.get("topic") == DID_YOU_MEAN)
    return labels | {label for event in asked for label in _offered(event)}


def _offered(event: BotUttered) -> list[str]:
    buttons: list[dict[str, Any]] = event.data.get("buttons") or []
    return [Button(button["title"], button["payload"]).label for button in buttons]


def _chosen(earlier: Sequence[Event]) -> bool:
    """Tell whether a button was pressed among those of « vouliez-vous dire »."""
    spoken = (event for event in earlier if isinstance(event, BotUttered))
    before = next(spoken, None)
    return before is not None and before.metadata.get("topic") == DID_YOU_MEAN

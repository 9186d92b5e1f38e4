"""What to do with a message that the bot is not sure to have understood."""

from __future__ import annotations

from dataclasses import asdict
from itertools import takewhile
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.desk import content, settings
from bot.content import DID_YOU_MEAN, FALLBACK, LOST, SOMETHING_ELSE, Content
from bot.content.keys import WHICH_ONE
from bot.dialogue.buttons import topic_buttons
from bot.dialogue.messages import Button
from bot.dialogue.people import People

MOST_CHOICES = 3  # titles read at a glance on a phone
_LOST_AFTER = 1  # misses before this one: at the second, other words would not help either
_MISSES = frozenset({DID_YOU_MEAN, FALLBACK, LOST, SOMETHING_ELSE, WHICH_ONE})


class ActionDidYouMean(Action):
    """Offers the questions that the reading hesitates between, or says that it is lost."""

    def name(self) -> str:
        return "action_did_you_mean"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        message = tracker.latest_message
        offers = People.of(settings()).offered(DID_YOU_MEAN, message.get("offers") or [])
        choices = did_you_mean(content(), offers)
        if message.get("why"):
            dispatcher.utter_message(response=f"utter_{message['why']}")
        elif choices:
            buttons = [asdict(button) for button in choices]
            dispatcher.utter_message(response=f"utter_{DID_YOU_MEAN}", buttons=buttons)
        elif misses_in_a_row(tracker.events) >= _LOST_AFTER:
            dispatcher.utter_message(response=f"utter_{LOST}")
        else:
            dispatcher.utter_message(response=f"utter_{FALLBACK}")
        return []


def misses_in_a_row(events: list[dict[str, Any]]) -> int:
    """Return how many of the bot's last messages, in a row, said that it did not understand."""
    told = [
        (event.get("metadata") or {}).get("topic") for event in events if event["event"] == "bot"
    ]
    return len(list(takewhile(_MISSES.__contains__, reversed(told))))


def did_you_mean(content: Content, offers: list[str]) -> tuple[Button, ...]:
    """Return the buttons of « Vouliez-vous dire… ? », the way out last, or () with no offer."""
    choices = topic_buttons(content, offers)[:MOST_CHOICES]
    way_out = Button(content.title(SOMETHING_ELSE), "/deny")
    return (*choices, way_out) if choices else ()

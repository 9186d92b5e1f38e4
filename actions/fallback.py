"""What to do with a message that the bot is not sure to have understood."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.content import DID_YOU_MEAN, FALLBACK, SOMETHING_ELSE, Content
from bot.speech import Button, topic_buttons

MOST_CHOICES = 3  # titles read at a glance on a phone


class ActionDidYouMean(Action):
    """Offers the topics that the gate hesitates between, or says that it did not understand."""

    def name(self) -> str:
        return "action_did_you_mean"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        offers = tracker.latest_message.get("offers") or []
        content = _content()
        content.refresh()  # a title that was edited is shown as it is now
        choices = did_you_mean(content, offers)
        if choices:
            buttons = [asdict(button) for button in choices]
            dispatcher.utter_message(response=f"utter_{DID_YOU_MEAN}", buttons=buttons)
        else:
            dispatcher.utter_message(response=f"utter_{FALLBACK}")
        return []


def did_you_mean(content: Content, offers: list[str]) -> tuple[Button, ...]:
    """Return the buttons of « Vouliez-vous dire… ? », the way out last, or () with no offer."""
    choices = topic_buttons(content, offers)[:MOST_CHOICES]
    way_out = Button(content.title(SOMETHING_ELSE), "/deny")
    return (*choices, way_out) if choices else ()


@lru_cache(maxsize=1)
def _content() -> Content:
    return Content()

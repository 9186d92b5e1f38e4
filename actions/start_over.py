"""Starting over: the slots and the flow under way are forgotten."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, AllSlotsReset, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

# A flow that was left calls this action outside any rule: nothing else would follow it.
_LISTEN = FollowupAction("action_listen")


class ActionStartOver(Action):
    """Forgets what was answered; what was said before is no context any more (bot/memory.py)."""

    def name(self) -> str:
        return "action_start_over"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        dispatcher.utter_message(response="utter_start_over")
        return [ActiveLoop(None), AllSlotsReset(), _LISTEN]

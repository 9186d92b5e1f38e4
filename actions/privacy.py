"""« Efface mes données »: what a visitor left is deleted from every store."""

from __future__ import annotations

from asyncio import to_thread
from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, AllSlotsReset, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk import erasure
from bot.content import ERASE_FAILED, ERASED_ALL
from bot.content.keys import ERASED
from bot.errors import RecordsError
from bot.storage import Erased

logger = structlog.get_logger()

# A flow that was left calls this action outside any rule: nothing else would follow it.
_LISTEN = FollowupAction("action_listen")


class ActionErase(Action):
    """Deletes all that the visitor left before this message; the slot ERASED tells the store of
    the conversations not to write it again at the end of the turn."""

    def name(self) -> str:
        return "action_erase"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        try:
            message = (tracker.latest_message or {}).get("message_id") or ""
            erased = await to_thread(_erase, tracker.sender_id, message)
        except RecordsError as error:
            logger.error("privacy.erase_failed", problem=str(error))
            dispatcher.utter_message(response=f"utter_{ERASE_FAILED}")
            return [_LISTEN]
        logger.info("privacy.erased", **erased)
        dispatcher.utter_message(response=f"utter_{ERASED_ALL}")
        return [ActiveLoop(None), AllSlotsReset(), SlotSet(ERASED, True), _LISTEN]


def _erase(conversation: str, message: str) -> Erased:
    return erasure().erase_conversation(conversation, message)  # which first opens the database


class ActionStartOver(Action):
    """Forgets what was answered; what was said before is no context any more."""

    def name(self) -> str:
        return "action_start_over"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        dispatcher.utter_message(response="utter_start_over")
        return [ActiveLoop(None), AllSlotsReset(), _LISTEN]

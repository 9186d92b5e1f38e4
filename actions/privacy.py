"""« Efface mes données »: what a visitor left is deleted from every store."""

from __future__ import annotations

from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, AllSlotsReset, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk import records
from bot.content import ERASE_FAILED, ERASED_ALL
from bot.errors import RecordsError
from bot.speech import ERASED

logger = structlog.get_logger()

# A flow that was left calls this action outside any rule: nothing else would follow it.
_LISTEN = FollowupAction("action_listen")


class ActionErase(Action):
    """Deletes the contact requests and feedback; the slot ERASED tells the store of the
    conversations to delete this one."""

    def name(self) -> str:
        return "action_erase"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        try:
            erased = records().erase_conversation(tracker.sender_id)
        except RecordsError as error:
            logger.error("privacy.erase_failed", problem=str(error))
            dispatcher.utter_message(response=f"utter_{ERASE_FAILED}")
            return [_LISTEN]
        logger.info("privacy.erased", entries=erased)
        dispatcher.utter_message(response=f"utter_{ERASED_ALL}")
        return [ActiveLoop(None), AllSlotsReset(), SlotSet(ERASED, True), _LISTEN]

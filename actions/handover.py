"""« Je veux parler à quelqu'un »: whom a visitor can reach here, said as it is."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.desk import content, settings
from bot.content import HUMAN_CONTACT, Content
from bot.dialogue.buttons import topic_buttons
from bot.dialogue.messages import Button
from bot.settings import Settings

TOPIC = "talk_to_human"
CALL_ME_BACK = "leave_contact_details"
# A flow that was left calls this action outside any rule: nothing else would follow it.
_LISTEN = FollowupAction("action_listen")


class ActionTalkToHuman(Action):
    """Gives the address and hours of the operator's team, or says that there is none here."""

    def name(self) -> str:
        return "action_talk_to_human"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        said = handover(content(), settings())
        if said is None:
            dispatcher.utter_message(response=f"utter_{TOPIC}")
            return [_LISTEN]
        text, buttons, yes = said
        choices = [asdict(button) for button in buttons]
        dispatcher.utter_message(text=text, buttons=choices, topic=TOPIC, kind="reply", yes=yes)
        return [_LISTEN]


def handover(content: Content, settings: Settings) -> tuple[str, tuple[Button, ...], str] | None:
    """Return the words, buttons and meaning of « oui », or None when nobody can be reached."""
    if not settings.human_contact and not settings.delivers:
        return None
    reach, hours, also_note, only_note = content.replies[HUMAN_CONTACT].texts
    note = also_note if settings.human_contact else only_note
    parts = [
        reach.replace("{contact}", settings.human_contact) if settings.human_contact else "",
        hours.replace("{hours}", settings.human_hours) if settings.human_hours else "",
        note if settings.delivers else "",
    ]
    offered = [CALL_ME_BACK] if settings.delivers else []
    buttons = topic_buttons(content, [*offered, *content.replies[HUMAN_CONTACT].buttons])
    return " ".join(filter(None, parts)), buttons, CALL_ME_BACK if settings.delivers else ""

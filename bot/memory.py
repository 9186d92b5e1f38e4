"""What the bot remembers of a conversation, read from the events of its tracker."""

from __future__ import annotations

from itertools import islice
from typing import Any

from rasa.shared.core.events import BotUttered, Event, Restarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.speech import DISTRESS, START_OVER, Button, Context, Message, role_in_play

# SMS and WhatsApp are paid by the part, a kiosk is read standing.
BRIEF_CHANNELS = frozenset({"twilio", "kiosk", "whatsapp"})
# Its home screen says that a program answers.
ANNOUNCED = frozenset({"kiosk"})
# They show the sources of an answer by themselves, from the facts that it carries.
SOURCES_APART = frozenset({"web", "kiosk", "telegram", "facebook", "whatsapp", "slack"})
ROLE = "role"
LANGUAGE = "language"  # of a message that is not in French, as its NLU says

# Events looked back through for what was said: some 15 turns, so a long conversation costs no more.
_MEMORY = 150
_FACTUAL = ("answer", "more", "brief")


def context_of(tracker: DialogueStateTracker, output_channel: str = "") -> Context:
    """Return what a message depends on, read from the recent events of the conversation."""
    recent = _recent(tracker)
    spoken = [event for event in recent if isinstance(event, BotUttered)]
    told = [event for event in spoken if "topic" in event.metadata]
    said: dict[str, int] = {}
    for event in told:
        said[event.metadata["topic"]] = said.get(event.metadata["topic"], 0) + 1
    factual = [event for event in told if event.metadata.get("kind") in _FACTUAL]
    last_answer = _remembered(factual[0]) if factual else None
    heard = tracker.latest_message
    return Context(
        role=role_in_play(_role_of(heard), heard.text or "" if heard else "", last_answer),
        last_answer=last_answer,
        last=_remembered(told[0]) if told else None,
        said=said,
        heard=heard.text or "" if heard else "",
        language=str((heard.parse_data or {}).get(LANGUAGE) or "") if heard else "",
        distress=_spoke_of_distress(tracker),
        buttons=_last_buttons(recent),
        announced=output_channel in ANNOUNCED,
        brief=output_channel in BRIEF_CHANNELS,
        sources_apart=output_channel in SOURCES_APART,
    )


def _spoke_of_distress(tracker: DialogueStateTracker) -> bool:
    # Even before a new start: whoever spoke of dying is told no joke.
    events = islice(reversed(tracker.events), _MEMORY)
    return any(isinstance(e, BotUttered) and e.metadata.get("topic") == DISTRESS for e in events)


def _role_of(heard: UserUttered | None) -> str | None:
    entities: list[dict[str, Any]] = list(heard.entities or []) if heard else []
    return next((str(e["value"]) for e in entities if e.get("entity") == ROLE), None)


def _recent(tracker: DialogueStateTracker) -> list[Event]:
    recent = []
    for event in islice(reversed(tracker.events), _MEMORY):
        if isinstance(event, Restarted):
            break
        recent.append(event)
        if isinstance(event, BotUttered) and event.metadata.get("topic") == START_OVER:
            break
    return recent


def _last_buttons(recent: list[Event]) -> tuple[Button, ...]:
    """Return the buttons that the bot showed last: those that a number or a title chooses."""
    spoken = (event for event in recent if isinstance(event, BotUttered))
    shown = (event.data.get("buttons") for event in spoken)
    buttons: list[dict[str, Any]] = next(filter(None, shown), [])
    return tuple(Button(button["title"], button["payload"]) for button in buttons)


def _remembered(event: BotUttered) -> Message:
    memory = event.metadata
    return Message(
        text=event.text or "",
        topic=memory["topic"],
        kind=memory.get("kind", "reply"),
        role=memory.get("role"),
        facts=tuple(memory.get("facts", ())),
        yes=memory.get("yes", ""),
    )

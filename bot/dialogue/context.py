"""What the bot remembers of a conversation, read from the events of its tracker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import Any
from weakref import ReferenceType, ref

from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.content.care import Care
from bot.content.keys import (
    CARE_DENIED,
    CARE_GOES_ON,
    DEFINE,
    DISCRIMINATION,
    DISTRESS,
    HELP,
)
from bot.content.traits import ANNOUNCED, BRIEF_CHANNELS, SHARED, SOURCES_APART
from bot.dialogue.messages import FACTUAL, WORDED, Button, Context, Message
from bot.dialogue.profile import Profile
from bot.dialogue.so_far import case_in, need_in, said_in, since_start, so_far, words_of
from bot.dialogue.speech import role_in_play
from bot.nlu.heard import (
    ANSWERS,
    CARE,
    DETAIL,
    LANGUAGE,
    READING,
    REFUSES,
    ROLE,
)
from bot.text.denials import keys
from bot.text.words import normalise

# Turns looked back through for the words of each, and for words of dying: the store reads as many.
# What was told, and what is known of the visitor, is remembered for longer (`so_far`).
_MEMORY, _MEMORY_OF_DISTRESS = 30, 15


_WORTH_SUGGESTING = 0.03  # the likelihood of an answer beside the one that is given,
_WORTH_OFFERING = 0.2  # and of one where none is given
_MOST_SUMS_BACK = 8  # messages back to a sum that is wanted again
_MOST_BACK = 4  # messages back to that which named two jobs
_MOST_REFUSALS_BACK = 8  # messages back to what a correction refused


@dataclass(frozen=True)
class _Read:
    """A context, and what it was read from: a conversation that is the same as long as no event
    comes to it."""

    tracker: ReferenceType[DialogueStateTracker]
    events: int
    recent: Sequence[Event]
    output_channel: str
    context: Context

    def is_of(self, tracker: DialogueStateTracker) -> bool:
        """Tell whether the same events would be read now."""
        return self.events == len(tracker.events) and self.tracker() is tracker


_last: _Read | None = None  # the components of the NLU ask for it one after the other


def context_of(tracker: DialogueStateTracker, output_channel: str = "") -> Context:
    """Return what a message depends on, read from the recent events of the conversation."""
    global _last
    read = _last  # another thread may put its own in the place of it
    if read is None or not read.is_of(tracker) or read.output_channel != output_channel:
        recent = recent_events(tracker)
        context = context_at(recent, tracker.latest_message, output_channel)
        context = replace(context, distress=_spoke_of_distress(tracker))
        read = _last = _Read(ref(tracker), len(tracker.events), recent, output_channel, context)
    return read.context


def context_at(
    since: Sequence[Event], heard: UserUttered | None, output_channel: str = ""
) -> Context:
    """Return the same of what was said since the start, newest first, `heard` last."""
    known = so_far(since)
    recent = list(_last_turns(since, _MEMORY))
    spoken = [event for event in recent if isinstance(event, BotUttered)]
    told = [event for event in spoken if "topic" in event.metadata]
    factual = [event for event in told if event.metadata.get("kind") in FACTUAL]
    last_answer = _spoken_of(recent, told[0]) if told else None
    if last_answer is None and factual:
        last_answer = _remembered(factual[0])
    reading = (heard.parse_data or {}).get(READING) or {} if heard else {}
    in_care = reading.get("about") in (CARE_GOES_ON, CARE_DENIED)
    return Context(
        detail=_detail_of(heard) or str(reading.get("detail") or ""),
        fact=str(reading.get("fact") or ""),
        hedged=bool(reading.get("hedged")),
        rival=str(reading.get("rival") or ""),
        near=_near(heard, _WORTH_SUGGESTING),
        nearest=_near(heard, _WORTH_OFFERING),
        words=str(reading.get("words") or ""),
        worded_facts=tuple(reading.get("facts") or ()),
        about=str(reading.get("about") or ""),
        missing=str(reading.get("missing") or ""),
        noted=str(reading.get("noted") or ""),
        profile=Profile(**{each.name: known.profile.get(each.name) for each in fields(Profile)}),
        offers=tuple(reading.get("offers") or ()),
        sum=_sum_before(recent),
        sums=_recent_sums(recent),
        cited=known.cited,
        told=known.labels,
        role=role_in_play(_role_of(heard), words_of(heard) if heard else "", last_answer),
        last_answer=last_answer,
        answer_before=known.before(last_answer.labels[0] if last_answer else ""),
        last=_remembered(told[0]) if told else None,
        said=known.said,
        heard=words_of(heard) if heard else "",
        language=str((heard.parse_data or {}).get(LANGUAGE) or "") if heard else "",
        compared=_named_together(recent),
        care=need_in([event for event in since if event is not heard]) or ""
        if in_care
        else _care_of(heard),
        in_need=known.need is not None,
        need=known.need or "",
        stages=frozenset(known.stages),
        settled=known.settled,
        buttons=_last_buttons(recent),
        announced=output_channel in ANNOUNCED,
        brief=output_channel in BRIEF_CHANNELS,
        sources_apart=output_channel in SOURCES_APART,
        kiosk=output_channel in SHARED,
    )


def last_words(tracker: DialogueStateTracker) -> str:
    """Return what the visitor said last, in words and not by a button, or ""."""
    said = (words_of(e) for e in recent_events(tracker) if isinstance(e, UserUttered))
    return next((text for text in said if text and not text.startswith("/")), "")


def said_so_far(tracker: DialogueStateTracker) -> str:
    """Return all that the visitor said lately in words, a line a message."""
    recent = _last_turns(recent_events(tracker), _MEMORY)
    said = (words_of(e) for e in recent if isinstance(e, UserUttered))
    return "\n".join(text for text in said if not text.startswith("/"))


def wanted_so_far(tracker: DialogueStateTracker) -> str:
    """Return all that the visitor said lately, without what they refused: « formateur non »."""
    recent = _last_turns(recent_events(tracker), _MEMORY)
    return "\n".join(_unrefused(event) for event in recent if isinstance(event, UserUttered))


def _unrefused(heard: UserUttered) -> str:
    text = words_of(heard)
    refused = str((heard.parse_data or {}).get(REFUSES) or "")
    if text.startswith("/"):
        return ""
    if not refused:
        return text
    return re.sub(rf"(?<!\w){re.escape(refused)}(?!\w)", " ", normalise(text))


def case_told(tracker: DialogueStateTracker) -> str:
    """Return what the visitor first told of their case, "" for nothing; no danger, no swindle."""
    return case_in(recent_events(tracker))


def refused_so_far(tracker: DialogueStateTracker, text: str) -> tuple[str, ...]:
    """Return what the visitor said is not asked, newest first; not what they speak of since.

    `text` is the message that is read now, without what it refuses itself.
    """
    refused: list[str] = []
    spoken_of = keys(text)
    for heard in islice(_heard(recent_events(tracker)), _MOST_REFUSALS_BACK):
        words = str((heard.parse_data or {}).get(REFUSES) or "")
        if words and not keys(words) & spoken_of:
            refused.append(words)
        if not words:
            spoken_of |= keys(words_of(heard))
    return tuple(dict.fromkeys(refused))


def _heard(recent: Iterable[Event]) -> Iterator[UserUttered]:
    return (event for event in recent if isinstance(event, UserUttered))


def _spoke_of_distress(tracker: DialogueStateTracker) -> bool:
    # Even before a new start: whoever spoke of dying is told no joke.
    events = _last_turns(said_in(reversed(tracker.events)), _MEMORY_OF_DISTRESS)
    return any(isinstance(e, BotUttered) and e.metadata.get("topic") == DISTRESS for e in events)


def _care_of(heard: UserUttered | None) -> str:
    return str((heard.parse_data or {}).get(CARE) or "") if heard else ""


def _near(heard: UserUttered | None, least: float) -> tuple[str, ...]:
    """Return the labels of the answers that the words may ask for, likeliest first."""
    found = (heard.parse_data or {}).get(ANSWERS) or [] if heard else []
    return tuple(label for label, share in found if share >= least and "=" not in label)


def _spoken_of(recent: Sequence[Event], told: BotUttered) -> Message | None:
    """Return a definition, or help against a refusal, told last as an answer on its topic."""
    if told.metadata.get("topic") not in (DEFINE, DISTRESS):
        return None
    before = recent[next(place for place, event in enumerate(recent) if event is told) :]
    asked = next((event for event in before if isinstance(event, UserUttered)), None)
    data = (asked.parse_data or {}) if asked else {}
    if told.metadata.get("topic") == DISTRESS:
        wronged = data.get(CARE) == Care.WRONGED.value
        return Message(told.text or "", DISCRIMINATION, "answer") if wronged else None
    topic = str((data.get(READING) or {}).get("topic") or "")
    known = topic not in ("", HELP)  # the intent of a term that no topic goes with
    return Message(told.text or "", topic, "answer") if known else None


def _role_of(heard: UserUttered | None) -> str | None:
    return _entity(heard, ROLE)


def _named_together(recent: Sequence[Event]) -> tuple[str, str] | None:
    """Return the two jobs that a message named, the last one that named any two, or None."""
    heard = islice((event for event in recent if isinstance(event, UserUttered)), _MOST_BACK)
    for event in heard:
        named = [e["value"] for e in event.entities or [] if e.get("entity") == ROLE]
        match list(dict.fromkeys(map(str, named))):
            case [first, second]:
                return first, second
    return None


def _detail_of(heard: UserUttered | None) -> str | None:
    return _entity(heard, DETAIL)


def _sum_before(recent: Sequence[Event]) -> str:
    """Return what the last answer worked out, or "" when it was no sum."""
    spoken = (e for e in recent if isinstance(e, BotUttered) and e.metadata.get("kind") in FACTUAL)
    last = next(spoken, None)
    if last is None or last.metadata.get("detail") != WORDED:
        return ""
    before = islice(recent, recent.index(last), None)
    asked = next((event for event in before if isinstance(event, UserUttered)), None)
    reading = (asked.parse_data or {}).get(READING) or {} if asked else {}
    return str(reading.get("sum") or "")


def _recent_sums(recent: Sequence[Event]) -> tuple[str, ...]:
    """Return what the last messages asked to work out, also with other answers since."""
    heard = islice((e for e in recent if isinstance(e, UserUttered)), _MOST_SUMS_BACK)
    readings = ((event.parse_data or {}).get(READING) or {} for event in heard)
    return tuple(dict.fromkeys(str(r["sum"]) for r in readings if r.get("sum")))


def _entity(heard: UserUttered | None, name: str) -> str | None:
    entities: list[dict[str, Any]] = list(heard.entities or []) if heard else []
    return next((str(e["value"]) for e in entities if e.get("entity") == name), None)


def recent_events(tracker: DialogueStateTracker) -> Sequence[Event]:
    """Return what was said since the conversation started, or started over, the newest first."""
    read = _last
    if read is not None and read.is_of(tracker):
        return read.recent
    return list(since_start(reversed(tracker.events)))


def topics_told(tracker: DialogueStateTracker) -> Iterator[str]:
    """Yield the topics of what the bot said, newest first."""
    said = (event for event in recent_events(tracker) if isinstance(event, BotUttered))
    return (str(event.metadata.get("topic") or "") for event in said)


def _last_turns(events: Iterable[Event], most: int) -> Iterator[Event]:
    """Yield the events of the last turns, newest first; a turn begins with a message."""
    for event in events:
        yield event
        most -= isinstance(event, UserUttered)
        if not most:
            return


def _last_buttons(recent: Sequence[Event]) -> tuple[Button, ...]:
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
        detail=memory.get("detail", ""),
    )

"""What the bot remembers of a conversation, read from the events of its tracker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import Any
from weakref import ReferenceType, ref

from rasa.shared.core.events import BotUttered, Event, Restarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.content.care import Care
from bot.content.keys import (
    CARE_DENIED,
    CARE_GOES_ON,
    CARE_HEARD,
    DEFINE,
    DISCRIMINATION,
    DISTRESS,
    HELP,
    START_OVER,
)
from bot.content.traits import ANNOUNCED, BRIEF_CHANNELS, SOURCES_APART
from bot.dialogue.messages import FACTUAL, WORDED, Button, Context, Message
from bot.dialogue.profile import Profile
from bot.dialogue.speech import role_in_play
from bot.nlu.heard import (
    ANSWERS,
    CARE,
    DETAIL,
    LANGUAGE,
    PROFILE,
    READING,
    REFUSES,
    ROLE,
    SETTLED,
    STAGES,
)
from bot.text.circumstances import told_in
from bot.text.denials import keys

# Turns looked back through for what was said, and for words of dying: the store reads as many.
_MEMORY, _MEMORY_OF_DISTRESS = 90, 15


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
    output_channel: str
    context: Context

    def is_of(self, tracker: DialogueStateTracker, output_channel: str) -> bool:
        """Tell whether it would be read the same now."""
        same = self.events == len(tracker.events) and self.output_channel == output_channel
        return same and self.tracker() is tracker


_last: _Read | None = None  # the components of the NLU ask for it one after the other


def context_of(tracker: DialogueStateTracker, output_channel: str = "") -> Context:
    """Return what a message depends on, read from the recent events of the conversation."""
    global _last
    read = _last  # another thread may put its own in the place of it
    if read is None or not read.is_of(tracker, output_channel):
        context = context_at(recent_events(tracker), tracker.latest_message, output_channel)
        context = replace(context, distress=_spoke_of_distress(tracker))
        read = _last = _Read(ref(tracker), len(tracker.events), output_channel, context)
    return read.context


def context_at(
    recent: Sequence[Event], heard: UserUttered | None, output_channel: str = ""
) -> Context:
    """Return the same of recent events, newest first; `heard` is the visitor's last message."""
    spoken = [event for event in recent if isinstance(event, BotUttered)]
    told = [event for event in spoken if "topic" in event.metadata]
    said: dict[str, int] = {}
    for event in told:
        said[event.metadata["topic"]] = said.get(event.metadata["topic"], 0) + 1
    factual = [event for event in told if event.metadata.get("kind") in FACTUAL]
    last_answer = _spoken_of(recent, told[0]) if told else None
    if last_answer is None and factual:
        last_answer = _remembered(factual[0])
    reading = (heard.parse_data or {}).get(READING) or {} if heard else {}
    need = _need_in(recent)
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
        profile=_profile_in(recent),
        offers=tuple(reading.get("offers") or ()),
        sum=_sum_before(recent),
        sums=_recent_sums(recent),
        cited=tuple(dict.fromkeys(fact for event in factual for fact in _facts_of(event))),
        told=frozenset(label for event in factual for label in _remembered(event).labels),
        role=role_in_play(_role_of(heard), heard.text or "" if heard else "", last_answer),
        last_answer=last_answer,
        last=_remembered(told[0]) if told else None,
        said=said,
        heard=heard.text or "" if heard else "",
        language=str((heard.parse_data or {}).get(LANGUAGE) or "") if heard else "",
        compared=_named_together(recent),
        care=_need_in(event for event in recent if event is not heard) or ""
        if in_care
        else _care_of(heard),
        in_need=need is not None,
        need=need or "",
        stages=frozenset(stage for data in _data(recent) for stage in data.get(STAGES) or ()),
        settled=_settled_in(recent),
        buttons=_last_buttons(recent),
        announced=output_channel in ANNOUNCED,
        brief=output_channel in BRIEF_CHANNELS,
        sources_apart=output_channel in SOURCES_APART,
    )


def last_words(tracker: DialogueStateTracker) -> str:
    """Return what the visitor said last, in words and not by a button, or ""."""
    said = (e.text or "" for e in recent_events(tracker) if isinstance(e, UserUttered))
    return next((text for text in said if text and not text.startswith("/")), "")


def said_so_far(tracker: DialogueStateTracker) -> str:
    """Return all that the visitor said in words, a line a message."""
    said = (e.text or "" for e in recent_events(tracker) if isinstance(e, UserUttered))
    return "\n".join(text for text in said if not text.startswith("/"))


def case_told(tracker: DialogueStateTracker) -> str:
    """Return what the visitor first told of their case, "" for nothing; no danger, no swindle."""
    heard = [event for event in _heard(recent_events(tracker)) if not _is_urgent(event)]
    told = (told_in(event.text or "") for event in reversed(heard))
    return next(filter(None, told), "")


def _is_urgent(heard: UserUttered) -> bool:
    data = heard.parse_data or {}
    return bool(data.get(CARE) or data.get(STAGES))


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
            spoken_of |= keys(heard.text or "")
    return tuple(dict.fromkeys(refused))


def _heard(recent: Iterable[Event]) -> Iterator[UserUttered]:
    return (event for event in recent if isinstance(event, UserUttered))


def _data(recent: Iterable[Event]) -> Iterator[dict[str, Any]]:
    return (event.parse_data or {} for event in _heard(recent))


def _settled_in(recent: Sequence[Event]) -> dict[str, bool]:
    """Return what was said to be settled in a swindle, or not; the last word counts."""
    said = [data.get(SETTLED) or {} for data in _data(recent)]
    return {name: bool(so) for each in reversed(said) for name, so in each.items()}


def _spoke_of_distress(tracker: DialogueStateTracker) -> bool:
    # Even before a new start: whoever spoke of dying is told no joke.
    events = _last_turns(tracker, _MEMORY_OF_DISTRESS)
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


def _need_in(events: Iterable[Event]) -> str | None:
    """Return what the last call for help called for, "" for help alone; None without an open one.

    One is open until the visitor denies it; who was refused for who they are is in no danger.
    """
    for event in events:
        data = (event.parse_data or {}) if isinstance(event, UserUttered) else {}
        reading = data.get(READING) or {}
        if reading.get("about") == CARE_DENIED or reading.get("noted") == CARE_HEARD:
            return None
        if data.get(CARE) == Care.WRONGED.value:
            continue
        if data.get(CARE) or _calls_for_help(data):
            return str(data.get(CARE) or "")
    return None


def _calls_for_help(data: dict[str, Any]) -> bool:
    reading = data.get(READING) or {}
    named = (data.get("intent") or {}).get("name") == DISTRESS
    return named and reading.get("about") != CARE_GOES_ON


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


def _profile_in(recent: Sequence[Event]) -> Profile:
    """Return what the visitor said of themselves: each message carries all that was said so far."""
    heard = (e.parse_data or {} for e in recent if isinstance(e, UserUttered))
    known: dict[str, Any] = next(filter(None, (data.get(PROFILE) for data in heard)), {})
    return Profile(**{each.name: known.get(each.name) for each in fields(Profile)})


def _facts_of(event: BotUttered) -> tuple[str, ...]:
    return tuple(event.metadata.get("facts") or ())


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


def recent_events(tracker: DialogueStateTracker) -> list[Event]:
    """Return the events since the conversation started, or started over, the newest first."""
    recent = []
    for event in _last_turns(tracker, _MEMORY):
        if isinstance(event, Restarted):
            break
        recent.append(event)
        if isinstance(event, BotUttered) and event.metadata.get("topic") == START_OVER:
            break
    return recent


def _last_turns(tracker: DialogueStateTracker, most: int) -> Iterator[Event]:
    """Yield the events of the last turns, newest first; a turn begins with a message."""
    for event in reversed(tracker.events):
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

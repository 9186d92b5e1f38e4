"""What is remembered of a conversation since it started, or started over, however long ago.

It is told from the events, newest first. A conversation that is read in part begins with an event
that holds what came before (`as_event`): so what a message costs does not grow with what was said,
and a card of a hundred details is told to its end without a repetition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property
from typing import Any, NamedTuple

from rasa.shared.core.events import BotUttered, Event, Restarted, UserUttered

from bot.content.care import Care
from bot.content.keys import CARE_DENIED, CARE_GOES_ON, CARE_HEARD, DISTRESS, START_OVER
from bot.dialogue.messages import FACTUAL
from bot.nlu.heard import CARE, PROFILE, READING, SETTLED, STAGES
from bot.text.circumstances import told_in

_MOST_TURNS = 120  # whose answers are remembered: a card may have a hundred details
_SAID = frozenset({UserUttered, BotUttered, Restarted})
_DENIALS_OF_A_GESTURE = 2  # until which its danger is not over
_SO_FAR = "so_far"  # in the metadata of the event that stands for what came before


class Told(NamedTuple):
    """What a reply told: its topic and, of an answer, « topic/detail@role » and its facts."""

    topic: str
    label: str = ""
    facts: Sequence[str] = ()


@dataclass(frozen=True)
class SoFar:
    """What was told in each of the last turns, the newest first, and who it was told to.

    `profile` is what the visitor said of themselves, `need` what an open call for help called for
    (None without one), `case` what they first told of their case; `stages` is how far a swindle
    has got, and `settled` what of it was said to be settled, or not.
    """

    turns: Sequence[Sequence[Told]] = ()
    profile: dict[str, Any] = field(default_factory=dict)
    need: str | None = None
    case: str = ""
    stages: Sequence[str] = ()
    settled: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def told(self) -> list[Told]:
        """All that was told, the newest first."""
        return [told for turn in self.turns for told in turn]

    @property
    def said(self) -> dict[str, int]:
        """How often each topic was told, the newest first."""
        return dict(Counter(told.topic for told in self.told))

    @property
    def cited(self) -> tuple[str, ...]:
        """The facts of the answers, the newest first."""
        return tuple(dict.fromkeys(fact for told in self.told for fact in told.facts))

    @property
    def labels(self) -> frozenset[str]:
        """The labels of the answers, « topic/detail », also with of whom, « topic/detail@role »."""
        labels = {told.label for told in self.told if told.label}
        return frozenset(labels).union(label.partition("@")[0] for label in labels)

    def before(self, label: str) -> str:
        """Return the label of the newest answer but the one of `label`, "" for none."""
        labels = (told.label.partition("@")[0] for told in self.told if told.label)
        return next((each for each in labels if each != label), "")

    def as_event(self, timestamp: float | None) -> BotUttered:
        """Return the event that stands for all events so far."""
        return BotUttered(metadata={_SO_FAR: asdict(self)}, timestamp=timestamp)


_NOTHING = SoFar()
_last: tuple[object, SoFar] = None, _NOTHING  # what was read last: a turn asks for it three times


def held_by(event: Event) -> SoFar | None:
    """Return what came before an event that stands for it; None for any other event.

    Raises TypeError or KeyError for what another version of the bot wrote otherwise.
    """
    global _last
    kept = event.metadata.get(_SO_FAR) if isinstance(event, BotUttered) else None
    if kept is None:
        return None
    before, held = _last  # another thread may put its own in the place of it
    if before is not kept:
        turns = [[Told(*told) for told in turn] for turn in kept["turns"]]
        held = SoFar(turns, *(kept[each.name] for each in fields(SoFar)[1:]))
        _last = kept, held
    return held


def said_in(events: Iterable[Event]) -> Iterator[Event]:
    """Yield what was said, a third of the events, and where a conversation started over."""
    # Its very class: to ask an abstract one costs ten times as much.
    return (event for event in events if type(event) in _SAID)


def since_start(events: Iterable[Event]) -> Iterator[Event]:
    """Yield what was said, newest first, back to the start, or to what stands for all before."""
    for event in said_in(events):
        if type(event) is Restarted:
            return
        yield event
        memory = event.metadata if type(event) is BotUttered else {}
        if _SO_FAR in memory or memory.get("topic") == START_OVER:
            return


def so_far(recent: Sequence[Event]) -> SoFar:
    """Return what is remembered of the events since the start, newest first; no case of theirs."""
    past = _past(recent)
    turns = [*_turns(recent), *past.turns][:_MOST_TURNS]
    heard = [e.parse_data or {} for e in reversed(recent) if isinstance(e, UserUttered)]
    stages = [*past.stages, *(stage for data in heard for stage in data.get(STAGES) or ())]
    settled = dict(past.settled)
    for data in heard:  # the last word counts
        settled |= data.get(SETTLED) or {}
    # Each message carries all that was said so far of its author.
    profile = next(filter(None, (data.get(PROFILE) for data in reversed(heard))), past.profile)
    need = _need_in(recent, past)
    return SoFar(turns, profile, need, past.case, tuple(dict.fromkeys(stages)), settled)


def with_case(recent: Sequence[Event]) -> SoFar:
    """Return the same of events that are not to be read again."""
    return replace(so_far(recent), case=case_in(recent))


def words_of(heard: UserUttered) -> str:
    """Return the words of a message as the NLU spelt them, or as typed when it read them anew."""
    spelt = str((heard.parse_data or {}).get("text") or "")
    return spelt if spelt and not spelt.startswith("/") else heard.text or ""


def case_in(recent: Sequence[Event]) -> str:
    """Return what the visitor first told of their case, "" for nothing; no danger, no swindle."""
    heard = (e for e in reversed(recent) if isinstance(e, UserUttered) and not _is_urgent(e))
    told = (told_in(words_of(event)) for event in heard)
    return _past(recent).case or next(filter(None, told), "")


def need_in(recent: Sequence[Event]) -> str | None:
    """Return what the last call for help called for, "" for help alone; None without an open one.

    One is open until the visitor denies it; who was refused for who they are is in no danger.
    """
    return _need_in(recent, _past(recent))


def _need_in(recent: Sequence[Event], past: SoFar) -> str | None:
    """Return the need of the newest call, but a gesture's as long as it was not denied twice.

    « je veux mourir » after « j'ai avalé tous mes cachets » takes away no ambulance, nor does a
    first « ça va ».
    """
    newest, denials = None, 0
    for called in [*_calls(recent), *([] if past.need is None else [past.need])]:
        if called is None:
            denials += 1
        elif called == Care.GESTURE.value and denials < _DENIALS_OF_A_GESTURE:
            return called
        elif newest is None and not denials:
            newest = called
    return newest


def _calls(recent: Sequence[Event]) -> Iterator[str | None]:
    """Yield what each call for help called for, the newest first, and None where one is denied."""
    for event in recent:
        if not isinstance(event, UserUttered):
            continue
        data = event.parse_data or {}
        reading = data.get(READING) or {}
        if reading.get("about") == CARE_DENIED or reading.get("noted") == CARE_HEARD:
            yield None
        elif data.get(CARE) != Care.WRONGED.value and (data.get(CARE) or _calls_for_help(data)):
            yield str(data.get(CARE) or "")


def _past(recent: Sequence[Event]) -> SoFar:
    return (held_by(recent[-1]) if recent else None) or _NOTHING


def _turns(recent: Sequence[Event]) -> list[list[Told]]:
    """Return what was told in each turn, the newest first; one begins with a message."""
    turns: list[list[Told]] = [[]]
    for event in recent:
        if isinstance(event, UserUttered):
            turns.append([])
        elif isinstance(event, BotUttered) and "topic" in event.metadata:
            turns[-1].extend(_told(event.metadata))
    return turns if turns[-1] else turns[:-1]


def _told(memory: dict[str, Any]) -> Iterator[Told]:
    """Yield what a reply told, the last said first: of two questions both answers."""
    topic = memory["topic"]
    if memory.get("kind") in FACTUAL:
        label = f"{topic}/{memory.get('detail') or ''}@{memory.get('role') or ''}"
        yield Told(topic, label, memory.get("facts") or ())
    else:
        yield Told(topic)
    if beside := memory.get("beside"):
        yield Told(beside.partition("/")[0], beside)


def _calls_for_help(data: dict[str, Any]) -> bool:
    reading = data.get(READING) or {}
    named = (data.get("intent") or {}).get("name") == DISTRESS
    return named and reading.get("about") != CARE_GOES_ON


def _is_urgent(heard: UserUttered) -> bool:
    data = heard.parse_data or {}
    return bool(data.get(CARE) or data.get(STAGES))

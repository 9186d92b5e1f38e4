"""What the bot says, as one value, and what it depends on."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.dialogue.profile import Profile
from bot.nlu.heard import DETAIL

Kind = Literal["answer", "more", "brief", "sources", "reply"]
# The kinds that state facts: they show their sources, and can be judged (actions/feedback.py).
FACTUAL: frozenset[str] = frozenset({"answer", "more", "brief"})


WORDED = "=worded"  # the detail of a message that was put together for one turn
NOTHING_PRECISE = "=nothing"  # the detail of a message that says that it knows none


@dataclass(frozen=True)
class Button:
    """A choice offered to the visitor; `payload` names its topic exactly: « /heat_pumps »."""

    title: str
    payload: str

    @property
    def label(self) -> str:
        """The label of the answer that it leads to, « topic/ » of a topic's own."""
        topic, opened, detail = self.payload.removeprefix("/").partition("{")
        return f"{topic}/{json.loads(opened + detail).get(DETAIL, '') if opened else ''}"


@dataclass(frozen=True)
class Message:
    """What the bot says, and what is remembered of it; `yes` is the topic of a « oui » after it.

    `beside` is the label, « topic/detail@role », of the first of two answers in it.
    """

    text: str
    topic: str
    kind: Kind = "reply"
    role: str | None = None
    facts: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    yes: str = ""
    detail: str = ""
    beside: str = ""

    @property
    def labels(self) -> tuple[str, str]:
        """What it tells, « topic/detail », and of whom, « topic/detail@role »."""
        label = f"{self.topic}/{self.detail}"
        return label, f"{label}@{self.role or ''}"


@dataclass(frozen=True)
class Context:
    """What of the conversation a message depends on.

    `role` is the job in play, `detail` the precise question or `fact` what answers it, `hedged`
    when that is only fairly sure and `rival` the label of what is likely too, `offers` the
    labels of the other readings, `near` those of the answers that the words may ask for beside,
    and `nearest` the likeliest of them. `profile` is what the visitor said of themselves so
    far, `noted` the reply that takes note of it now, `suited` the labels of what such a visitor
    may want. `sum` is what the last answer worked out, as written, and `sums` what the last
    messages asked to work out, the newest first. `cited` are the facts of the answers so far,
    the newest first. `told` are the labels, « topic/detail », of what was said, « topic/ » of a
    general answer, and « topic/detail@role » of whom. `last` is the bot's last message and
    `last_answer` the last that stated facts, `answer_before` the label of the one before,
    `heard` the visitor's words and `language` theirs when it is not French; `care` is what
    words of distress call for. `said` counts how often each topic was told, so that what is
    heard twice is worded anew, `compared` are the two jobs that the visitor named together.
    `distress` tells whether they spoke of any, even before starting over, `in_need` whether
    they have not denied it since, and `need` is what it called for. `stages` are what helps
    where the visitor said that a swindle has got to, `settled` what they said to be settled in
    it. `buttons` are on the screen. The channel may want short answers (`brief`), or sources
    that are not in the text (`sources_apart`); its page may say by itself that a program
    answers (`announced`), or be a screen that is shared and touched (`kiosk`). Where a message
    is paid by the part, `rest` are the words that tell of what is left of an answer.
    """

    role: str | None = None
    detail: str = ""
    fact: str = ""
    hedged: bool = False
    rival: str = ""
    near: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    words: str = ""
    worded_facts: tuple[str, ...] = ()
    about: str = ""
    missing: str = ""
    noted: str = ""
    profile: Profile = field(default_factory=Profile)
    suited: tuple[str, ...] = ()
    sum: str = ""
    sums: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    told: frozenset[str] = frozenset()
    last_answer: Message | None = None
    answer_before: str = ""
    last: Message | None = None
    said: dict[str, int] = field(default_factory=dict)
    heard: str = ""
    language: str = ""
    compared: tuple[str, str] | None = None
    care: str = ""
    distress: bool = False
    in_need: bool = False
    need: str = ""
    stages: frozenset[str] = frozenset()
    settled: dict[str, bool] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    announced: bool = False
    brief: bool = False
    sources_apart: bool = False
    kiosk: bool = False
    rest: str = ""


def join(first: Message, second: Message) -> Message:
    """Return one message that answers two questions, in order; « et plus ? » goes on the second."""
    told = {first.labels[0], second.labels[0], f"{first.topic}/", f"{second.topic}/"}
    offered = dict.fromkeys([*second.buttons[:-1], *first.buttons[:2], *second.buttons[-1:]])
    buttons = [button for button in offered if button.label not in told]
    return replace(
        second,
        text=f"{first.text}\n\n{second.text}",
        facts=tuple(dict.fromkeys([*first.facts, *second.facts])),
        buttons=tuple(buttons),
        beside=first.labels[1] if first.kind in FACTUAL else "",
    )

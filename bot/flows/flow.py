"""A guided conversation: questions in turn, any digression answered, left and resumed at will.

What a flow asks and says is plain data and plain functions, which tests call without Rasa. The
Rasa form of the flow's name is the loop around it; `FlowAction` is the form's validation action:
it keeps the whole state in one slot of the same name and never lets the form reject a message.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from bot.content.keys import DENY
from bot.dialogue.messages import Button
from bot.text.phrases import mentions, plain_words

State = dict[str, Any]
Verdict = Literal["right", "wrong"] | None


_STOPS = frozenset({"goodbye"})


_DECLINES = (
    "non merci",
    "laisse tomber",
    "laissez tomber",
    "pas envie",
    "la flemme",
    "pas continuer",
)


# « stop », « bon, on arrête là » leave; « j'arrête mes études » is an answer: every word counts.
_STOP_WORDS = frozenset(
    ("stop", "stoppe", "stopper", "arrete", "arreter", "arretons", "annule", "annuler", "quitter")
)


_AROUND_STOP = frozenset(
    (
        *("ok", "bon", "non", "allez", "euh", "on", "je", "j", "veux", "voudrais", "tout", "ca"),
        *("le", "la", "l", "ma", "test", "quiz", "jeu", "demande", "questionnaire", "ici"),
        *("maintenant", "svp", "stp", "merci", "s", "il", "te", "vous", "plait", "peut", "y"),
    )
)


_CLAUSE_END = re.compile(r"[.!?,;:…\n]+\s*")


OPTION = "option"  # the entity of a flow's buttons: /find_my_job{"option": "people"}


@dataclass(frozen=True)
class Heard:
    """A visitor's message inside a flow.

    `topic` is what the NLU understood, None when it was not sure; `option` is the value of the
    button that was pressed, "" for typed words.
    """

    text: str
    topic: str | None = None
    option: str = ""


@dataclass(frozen=True)
class Progress:
    """How far a guided conversation has come: the question `number`, from 1, of `total`."""

    number: int
    total: int


@dataclass(frozen=True)
class Card:
    """Something found for the visitor, the reason, and the choice that tells more."""

    title: str
    why: str
    choice: Button


@dataclass(frozen=True)
class Said:
    """A message of a flow; `facts` are those that its text states.

    One of kind "brief" is an answer of the FAQ's, on the topic `about`. The text says all; the
    rest lets a page show it: `hint` is what to type, said only where no button does the same.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    kind: Literal["question", "reply", "result", "brief"] = "question"
    facts: tuple[str, ...] = ()
    about: str = ""  # the FAQ topic that « dis-m'en plus » goes on with
    hint: str = ""
    progress: Progress | None = None
    verdict: Verdict = None
    cards: tuple[Card, ...] = ()
    previous: Button | None = None  # the way to the question before

    def look(self) -> dict[str, Any]:
        """Return what of it is there for pages alone, as JSON knows it."""
        shown = {
            "progress": self.progress and asdict(self.progress),
            "verdict": self.verdict,
            "cards": [asdict(card) for card in self.cards],
            "previous": self.previous and asdict(self.previous),
        }
        return {name: value for name, value in shown.items() if value}


@dataclass(frozen=True)
class Step:
    """What follows from a message: the new state, what is said, and whether the flow ends."""

    state: State
    says: tuple[Said, ...]
    done: bool = False


class Flow(ABC):
    """The questions of one guided conversation.

    `name` is its form and its slot, `topic` the intent that begins it. A state holds what was
    answered; its entry "asked" names the open question and is None between two runs.
    """

    name: str
    topic: str

    @abstractmethod
    def begin(self, state: State, heard: Heard) -> Step:
        """Begin, or resume with what `state` holds of an earlier run."""

    @abstractmethod
    def answer(self, state: State, heard: Heard) -> Step | None:
        """Take a message as the answer to the open question; None when it is no answer to it."""

    @abstractmethod
    def ask(self, state: State) -> Said:
        """Return the open question again."""

    @abstractmethod
    def puzzled(self, state: State) -> Said:
        """Say that an answer was not understood, and what would be."""

    @abstractmethod
    def stop(self, state: State) -> Step:
        """End at the visitor's wish, before the end."""


def step_after(flow: Flow, state: State, heard: Heard) -> Step | None:
    """Return what follows from a message, or None for a digression."""
    if is_stop(heard):
        return flow.stop(state)
    step = flow.answer(state, heard)
    if step is None and (heard.topic in _STOPS or declines(heard)):
        return flow.stop(state)
    if step is None and heard.topic == flow.topic:
        return Step(state, (flow.ask(state),))
    return step


def is_stop(heard: Heard) -> bool:
    """Tell whether a visitor asks to leave: « stop », in a message of a few words."""
    words = [] if heard.option or heard.text.startswith("/") else plain_words(heard.text).split()
    return bool(_STOP_WORDS.intersection(words)) and _STOP_WORDS.union(_AROUND_STOP) >= set(words)


def leaves_first(heard: Heard) -> bool:
    """Tell whether a message begins with the wish to leave: « stop. vraie question : … »."""
    clauses = _CLAUSE_END.split(heard.text.strip())
    beginnings = (" ".join(clauses[:count]) for count in range(1, len(clauses)))
    return any(is_stop(replace(heard, text=beginning)) for beginning in beginnings)


def declines(heard: Heard) -> bool:
    """Tell whether a visitor wants no more of it: « non merci », where « non » may be an answer."""
    return heard.topic == DENY and mentions(heard.text, _DECLINES)

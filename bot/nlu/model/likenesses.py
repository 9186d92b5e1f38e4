"""In what ways an answer may be like a message: its readings, the likenesses, what each weighs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

FIRST = "first"  # the reading of a message that no answer came before
LATER = ("alone", "after_words", "after_question", "words", "question")
READINGS = (FIRST, *LATER)
SIDES = ("examples", "titles", "answers")  # what a reading is compared with
FACTS = "facts"  # the side of what is said as it stands
MEANS = ("grams", "vectors", "senses")
# The likenesses of a message and an answer, in the order of the ranker's weights. `topic` is what
# the topics say, `same` whether the answer is of the topic answered last, `same_theme` whether of
# that topic's theme (of calls received, say, and not of the work), `just_told` whether it is
# that answer or a fact that it cites, `told` whether it was said before, `general` whether it is
# the general answer of its topic, `general_same` whether of the topic answered last, `covered` how
# much of the words it has, the rare ones above all, `holds` whether it has the kind of thing
# wanted, `next` how like what others said after the same answer who asked for this one, `next_same`
# after any answer of that topic (sayings.py), `supposed` how rare a word its question has that
# nobody said (suppositions.py); what ends in `later` holds after an answer alone.
_COVERED = tuple(f"covered_{name}" for name in READINGS)
_OF_ALL = ("topic", "topic_later", "same", "same_theme", "just_told", "told", *_COVERED, "holds")
_OF_ANSWERS = (
    *(f"{means}_{side}_{name}" for means in MEANS for side in SIDES for name in READINGS),
    *(*_OF_ALL, "general", "general_later", "general_same", "next", "next_same", "supposed"),
)
_OF_A_FACT = "fact_"
_OF_FACTS = tuple(
    f"{_OF_A_FACT}{name}"
    for name in (
        *(f"{means}_{reading}" for means in MEANS for reading in READINGS),
        *(*_OF_ALL, "is", "is_later"),
    )
)
LIKENESSES = (*_OF_ANSWERS, *_OF_FACTS)
COLUMNS = {name: column for column, name in enumerate(LIKENESSES)}


@dataclass(frozen=True)
class Asked:
    """A message in plain spelling and what came before it, "" or empty at the beginning.

    `words` are the visitor's last, `question` is the one that was answered last; `topics` are the
    confidences of the message's topics; `last` is the topic answered last, `after` the label of the
    answer, `just_told` are the
    labels of that answer and of the facts that it cites, `told` those of all that was said.
    `refused` are words for what is not asked, each what one correction refused.
    """

    text: str
    words: str = ""
    question: str = ""
    topics: Mapping[str, float] = field(default_factory=dict)
    last: str = ""
    after: str = ""
    just_told: Collection[str] = ()
    told: Collection[str] = ()
    refused: Collection[str] = ()

    @property
    def readings(self) -> dict[str, str]:
        """What is compared with the answers, by the name of the reading."""
        if not self.last:
            return {FIRST: self.text}
        before = (self.words, self.question)
        after = (f"{words} . {self.text}" if words else self.text for words in before)
        return dict(zip(LATER, (self.text, *after, *before), strict=True))


@dataclass(frozen=True)
class Ranker:
    """What each likeness weighs, by its name: the sums are log odds."""

    weights: Mapping[str, float]

    def scores(self, likenesses: Vectors) -> Vectors:
        """Return messages × labels: how well each answer answers each message."""
        weights = np.array([self.weights[name] for name in LIKENESSES], np.float32)
        sums: Vectors = likenesses @ weights
        return sums

    @cached_property
    def of_readings(self) -> Mapping[str, Vectors]:
        """What a reading's likenesses to the texts of each side weigh: sides × MEANS."""
        sides = (*SIDES, FACTS)
        return {
            reading: np.array(
                [[self.weights[name_of(side, means, reading)] for means in MEANS] for side in sides]
            )
            for reading in READINGS
        }

    @cached_property
    def in_context(self) -> Mapping[str, Mapping[str, float]]:
        """What the likenesses that need no side weigh, of answers and of facts."""
        answers = {name: self.weights[name] for name in _OF_ANSWERS}
        facts = {name.removeprefix(_OF_A_FACT): self.weights[name] for name in _OF_FACTS}
        return {"answers": answers, FACTS: facts}


def name_of(side: str, means: str, reading: str) -> str:
    """Return the name of the likeness of a reading to the texts of a side."""
    return f"{_OF_A_FACT}{means}_{reading}" if side == FACTS else f"{means}_{side}_{reading}"

"""What visitors say right after an answer, with the answers that answer it: tests/follow_ups.

The words before it are drawn by lot from the questions that the answer before is learnt from.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.content import Content, read_yaml
from bot.errors import DataError
from bot.nlu.answers import After, asked_after
from bot.nlu.model.answers import AnswerModel
from bot.nlu.model.likenesses import Asked
from bot.nlu.model.vectors import Encoder
from bot.text.words import normalise
from bot.training.ranking import Judged

_AMONG = 3  # answers offered at most: the right one may be among them


@dataclass(frozen=True)
class FollowUp:
    """What is said after the answer `after`, a label; `right` is empty when nothing answers it."""

    after: str
    says: str
    right: frozenset[str]


@dataclass(frozen=True)
class Followed:
    """Of so many follow-ups that have an answer: the shares found first and among three."""

    answered: int
    first: float
    among_three: float


def read_follow_ups(path: Path, known: Collection[str]) -> list[FollowUp]:
    """Return the follow-ups of a file, or of all files of a folder in order.

    Raises DataError for an entry that lacks a field or names an answer that is not `known`.
    """
    files = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
    found = []
    for file in files:
        for number, entry in enumerate(read_yaml(file), start=1):
            where = f"{file}, follow-up {number}"
            if not (isinstance(entry, dict) and {"after", "says", "right"} <= entry.keys()):
                raise DataError(where, "`after`, `says` or `right` is missing", "write all three")
            labels = [entry["after"], *entry["right"]]
            unknown = next((label for label in labels if label not in known), None)
            if unknown is not None:
                raise DataError(where, f"there is no answer « {unknown} »", "name one that stands")
            found.append(FollowUp(entry["after"], entry["says"], frozenset(entry["right"])))
    return found


def asked_next(
    content: Content,
    follow_up: FollowUp,
    topics: dict[str, float],
    questions: Mapping[str, Sequence[str]],
) -> Asked:
    """Return a follow-up as the finder of answers gets it; `questions` are those of each label."""
    topic, _, key = follow_up.after.partition("/")
    card = content.cards[topic]
    lot = random.Random(follow_up.says)
    words = lot.choice(questions.get(follow_up.after) or [content.title(topic)])
    facts = (card.detail(key) or card).facts
    after = After(topic, key, tuple(facts), frozenset({follow_up.after}))
    return asked_after(content, after, normalise(follow_up.says), normalise(words), topics)


def judge_follow_ups(
    model: AnswerModel, judged: Sequence[Judged], encoder: Encoder | None = None
) -> Followed:
    """Return how often a right answer comes first, and among three."""
    answered = [each for each in judged if each.right]
    ranked = [model.rank(each.asked, encoder or Encoder())[:_AMONG] for each in answered]
    hits = [
        [label in each.right for label, _ in found]
        for each, found in zip(answered, ranked, strict=True)
    ]
    first, among = sum(hit[0] for hit in hits), sum(any(hit) for hit in hits)
    count = max(len(hits), 1)
    return Followed(len(hits), first / count, among / count)

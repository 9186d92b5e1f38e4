"""How often what visitors say right after an answer is answered rightly: tests/follow_ups.

The words before it are drawn by lot from the questions that the answer before is learnt from.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.content import Content
from bot.nlu.asked import After, asked_after
from bot.nlu.model.answers import AnswerModel
from bot.nlu.model.likenesses import Asked
from bot.nlu.model.vectors import Encoder
from bot.text.words import normalise
from bot.training.follow_ups import FollowUp
from bot.training.ranking import Judged

_AMONG = 3  # answers offered at most: the right one may be among them


@dataclass(frozen=True)
class Followed:
    """Of so many follow-ups that have an answer: the shares found first and among three."""

    answered: int
    first: float
    among_three: float


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

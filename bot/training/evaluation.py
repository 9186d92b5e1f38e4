"""How well the bot understands labelled texts: plain counts over predictions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bot.content import OUT_OF_SCOPE


@dataclass(frozen=True)
class Prediction:
    """The label of a text and what the bot made of it.

    `topic` is what it answers on, None for a fallback; `best_guess` is the first of its ranking."""

    text: str
    label: str
    topic: str | None
    best_guess: str | None
    offered: list[str]

    @property
    def right(self) -> bool:
        """Whether the bot answered on the right topic."""
        return self.topic == self.label

    @property
    def right_or_offered(self) -> bool:
        """Whether the right topic was answered, or stood among the buttons offered."""
        return self.right or (self.topic is None and self.label in self.offered)


@dataclass(frozen=True)
class Report:
    """The figures of an evaluation, shares from 0 to 1."""

    messages: int
    right: float
    best_guess_right: float
    right_or_offered: float
    wrong_and_sure: float
    good_refused: float
    out_of_scope_messages: int
    out_of_scope_caught: float | None
    per_topic: dict[str, tuple[int, float]]
    confusions: list[tuple[str, str, int]]

    @property
    def inside(self) -> int:
        """How many messages were the bot's business."""
        return self.messages - self.out_of_scope_messages


def evaluate(predictions: list[Prediction]) -> Report:
    """Return the figures of predictions.

    `right` counts the answers, after the gate has held back what it is not sure of, and
    `best_guess_right` what it would be without the gate; an out-of-scope message is caught when
    no topic is answered; a good question is refused when it is taken for out of scope.
    """
    outside = [p for p in predictions if p.label == OUT_OF_SCOPE]
    inside = [p for p in predictions if p.label != OUT_OF_SCOPE]
    labels = sorted({p.label for p in predictions})
    per_topic = {label: [p.right for p in predictions if p.label == label] for label in labels}
    missed = Counter((p.label, p.topic or "fallback") for p in predictions if not p.right)
    return Report(
        messages=len(predictions),
        right=_share([p.right for p in predictions]),
        best_guess_right=_share([p.best_guess == p.label for p in predictions]),
        right_or_offered=_share([p.right_or_offered for p in predictions]),
        wrong_and_sure=_share([p.topic is not None and not p.right for p in predictions]),
        good_refused=_share([p.topic == OUT_OF_SCOPE for p in inside]),
        out_of_scope_messages=len(outside),
        out_of_scope_caught=(
            _share([p.topic in (None, OUT_OF_SCOPE) for p in outside]) if outside else None
        ),
        per_topic={label: (len(rights), _share(rights)) for label, rights in per_topic.items()},
        confusions=[(label, topic, count) for (label, topic), count in missed.most_common()],
    )


def _share(values: list[bool]) -> float:
    return sum(values) / len(values) if values else 0.0

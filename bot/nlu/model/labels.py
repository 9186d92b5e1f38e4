"""What is known of each answer beside its words: its topics, its theme, the things that it holds.

A flag or a share of each label at once, in their order: what is asked of them at each message is
laid out once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Labels:
    """Labels with the topics of each, the one of its label first, that one's theme, its things."""

    labels: Sequence[str]
    topics: Sequence[Sequence[str]]
    themes: Sequence[str]
    holds: Sequence[frozenset[str]]

    def place(self, label: str) -> int:
        """Return where a label stands, -1 where none is."""
        return self._places.get(label, -1)

    def among(self, labels: Iterable[str]) -> Vectors:
        """Return which are among some labels."""
        flags = np.zeros(len(self.labels), np.float32)
        flags[[self._places[label] for label in labels if label in self._places]] = 1
        return flags

    def of_topic(self, topic: str) -> Vectors:
        """Return which belong to a topic."""
        return self._belongs[self._columns.get(topic, -1)]

    def first_of_topic(self, topic: str) -> Rows:
        """Return the places of those whose own topic it is."""
        return self._own.get(topic, _NONE)

    def of_theme(self, topic: str) -> Vectors:
        """Return which have the theme of a topic."""
        return self._have_theme.get(self._themes.get(topic, ""), self._none)

    def confidence(self, topics: Mapping[str, float]) -> Vectors:
        """Return that of the likeliest topic of each label."""
        columns = self._columns
        heard = {columns[topic]: share for topic, share in topics.items() if topic in columns}
        shares = self._belongs[[*heard]] * np.array([*heard.values()], np.float32)[:, None]
        best: Vectors = shares.max(axis=0, initial=0)
        return best

    def holding(self, wants: Collection[str]) -> Vectors:
        """Return which hold all kinds of things that are wanted; none when nothing is."""
        if not wants:
            return self._none
        every = [self._hold.get(kind, self._none) for kind in wants]
        return np.minimum.reduce(every)

    @cached_property
    def general(self) -> Vectors:
        """Which are the general answer of their topic."""
        return np.array([label.endswith("/") for label in self.labels], np.float32)

    @cached_property
    def facts(self) -> Vectors:
        """Which are facts that are said as they stand."""
        return np.array(["/=" in label for label in self.labels], np.float32)

    @cached_property
    def _none(self) -> Vectors:
        return np.zeros(len(self.labels), np.float32)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {label: place for place, label in enumerate(self.labels)}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {topic: column for column, topic in enumerate(_names(self.topics))}

    @cached_property
    def _belongs(self) -> Vectors:
        """Topics × labels; the last row, of no label, stands for topics without one."""
        belongs = np.zeros((len(self._columns) + 1, len(self.labels)), np.float32)
        for place, own in enumerate(self.topics):
            belongs[[self._columns[topic] for topic in own], place] = 1
        return belongs

    @cached_property
    def _own(self) -> dict[str, Rows]:
        first = np.array([own[0] for own in self.topics])
        return {topic: np.flatnonzero(first == topic) for topic in {*first.tolist()}}

    @cached_property
    def _themes(self) -> dict[str, str]:
        return {own[0]: theme for own, theme in zip(self.topics, self.themes, strict=True)}

    @cached_property
    def _have_theme(self) -> dict[str, Vectors]:
        themes = np.array(self.themes)
        return {theme: (themes == theme).astype(np.float32) for theme in {*self.themes} - {""}}

    @cached_property
    def _hold(self) -> dict[str, Vectors]:
        return {
            kind: np.array([kind in held for held in self.holds], np.float32)
            for kind in _names(self.holds)
        }


def _names(of_each: Iterable[Iterable[str]]) -> list[str]:
    return sorted({name for own in of_each for name in own})


_NONE = np.zeros(0, np.int64)

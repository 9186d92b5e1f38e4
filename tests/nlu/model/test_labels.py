"""What is known of the answers beside their words."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.model.labels import Labels

_LABELS = Labels(
    ["pay/", "pay/part_time", "hours/", "hours/=nights"],
    [["pay"], ["pay", "hours"], ["hours"], ["hours"]],
    ["money", "money", "", ""],
    [frozenset({"amount"}), frozenset({"amount", "date"}), frozenset(), frozenset({"date"})],
)


@pytest.mark.parametrize(
    ("found", "flags"),
    [
        (_LABELS.of_topic("hours"), [0, 1, 1, 1]),
        (_LABELS.of_topic("joke"), [0, 0, 0, 0]),
        (_LABELS.of_topic(""), [0, 0, 0, 0]),
        (_LABELS.of_theme("pay"), [1, 1, 0, 0]),
        (_LABELS.of_theme("hours"), [0, 0, 0, 0]),
        (_LABELS.among(["hours/", "pay/", "gone/"]), [1, 0, 1, 0]),
        (_LABELS.general, [1, 0, 1, 0]),
        (_LABELS.holding({"amount"}), [1, 1, 0, 0]),
        (_LABELS.holding({"amount", "date"}), [0, 1, 0, 0]),
        (_LABELS.holding({"amount", "place"}), [0, 0, 0, 0]),
        (_LABELS.holding(frozenset()), [0, 0, 0, 0]),
        (_LABELS.confidence({"pay": 0.5, "hours": 0.75, "joke": 1}), [0.5, 0.75, 0.75, 0.75]),
        (_LABELS.confidence({}), [0, 0, 0, 0]),
    ],
)
def test_each_label_has_its_flag_or_share(found: np.ndarray, flags: list[float]) -> None:
    assert found.tolist() == flags and found.dtype == np.float32


def test_labels_are_found_by_their_own_topic() -> None:
    assert _LABELS.first_of_topic("pay").tolist() == [0, 1]
    assert _LABELS.first_of_topic("joke").tolist() == []
    assert (_LABELS.place("hours/"), _LABELS.place("gone/")) == (2, -1)

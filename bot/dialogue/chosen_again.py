"""What stands on a button and is said in other words: « oui voilà, la marque change ».

Plain functions of what was shown and said.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.content import Content
from bot.dialogue.messages import Button
from bot.dialogue.shares import weighed
from bot.text.denials import keys

_FEWEST = 2  # telling words of a title that are said,
_MOST_OF_IT = 0.6  # and what part they are of its own
_GROWTH = 8.0  # by what the share of such an answer grows
_AT_LEAST = 0.02  # its share where it was no choice


def chosen_again(buttons: Sequence[Button], text: str) -> frozenset[str]:
    """Return the labels of the buttons whose title a text says in its own words."""
    said = keys(text)
    return frozenset(
        button.label
        for button in buttons
        if button.payload.startswith("/") and _is_said(keys(button.title), said)
    )


def as_chosen(
    content: Content, ranked: Sequence[tuple[str, float]], chosen: frozenset[str]
) -> list[tuple[str, float]]:
    """Return labels and their shares, best first, those that were `chosen` likelier."""
    labels = {label for label, _ in ranked}
    known = {label for label in chosen if label.partition("/")[0] in content.cards}
    if not known:
        return [*ranked]
    missing = [(label, _AT_LEAST) for label in sorted(known - labels)]
    return weighed([*ranked, *missing], lambda label: _GROWTH if label in known else 1.0)


def _is_said(title: frozenset[str], said: frozenset[str]) -> bool:
    shared = len(title & said)
    return shared >= _FEWEST and shared >= _MOST_OF_IT * len(title)

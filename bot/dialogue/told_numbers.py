"""Answers whose title supposes a number that the visitor told otherwise, which fit them ill.

« Avant 16 ans, je peux faire quoi ? » is not what somebody of sixteen asks, nor « Moins de six
heures par jour » what somebody does who works seven.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from bot.content import Content
from bot.dialogue.cues import cued
from bot.dialogue.profile import FOR_OTHERS, Profile
from bot.dialogue.shares import weighed
from bot.text.bounds import (
    COUNTED,
    Bound,
    Counted,
    bound_in,
    by_majority,
    counted_in,
    limits,
)
from bot.text.numbers import numbers_in
from bot.text.words import REMEMBERED

_LOST = 0.97  # of the share of such an answer
_LIKELY_AT_ALL = 0.01  # of the general answer of its topic


def as_told(
    ranked: Sequence[tuple[str, float]], content: Content, text: str, profile: Profile
) -> list[tuple[str, float]]:
    """Return labels and their shares, best first, as likely as what was told lets them be.

    `text` is the message, `profile` what is known of its author. What an answer loses, the general
    one of its topic gains where it is likely at all: the matter is the same, but not the case.
    """
    age = None if cued("someone_else", text) else age_of(profile)
    shares = dict(ranked)
    for label, share in ranked:
        if contradicted(label, content, text, age):
            general = f"{label.partition('/')[0]}/"
            shares[label] -= share * _LOST
            if shares.get(general, 0.0) >= _LIKELY_AT_ALL:
                shares[general] += share * _LOST
    return weighed([*shares.items()], lambda label: 1.0)


def age_of(profile: Profile) -> int | None:
    """Return the age of a visitor, where they ask for themselves."""
    return None if profile.situation in FOR_OTHERS else profile.age


def contradicted(label: str, content: Content, text: str, age: int | None) -> bool:
    """Tell whether a number of a message, or the age of its author, is not what a title supposes.

    A message that names a limit itself, « et avant 16 ans ? », tells no number.
    """
    if _works_full_time(text) and _is_of_part_time(label, content):
        return True
    called = by_majority(text)
    if age is None and called is None and not _tells_any(text):  # most do not, titles are many
        return False
    bound = _bound_of(label, content)
    if bound is None or limits(text, bound.counted):
        return False
    if called is not None and bound.counted == "age" and not bound.meets(called):
        return True  # « mon fils mineur » of « mon enfant majeur »
    told = tuple(_told(text, bound.counted))
    if bound.counted == "age" and age is not None and not counted_in(text, "age"):
        told = (Decimal(age),)
    return bool(told) and not any(map(bound.fits, told))


def _bound_of(label: str, content: Content) -> Bound | None:
    topic, _, key = label.partition("/")
    card = content.cards.get(topic)
    detail = card.detail(key) if card else None
    return bound_in(detail.asks, detail.answer) if detail else None


@lru_cache(REMEMBERED)
def _works_full_time(text: str) -> bool:
    """Tell whether a message is of all hours, or of those rather than of fewer."""
    fewer = cued("part_time", text)
    return cued("full_time", text) is not None and (
        fewer is None or cued("no_part_time", text) is not None
    )


def _is_of_part_time(label: str, content: Content) -> bool:
    topic, _, key = label.partition("/")
    return bool(key) and cued("part_time", content.question(topic, key)) is not None


@lru_cache(REMEMBERED)
def _tells_any(text: str) -> bool:
    return any(True for counted in COUNTED for _ in _told(text, counted))


def _told(text: str, counted: Counted) -> Iterator[Decimal]:
    """Give what a message tells of the kind of number that a title names."""
    if counted == "staff":
        yield from counted_in(text, counted)
    for number in numbers_in(text):
        if counted == "age" and number.unit == "age":
            yield number.amount
        if counted == "hours_a_day" and number.unit == "hours" and number.period == "day":
            yield number.amount
        if counted == "hours_a_day" and len(set(number.parts)) == 1 and len(number.parts) > 1:
            yield number.parts[0]  # « 7h par jour, 5 jours »

"""The likeliest answers as a reading: said plainly, beside a rival, hedged, or offered."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.hearing import Heard, Ranked, Reading, as_label, reading_of
from bot.dialogue.messages import Context

MOST_OFFERED = 3
BEYOND_RIVALRY = 0.8  # of an answer, after another one, that needs no rival
_WORTH_OFFERING = 0.04
_A_RIVAL = 0.5  # of what the likeliest answer has, to be said beside it


def first(ranked: Ranked) -> tuple[str, float]:
    """Return the likeliest label and its probability, "" and 0 of none."""
    return ranked[0] if ranked else ("", 0.0)


def plain(heard: Heard, beyond: float) -> Reading:
    """Return the likeliest answer, with its rival unless it is likelier than `beyond`."""
    best, share = first(heard.answers)
    rival = _rival(heard) if share < beyond else ""
    return replace(reading_of(best), rival=rival)


def hedged(heard: Heard) -> Reading:
    """Return the likeliest answer as fairly sure, with its rival and the others beside it."""
    best, _ = first(heard.answers)
    offers = _offered(heard.answers)
    return replace(reading_of(best), hedged=True, rival=_rival(heard), offers=offers)


def offering(heard: Heard) -> Reading:
    """Return what may be meant, as a question which one it is."""
    labels = [label for label, share in heard.answers if can_be_offered(label, share)]
    covered = {label.partition("/")[0] for label in labels}
    labels += [f"{topic}/" for topic in heard.offers if topic not in covered]
    return Reading(None, offers=tuple(labels[:MOST_OFFERED]))


def without_told_offers(reading: Reading, context: Context) -> Reading:
    """Return a reading that offers nothing that was told, unless there is nothing else to say."""
    offers = tuple(each for each in reading.offers if as_label(each) not in context.told)
    return replace(reading, offers=offers) if offers or reading.topic else reading


def can_be_offered(label: str, share: float) -> bool:
    """Tell whether an answer is likely enough for a button, which names no fact."""
    return share >= _WORTH_OFFERING and "/=" not in label


def _offered(ranked: Ranked) -> tuple[str, ...]:
    """Return what else may be meant: the answers after the best that a button can name."""
    labels = [label for label, share in ranked[1:] if can_be_offered(label, share)]
    return tuple(labels[: MOST_OFFERED - 1])


def _rival(heard: Heard) -> str:
    """Return the answer that is likely enough to be said beside the likeliest, or ""."""
    (best, share), *others = heard.answers
    near = [label for label, part in others[:1] if part >= _A_RIVAL * share]
    apart = heard.in_care or heard.in_fraud or any("/=" in label for label in (best, *near))
    return near[0] if near and not apart else ""

"""Two questions in one message: as what each is read, and when there are surely two.

Plain functions of the content and of ranked answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.content import Content
from bot.nlu.asked import After, asked_after
from bot.nlu.model.blending import Ways, beside
from bot.nlu.model.likenesses import Asked
from bot.nlu.model.ranked import Ranked
from bot.text.corrections import Correction
from bot.text.forms import is_elliptic
from bot.text.pairs import Questions, possible_questions, two_questions

_MOST_GOING_ON = 3  # words of a second question that needs the first: « est-elle payée »
_OF_THE_FIRST = 0.5  # what counts of a second question after the first, beside it alone
# What counts of the answers to all of a message, beside those to one of its questions: « le patron
# peut dire non » is of what was asked before it (docs/trials.md: development).
_OF_ALL = 0.3
_SURE_OF_ONE, _SURE_OF_OTHER = 0.18, 0.45  # of the answers to two questions in one message
_PAST_DOUBT = 0.8  # of the answer to all of a message, beside which neither half counts

Likely = tuple[str, float]  # the label of an answer, and how likely it is


def asked_together(text: str, correction: Correction | None) -> list[Questions]:
    """Return the two questions of a message, without what it refuses, or what may be two."""
    if correction and not correction.meant:
        return []
    refused = re.escape(correction.refused) if correction else ""
    kept = re.sub(rf"(?<!\w){refused}(?!\w)", " ", text) if refused else text
    if two := two_questions(kept):
        return [two]
    return [] if correction else possible_questions(kept)


def asked_second(content: Content, second: str, first: Asked, likeliest: Likely) -> Ways:
    """Return as what the second of two questions is read, after a sure answer to the `first`.

    Whole words are read by themselves too: « et faut quoi comme études » is of the job of the
    first, « et c'est quoi la CNIL » of nothing before.
    """
    label, share = likeliest
    if share < _SURE_OF_OTHER:
        return [(replace(first, text=second), 1.0)]
    topic, _, detail = label.partition("/")
    after = After(topic, detail, (), frozenset({*first.told, label}))
    topics = dict(first.topics)
    going_on = asked_after(content, after, second, first.text, topics)
    if len(second.split()) <= _MOST_GOING_ON or is_elliptic(second):
        return [(going_on, 1.0)]
    return beside([(Asked(second, topics=topics, told=after.told), 1.0)], going_on, _OF_THE_FIRST)


@dataclass(frozen=True)
class Halves:
    """Two questions of a message, and the likeliest answer to each."""

    questions: Questions
    first: Likely
    second: Likely

    @property
    def share(self) -> float:
        """How likely the less likely of both is."""
        return min(self.first[1], self.second[1])


def answer_to_one(part: Ranked, whole: Ranked, but: str = "") -> Likely:
    """Return the likeliest answer to one question of a message, as likely as to all of it beside.

    `part` are the answers to its words, `whole` those to all; `but` is that of the other question.
    """
    return likeliest(_mixed(part, [each for each in whole if each[0] != but]))


def is_worth_reading_on(questions: Questions, first: Likely) -> bool:
    """Tell whether the second question is worth reading, after the answer to the first."""
    return questions.surely or first[1] >= _SURE_OF_OTHER


def surest(halves: Iterable[Halves], whole: Ranked) -> tuple[str, str] | None:
    """Return the labels of the answers to two questions, or None where there are not two."""
    two = [each for each in halves if _are_two(each, whole)]
    found = max(two, key=lambda each: each.share, default=None)
    return (found.first[0], found.second[0]) if found else None


def _are_two(halves: Halves, whole: Ranked) -> bool:
    """Tell whether they are surely two; `whole` are the answers to all of the message.

    « l'essai dure combien ? Mon CDD est de 6 mois. » asks one thing. What nothing surely sets apart
    is two where each half is sure, and all of it thinks of both.
    """
    one, other = halves.first[0], halves.second[0]
    best, sure = whole[0]
    refines = best == other and one == f"{other.partition('/')[0]}/"
    of_one = halves.questions.tells and (best == one or refines)
    outweighed = sure >= _PAST_DOUBT and (of_one or best not in (one, other))
    if one == other or outweighed:
        return False
    if not halves.questions.surely:
        return halves.share >= _SURE_OF_OTHER and {one, other} <= {label for label, _ in whole}
    surer = max(halves.first[1], halves.second[1])
    least = _SURE_OF_OTHER if _is_general_and_its_own(one, other) else _SURE_OF_ONE
    return halves.share >= least and surer >= _SURE_OF_OTHER


def _is_general_and_its_own(one: str, other: str) -> bool:
    """Tell whether one answer is the general one of the other's topic, and says much of it."""
    topics = {label.partition("/")[0] for label in (one, other)}
    return len(topics) == 1 and (one.endswith("/") or other.endswith("/"))


def likeliest(answers: Ranked) -> Likely:
    """Return the likeliest answer; a general one is as sure as all on its topic together."""
    label, share = answers[0]
    if not label.endswith("/"):
        return label, share
    return label, sum(part for each, part in answers if each.startswith(label))


def _mixed(part: Ranked, whole: Ranked) -> Ranked:
    """Return the answers to a part of a message with those to all of it, best first."""
    shares = {label: share * (1 - _OF_ALL) for label, share in part}
    for label, share in whole:
        shares[label] = shares.get(label, 0.0) + share * _OF_ALL
    return sorted(shares.items(), key=lambda each: -each[1])

"""Two questions in one message: as what each is read, and when there are surely two.

Plain functions of the content and of ranked answers.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.content import Content
from bot.nlu.asked import After, asked_after
from bot.nlu.model.blending import Ways, beside
from bot.nlu.model.likenesses import Asked
from bot.nlu.model.ranked import Ranked
from bot.text.corrections import Correction
from bot.text.forms import is_elliptic
from bot.text.pairs import two_questions

_MOST_GOING_ON = 3  # words of a second question that needs the first: « est-elle payée »
_OF_THE_FIRST = 0.5  # what counts of a second question after the first, beside it alone
_SURE_OF_ONE, _SURE_OF_OTHER = 0.27, 0.5  # of the answers to two questions in one message
_PAST_DOUBT = 0.8  # of the answer to all of a message, beside which neither half counts


def asked_together(text: str, correction: Correction | None) -> tuple[str, str] | None:
    """Return the two questions of a message, without what it refuses, or None."""
    if correction and not correction.meant:
        return None
    refused = re.escape(correction.refused) if correction else ""
    return two_questions(re.sub(rf"(?<!\w){refused}(?!\w)", " ", text) if refused else text)


def asked_second(content: Content, second: str, first: Asked, likeliest: tuple[str, float]) -> Ways:
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


def surely_two(first: Ranked, second: Ranked, whole: tuple[str, float]) -> tuple[str, str] | None:
    """Return the labels of the answers to two questions, or None where there are not surely two.

    `whole` is the likeliest answer to all of the message.
    """
    (one, share), (other, part) = likeliest(first), likeliest(second)
    outweighed = whole[1] >= _PAST_DOUBT and whole[0] not in (one, other)
    surely = min(share, part) >= _SURE_OF_ONE and max(share, part) >= _SURE_OF_OTHER
    return (one, other) if one != other and surely and not outweighed else None


def likeliest(answers: Ranked) -> tuple[str, float]:
    """Return the likeliest answer; a general one is as sure as all on its topic together."""
    label, share = answers[0]
    if not label.endswith("/"):
        return label, share
    return label, sum(part for each, part in answers if each.startswith(label))

"""What is heard of a message in its conversation, and what it is read as: see reading.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.content import Content
from bot.content.keys import HELP
from bot.dialogue.messages import Context
from bot.text.ages import takes_months_for_years
from bot.text.typography import typeset

Ranked = Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Heard:
    """What the NLU hands on: the topic that is sure or None, likelihoods best first.

    `elliptic` tells that the words mean little without those before, `points_back` that they ask
    and none says of what, `names_topic` that they but name the topic, `bare` that they are one word
    and small ones, `again` that they are the same as those before, `outside` is how likely they are
    another matter, `surely` that the topic is past doubt. `answers` are labels, « topic/detail »,
    « topic/ » or « topic/=fact », and probabilities, `offers` the topics that may be meant when
    none is sure.

    `first_of_two` is the label of the first of two questions that the words surely ask. `told_it`
    tells that few words want a kind of thing, an age say, that stands in the answer just given and
    not in the likeliest other one, `lacks_it` that they want a thing, or have a word, that does
    not, `at_length` that the message says more than it asks, `lengthy` that it has many words.
    `corrects` tells that the words before were misunderstood, `rejects` that these say nothing
    more.

    `asks` tells that the words plainly ask something, `tells` that they but tell of the visitor's
    case. `in_care` tells that the bot spoke of help
    last, `asks_for_care` that the words belong to that, `seeks_help` that they ask about the help
    itself, `denies` that no help is needed, `farewell` that it may be one for good, `asked` is the
    label of what is asked beside. `in_fraud` tells that the bot told last what to do against a
    swindle, `stages` are the labels of what helps where it has got to, `lost` tells that the advice
    is wanted again, `call_over` that the caller is gone, `next_stages` are the labels of where it
    may get to.
    """

    topic: str | None
    elliptic: bool = False
    points_back: bool = False
    names_topic: bool = False
    bare: bool = False
    again: bool = False
    first_of_two: str = ""
    told_it: bool = False
    lacks_it: bool = False
    at_length: bool = False
    lengthy: bool = False
    corrects: bool = False
    rejects: bool = False
    asks: bool = False
    tells: bool = False
    in_care: bool = False
    asks_for_care: bool = False
    seeks_help: bool = False
    denies: bool = False
    farewell: bool = False
    asked: str = ""
    in_fraud: bool = False
    stages: tuple[str, ...] = ()
    lost: bool = False
    call_over: bool = False
    next_stages: tuple[str, ...] = ()
    outside: float = 0.0
    surely: bool = False
    answers: Ranked = ()
    offers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What to answer: a topic, or none when the visitor is asked; a detail or a fact, "" for none.

    `hedged` says that it is only fairly sure; `offers` are the other labels, « topic/detail ».
    `rival` is another answer that is likely enough to be said beside this one. `words` are said
    instead of an answer, on the word of `facts`; they are `about` something else
    than the topic where that is set. `missing` is what the visitor named and the answer does not
    hold: a town, a company. `noted` is the reply that takes note of what they said of themselves,
    `sum` what was worked out, as written.
    """

    topic: str | None
    detail: str = ""
    fact: str = ""
    hedged: bool = False
    rival: str = ""
    offers: tuple[str, ...] = ()
    words: str = ""
    facts: tuple[str, ...] = ()
    about: str = ""
    missing: str = ""
    noted: str = ""
    sum: str = ""


def reading_of(label: str) -> Reading:
    """Return the reading of a label: « topic/detail », « topic/ », « topic/=fact »."""
    topic, _, key = label.partition("/")
    if key.startswith("="):
        return Reading(topic, fact=key.removeprefix("="))
    return Reading(topic, key)


def as_label(named: str) -> str:
    """Return the label of a topic or of a label: « salary » names « salary/ »."""
    return named if "/" in named else f"{named}/"


def worded(content: Content, key: str, **fields: str) -> Reading:
    """Return the words of a reply, with what it names, as what is said instead of an answer."""
    text = content.replies[key].texts[0]
    for name, value in fields.items():
        text = text.replace(f"{{{name}}}", value)
    return Reading(HELP, words=typeset(text), about=key)


def stands(content: Content, label: str, text: str = "") -> bool:
    """Tell whether an answer that was learnt still stands in the content, and may answer `text`."""
    reading = reading_of(label)
    card = content.cards.get(reading.topic or "")
    if card is None:
        return False
    if reading.fact:
        return reading.fact in content.facts
    detail = card.detail(reading.detail)
    if detail is None:
        return not reading.detail
    return not takes_months_for_years(text, detail.asks)


def goes_deeper(reading: Reading, context: Context) -> bool:
    """Tell whether a message surely asks more of what was answered last: one question, not two."""
    last = context.last_answer
    precise = bool(reading.detail or reading.fact) and not reading.hedged
    return precise and last is not None and last.topic == reading.topic

"""Messages that but name a thing, a job or a topic: « et pour un formateur ? », « le salaire »."""

from __future__ import annotations

from typing import Any

from bot.content import Content
from bot.dialogue.messages import Context
from bot.text.phrases import plain_words
from bot.text.words import normalise

# What may surround the name of a job, or of a topic: « et pour un formateur, c'est pareil ? ».
_EMPTY_WORDS = frozenset(
    word
    for line in (
        "et ou pour chez un une le la les des du de d l au aux alors ok oui quid c est ce que ca",
        "donne quoi comment pareil aussi idem meme chose sinon cote niveau qu en il lui elle bah",
        "ben dans cas si je suis donc euh concernant qui y a t comme celui ceux avec par exemple",
        "mon ma mes notre nos",
    )
    for word in line.split()
)
# How a bare thing is wished for: « je voulais savoir le salaire ».
_WISHING_WORDS = frozenset(
    ["veu", "voulai", "voudrai", "aimerai", "savoir", "connaitre", "demandai", "parlai", "super"]
)
_FIRST_WORDS = frozenset(("et", "pour", "alors", "chez", "quid", "sinon", "ok", "c", "comme"))


def is_one_word(text: str) -> bool:
    """Tell whether a message is one word with small ones: « je voulais savoir le salaire »."""
    return len(_telling_words(text) - _WISHING_WORDS) == 1


def same_question(
    text: str, named: list[dict[str, Any]], context: Context, role_topics: dict[str, str]
) -> str | None:
    """Return the topic that a job's name alone asks about again, or None."""
    last = context.last_answer
    if last is None:
        return None
    around = text[: named[0]["start"]] + " " + text[named[0]["end"] :]
    # As typed (« ok et chez… ») or in plain spelling (« et pr un… »).
    readings = [plain_words(around).split(), plain_words(normalise(around)).split()]
    bare = any(_EMPTY_WORDS.issuperset(words) for words in readings)
    # « ça donne quoi pour un formateur ? » goes on, « c'est quoi un formateur ? » does not.
    defines = any("quoi" in words and "donne" not in words for words in readings)
    starts = plain_words(text).split()[0] in _FIRST_WORDS or text.rstrip().endswith("?")
    if not starts or not bare or defines:
        return None
    role = str(named[0]["value"])
    return role_topics.get(role) if last.topic in role_topics.values() else last.topic


def same_detail(topic: str, context: Context, content: Content) -> str:
    """Return the detail of one job's card that another's has too: « et un formateur ? »."""
    last, card = context.last_answer, content.cards.get(topic)
    jobs = role_topics(content).values()
    if last is None or card is None or not {last.topic, topic} <= {*jobs}:
        return ""
    return last.detail if last.detail and card.detail(last.detail) else ""


def role_topics(content: Content) -> dict[str, str]:
    """Return the topic of each job."""
    return {key: role.topic for key, role in content.roles.items()}


def says_only(text: str, title: str) -> bool:
    """Tell whether a message says nothing but words of a title: « et les horaires ? »."""
    said = _telling_words(text)
    return bool(said) and said <= _telling_words(title)


def _telling_words(text: str) -> set[str]:
    words = plain_words(normalise(text)).split()
    return {word.rstrip("sx") for word in words if word not in _EMPTY_WORDS}

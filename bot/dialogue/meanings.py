"""What a word of the last answer means: « du relais ça veut dire quoi ? », « c'est qui, elle ? ».

Pure functions of texts. The glossary defines its terms; here is found what else is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.dialogue.cues import cued
from bot.text.glossary import spelling

_BETWEEN = re.compile(r"(?<=[.!?…])\s+|\n")
_WORD = re.compile(r"[^\W_]+")
_INTRODUCTION = re.compile(r"^[^«\n]{0,60}«[^»]*»\s*\)?\s*:\s*")  # « Je réponds à « … ? » : »
_QUOTED = re.compile(r"[«“\"]\s*([^«»“”\"]+?)\s*[»”\"]")
_CLAUSES = re.compile(r"(?<=[:;])\s+|(?<=,)\s+")
_LONGEST = 200  # characters of what is quoted
_SHORT = 40  # characters: so short a sentence says little without the one before it
_LEAST = 4  # letters of the longest word that is asked about
_MOST_BESIDE = 9  # words beside those that are quoted: of more, the question is another one
_PRONOUNS = {"elle": "elle", "lui": "il", "il": "il", "eux": "ils", "ils": "ils", "elles": "elles"}


@dataclass(frozen=True)
class Asked:
    """Words of the last answer whose meaning is asked, and the sentence that holds them."""

    words: str
    sentence: str


def words_asked(text: str, said: str) -> Asked | None:
    """Return what of `said`, the last answer, a message asks the meaning of, or None."""
    said = without_introduction(said)
    quoted = _QUOTED.search(text)
    little_else = len(_WORD.findall(_QUOTED.sub(" ", text))) <= _MOST_BESIDE
    asks = quoted and little_else and cued("what_is", text)
    if quoted and asks and (told := _told_as_quoted(quoted[1], said)):
        return told
    after, before = cued("meaning_after", text), cued("meaning_before", text)
    told = _told(after["after"].split(), said, from_end=False) if after else None
    if told is None and before:
        told = _told(before["before"].split(), said, from_end=True)
    return told


def words_told(words: str, said: str) -> Asked | None:
    """Return the longest run of words, from the first on, that was said, and where it was."""
    return _told(words.split(), without_introduction(said), from_end=False)


def _told_as_quoted(words: str, said: str) -> Asked | None:
    """Return words that a message quotes, however short, where they were told."""
    named = words.lower() in _PRONOUNS  # « elle », c'est ma mère
    place = None if named else _place(spelling(words), said)
    sentence = _quotable(_sentence(said, place[0]), said[slice(*place)]) if place else ""
    return Asked(said[slice(*place)], sentence) if place and sentence else None


def without_introduction(said: str) -> str:
    """Return an answer without the question that it was said to answer."""
    return _INTRODUCTION.sub("", said)


def pronoun_asked(text: str, said: str) -> str:
    """Return the pronoun of `said` that a message asks about, « elle », or ""."""
    found = cued("who_is_it", text)
    named = next(filter(None, found.groupdict().values()), "") if found else ""
    pronoun = _PRONOUNS.get(named, "")
    held = [word.lower() for word in _WORD.findall(said)]
    return pronoun if pronoun in held else ""


def _told(words: list[str], said: str, from_end: bool) -> Asked | None:
    """Return the longest run of the words, beginning or ending with them, that was told."""
    for count in range(len(words), 0, -1):
        tried = words[-count:] if from_end else words[:count]
        while tried and len(tried[0]) < _LEAST - 1:  # « du relais »
            tried = tried[1:]
        if max(map(len, tried), default=0) < _LEAST:
            continue
        place = _place(spelling(" ".join(tried)), said)
        quoted = _quotable(_sentence(said, place[0]), said[slice(*place)]) if place else ""
        if place and quoted:
            return Asked(said[slice(*place)], quoted)
    return None


def _place(words: tuple[str, ...], said: str) -> tuple[int, int] | None:
    found = list(_WORD.finditer(said))
    spelt = [spelling(match[0]) for match in found]
    for index in range(len(found) - len(words) + 1):
        if tuple(word for each in spelt[index : index + len(words)] for word in each) == words:
            return found[index].start(), found[index + len(words) - 1].end()
    return None


def _quotable(sentence: str, words: str) -> str:
    """Return a sentence fit to be quoted, its clause with the words when it is long, or ""."""
    told = sentence
    if len(told) > _LONGEST:
        told = next((part for part in _CLAUSES.split(told) if words in part), "")
    if len(told) > _LONGEST or words not in told:
        return ""
    return told if told.count("«") == told.count("»") else re.sub(r"[«»]\s*", "", told).strip()


def _sentence(said: str, at: int) -> str:
    """Return the sentence that holds a place, after the one before it when it is short."""
    start = 0
    sentences: list[tuple[int, str]] = []
    for sentence in _BETWEEN.split(said):
        start = said.index(sentence, start)
        sentences.append((start, sentence))
        start += len(sentence)
    index = max(i for i, (start, _) in enumerate(sentences) if start <= at)
    told = sentences[index][1]
    if len(told) < _SHORT and index:
        told = f"{sentences[index - 1][1]} {told}"
    return told

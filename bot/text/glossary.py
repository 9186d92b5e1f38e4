"""The terms of the glossary in a message, and the one whose meaning it asks for.

« c'est quoi le CQP ? », « CQP ça veut dire quoi », « et le RNCP ? » after a definition.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.text._meaning import Surroundings, framed
from bot.text.words import REMEMBERED, composed, without_accents

_WORD = re.compile(r"[^\W_]+")
_PLURAL = re.compile(r"(?<=\w{3})[sx]$")
_PLURAL_IN_AUX = re.compile(r"(?<=[^\We_]{2})aux$")
# Acronyms that everybody writes for something else: « ça », « le but », « j'ai ».
_NEVER_IN_SMALL_LETTERS = frozenset({"ai", "are", "but", "ca", "ce", "ces", "man", "sud"})
_ELIDED = re.compile(r"[aeiouyh]")
_NUMERO = "°"  # « n°1 » is the first of all, and no « N+1 »
_LEAST_ELIDED = 4  # letters of what « larcep » and « darcep » may hold
# A long message costs no more: it is read so far on either side of so many terms.
_AROUND = 250  # characters
_MOST_MENTIONS = 6
# Without one of these, no message asks for a meaning: most are done with here.
_CUE = re.compile(
    r"[qk]u?[ow]|qui|k[eé][sz]|qu?[eé]s|ke|dire|signif|d[eé]f|sens|connai|compr|pige|capte|saisi"
    r"|expli|entend|appel|d[eé]sign|traduc|qu'|qu’|que|=|\?|sai[st] pas|id[eé]e",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Form:
    """One way of writing a term."""

    term: str
    words: tuple[str, ...]
    watched: bool
    acronym: bool
    written: str

    @property
    def length(self) -> int:
        return sum(map(len, self.words))


@dataclass(frozen=True)
class _Mention:
    """A form found in a text, from the character `start` to `end`."""

    form: _Form
    start: int
    end: int
    typed: str

    @property
    def in_capitals(self) -> bool:
        """Whether an acronym is written as one."""
        letters = "".join(_WORD.findall(self.typed))
        return self.form.acronym and letters.isupper()


class Glossary:
    """An index over terms, each given as its id, its forms, and those of them that are watched.

    A watched form means something else too: it counts in a request for a definition, or, for an
    acronym, in capitals. A form that two terms claim belongs to the first.
    """

    def __init__(self, entries: Iterable[tuple[str, Iterable[str], Collection[str]]]) -> None:
        self._forms: dict[str, list[_Form]] = {}
        known: set[tuple[str, ...]] = set()
        elided: list[_Form] = []
        for term, forms, watch in entries:
            watched = {spelling(typed) for typed in watch}
            for typed in forms:
                words = spelling(typed)
                if words and words not in known:
                    known.add(words)
                    form = _Form(term, words, words in watched, _is_acronym(typed), typed)
                    self._forms.setdefault(words[0], []).append(form)
                    elided += _elided(form)
        for form in elided:
            if form.words not in known:
                self._forms.setdefault(form.words[0], []).append(form)
        for same_start in self._forms.values():
            same_start.sort(key=lambda form: -len(form.words))
        self._mentions = lru_cache(REMEMBERED)(self._mentions_in)

    def find(self, text: str) -> list[str]:
        """Return the ids of the terms that a text mentions, once each, the longest form first."""
        text = composed(text)
        shouted = text.isupper()
        sure = [
            mention
            for mention in self._mentions(text)
            if not mention.form.watched or (mention.in_capitals and not shouted)
        ]
        sure.sort(key=lambda mention: -mention.form.length)
        return list(dict.fromkeys(mention.form.term for mention in sure))

    def asked(self, text: str, before: str = "", after_definition: bool = False) -> str | None:
        """Return the id of the term whose meaning a text asks for, or None.

        `before` is what the bot said last: a term of it said back (« Arcep ? ») is asked for.
        `after_definition` tells that it was a definition: « et le RNCP ? » asks for another.
        """
        if not after_definition and not _CUE.search(text):
            return None
        text = composed(text)
        mentions = [mention for mention in self._mentions(text) if _may_count(mention, text)]
        if not mentions:
            return None
        asks = "?" in text
        told = {mention.form.term for mention in self._mentions(composed(before))}
        for mention in mentions[:_MOST_MENTIONS]:
            around = _surroundings(text, mention, told)
            if around.ask_meaning() or (asks and mention.form.acronym and around.name_alone()):
                return mention.form.term
            said_back = around.told and asks
            if (after_definition or said_back) and around.are_empty(after_definition):
                return mention.form.term
        return None

    def places(self, text: str) -> list[tuple[int, int, str]]:
        """Return where a text names a term, by whatever form: (start, end, id), in order."""
        found = self._mentions(composed(text))
        return [(mention.start, mention.end, mention.form.term) for mention in found]

    def _mentions_in(self, text: str) -> tuple[_Mention, ...]:
        """Return the forms in a text in order; at one place the longest counts."""
        found = list(_WORD.finditer(text))
        words = [_word(match[0]) for match in found]
        mentions: list[_Mention] = []
        index = 0
        while index < len(words):
            form = self._form_at(words, index)
            if form is None:
                index += 1
                continue
            last = index + len(form.words) - 1
            start, end = found[index].start(), found[last].end()
            if _NUMERO in text[start:end] and _NUMERO not in form.written:
                index += 1
                continue
            mentions.append(_Mention(form, start, end, text[start:end]))
            index = last + 1
        return tuple(mentions)

    def _form_at(self, words: list[str], index: int) -> _Form | None:
        for form in self._forms.get(words[index], ()):
            if tuple(words[index : index + len(form.words)]) == form.words:
                return form
        return None


@cache  # of our forms: no visitor's words are kept
def spelling(text: str) -> tuple[str, ...]:
    """Return the words of a form without case, accents, punctuation and marks of the plural."""
    return tuple(_word(word) for word in _WORD.findall(composed(text)))


def _word(word: str) -> str:
    """Return a word without case, accents and the mark of the plural."""
    plain = word.lower() if word.isascii() else without_accents(word.lower()).replace("œ", "oe")
    return _PLURAL.sub("", _PLURAL_IN_AUX.sub("al", plain))


def _is_acronym(written: str) -> bool:
    letters = "".join(_WORD.findall(written))
    return letters.isupper() and sum(map(str.isalpha, letters)) > 1


def _elided(form: _Form) -> list[_Form]:
    """Return « larcep » and « darcep » for « Arcep »: the apostrophe is forgotten in a hurry."""
    word = form.words[0]
    if form.watched or len(word) < _LEAST_ELIDED or not _ELIDED.match(word):
        return []
    starts = ("l", "d")
    return [
        _Form(form.term, (f"{start}{word}", *form.words[1:]), False, form.acronym, form.written)
        for start in starts
    ]


def _may_count(mention: _Mention, text: str) -> bool:
    if not (mention.form.watched and mention.form.acronym):
        return True
    if "".join(mention.form.words) not in _NEVER_IN_SMALL_LETTERS:
        return True
    return mention.in_capitals and not text.isupper()


def _surroundings(text: str, mention: _Mention, told: Collection[str]) -> Surroundings:
    form = mention.form
    return Surroundings(
        frame=framed(text[: mention.start][-_AROUND:], text[mention.end :][:_AROUND]),
        ordinary=form.watched and form.written.islower(),
        name=not form.written.islower(),
        told=form.term in told,
    )

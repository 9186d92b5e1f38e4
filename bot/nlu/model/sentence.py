"""A message with its grammar: who does what a phrase says, and whether it is denied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc, Token

from bot.content.care import Care, CareWords
from bot.nlu.model.grammar import Grammar, Need
from bot.nlu.model.signals import ANY, Signal, Word, bare, matches, split_pattern, stands_at

_MOST_READ = 2_000  # characters of a message whose sentences are parsed
_FAR = 6  # words: what denies stands as near as that before what it denies
_AGE = re.compile(r"\b(?:ai|a|de|j|g) (\d{1,2}) ?ans?\b", re.IGNORECASE)
_OF_AGE = 18
_SUBJECTS = frozenset(("je", "j", "tu", "il", "elle", "on", "ils", "elles", "vous", "nous"))
_OF_THE_THIRD_PERSON = frozenset(("va", "vont", "veut", "veulent", "allait", "allaient", "voulait"))
_BREAKS = frozenset(("et", "mais", "ou", "car", "donc", "si", "quand", "puis", "sinon"))
_GOVERNED = frozenset(("xcomp", "obl", "obl:arg", "obl:mod", "obj", "acl", "nmod", "aux", "case"))
_SUBJECT = frozenset(("nsubj", "nsubj:pass", "expl:subj"))
_DENIES_BY_ITSELF = frozenset(("pas", "plus", "rien", "jamais", "sans", "ne", "aucune", "marre"))
_POSSESSIVES = frozenset(("leur", "leurs", "vos", "votre", "ses", "tes", "ces", "toutes", "tous"))


class Sentence:
    """A message with its grammar, asked about the phrases found in it."""

    def __init__(
        self, text: str, words: Sequence[Word], known: CareWords, grammar: Grammar
    ) -> None:
        self.words = words
        self._text = text
        self._known = known
        self._doc: Doc = grammar.read(text[:_MOST_READ], Need.SYNTAX)
        self._tokens = _tokens_of(self._doc, words)

    def holds(self, phrases: Iterable[str]) -> bool:
        """Tell whether one of the phrases stands anywhere."""
        return stand(phrases, self.words)

    def text_after(self, signal: Signal) -> list[str]:
        """Return the words behind a phrase."""
        return [word.text for word in self.words[signal.end :]]

    def denies(self, signal: Signal) -> bool:
        """Tell whether a phrase is denied: « j'ai pas envie de mourir ».

        A phrase that denies by itself (« plus envie de vivre ») is not, nor one that is asked.
        """
        if _DENIES_BY_ITSELF & set(signal.phrase.split()) or self._is_asked(signal):
            return False
        return any(self._denies(index, signal) for index in self._before(signal, signal.end))

    def _denies(self, index: int, signal: Signal) -> bool:
        word = self.words[index].text
        negates = any_in(self._known.negations, [word]) or (
            word == "plus"
            and any(w.text in ("n", "ne") for w in self.words[max(0, index - 4) : index])
        )
        if not negates or (index and self.words[index - 1].text == "pourquoi"):
            return False
        between = [word.text for word in self.words[index + 1 : signal.start]]
        if _SUBJECTS & set(between) or any_in(self._known.resisting, between):
            return False
        # « non pas d'idées noires, merci » has no verb that a tree could show.
        of_noun = any_in(["d", "de"], between[:1]) and len(between) == 1
        return index >= signal.start or of_noun or self._governs(index, signal)

    def _governs(self, index: int, signal: Signal) -> bool:
        """Tell whether what a negation bears on leads to the phrase, in the tree."""
        negation = self._tokens[index]
        heads = {token.i for token in self._chain(signal)}
        return negation is None or negation.head.i in heads

    def _is_asked(self, signal: Signal) -> bool:
        begin = self.words[signal.end - 1].start
        end = re.search(r"[.!?…\n]", self._text[begin:])
        return end is not None and end[0] == "?"

    def _before(self, signal: Signal, end: int) -> range:
        """Return the indices of the clause from at most _FAR words before a phrase up to `end`."""
        start = signal.start
        while start > max(0, signal.start - _FAR) and not self._is_break(start):
            start -= 1
        return range(start, end)

    def _is_break(self, index: int) -> bool:
        return self.words[index].after_mark or self.words[index].text in _BREAKS

    def _chain(self, signal: Signal) -> list[Token]:
        """Return the tokens of a phrase, and the verbs that govern it from the same clause."""
        inside = [t for t in self._tokens[signal.start : signal.end] if t is not None]
        chain = list(inside)
        for token in inside:
            while token.dep_ in _GOVERNED and token.head is not token:
                token = token.head
                chain.append(token)
        return chain

    def subject(self, signal: Signal) -> str | None:
        """Return who does it, without accents: by the tree, or else the nearest before."""
        candidates = [
            child
            for token in self._chain(signal)
            for child in token.children
            if child.dep_ in _SUBJECT and child.idx < self.words[signal.start].start
        ]
        by_tree = max(candidates, key=lambda token: token.i, default=None)
        named = self._plain(by_tree)
        return named if named and named != "qui" else self._nearest(signal)

    def _nearest(self, signal: Signal) -> str | None:
        known = (
            *(self._known.partners, self._known.parents, self._known.figures),
            *(self._known.people, self._known.things, self._known.work),
        )
        for index in reversed(self._before(signal, signal.start)):
            word = self.words[index].text
            if word in _SUBJECTS or any(any_in(names, [word]) for names in known):
                return word
        nouns = [self._tokens[index] for index in self._before(signal, signal.start)]
        return next(
            (
                self._plain(t)
                for t in reversed(nouns)
                if t is not None and t.pos_ in ("NOUN", "PROPN")
            ),
            None,
        )

    def _plain(self, token: Token | None) -> str | None:
        if token is None:
            return None
        # The last word of the token: « beau-père » is a father.
        inside = [i for i, other in enumerate(self._tokens) if other is token]
        return self.words[inside[-1]].text if inside else None

    def is_done_by_another(self, signal: Signal) -> bool:
        """Tell whether the verb before a phrase is of the third person: « vont me buter »."""
        return signal.start > 0 and self.words[signal.start - 1].text in _OF_THE_THIRD_PERSON

    def exaggerates(self, signal: Signal) -> bool:
        """Tell whether somebody kills with what kills nobody: « avec leurs pompes à chaleur »."""
        after = self.text_after(signal)[:6]
        where = after.index("avec") + 1 if "avec" in after else len(after)
        return bool(_POSSESSIVES & set(after[where : where + 1]))

    def first_of(self, names: Iterable[str]) -> str | None:
        """Return the first word that is one of the names, or None."""
        known = list(names)
        return next((word.text for word in self.words if any_in(known, [word.text])), None)

    def victim(self, who: str | None) -> Care:
        """Return the care for whom `who` hurts: a child, a man, or anybody."""
        known = self._known
        ages = [int(age) for age in _AGE.findall(self._text)]
        if any(age < _OF_AGE for age in ages) or self.holds(known.minors):
            return Care.CHILD
        if who and any_in(known.parents, [who]) and not ages:
            return Care.CHILD
        hers = [] if who not in (None, "elle") else [word.text for word in self.words]
        by_her = any_in(known.her_partners_names, [who] if who and not hers else hers)
        as_a_woman = bool(set(known.women) & {word.text for word in self.words})
        is_a_man = self.holds(known.men) or (by_her and not as_a_woman)
        return Care.BEATEN_MAN if is_a_man else Care.VIOLENCE


def stand(phrases: Iterable[str], words: Sequence[Word]) -> bool:
    """Tell whether one of the phrases stands anywhere among the words."""
    said: dict[str, list[int]] = {}
    for start, word in enumerate(words):
        said.setdefault(word.bare, []).append(start)
    return any(
        stands_at(pattern, words, start)
        for pattern in map(split_pattern, phrases)
        for start in _starts(next(iter(pattern), ANY), said, len(words))
    )


def _starts(first: str, said: Mapping[str, Sequence[int]], count: int) -> Sequence[int]:
    """Return where a pattern may begin, by its first word: anywhere, if that is no whole word."""
    return range(count) if first.endswith(("*", ANY)) else said.get(first, ())


def any_in(patterns: Iterable[str], words: list[str]) -> bool:
    """Tell whether one of the words is one of the patterns of a single word."""
    plain = [pattern for entry in patterns for pattern in split_pattern(entry)]
    return any(matches(pattern, bare(word)) for pattern in plain for word in words)


def _tokens_of(doc: Doc, words: Sequence[Word]) -> list[Token | None]:
    """Return the token of each word, None past what was parsed."""
    by_character = {token.idx + offset: token for token in doc for offset in range(len(token))}
    return [by_character.get(word.start) for word in words]

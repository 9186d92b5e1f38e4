"""What a visitor denies of what the bot took for true: « je suis pas enceinte ! ».

Plain functions of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.text.clauses import Clause, clauses_of
from bot.text.corrections import Correction
from bot.text.words import composed, folded, normalise

_OF_ME = re.compile(r"\b(?:je|j|moi|m|me|mon|ma|mes)\b")
_DENIAL = re.compile(r"(?:\b(?P<before>\w+) )?\bpas? (?P<after>\w.*)$|\b(?P<verb>\w+) pas$")
_NO_LONGER = re.compile(r"\b(?P<before>suis|es|est|etais|etait|sont|sommes) plus (?P<after>\w.*)$")
_ASKED = re.compile(r"\bn'?est[- ]ce pas\b|\b(?:pourquoi|et si) ")
# To be one of those is no condition of what is asked: « on peut être sourd ? », « pas sourd ! ».
_REQUIRED = re.compile(r"\b(?:faut|besoin|oblig|exig|necessaire|demand)\w*")
_LACKING = re.compile(r"\b(?:pas|sans)\b")  # « je n'ai pas internet : comment signaler ? »
_OWNED = re.compile(r"\b(?:mon|ma|mes|votre|vos|son|sa|ses) (\w+)")
_SUBJECT = re.compile(r"^(?:je |j'|tu |on |il |elle |ils |elles |nous |vous |jss |jsuis )")
_AFTER_A_NAME = re.compile(r"\b(?:en|au|aux|a|de|du|des|le|la|les|un|une|pour|chez) \w+$")
_OF_BEING = frozenset(
    ("suis", "es", "est", "sommes", "etes", "sont", "etais", "etait", "c", "jss", "jsuis", "jsui")
)
_OF_HAVING = frozenset(["ai", "as", "a", "avons", "avez", "ont", "avait"])
_TELLING = frozenset({"cv", "ia", "rh"})  # short as small words are
_KEY = 5  # letters that a word shares with its kin: « démission », « démissionner »
_KEY_AFTER = {"inter": 7, "contr": 7, "trans": 7}  # « internet » is no kin of « interdit »
# In many questions: to deny them denies nothing of one.
_COMMON = frozenset(
    word
    for line in (
        "avec aller avoir bien bon cela ces chez comme comment combien dan des dire doi doit elle",
        "est et etre fai faire fait faut ici ils les leur mai mes mon nou nos par pas peu peux",
        "peut plu pour pourquoi que quel quelle qui quoi sai san ses sont sur sui ton tou tout",
        "une vai veu veux veut vou vos",
    )
    for word in line.split()
)
_NEXT = re.compile(r" (?=(?:je|moi|c'est|on est) |j')")  # where a clause without a mark goes on
_BEEN, _IN = "ete", frozenset(("en", "au", "aux"))
_MOST_DENIED = 5  # words after « pas »
_QUESTIONS = 8_192  # whose words are remembered: a message may deny any of a topic
_FEWEST_KEPT = 2  # words of what stands before a denial


def denied(text: str, presumed: Sequence[str], said: str) -> Correction | None:
    """Return what a message denies of the questions that the bot `presumed` it asks, or None.

    « je suis pas enceinte » denies « Enceinte, dois-je le dire ? », unless the visitor `said` so
    before; « j'ai pas le bac » denies nothing, but tells of oneself.
    """
    told = keys(said)
    taken = {question: _supposed_by(question) - told for question in presumed}
    for spelling in dict.fromkeys((composed(text), normalise(text))):
        clauses = list(clauses_of(spelling))
        for clause in clauses:
            if word := _denied_in(clause.plain, taken):
                left = (_without_the_denial(c) if c is clause else c.typed for c in clauses)
                others = (each for each in left if each and keys(each) != keys(word))
                return Correction(refused=word, rest=". ".join(others))
    return None


def kin_of(refused: str) -> tuple[str, ...]:
    """Return a word that is refused with its other gender and number: « étudiante », « étudiant ».

    Of several words, those alone.
    """
    words = refused.split()
    if len(words) != 1:
        return (refused,) if words else ()
    word = words[0].rstrip("s")
    kin = (word, word.removesuffix("e"), f"{word}e", f"{word.removesuffix('e')}s", f"{word}s")
    return tuple(dict.fromkeys([refused, *(each for each in kin if len(each) >= _KEY)]))


def _denied_in(plain: str, taken: dict[str, frozenset[str]]) -> str:
    """Return the word of a clause that says that something taken for true is not."""
    no_longer = _NO_LONGER.search(plain)
    found = no_longer or _DENIAL.search(plain)
    if found is None or _ASKED.search(plain):
        return ""
    named = found.groupdict()
    verb = named.get("verb") or named["before"] or ""
    denies, *_ = _NEXT.split(named["after"] or "", 1)
    after = re.findall(r"\w+", denies)[:_MOST_DENIED]
    subject = _SUBJECT.match(plain)
    of_me = subject is not None and subject[0].startswith("j")
    if after[:1] == [_BEEN] and {*after[1:2]} & _IN:  # « elle n'a pas été en arrêt »
        verb, after = _BEEN, after[1:]
    if verb in _OF_HAVING:  # « j'ai pas démissionné », but not « j'ai pas de diplôme »
        return _word_of(after[:1], taken) or _word_of(after[1:2], _owned(taken))
    if verb == _BEEN or verb in _OF_BEING:
        is_it = _word_of(after if no_longer else after[:1], _not_required(taken))
        return is_it or _word_of(after, _of_me(taken) if of_me else taken)
    if subject and not _AFTER_A_NAME.search(plain[: found.end("before")]):
        return _word_of([verb], _of_me(taken) if of_me else taken)
    return _word_of(after, taken)


def _word_of(words: Iterable[str], taken: dict[str, frozenset[str]]) -> str:
    presumed = frozenset().union(*taken.values())
    return next((word for word in words if keys(word) & presumed), "")


def _of_me(taken: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {question: own for question, own in taken.items() if _OF_ME.search(folded(question))}


def _not_required(taken: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {q: own for q, own in taken.items() if not _REQUIRED.search(folded(q))}


def _owned(taken: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return what questions suppose that somebody has: « et si mon chef ne fait rien ? »."""
    return {q: own & keys(" ".join(_OWNED.findall(folded(q)))) for q, own in taken.items()}


def _without_the_denial(clause: Clause) -> str:
    """Return what a clause says but « pas… »: « je suis en 3e pas en seconde »."""
    found = _NO_LONGER.search(clause.plain) or _DENIAL.search(clause.plain)
    assert found is not None
    named = found.groupdict()
    verb = named.get("verb") or named["before"] or ""
    denies_verb = named.get("verb") or verb in _OF_BEING | _OF_HAVING
    said = "" if denies_verb else clause.typed[: found.start() + len(verb)].strip()
    goes_on = _NEXT.search(clause.plain, found.end("before"))
    then = clause.typed[goes_on.end() :] if goes_on else ""
    kept = (each for each in (said, then) if len(each.split()) >= _FEWEST_KEPT)
    return " ".join(kept)


@lru_cache(_QUESTIONS)
def _supposed_by(question: str) -> frozenset[str]:
    return frozenset() if _LACKING.search(folded(question)) else keys(question)


def keys(text: str) -> frozenset[str]:
    """Return what the telling words of a text are known by, whatever their endings."""
    words = (word.rstrip("s") for word in re.findall(r"\w+", folded(text)))
    telling = (w for w in words if (len(w) > 2 or w in _TELLING) and w not in _COMMON)
    return frozenset(word[: _KEY_AFTER.get(word[:_KEY], _KEY)] for word in telling)

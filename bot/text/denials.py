"""What a visitor denies of what the bot took for true: « je suis pas enceinte ! ».

Plain functions of text.
"""

from __future__ import annotations

import re

from bot.text.clauses import Clause, clauses_of
from bot.text.corrections import Correction
from bot.text.words import composed, folded

_OF_ME = re.compile(r"\b(?:je|j|moi|m|me|mon|ma|mes)\b")
_DENIAL = re.compile(r"(?:\b(?P<before>\w+) )?\bpas (?P<after>\w.*)$|\b(?P<verb>\w+) pas$")
_SUBJECT = re.compile(r"^(?:je |j'|tu |on |il |elle |ils |elles |nous |vous |jss |jsuis )")
_AFTER_A_NAME = re.compile(r"\b(?:en|au|aux|a|de|du|des|le|la|les|un|une|pour|chez) \w+$")
_OF_BEING = frozenset(["suis", "es", "est", "sommes", "etes", "sont", "etait", "c", "jss", "jsuis"])
_OF_HAVING = frozenset(["ai", "as", "a", "avons", "avez", "ont", "avait"])
_TELLING = frozenset({"cv", "ia", "rh"})  # short as small words are
_KEY = 5  # letters that a word shares with its kin: « démission », « démissionner »
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
_MOST_DENIED = 5  # words after « pas »
_FEWEST_KEPT = 2  # words of what stands before a denial


def denied(text: str, presumed: str, said: str) -> Correction | None:
    """Return what a message denies of what the bot `presumed` that it asks, or None.

    « je suis pas enceinte » denies « Enceinte, dois-je le dire ? », unless the visitor `said` so
    before; « j'ai pas le bac » denies nothing, but tells of oneself.
    """
    taken = keys(presumed) - keys(said)
    mine = bool(_OF_ME.search(folded(presumed)))
    clauses = list(clauses_of(composed(text)))
    for clause in clauses:
        if word := _denied_in(clause.plain, taken, mine):
            rest = (_without_the_denial(each) if each is clause else each.typed for each in clauses)
            return Correction(refused=word, rest=". ".join(filter(None, rest)))
    return None


def _denied_in(plain: str, taken: frozenset[str], mine: bool) -> str:
    """Return the word of a clause that says that something taken for true is not."""
    found = _DENIAL.search(plain)
    if found is None:
        return ""
    verb = found["verb"] or found["before"] or ""
    after = re.findall(r"\w+", found["after"] or "")[:_MOST_DENIED]
    subject = _SUBJECT.match(plain)
    of_me = subject is not None and subject[0].startswith("j")
    if verb in _OF_HAVING:  # « j'ai pas démissionné », but not « j'ai pas de diplôme »
        words = after[:1]
    elif verb in _OF_BEING:
        words = after if mine or not of_me else []
    elif subject and not _AFTER_A_NAME.search(plain[: found.end("before")]):
        words = [verb] if mine or not of_me else []
    else:
        words = after
    return next((word for word in words if keys(word) & taken), "")


def _without_the_denial(clause: Clause) -> str:
    """Return what a clause says before « pas… »: « je suis en 3e pas en seconde »."""
    found = _DENIAL.search(clause.plain)
    assert found is not None
    verb = found["verb"] or found["before"] or ""
    denies_verb = found["verb"] or verb in _OF_BEING | _OF_HAVING
    said = "" if denies_verb else clause.typed[: found.start() + len(verb)].strip()
    return said if len(said.split()) >= _FEWEST_KEPT else ""


def keys(text: str) -> frozenset[str]:
    """Return what the telling words of a text are known by, whatever their endings."""
    words = (word.rstrip("s") for word in re.findall(r"\w+", folded(text)))
    telling = (w for w in words if (len(w) > 2 or w in _TELLING) and w not in _COMMON)
    return frozenset(word[:_KEY] for word in telling)

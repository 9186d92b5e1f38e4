"""Which of several options a message chooses, in words: « plutôt l'écrit », « pas le téléphone ».

Pure functions of phrases and text; the phrases stand in content/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.text.phrases import plain_words
from bot.text.words import normalise

_PAUSE = "|"  # where a clause ends: « pas » does not reach over it
_PAUSES = re.compile(r"[,.;:!?()\n]|\bmais\b", re.IGNORECASE)
_ACCEPTING = re.compile(r"\bpourquoi pas\b", re.IGNORECASE)


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NO = _each(
    "pas ni sans jamais aucun aucune deteste detestes hais horreur evite eviter sauf marre "
    "refuse lieu"
)
_PREFERS = _each("prefere prefererais preferes plutot surtout mieux")
# Words that may stand between « pas » or « plutôt » and what they bear on.
_SMALL = _each(
    "a au aux avec avoir beaucoup ce cette ces d de des du dans l la le les en et etre aller faire "
    "fait fan forcement je j ma mes mon me m par parler passer pour rester specialement sur "
    "tellement tout toute trop travailler tres un une vraiment veux voudrais aime aimer "
    "aimerais envie interesse gerer suis besoin bcp"
)
_CHOOSING = _each(
    "alors ba bah ben bien bon c ca choisis dirais donc est euh heu hum merci moi ok oui ouais "
    "prends reponse serait stp svp va"
)
# What a whole message may hold besides « =parler ».
_ASIDE = (_SMALL - {"parler", "travailler"}) | _PREFERS | _CHOOSING | {_PAUSE}
_ENDS_WITH_NO = re.compile(
    r"^(?:\| )?(?:(?:non|bof|jamais|beurk|tres peu pour moi)\b"
    r"|(?:(?:c est|ce n est|j aime|je n aime|je|je veux|j en veux|ca me tente) )?(?:vraiment )?"
    r"(?:pas|deteste)(?: (?:trop|du tout|vraiment|mon truc|mon fort|pour moi|ca))*(?: \||$))"
)
_LINKS = _each("et ou comme")
# Spellings that mean it only inside an answer: elsewhere « pa » may be « papa ».
_PHONE_SPELLINGS = {"pa": "pas", "tro": "trop", "technik": "technique", "jamai": "jamais"}


@dataclass(frozen=True)
class _Mention:
    option: str
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def lies_in(self, other: _Mention) -> bool:
        return other.start <= self.start and self.end <= other.end and other.length > self.length


def worded_choice(
    text: str,
    phrases: Mapping[str, Sequence[str]],
    joins: Mapping[str, Iterable[str]] | None = None,
) -> str | None:
    """Return the option whose phrases `text` holds, or None when it chooses none.

    What is denied (« pas le téléphone ») is not chosen; when one option alone is left, that is the
    choice. The longest phrase wins, then the first; `joins` names the options that another one
    joins (« le téléphone et l'écrit »). « vend* » is a beginning, « =parler » a whole message.
    """
    text = _ACCEPTING.sub(" ", text)
    joined = {option: frozenset(parts) for option, parts in (joins or {}).items() if parts}
    for reading in dict.fromkeys((normalise(text), text)):
        words = _words(reading)
        option = _choice(words, list(_mentions(words, phrases)), list(phrases), joined)
        if option:
            return option
    return None


def _words(text: str) -> list[str]:
    clauses = (plain_words(clause) for clause in _PAUSES.split(text))
    words = f" {_PAUSE} ".join(filter(None, clauses)).split()
    return [_PHONE_SPELLINGS.get(word, word) for word in words]


def _mentions(words: list[str], phrases: Mapping[str, Sequence[str]]) -> Iterator[_Mention]:
    found = [
        mention
        for option, wordings in phrases.items()
        for phrase in wordings
        for mention in _places(words, option, phrase)
    ]
    for mention in found:
        if not any(mention.lies_in(other) for other in found):
            yield mention


def _places(words: list[str], option: str, phrase: str) -> Iterator[_Mention]:
    sought = _sought(phrase)
    if sought[0] not in words and not (len(sought) == 1 and phrase.endswith("*")):
        return  # most phrases: they cannot begin anywhere
    if phrase.startswith("=") and _core(words) != _core(sought):
        return
    for start in range(len(words) - len(sought) + 1):
        piece = words[start : start + len(sought)]
        begins = phrase.endswith("*") and piece[-1].startswith(sought[-1])
        if piece[:-1] == sought[:-1] and (piece[-1] == sought[-1] or begins):
            yield _Mention(option, start, start + len(sought))


@cache  # of our phrases: no visitor's words are kept
def _sought(phrase: str) -> list[str]:
    return plain_words(phrase).split()


def _core(words: list[str]) -> list[str]:
    return [word for word in words if word not in _ASIDE]


def _choice(
    words: list[str],
    mentions: list[_Mention],
    options: list[str],
    joined: dict[str, frozenset[str]],
) -> str | None:
    denied = {mention.option for mention in mentions if _is_denied(words, mention)}
    wanted = [mention for mention in mentions if not _is_denied(words, mention)]
    if not wanted:
        return _only_left(options, denied, joined)
    if whole := _joining(words, wanted, joined):
        return whole
    preferred = [mention for mention in wanted if _bearing(words, mention) == "yes"]
    return max(preferred or wanted, key=lambda mention: (mention.length, -mention.start)).option


def _only_left(
    options: list[str], denied: set[str], joined: dict[str, frozenset[str]]
) -> str | None:
    left = [
        option
        for option in options
        if option not in denied and not denied & joined.get(option, frozenset())
    ]
    return left[0] if denied and len(left) == 1 else None


def _joining(
    words: list[str], wanted: list[_Mention], joined: dict[str, frozenset[str]]
) -> str | None:
    named = frozenset(mention.option for mention in wanted)
    between = words[min(m.end for m in wanted) : max(m.start for m in wanted)]
    if not _LINKS.intersection(between):
        return None
    return next((option for option, parts in joined.items() if parts == named), None)


def _is_denied(words: list[str], mention: _Mention) -> bool:
    if _bearing(words, mention) == "no":
        return True
    return bool(_ENDS_WITH_NO.match(" ".join(words[mention.end : mention.end + 8])))


def _bearing(words: list[str], mention: _Mention) -> str:
    """Return "no", "yes" or "": what the words just before the phrase make of it."""
    for index in range(mention.start - 1, -1, -1):
        word = words[index]
        if word in _NO:
            return "no"
        if word in ("que", "qu"):
            return "no" if words[index - 1 : index] == ["plutot"] else ""
        if word in _PREFERS:
            return "yes"
        if word not in _SMALL:
            return ""
    return ""

"""What a message says before it asks: « merci, et pour les portables ? », « tu te répètes, … ».

Plain functions of text. The wordings stand in preludes.yml.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from bot.text.asking import pieces_of
from bot.text.phrases import plain_words
from bot.text.words import folded

_FILE = Path(__file__).with_name("preludes.yml")
_ENDED = re.compile(r"[.,!?…;:]\s*$")
_WORD = re.compile(r"[^\W_]+")


def without_prelude(text: str) -> str:
    """Return a message without the thanks, assent or reproach before its question, if any."""
    words = [(match[0], match.start()) for match in _WORD.finditer(folded(text))]
    plain = " ".join(word for word, _ in words)
    opened = _pattern("opens").match(plain)
    if opened is None or not opened[0] or not _pattern("polite").search(opened[0]):
        return text
    if greeting := _pattern("greets").match(plain):  # « Bonjour Madame, Monsieur, hier… »
        start = words[len(greeting[0].split())][1]
        return without_prelude(text[start:])
    count = len(opened[0].split())
    if count >= len(words):
        return text
    said, rest = text[: words[count][1]], text[words[count][1] :]
    if _pattern("complains").search(opened[0]) and not _ENDED.search(said):
        return text  # « vous répétez toujours le même texte ? » asks about the work
    return rest if _asks(rest) else text


def without_closing_thanks(text: str) -> str:
    """Return a message without the sentences at its end that but thank, if it says more.

    « j'ai peur, je vais pas dormir. merci quand même, t'es sympa » tells of a fear.
    """
    *before, last = pieces_of(text) or [text]
    if not before or not _pattern("thanks").match(plain_words(last)):
        return text
    return without_closing_thanks(" ".join(before))


def _asks(rest: str) -> bool:
    plain = plain_words(rest)
    if _pattern("leaves").fullmatch(plain):
        return False
    return rest.rstrip().endswith("?") or bool(_pattern("asks").match(plain))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    read: dict[str, list[str]]
    read = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    either = "|".join(f"(?:{each})" for each in read[name])
    if name == "opens":
        return re.compile(rf"(?:(?:{either})(?: |$))*")
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")

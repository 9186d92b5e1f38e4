"""What a sentence asks of a pay: whether it is fair, or less than the Smic; see judgements.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from bot.text.phrases import plain_words
from bot.text.words import normalise

Asked = Literal["fair", "poor", "less", "more", "same"]

_FILE = Path(__file__).with_name("judgements.yml")
_KINDS: tuple[Asked, ...] = ("fair", "poor", "less", "more", "same")
_BESIDE_THE_SMIC = frozenset({"less", "more", "same"})
_NOT = re.compile(r"(?<!\bou )\bpas\b")


@dataclass(frozen=True)
class Judgement:
    """What is asked; `negated` tells that « si » agrees, not « oui »: « c'est pas moins ? »."""

    asked: Asked
    negated: bool

    @property
    def on_smic(self) -> bool:
        return self.asked in _BESIDE_THE_SMIC


def judgement_in(sentence: str) -> Judgement | None:
    """Return what a sentence asks of its pay, for which a word stands, or None."""
    readings = dict.fromkeys((plain_words(sentence), plain_words(normalise(sentence))))
    for asked in _KINDS:
        for reading in readings:
            if found := _patterns()[asked].search(reading):
                negated = asked != "poor" and _NOT.search(found[0]) is not None
                return Judgement(asked, negated)
    return None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    read = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    pieces: dict[str, str] = {}
    for name, piece in read["pieces"].items():
        pieces[name] = _filled(piece, pieces)
    return {asked: _either(each, pieces) for asked, each in read["asked"].items()}


def _either(patterns: list[str], pieces: dict[str, str]) -> re.Pattern[str]:
    either = "|".join(f"(?:{_filled(pattern, pieces)})" for pattern in patterns)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def _filled(pattern: str, pieces: dict[str, str]) -> str:
    for name, piece in pieces.items():
        pattern = pattern.replace(f"{{{name}}}", piece)
    return pattern

"""Which source a message asks for: that of a figure or a thing named, whenever it was said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from bot.content import Fact
from bot.content.keys import ASK_SOURCE
from bot.dialogue.cues import cued
from bot.text.figures import figures
from bot.text.glossary import Glossary
from bot.text.phrases import plain_words

_FRENCH = str.maketrans({",": " ", ".": ","})
_MOST = 3  # facts that hold one figure: the newest told
_HOUR = re.compile(r"\b\d{1,2} ?h(?:\d{2})?\b", re.IGNORECASE)  # « entre 8h et 12h »
_QUOTED = re.compile(r"«([^»]+)»|\"([^\"]+)\"|“([^”]+)”")
_FEWEST_QUOTED, _SAID = 3, 0.7  # words of a quotation, and the share of them that was said
_DIGITS = 2  # the fewest of a figure that is looked for: « les 2 » names none


def asks_for_source(text: str, topic: str | None) -> bool:
    """Tell whether a message, surely on `topic` if on any, asks where something comes from.

    « t'es sûr des 49 % ? » asks so too.
    """
    doubts = cued("doubts_figure", text) is not None and figure_named(text) != ""
    return topic == ASK_SOURCE or doubts or cued("source", text) is not None


def quotes(text: str, said: str) -> bool:
    """Tell whether a message quotes what was `said`: « "on débute sur site", qui dit ça ? »."""
    known = set(plain_words(said).split())
    quoted = (plain_words("".join(found)).split() for found in _QUOTED.findall(text))
    return any(
        len(words) >= _FEWEST_QUOTED and len(known.intersection(words)) >= _SAID * len(set(words))
        for words in quoted
    )


def figure_named(text: str) -> str:
    """Return the longest figure that a message names, in one canonical spelling, or ""."""
    named = figures(_HOUR.sub(" ", text))
    long = (figure for figure in named if sum(map(str.isdigit, figure)) >= _DIGITS)
    found = [figure for figure in long if not figure.startswith("0")]  # no telephone number
    return max(found, key=len, default="")


def holding_figure(figure: str, facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return the ids of the first facts that hold a figure, given to the unit or in full."""
    held = (fact.id for fact in facts if figure in _figures_of(fact))
    return tuple(dict.fromkeys(held))[:_MOST]


def holding_term(text: str, facts: Sequence[Fact], glossary: Glossary) -> tuple[str, ...]:
    """Return the ids of the first facts on a term that a message names."""
    for term in glossary.find(text):
        held = [fact.id for fact in facts if term in glossary.find(fact.statement)]
        if held:
            return tuple(held[:_MOST])
    return ()


def shown(figure: str) -> str:
    """Return a figure as French writes it: « 290 000 »; a month and its year as they are."""
    number = figure.replace(".", "", 1)
    return f"{Decimal(figure):,f}".translate(_FRENCH) if number.isdigit() else figure


def _figures_of(fact: Fact) -> set[str]:
    amounts = (f"{value.amount:.15g}" for value in fact.values)
    found = set(figures(" ; ".join((fact.statement, *amounts))))
    return found | {figure.partition(".")[0] for figure in found}

"""Which source a message asks for: that of a figure or a thing named, whenever it was said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from bot.content import Content, Fact
from bot.content.keys import ASK_SOURCE, NO_SOURCE_OF
from bot.dialogue.cues import cued
from bot.dialogue.hearing import Reading
from bot.dialogue.messages import Context
from bot.text.asking import asking_part
from bot.text.figures import figures
from bot.text.glossary import Glossary
from bot.text.phrases import plain_words
from bot.text.pointing import points_back
from bot.text.typography import typeset

_FRENCH = str.maketrans({",": " ", ".": ","})
_MOST = 3  # facts that hold one figure: the newest told
_HOUR = re.compile(r"\b\d{1,2} ?h(?:\d{2})?\b", re.IGNORECASE)  # « entre 8h et 12h »
_QUOTED = re.compile(r"«([^»]+)»|\"([^\"]+)\"|“([^”]+)”")
_FEWEST_QUOTED, _SAID = 3, 0.7  # words of a quotation, and the share of them that was said
_YEARS = range(1900, 2100)
_DIGITS = 2  # the fewest of a figure that is looked for: « les 2 » names none


def source_asked(
    content: Content, glossary: Glossary, text: str, topic: str | None, context: Context
) -> Reading | None:
    """Find the source of a figure or a thing that is named, among all that was said so far."""
    if context.last_answer is None or not asks_for_source(text, topic):
        return None
    # « Votre source date de 2020. Et un récépissé, ça vaut pour un CDI ? » asks of the permit.
    asks = asking_part(text)
    points = points_back(asks) or cued("has_it", asks)
    if topic != ASK_SOURCE and asks and not (points or cued("source", asks)):
        return None
    facts = content.facts
    cited = [facts[fact] for fact in context.cited if fact in facts]
    if cued("source", text) and quotes(text, context.last_answer.text):
        return Reading(ASK_SOURCE)
    figure = figure_named(text)
    if not figure:
        found = holding_term(text, cited, glossary) if topic == ASK_SOURCE else ()
        return Reading(ASK_SOURCE, facts=found) if found else None
    if figure.isdigit() and int(figure) in _YEARS:  # « avez-vous la source, et le chiffre 2025 ? »
        of_the_last = [fact for fact in cited if fact.id in context.last_answer.facts]
        return Reading(ASK_SOURCE, facts=holding_figure(figure, of_the_last))
    near = [facts[fact] for fact in _vouching(content, context.told) if fact in facts]
    if found := holding_figure(figure, cited) or holding_figure(figure, near):
        return Reading(ASK_SOURCE, facts=found)
    if not cued("source", text):  # « un lien pour payer 1,99 » asks for none
        return None
    return Reading(ASK_SOURCE, about=NO_SOURCE_OF, missing=typeset(shown(figure)))


def _vouching(content: Content, told: Collection[str]) -> Iterator[str]:
    """Yield the facts of the cards that were told, whatever was told of them."""
    for topic in dict.fromkeys(label.partition("/")[0] for label in sorted(told)):
        if topic in content.cards:
            card = content.cards[topic]
            yield from card.facts
            yield from (fact for detail in card.details for fact in detail.facts)


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

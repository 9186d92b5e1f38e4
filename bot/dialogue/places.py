"""What is said of a place under a topic: what a fact holds of it, or that none does.

Pure functions of the content; the words stand in content/replies.yml, under `place_*`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.content import Content
from bot.content.checks import Finding, error
from bot.content.keys import (
    PLACE_ALIKE,
    PLACE_FACT,
    PLACE_FACT_ACCORDING,
    PLACE_FACT_DATED,
    PLACE_SEARCH,
    PLACE_SEARCH_TOO,
    PLACE_UNKNOWN,
    PLACE_WIDER,
)
from bot.content.models import Card, Fact
from bot.dialogue.cues import cued
from bot.dialogue.hearing import Reading
from bot.text.figures import figures
from bot.text.places import Place, places_called, places_in
from bot.text.typography import date_in_words, typeset

PLACE_LIMIT = 280  # characters: as long as an answer

_PLACEHOLDERS = {
    PLACE_ALIKE: ("place", "told"),
    PLACE_FACT: ("statement",),
    PLACE_FACT_ACCORDING: ("statement", "publisher"),
    PLACE_FACT_DATED: ("statement", "date"),
    PLACE_SEARCH: ("place", "name"),
    PLACE_SEARCH_TOO: ("told", "name"),
    PLACE_UNKNOWN: ("place", "told"),
    PLACE_WIDER: ("place", "told"),
}
HIRING = "who_hires"  # the topic of the employers and their towns
WHERE_TO_LOOK = frozenset((HIRING, "how_to_apply"))
# What a question on the centres of a town may sound like.
_OF_THE_SECTOR = frozenset(
    (
        *(HIRING, "sector_size", "jobs_created", "call_vs_contact_centre", "offshore"),
        *("world_champions", "contact_centre_job", "visit_a_centre", "job_list"),
    )
)
_STILL_TOLD = 2014  # since when a fact on a town says more of its employers than the region's
_CLOSED_LATELY = 2024  # since when a centre that closed is news to who looks for an employer
_COUNTED = "sector_size"  # the topic that owns to a figure that is missing
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True)
class _Told:
    text: str
    facts: tuple[str, ...]


def say_place(
    content: Content, place: Place, topic: str, detail: str = ""
) -> tuple[str, tuple[str, ...]]:
    """Return what is said of a place under a topic and its detail ("" if none), and the facts.

    In this order: what the card says of that place, a fact that names it, one that names its
    department or region, and the plain word that nothing is known of it with what is known in
    general. Who looks for an employer hears what the card says of the region before a fact that is
    old, or of a centre that closed long ago. At most PLACE_LIMIT characters.
    """
    card = content.cards.get(topic)
    hires = card is not None and topic == HIRING
    told = (
        (card and _on_card(card, place, detail))
        or (card and hires and _asked_on_card(card, place))
        or _named_by_fact(content, place, topic, _STILL_TOLD if hires else 0, open_still=hires)
        or (card and hires and _on_region(content, card, place))
        or _named_by_fact(content, place, topic)
        or (card and _asked_on_card(card, place))
        or _wider(content, place, topic)
    )
    if topic in WHERE_TO_LOOK or card is None:
        told = _with_search(content, place, told)
    elif told is None:
        told = _in_general(content, place, card, detail)
    return told.text, told.facts


def asks_who_hires(text: str, reading: Reading) -> bool:
    """Tell whether a message that names a place asks who hires there, whatever it sounded like."""
    if cued("recruits", text):
        return reading.topic not in WHERE_TO_LOOK
    unsure = reading.topic is None or reading.hedged or bool(reading.fact)
    return unsure and cued("works", text) is not None


def topic_on(content: Content, place: Place, topic: str | None) -> str | None:
    """Return the topic on which something is known of a place: what a question on the sector has
    for topic, or else who hires there; None where that is no question on the sector."""
    if topic is not None and (topic not in _OF_THE_SECTOR or _named_by_fact(content, place, topic)):
        return topic
    named = _named_by_fact(content, place, HIRING) is not None
    return HIRING if named or topic not in (None, _COUNTED) else topic


def check_places(content: Content) -> Iterator[Finding]:
    """Yield what is missing in the words of `place_*`, and the places that facts misname."""
    for key, names in _PLACEHOLDERS.items():
        for name in names:
            if f"{{{name}}}" not in content.replies[key].texts[0]:
                where = f"{content.folder / 'replies.yml'}: {key}"
                yield error(where, f"« {{{name}}} » manque", "remettez-le où il doit être dit")
    for fact in content.facts.values():
        for name in fact.places:
            if not places_called(name):
                where = f"{content.fact_path(fact.id)}: {fact.id}"
                remedy = "écrivez le nom officiel d'une ville, d'un département ou d'une région"
                yield error(where, f"lieu inconnu « {name} »", remedy)


def _on_card(card: Card, place: Place, wanted: str) -> _Told | None:
    """Return a detail of the card that speaks of the place: the one asked for, else the first."""
    details = sorted(card.details, key=lambda detail: detail.id != wanted)
    for detail in details:
        if place in _places_of(detail.asks) and place in _places_of(detail.answer):
            return _Told(detail.answer, tuple(detail.facts))
    return None


def _asked_on_card(card: Card, place: Place) -> _Told | None:
    """Return the detail whose question names the place: « Et à Marseille, Montpellier, Nice ? »."""
    found = (detail for detail in card.details if place in _places_of(detail.asks))
    return next((_Told(detail.answer, tuple(detail.facts)) for detail in found), None)


def _on_region(content: Content, card: Card, place: Place) -> _Told | None:
    """Return the detail whose question names the region of the place, or a great part of it."""
    for detail in card.details:
        areas = (asked for asked in _places_of(detail.asks) if asked.kind != "town")
        regions = {_region(area) for area in areas}
        if _region(place) in regions:
            wider = _words(content, PLACE_WIDER, place=place.with_article, told=detail.answer)
            text = wider if len(wider) <= PLACE_LIMIT else detail.answer
            return _Told(text, tuple(detail.facts))
    return None


def _region(place: Place) -> str:
    return place.region or place.name


@lru_cache(maxsize=4096)
def _places_of(text: str) -> tuple[Place, ...]:
    return places_in(text)


def _named_by_fact(
    content: Content, place: Place, topic: str, since: int = 0, open_still: bool = False
) -> _Told | None:
    """Return the newest fact that names a place, `since` a year.

    With `open_still` none of a centre that closed long ago.
    """
    on_topic = (fact for fact in _facts_on(content, topic) if _year(fact) >= since)
    named = [fact for fact in on_topic if place in _places_of_fact(fact)]
    if open_still:
        named = [
            fact
            for fact in named
            if _year(fact) >= _CLOSED_LATELY or not cued("closes", fact.statement)
        ]
    if not named:
        return None
    # The newest year first; of one year, the first that the editors wrote.
    fact = max(named, key=lambda fact: (fact.as_of or "")[:4])
    return _Told(_statement(content, fact), (fact.id,))


def _year(fact: Fact) -> int:
    return int((fact.as_of or "0")[:4])


def _facts_on(content: Content, topic: str) -> tuple[Fact, ...]:
    return _placed_facts(content).get(topic, ())


@lru_cache(maxsize=2)  # an edit of content/ makes another
def _placed_facts(content: Content) -> dict[str, tuple[Fact, ...]]:
    """Return the facts that name places and may be said, by topic, in the order of the files."""
    found: dict[str, tuple[Fact, ...]] = {}
    for fact in content.facts.values():
        if fact.places and fact.confidence in ("verified", "relayed"):
            for topic in dict.fromkeys(fact.topics):
                found[topic] = (*found.get(topic, ()), fact)
    return found


def _places_of_fact(fact: Fact) -> tuple[Place, ...]:
    return tuple(place for name in fact.places for place in _meant(name, fact.statement))


@lru_cache(maxsize=4096)
def _meant(name: str, statement: str) -> tuple[Place, ...]:
    """Return the places of a name, or of those the one that the statement speaks of."""
    places = places_called(name)
    said = tuple(place for place in places if place in _places_of(statement))
    return said or places


def _statement(content: Content, fact: Fact) -> str:
    if fact.confidence == "relayed":
        return _words(
            content,
            PLACE_FACT_ACCORDING,
            statement=fact.statement,
            publisher=fact.source.publisher,
        )
    if fact.as_of and not _YEAR.search(fact.statement):
        date = date_in_words(fact.as_of)
        return _words(content, PLACE_FACT_DATED, statement=fact.statement, date=date)
    return _words(content, PLACE_FACT, statement=fact.statement)


def _wider(content: Content, place: Place, topic: str) -> _Told | None:
    for name in dict.fromkeys((place.department, place.region)):
        for area in places_called(name) if name != place.name else ():
            told = _named_by_fact(content, area, topic) if area.kind != "town" else None
            # A fact on another town of the region is no answer: it must speak of the whole.
            if told and area in _places_of(told.text):
                text = _words(content, PLACE_WIDER, place=place.with_article, told=told.text)
                if len(text) <= PLACE_LIMIT:
                    return _Told(text, told.facts)
    return None


def _with_search(content: Content, place: Place, told: _Told | None) -> _Told:
    """Add where today's offers are, if there is room."""
    if told is None:
        text = _words(content, PLACE_SEARCH, place=place.with_article, name=place.name)
        return _Told(text, tuple(content.replies[PLACE_SEARCH].facts))
    text = _words(content, PLACE_SEARCH_TOO, told=told.text, name=place.name)
    if len(text) > PLACE_LIMIT or "France Travail" in typeset(told.text):
        return told
    facts = (*told.facts, *content.replies[PLACE_SEARCH_TOO].facts)
    return _Told(text, tuple(dict.fromkeys(facts)))


def _in_general(content: Content, place: Place, card: Card, key: str) -> _Told:
    detail = card.detail(key)
    source = _Told(detail.answer, tuple(detail.facts)) if detail else None
    for told in (source, _Told(card.short, tuple(card.facts))):
        if told is None:
            continue
        template = PLACE_UNKNOWN if _counts(told.text) else PLACE_ALIKE
        for words in _beginnings(told.text):
            text = _words(content, template, place=place.with_article, told=words)
            if len(text) <= PLACE_LIMIT:
                return _Told(text, told.facts)
    return _with_search(content, place, None)


def _counts(text: str) -> bool:
    """Tell whether a text gives any figure but a date."""
    return any(not _YEAR.search(figure) for figure in figures(text))


def _beginnings(text: str) -> Iterator[str]:
    """Yield a text, then less and less of it, in whole sentences."""
    sentences = _SENTENCE_END.split(text)
    for count in range(len(sentences), 0, -1):
        yield " ".join(sentences[:count])


def _words(content: Content, key: str, **fields: str) -> str:
    text = content.replies[key].texts[0]
    for name, value in fields.items():
        text = text.replace(f"{{{name}}}", value)
    return typeset(text)

"""What is worded for the one message: a definition, two things side by side, a summary.

No card holds these words as they are: they are put together from the glossary, from the points of
content/roles.yml and content/comparisons.yml, and from what was said last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.content import Content, Term
from bot.content.keys import (
    DEFINE,
    FOREIGN_ANSWER,
    GOODBYE,
    HELP,
    IN_THESE_WORDS,
    NO_NEWER,
    NO_OFFENCE,
    NOT_YOUR_OPERATOR,
    OTHER_LANGUAGE,
    SPOKEN_OF,
    WHO_IS,
)
from bot.dialogue.comparisons import ROLE_POINTS, compared, compared_things, points_asked, told
from bot.dialogue.cues import cued
from bot.dialogue.definitions import topic_of_same_meaning
from bot.dialogue.firms import firm_asked_about
from bot.dialogue.hearing import Reading, worded
from bot.dialogue.introductions import CALLS
from bot.dialogue.meanings import pronoun_asked, words_asked
from bot.dialogue.messages import Context, Message
from bot.dialogue.places import HIRING, WHERE_TO_LOOK, asks_who_hires, say_place, topic_on
from bot.dialogue.recalls import recalled
from bot.dialogue.remarks import (
    apologised,
    doubted,
    kind_words_wanted,
    taken_for_another,
    taken_for_theirs,
    wanted_otherwise,
)
from bot.dialogue.source_requests import source_asked
from bot.dialogue.sources import newest
from bot.dialogue.summaries import summed_up
from bot.dialogue.sums import Reckoner, reckoned_part
from bot.dialogue.swindles import spoke_of_a_swindle
from bot.publishing import COMPARISONS, FRAUD_WORDS, GLOSSARY
from bot.text.asking import asking_part, asking_sentences
from bot.text.glossary import Glossary
from bot.text.phrases import mentions, plain_words
from bot.text.places import places_called, places_in
from bot.text.sentences import sentences_of
from bot.text.typography import typeset
from bot.text.words import folded

_NAMED = frozenset({"institution"})  # the kinds of terms that an answer may be wanted on
_MOST_ASKED_ON = 15  # words of a message that asks about something that it names
_THERE = re.compile(
    r"\b(?:y(?! a\b| en\b)|là-bas|la-bas|là bas|dans le coin|par là|ici)\b", re.IGNORECASE
)
_RECRUITS = re.compile(r"\b(?:recrut|embauch)\w*")


class Asides:
    """Finds what can be worded at once; its index of the glossary is made once."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._comparisons = content.part(COMPARISONS)
        self._reckoner = Reckoner(content)
        terms = content.part(GLOSSARY)
        self._terms = {term.id: term for term in terms}
        self._glossary = Glossary((term.id, term.forms, term.watch) for term in terms)
        self._titled = {plain_words(card.title): topic for topic, card in content.cards.items()}

    def read(
        self,
        text: str,
        topic: str | None,
        roles: Sequence[str],
        context: Context,
        likely: str | None = None,
        precise: bool = False,
        asks: str = "",
    ) -> Reading | None:
        """Return what a message asks to be worded, or the card whose title it is; or None.

        `topic` is the one that it is surely about, `likely` that of its likeliest answer, `roles`
        are the jobs that it names, `precise` tells that a detail of a card answers it past doubt,
        `asks` is the question of a message that says more, or "".
        """
        if titled := self._titled.get(plain_words(text)):
            return None if context.in_need else Reading(titled)
        if taken_for_theirs(text):
            return Reading(NOT_YOUR_OPERATOR)
        last = context.last_answer
        swindle = self._content.part(FRAUD_WORDS).topic
        if swindle not in (topic, last.topic if last else None):  # a swindle is seen to first
            taken = None if precise else taken_for_another(text, context)
            taken = taken or (None if precise else doubted(text, topic, context))
            if taken or (taken := wanted_otherwise(asks or text, topic, context)):
                return taken
            grave = context.in_need or spoke_of_a_swindle(context, self._content.part(FRAUD_WORDS))
            kind = None if precise or grave else kind_words_wanted(text)
            if kind:
                return worded(self._content, kind)
        if apologised(text):
            return worded(self._content, NO_OFFENCE)
        if context.said.get(OTHER_LANGUAGE) and cued("foreign_answer", text):
            return worded(self._content, FOREIGN_ANSWER)
        return (
            source_asked(self._content, self._glossary, text, topic, context)
            or recalled(self._content, text, context)
            or (None if precise else self._newer(text, likely, context))
            or self._reckoner.read(
                reckoned_part(text, asks), topic, roles, context, likely, precise
            )
            or self._comparison(text, roles, context, precise)
            or self._defined(asks or text, text, context)
            or self._meaning(asks or text, context)
            or summed_up(self._content, text, context, precise)
        )

    def leaving(self, text: str, reading: Reading, context: Context) -> Reading:
        """Return a goodbye for who takes leave and asks nothing that is surely understood."""
        if reading.about or context.in_need or "?" in text:
            return reading
        *before, end = sentences_of(text) or [text]
        at_the_end = before and cued("leave", end)
        asks = reading.topic in self._content.cards and not reading.hedged
        leaves = at_the_end or (cued("leave", text) and not asks)
        return Reading(GOODBYE) if leaves else reading

    def placed(
        self,
        text: str,
        reading: Reading,
        context: Context,
        home: str | None = None,
        precise: bool = False,
    ) -> Reading:
        """Return a reading with what is known of the place that a message names, if any.

        Where to look for work is said of the `home` of a visitor who names no place. What was just
        said of a place is not said again.
        """
        if reading.words or not (reading.topic is None or reading.topic in self._content.cards):
            return reading
        for_work = reading.topic in WHERE_TO_LOOK and not reading.detail
        # « Cap emploi à Nantes me dit que… c'est vrai ? » asks nothing about Nantes.
        asks = asking_part(text)
        asked = asks if asks and not (for_work or _THERE.search(asks)) else text
        places = places_in(asked)
        if home and for_work:
            places = places or places_called(home)
        if not places or _mentions(self._answer_of(reading), places[0].name):
            return reading
        # « Montreuil, trop loin » is no question on the town that the bot has just named.
        just_named = context.last is not None and _mentions(context.last.text, places[0].name)
        if just_named and not cued("recruits", text):
            return reading
        if precise and reading.topic not in WHERE_TO_LOOK:
            return reading
        of_calls = context.last_answer is not None and context.last_answer.topic in CALLS
        in_passing = len(asked.split()) > _MOST_ASKED_ON and not _RECRUITS.search(folded(text))
        elsewhere = in_passing or (of_calls and not cued("recruits", text))
        if elsewhere and reading.topic not in WHERE_TO_LOOK:
            return reading
        wants_work = asks_who_hires(text, reading)
        topic = HIRING if wants_work else topic_on(self._content, places[0], reading.topic)
        if topic is None or (reading.fact and topic == reading.topic and not wants_work):
            return reading
        detail = reading.detail if topic == reading.topic else ""
        words, facts = say_place(self._content, places[0], topic, detail)
        if context.last and words in context.last.text:
            return reading
        return replace(reading, topic=topic, words=words, facts=facts, hedged=False)

    def _newer(self, text: str, likely: str | None, context: Context) -> Reading | None:
        """Tell who finds a figure old how new it is, where no answer on it is likely."""
        last = context.last_answer
        if last is None or likely == last.topic or len(text.split()) > _MOST_ASKED_ON:
            return None
        facts = self._content.facts
        found = newest([facts[key] for key in last.facts if key in facts])
        if found is None or not cued("newer", text):
            return None
        words = worded(self._content, NO_NEWER, source=typeset(found[1]))
        return replace(words, facts=(found[0].id,))

    def missing(self, text: str, reading: Reading, context: Context, precise: bool = False) -> str:
        """Return the firm that a message asks about and its answer does not hold, or "".

        None that the bot has just named itself, nor one that a long message tells in passing.
        `precise` tells that a detail of a card answers the message past doubt.
        """
        said = self._answer_of(reading)
        if not said or len(text.split()) > _MOST_ASKED_ON:
            return ""
        said += f" {context.last.text}" if context.last else ""
        return firm_asked_about(text, said, self._glossary, self._terms, precise)

    def _answer_of(self, reading: Reading) -> str:
        """Return all that the answer of a reading may hold: its words and its facts'."""
        card = self._content.cards.get(reading.topic or "")
        if card is None or reading.words:
            return ""
        if reading.fact:
            return self._content.facts[reading.fact].statement
        answer = card.detail(reading.detail) or card
        facts = (self._content.facts[key].statement for key in answer.facts)
        return " ".join([answer.answer, *facts])

    def _defined(self, asks: str, text: str, context: Context) -> Reading | None:
        """Return the meaning that the question of a message asks, or one of its sentences."""
        asking = asking_sentences(text)
        found = (self._definition(each, context) for each in dict.fromkeys((asks, *asking)))
        return next(filter(None, found), None)

    def _definition(self, text: str, context: Context) -> Reading | None:
        last = context.last
        asked = self._glossary.asked(
            text,
            before=last.text if last else "",
            after_definition=last is not None and last.topic == DEFINE,
        )
        return self._told_term(self._terms[asked]) if asked else None

    def _told_term(self, term: Term) -> Reading:
        if same := topic_of_same_meaning(self._content.roles, term):
            return Reading(same)
        topic = term.topic if term.topic in self._content.cards else None
        offers = (f"{topic}/",) if topic else ()
        return Reading(topic or HELP, words=term.definition, about=DEFINE, offers=offers)

    def _meaning(self, text: str, context: Context) -> Reading | None:
        """Say of whom a pronoun of the last answer speaks, or its words that are not understood."""
        last = context.last_answer
        if last is None or last.topic not in self._content.cards:
            return None
        pronoun = pronoun_asked(text, last.text)
        if pronoun:
            return self._meant_by(pronoun, last)
        asked = words_asked(text, last.text)
        if asked is None:
            return None
        defined = self._glossary.places(asked.words)
        if defined:
            longest = max(defined, key=lambda place: place[1] - place[0])
            return self._told_term(self._terms[longest[2]])
        return worded(self._content, IN_THESE_WORDS, word=asked.words, sentence=asked.sentence)

    def _meant_by(self, pronoun: str, last: Message) -> Reading:
        card = self._content.cards[last.topic]
        detail = card.detail(last.detail)
        asks = detail.asks if detail else card.title
        places = self._glossary.places(f"{asks} {last.text}")
        named = (self._terms[key] for _, _, key in places)
        term = next((term for term in named if term.kind in _NAMED), None)
        if term is None:
            return worded(self._content, SPOKEN_OF, asks=asks)
        definition = term.definition
        return worded(
            self._content, WHO_IS, word=pronoun.capitalize(), name=term.term, definition=definition
        )

    def _is_one_term(self, text: str, group: str) -> bool:
        """Tell whether one term of two is asked about: « c'est quoi le CDI intérimaire »."""
        asked = (self._glossary.asked(each) for each in (text, *asking_sentences(text)))
        terms = (self._terms[each].term for each in asked if each)
        things = self._comparisons.groups[group].things.values()
        return any(sum(mentions(term, each.words) for each in things) > 1 for term in terms)

    def _points_on(self, roles: Sequence[str], context: Context) -> Sequence[str]:
        """Return on what two jobs are compared where nothing is named: on what was spoken of."""
        spoken_of = context.last_answer.detail if context.last_answer else ""
        if spoken_of in self._comparisons.points:
            return (spoken_of,)
        return ROLE_POINTS if roles else ()

    def _asks_to_compare(self, text: str) -> bool:
        return bool(cued("difference", text) or points_asked(text, self._comparisons, ()))

    def _comparison(
        self, text: str, roles: Sequence[str], context: Context, precise: bool
    ) -> Reading | None:
        if precise and not self._asks_to_compare(text):
            return None
        last_role = context.last_answer.role if context.last_answer else None
        jobs = compared(text, roles, last_role, context.compared)
        if jobs:
            things = [self._content.roles[job] for job in jobs]
            points = points_asked(text, self._comparisons, self._points_on(roles, context))
            side_by_side = told(things, points, self._comparisons)
            topic = things[0].topic
            offers = tuple(f"{thing.topic}/" for thing in things)
        else:
            found = compared_things(text, self._comparisons)
            if found is None or self._is_one_term(text, found[0]):
                return None
            group = self._comparisons.groups[found[0]]
            points = points_asked(text, self._comparisons, group.default)
            side_by_side = told(
                [group.things[name] for name in found[1]], points, self._comparisons
            )
            topic, offers = group.topic, ()
        if side_by_side is None:
            return None
        return Reading(topic, words=side_by_side.text, facts=side_by_side.facts, offers=offers)


def _mentions(text: str, name: str) -> bool:
    return f" {plain_words(name)} " in f" {plain_words(text)} "

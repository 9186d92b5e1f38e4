"""What a message means when its author says who they are: « j'ai 16 ans », « je suis infirmière ».

| heard | read as |
|---|---|
| anything of oneself, in care | the care goes on |
| a flow, an order, an insult beside it | as it was read |
| a precise answer, or a question that has one | that, after a word that takes note |
| nothing besides, or nothing sure, or what is of such visitors | what they may want to know |
| nothing besides, and that was told | a word that takes note, and what may be wanted |
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.content import Content
from bot.content.keys import (
    ACKNOWLEDGE,
    CARE_GOES_ON,
    DISTRESS,
    HELP,
    NOTED,
    OUT_OF_SCOPE,
    TOO_OLD,
    TOO_YOUNG,
)
from bot.dialogue.audience import CALLED_SITUATIONS
from bot.dialogue.cues import cued
from bot.dialogue.hearing import Ranked, Reading, as_label
from bot.dialogue.likely import first
from bot.dialogue.messages import Context
from bot.dialogue.places import HIRING, say_place
from bot.dialogue.profile import (
    FOR_OTHERS,
    Profile,
    acknowledgement,
    answer_to,
    offered,
    profile_in,
    said_instead,
    says_no_more,
    variant,
)
from bot.publishing import PROFILES
from bot.text.ages import ages_in
from bot.text.asking import asks, pieces_of
from bot.text.phrases import plain_words
from bot.text.places import places_called

# The topics of those who are called, not of those who look for work.
CALLS = frozenset(
    (
        *("stop_unwanted_calls", "cold_calling_rules", "energy_renovation_ban", "robocalls"),
        *("cpf_scam", "arcep", "complain_about_company", "heat_pumps", "strange_numbers"),
        *("my_data", "elderly_relative", "suspicious_sms", "other_scams", "bank_refund"),
        *("waiting_times", "withdrawal"),
    )
)
_OF_A_BEGINNER = "parent_of_beginner"  # who only tells that a child begins asks of the beginning
# What a message may seem to be when it says but who somebody is.
_SAYS_LITTLE = frozenset({None, OUT_OF_SCOPE, "affirm", "greet", "how_are_you", "thanks"})
_LIKELY_OF_THEM = 0.6  # of an answer to words that but say who somebody is
_LIKELY_ASKED = 0.5  # of an answer to « et » and who somebody is
_SUPPORTED = 0.06  # the least probability of an answer that shows that the matter is ours


class Introduction:
    """What one message says of its author, after what was known of them."""

    def __init__(self, text: str, content: Content, context: Context) -> None:
        self._text = text
        self._content = content
        self._context = context
        self._profiles = content.part(PROFILES)
        self._heard = profile_in(text, self._profiles)
        self._matters = self._heard  # of what was heard, what may decide the answer
        if self.profile.situation in FOR_OTHERS:  # « moi j'ai été maçon » is no wish to change
            self._matters = replace(self._heard, trade=None)
        if cued("calls", text):  # neither age nor trade is why they write
            called = self._heard.situation
            self._matters = Profile(situation=called if called in CALLED_SITUATIONS else None)

    @property
    def profile(self) -> Profile:
        """All that is known now."""
        return self._context.profile.updated(self._heard)

    @property
    def noted(self) -> str:
        """The reply that takes note of what is new, or ""."""
        return acknowledgement(self._matters, self._context.profile, self._profiles) or ""

    def noted_on(self, told: str) -> str:
        """Return what takes note of the visitor before `told`, which may be for other ages."""
        ages, age = ages_in(told), self._heard.age
        if ages is None or age is None:
            return self.noted
        return TOO_OLD if age > ages[1] else TOO_YOUNG if age < ages[0] else self.noted

    def read(self, reading: Reading, answers: Ranked, in_care: bool, named: bool) -> Reading:
        """Return what the message means, which means `reading` whoever says it.

        A correction that has `named` what is wanted is about that, whatever else it tells.
        """
        if not self._matters or named or self._speaks_of_calls() or self._is_called(reading):
            return self._varied(reading)
        goes_on = self._goes_on(reading, answers)
        bare = not goes_on and self._says_no_more()
        asking = not bare and any(map(asks, pieces_of(self._text)))
        answered = reading.topic in self._content.cards
        if in_care and not (answered and asking):
            return Reading(DISTRESS, about=CARE_GOES_ON)
        if not (asking or bare or goes_on) and self.noted and self._is_unsure(reading):
            return self._what_may_be_wanted(reading)
        if answered and not bare:
            return replace(self._varied(reading), noted=self.noted)
        if not answered and reading.topic not in _SAYS_LITTLE:
            return reading
        if bare and self._beyond_what_was_said():
            return Reading(HELP, about=NOTED, noted=self._beyond_what_was_said())
        if bare or self._is_ours(answers):
            guessed = bare and first(answers)[1] < _LIKELY_OF_THEM  # who but says who they are
            return self._what_may_be_wanted(Reading(None) if guessed else reading)
        return reading

    def _says_no_more(self) -> bool:
        return says_no_more(self._text, self._heard, self._profiles)

    def _goes_on(self, reading: Reading, answers: Ranked) -> bool:
        """Tell whether who they are goes on with an answer: « et à 14 ans », « et en bac pro »."""
        likely = reading.topic in self._content.cards and first(answers)[1] >= _LIKELY_ASKED
        last = self._context.last
        after = last is not None and last == self._context.last_answer
        return after and likely and plain_words(self._text).startswith("et ")

    def _is_unsure(self, reading: Reading) -> bool:
        """Tell whether a guess is likelier beside the point than what such visitors want to know.

        Who speaks for somebody else, or of calls, says much that sounds like others' questions.
        """
        situation = self._matters.situation
        for_others_or_called = situation in FOR_OTHERS | CALLED_SITUATIONS
        if reading.topic is None or (reading.hedged and for_others_or_called):
            return True
        known = self._profiles.situations.get(situation) if situation == _OF_A_BEGINNER else None
        return known is not None and f"{reading.topic}/{reading.detail}" not in known.written_for

    def _beyond_what_was_said(self) -> str:
        """Return the reply that what was said last is not for the age said now, or ""."""
        last = self._context.last
        noted = self.noted_on(last.text) if last else ""
        return noted if noted in (TOO_OLD, TOO_YOUNG) else ""

    def _speaks_of_calls(self) -> bool:
        """Tell whether it is for the calls they get that visitors say who they are."""
        last = self._context.last_answer
        return last is not None and last.topic in CALLS

    def _is_called(self, reading: Reading) -> bool:
        """Tell whether it is of calls that they ask: « maçon à la retraite, on m'appelle »."""
        return reading.topic in CALLS and self._matters.situation != "consumer"

    def _varied(self, reading: Reading) -> Reading:
        """Return the reading of a general question as such a visitor asks it."""
        if reading.topic is None:
            return self._offering_variants(reading)
        reading = self._for_them(reading)
        topic = reading.topic or ""
        precise = reading.detail or reading.fact or reading.words
        if precise or topic not in self._content.cards or f"{topic}/" in self._context.told:
            return reading
        detail = variant(self.profile, topic, self._profiles)
        told = f"{topic}/{detail}" in self._context.told
        return reading if told else replace(reading, detail=detail)

    def _for_them(self, reading: Reading) -> Reading:
        """Return the answer that such a visitor gets in the place of the one that was read."""
        if reading.fact or reading.words:
            return reading
        label = f"{reading.topic}/{reading.detail}"
        instead = said_instead(self.profile, label, self._profiles)
        if instead in self._context.told:  # what they ask after it is the other one
            return reading
        topic, _, detail = instead.partition("/")
        return replace(reading, topic=topic, detail=detail)

    def _offering_variants(self, reading: Reading) -> Reading:
        topics = dict.fromkeys(label.partition("/")[0] for label in reading.offers)
        found = ((topic, variant(self.profile, topic, self._profiles)) for topic in topics)
        labels = [f"{topic}/{detail}" for topic, detail in found if detail]
        offers = dict.fromkeys([*labels[:1], *reading.offers])
        return replace(reading, offers=tuple(offers)[: len(reading.offers)])

    def _wanted(self) -> set[str | None]:
        return {answer_to(self._matters, self._profiles), *self._offers()}

    def _is_ours(self, answers: Ranked) -> bool:
        """Tell whether the likeliest answer is among what such a visitor may want to know."""
        label, share = answers[0] if answers else ("", 0.0)
        return share >= _SUPPORTED and label in self._wanted()

    def _what_may_be_wanted(self, reading: Reading) -> Reading:
        label = answer_to(self._matters, self._profiles)
        heard = f"{reading.topic}/{reading.detail}"
        if heard in self._wanted():
            label = heard
        if label is None and self._heard.place:
            return self._hiring_at(self._heard.place)
        topic, _, detail = (label or "").partition("/")
        noted = self.noted or ACKNOWLEDGE
        offers = tuple(offer for offer in self._offers() if offer != label)
        if label is None or f"{topic}/{detail}" in self._context.told:
            return Reading(HELP, about=NOTED, noted=noted, offers=offers)
        return Reading(topic, detail, hedged=True, offers=offers, noted=noted)

    def _hiring_at(self, name: str) -> Reading:
        place = places_called(name)[0]
        words, facts = say_place(self._content, place, HIRING)
        return Reading(HIRING, words=words, facts=facts, noted=ACKNOWLEDGE)

    def _offers(self) -> tuple[str, ...]:
        told: Collection[str] = self._context.told
        offers = offered(self._matters, self._content, self._profiles)
        return tuple(o for o in offers if as_label(o) not in told)

"""The answers to one message in its conversation: to all of it, and to two questions in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT_NAME_KEY, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.context import case_told, context_of, refused_so_far
from bot.dialogue.in_view import points_at_the_last
from bot.dialogue.pay_asked import for_the_pay
from bot.dialogue.profile import says_but_who
from bot.dialogue.weighing import in_conversation
from bot.nlu.asked import asked_in, corrected_in
from bot.nlu.heard import ALSO, ANSWERS, FIRST_OF_TWO, PART, PARTS, POINTS, REFUSES
from bot.nlu.model.answers import FACT, AnswerModel
from bot.nlu.model.blending import (
    OF_ANOTHER_TOPIC,
    OF_THEIR_CASE,
    OF_WHAT_IS_NAMED,
    Ways,
    beside,
    blended,
    is_apart,
    weight_of,
)
from bot.nlu.model.likenesses import Asked
from bot.nlu.model.ranked import Ranked, Shares
from bot.nlu.model.second_look import LOOKED_AT
from bot.nlu.model.vectors import Encoder
from bot.nlu.normaliser import CORRECTION, NORMALISED_TEXT, WHOLE, goes_on
from bot.nlu.two_questions import (
    Halves,
    answer_to_one,
    asked_second,
    asked_together,
    is_worth_reading_on,
    surest,
)
from bot.publishing import PROFILES, library
from bot.text.asking import asks as asks_something
from bot.text.corrections import Correction
from bot.text.denials import kin_of
from bot.text.pairs import Questions
from bot.text.words import normalise

# The likeliest answers: the rest is no choice.
_HANDED_ON = 8


class Finding:
    """Finds the answers to a message and notes them on it; without a tracker it stands alone."""

    def __init__(
        self,
        message: Message,
        tracker: DialogueStateTracker | None,
        model: AnswerModel,
        encoder: Encoder,
    ) -> None:
        self._message = message
        self._tracker = tracker
        self._model = model
        self._encoder = encoder
        self._content = library().current()
        self._text: str = message.get(TEXT) or ""
        self._correction: Correction | None = message.get(CORRECTION)
        self._asked = self._as_asked()

    def note_answers(self) -> None:
        """Set `answers`, and of two questions `first_of_two` and `also`."""
        ways = self._ways()
        pairs = asked_together(self._text, self._correction)
        firsts = [replace(self._asked, text=normalise(pair.first)) for pair in pairs]
        shares = self._model.shares([*(way for way, _ in ways), *firsts], self._encoder)
        whole = self._to_all(ways, blended(ways, shares))
        best = self._with_the_pay(whole)[:_HANDED_ON]
        self._message.set(ANSWERS, [list(entry) for entry in best], add_to_output=True)
        # Pay that is plainly asked is no reason to think less of a second question.
        whole = whole[:_HANDED_ON]
        halves = [*self._halves(pairs, firsts, shares[len(ways) :], whole)]
        for each in halves:
            if each.questions.surely:
                self._message.set(PARTS, [list(each.first), list(each.second)])
        if two := surest(halves, whole):
            self._message.set(FIRST_OF_TWO, two[0], add_to_output=True)
            self._message.set(ALSO, two[1], add_to_output=True)

    def _to_all(self, ways: Ways, mean: Shares) -> Ranked:
        """Return the answers to all of the message, which is read in `ways`."""
        correction, model = self._correction, self._model
        rejects = correction is not None and not correction.meant
        # Who but says that it is not that asks again what was misread.
        looked_for = ways[-1][0] if rejects else self._asked
        whole = None if rejects else self._message.get(WHOLE)
        if not correction and self._points_back():
            self._message.set(POINTS, True)
            best = model.in_reach(mean, self._asked)
        else:
            best = model.compared(model.best(mean, LOOKED_AT), looked_for, self._encoder, whole)
        return self._in_conversation(best)

    def _halves(
        self, pairs: list[Questions], firsts: list[Asked], shares: Shares, whole: Ranked
    ) -> Iterator[Halves]:
        """Yield the answers to the two questions of each pair; none whose first has no answer."""
        for pair, first, row in zip(pairs, firsts, shares, strict=True):
            one = answer_to_one(self._to_one(first, row), whole)
            if not is_worth_reading_on(pair, one):
                continue
            then = asked_second(self._content, normalise(pair.second), first, one)
            mean = blended(then, self._model.shares([way for way, _ in then], self._encoder))
            other = answer_to_one(self._to_one(then[0][0], mean), whole, but=one[0])
            yield Halves(pair, one, other)

    def _to_one(self, asked: Asked, shares: Shares) -> Ranked:
        """Return the likeliest answers to one question of the message: no fact, none just told."""
        told = self._asked.just_told
        best = self._model.best(shares)
        answers = (each for each in best if FACT not in each[0] and each[0] not in told)
        likely = [*islice(answers, LOOKED_AT)]
        found = self._model.compared(likely, asked, self._encoder)[:_HANDED_ON]
        return self._in_conversation(found)

    def _in_conversation(self, found: Ranked) -> Ranked:
        """Return answers as likely as in the conversation, if there is one."""
        if self._tracker is None:
            return found
        content, text, topics = self._content, self._text, self._topics()
        return in_conversation(content, found, text, topics, self._correction, self._tracker)

    def _with_the_pay(self, found: Ranked) -> Ranked:
        if self._tracker is None:
            return found
        spoken_of = f"{self._case()} . {self._asked.words} . {self._asked.question}"
        context = context_of(self._tracker)
        return for_the_pay(self._content, found, self._text, context, spoken_of)

    def _points_back(self) -> bool:
        if not self._tracker:
            return False
        return points_at_the_last(self._content, self._asked.text, context_of(self._tracker))

    def _as_asked(self) -> Asked:
        """Return what the message asks in its conversation, without what is refused."""
        plain = self._message.get(NORMALISED_TEXT)
        asked = asked_in(self._content, plain, self._topics(), self._tracker)
        return replace(asked, refused=self._refused(plain))

    def _ways(self) -> Ways:
        """Return as what the message is read: its question, all of it, away from what was said."""
        content, message, asked = self._content, self._message, self._asked
        whole, correction, tracker = message.get(WHOLE), self._correction, self._tracker
        asks = message.get(PART) or message.get(TEXT)
        later = goes_on(tracker)  # then the plain text is that of the question already
        ways = [(replace(asked, text=normalise(asks)) if whole and not later else asked, 1.0)]
        if whole:
            apart = later or says_but_who(self._text.replace(asks, " "), content.part(PROFILES))
            ways = beside(ways, replace(asked, text=whole), 1 - weight_of(asks, apart))
        if is_apart(asked, asks, content.cards):
            away = replace(asked, words="", question="", last="", after="", just_told=())
            ways = beside(ways, away, OF_ANOTHER_TOPIC)
        if case := self._case():
            ways = beside(ways, replace(asked, text=f"{case} . {asked.text}"), OF_THEIR_CASE)
        if correction and tracker and not (whole and correction.meant):
            anew = corrected_in(content, correction, self._topics(), tracker)
            anew = replace(anew, refused=asked.refused)
            ways = beside(ways, anew, 0.5) if correction.meant else [(anew, 1.0)]
            if correction.wanted and correction.rest and not asks_something(correction.rest):
                named = corrected_in(content, correction.named, self._topics(), tracker)
                ways = beside(ways, replace(named, refused=asked.refused), OF_WHAT_IS_NAMED)
        return ways

    def _case(self) -> str:
        """Return what was told of a case before an answer, in plain spelling."""
        last, tracker = self._asked.last, self._tracker
        return normalise(case_told(tracker)) if last and tracker else ""

    def _topics(self) -> dict[str, float]:
        ranking = self._message.get(INTENT_RANKING_KEY) or []
        return {entry[INTENT_NAME_KEY]: entry["confidence"] for entry in ranking}

    def _refused(self, plain: str) -> tuple[str, ...]:
        """Return what is not asked: what the message refuses, and those before it refused."""
        correction, tracker = self._correction, self._tracker
        own = (self._message.get(REFUSES) or "", *(correction.untrue if correction else ()))
        before = refused_so_far(tracker, plain) if tracker else ()
        return tuple(dict.fromkeys(word for each in (*own, *before) for word in kin_of(each)))

"""The quiz « vrai ou faux » on received ideas, as a guided conversation."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from random import SystemRandom
from typing import Any

from bot.content import Content
from bot.content.keys import DISTRESS
from bot.dialogue.buttons import topic_buttons
from bot.dialogue.messages import Button
from bot.dialogue.sources import source_line
from bot.flows.flow import OPTION, Flow, Heard, Progress, Said, State, Step, Verdict
from bot.flows.quiz.content import (
    BACK,
    FALSE,
    GO_ON,
    STOP,
    TRUE,
    UNKNOWN,
    Answer,
    Item,
    Quiz,
    draw,
    hear,
)

NAME = "quiz"
TOPIC = "play_myth_quiz"

_AGAIN = "again"
_MENU = "help"
_MISSED_TOPICS = 2  # buttons: with « Rejouer » and « Menu » as many as are read at a glance
_LARGEST_SEED = 2**31
# The entries of the state, beside "asked": the item of the open question.
_SEED = "seed"  # drawn once a conversation
_ITEMS = "items"  # ids of the game under way, in order
_RESULTS = "results"  # whether each answered item of the game was right
_SEEN = "seen"  # ids answered in the conversation, in order, one an answer


def draw_seed() -> int:
    """Return a seed that nobody can guess."""
    return SystemRandom().randrange(_LARGEST_SEED)


class QuizFlow(Flow):
    """Five received ideas in turn, each answered and explained, then the score.

    A game that is stopped is kept, and resumed at its open question. `seeds` gives the seed of a
    conversation's games, kept in its state: the same state always leads to the same items. `bot` is
    what the assistant is called.
    """

    name = NAME
    topic = TOPIC

    def __init__(
        self, content: Content, quiz: Quiz, bot: str, seeds: Callable[[], int] = draw_seed
    ) -> None:
        self._content = content
        self._bot = bot
        self._quiz = quiz
        self._seeds = seeds

    def begin(self, state: State, heard: Heard) -> Step:
        option = self._option(heard)
        if self._left(state):
            return self._resume(state, option)
        if option and option != _AGAIN:  # a button of a game that is over
            return Step(state, (self._closed(),), done=True)
        seed = state[_SEED] if _SEED in state else self._seeds()
        seen = state.get(_SEEN, [])
        items = draw(self._quiz, seed, seen)
        game = {_SEED: seed, _ITEMS: items, _RESULTS: {}, _SEEN: seen, "asked": items[0]}
        texts = self._quiz.texts
        intro = Said(self._say(texts.intro, game), kind="reply", hint=texts.hint)
        return Step(game, (intro, self.ask(game)))

    def answer(self, state: State, heard: Heard) -> Step | None:
        item = self._open(state)
        if item is None:
            return Step(state, (self._result(state),), done=True)
        option = self._option(heard)
        if option:
            return self._take_option(state, item, option)
        if heard.option or heard.topic == DISTRESS:  # another flow's button; no game now
            return None
        said = hear(self._quiz, heard.text, heard.topic)
        return None if said is None else self._take(state, item, said)

    def ask(self, state: State) -> Said:
        item = self._open(state)
        if item is None:
            return self._result(state)
        answered = len(state.get(_RESULTS, {}))
        progress = Progress(answered + 1, answered + len(self._left(state)))
        previous = Button(self._quiz.buttons.previous, _payload(f"{BACK}:{item.id}"))
        return Said(
            self._question(state, item),
            self._choices(item),
            progress=progress,
            previous=previous if answered else None,
        )

    def puzzled(self, state: State) -> Said:
        question, texts = self.ask(state), self._quiz.texts
        return replace(question, text=f"{texts.puzzled}\n\n{question.text}", hint=texts.hint)

    def stop(self, state: State) -> Step:
        texts = self._quiz.texts
        text = texts.stopped if state.get(_RESULTS) else texts.stopped_at_once
        buttons = (
            Button(self._quiz.buttons.resume, f"/{TOPIC}"),
            *topic_buttons(self._content, [_MENU]),
        )
        return Step(state, (Said(self._say(text, state), buttons, kind="reply"),), done=True)

    def _resume(self, state: State, option: str) -> Step:
        item = self._left(state)[0]
        game = {**state, "asked": item.id}
        verb, _, of_item = option.partition(":")
        if option == STOP:
            return self.stop(game)
        if of_item == item.id and verb in (TRUE, FALSE, UNKNOWN):
            return self._mark(game, item, verb)
        texts = self._quiz.texts
        text = texts.resumed if state[_RESULTS] else texts.resumed_at_once
        return Step(game, (Said(self._say(text, game), kind="reply"), self.ask(game)))

    def _take_option(self, state: State, item: Item, option: str) -> Step:
        verb, _, of_item = option.partition(":")
        if option == STOP:
            return self.stop(state)
        if of_item == item.id and verb in (TRUE, FALSE, UNKNOWN):
            return self._mark(state, item, verb)
        if of_item == item.id and verb == BACK:
            return self._back(state)
        stale = Said(self._quiz.texts.stale, kind="reply")
        return Step(state, (stale, self.ask(state)))

    def _take(self, state: State, item: Item, said: Answer) -> Step:
        if said == STOP:
            return self.stop(state)
        if said == GO_ON:
            return Step(state, (self.ask(state),))
        if said == BACK:
            return self._back(state)
        return self._mark(state, item, said)

    def _mark(self, state: State, item: Item, said: str) -> Step:
        right = said == (TRUE if item.answer else FALSE)
        told = self._verdict(state, item, said, right)
        game = {
            **state,
            _RESULTS: {**state[_RESULTS], item.id: right},
            _SEEN: [*state[_SEEN], item.id],
        }
        following = self._open(game)
        if following is None:
            return Step(game, (told, self._result(game)), done=True)
        game["asked"] = following.id
        return Step(game, (told, self.ask(game)))

    def _back(self, state: State) -> Step:
        """Ask the last answered question again, as if it had not been answered."""
        if not state[_RESULTS]:
            nothing = Said(self._quiz.texts.nothing_before, kind="reply")
            return Step(state, (nothing, self.ask(state)))
        *seen, last = state[_SEEN]
        results = {key: right for key, right in state[_RESULTS].items() if key != last}
        game = {**state, _RESULTS: results, _SEEN: seen, "asked": last}
        return Step(game, (Said(self._quiz.texts.back, kind="reply"), self.ask(game)))

    def _verdict(self, state: State, item: Item, said: str, right: bool) -> Said:
        texts = self._quiz.texts
        variants = texts.right if right else texts.unknown if said == UNKNOWN else texts.wrong
        alike = sum(result is right for result in state[_RESULTS].values())
        text = f"{variants[alike % len(variants)]} {item.explanation}"
        facts = tuple(item.facts)
        sourced = "\n".join(filter(None, (text, source_line(self._content, facts))))
        verdict: Verdict = "right" if right else None if said == UNKNOWN else "wrong"
        return Said(sourced, kind="brief", facts=facts, about=item.topic, verdict=verdict)

    def _result(self, state: State) -> Said:
        line = self._quiz.score_line(_score(state))
        text = f"{self._say(line, state)}\n\n{self._say(self._quiz.texts.share, state)}"
        known = self._quiz.by_id
        results = state.get(_RESULTS, {})
        missed = [known[key].topic for key, right in results.items() if not right and key in known]
        topics = list(dict.fromkeys(missed))[:_MISSED_TOPICS]
        buttons = (*topic_buttons(self._content, topics), *self._ways_on())
        return Said(text, buttons, kind="result")

    def _closed(self) -> Said:
        return Said(self._quiz.texts.closed, self._ways_on(), kind="reply")

    def _ways_on(self) -> tuple[Button, ...]:
        again = Button(self._quiz.buttons.again, _payload(_AGAIN))
        return (again, *topic_buttons(self._content, [_MENU]))

    def _question(self, state: State, item: Item) -> str:
        return self._say(self._quiz.texts.question, state, claim=item.claim)

    def _choices(self, item: Item) -> tuple[Button, ...]:
        choices = self._quiz.choices
        return (
            Button(choices.holds.title, _payload(f"{TRUE}:{item.id}")),
            Button(choices.fails.title, _payload(f"{FALSE}:{item.id}")),
            Button(choices.unknown.title, _payload(f"{UNKNOWN}:{item.id}")),
            Button(choices.stop.title, _payload(STOP)),
        )

    def _option(self, heard: Heard) -> str:
        return heard.option if heard.topic in (None, TOPIC) else ""

    def _left(self, state: State) -> list[Item]:
        # An item may have been taken out of the content since the game began.
        known, results = self._quiz.by_id, state.get(_RESULTS, {})
        ids = [item_id for item_id in state.get(_ITEMS, []) if item_id not in results]
        return [known[item_id] for item_id in ids if item_id in known]

    def _open(self, state: State) -> Item | None:
        return next(iter(self._left(state)), None)

    def _say(self, text: str, state: State, **more: Any) -> str:
        answered = len(state.get(_RESULTS, {}))
        values = {
            "bot": self._bot,
            "score": _score(state),
            "answered": answered,
            "n": answered + 1,
            "total": answered + len(self._left(state)),
            **more,
        }
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text


def _score(state: State) -> int:
    return sum(state.get(_RESULTS, {}).values())


def _payload(option: str) -> str:
    return f"/{TOPIC}{json.dumps({OPTION: option})}"

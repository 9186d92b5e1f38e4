"""A visitor who plays the real quiz against the flow, without Rasa."""

from __future__ import annotations

import json

from bot import publishing
from bot.dialogue.messages import Button
from bot.flows.flow import Heard, Said, State, Step
from bot.flows.quiz.content import GAME_LENGTH, Quiz
from bot.flows.quiz.flow import TOPIC, QuizFlow
from tests.contents import CONTENT

QUIZ = CONTENT.part(publishing.QUIZ)
ITEMS = QUIZ.by_id
SEED = 7
MENU = Button(CONTENT.title("help"), "/help")
AGAIN = Button(QUIZ.buttons.again, '/play_myth_quiz{"option": "again"}')


class Visitor:
    """One who plays against the flow, its driver's bookkeeping done."""

    def __init__(self, seed: int = SEED, quiz: Quiz = QUIZ) -> None:
        self.flow = QuizFlow(CONTENT, quiz, "Allô", seeds=lambda: seed)
        self.state: State = {}
        self.done = True

    def begin(self, option: str = "") -> list[Said]:
        """Begin or resume a game, by a button's option or by word."""
        return self._take(self.flow.begin(self.state, Heard("quiz", TOPIC, option)))

    def say(self, text: str, topic: str | None = None) -> list[Said]:
        """Answer in words."""
        step = self.flow.answer(self.state, Heard(text, topic))
        assert step is not None, f"« {text} » is no answer"
        return self._take(step)

    def press(self, option: str) -> list[Said]:
        """Press a button, in a game or out of it."""
        heard = Heard(f'/{TOPIC}{{"option": "{option}"}}', TOPIC, option)
        if self.done:
            return self._take(self.flow.begin(self.state, heard))
        step = self.flow.answer(self.state, heard)
        assert step is not None
        return self._take(step)

    def stop(self) -> list[Said]:
        """Leave the game."""
        return self._take(self.flow.stop(self.state))

    def play(self, right: int) -> list[Said]:
        """Answer the rest of the game, the first `right` ones rightly; return the last turn."""
        said: list[Said] = []
        for number in range(GAME_LENGTH):
            said = self.press(self.button(right=number < right))
        return said

    def button(self, right: bool = True) -> str:
        """Return the option of the right, or of the wrong, button of the open question."""
        return f"{'true' if ITEMS[self.asked].answer is right else 'false'}:{self.asked}"

    @property
    def asked(self) -> str:
        """The item of the open question."""
        return str(self.state["asked"])

    @property
    def score(self) -> int:
        """How many answers were right."""
        return sum(self.state["results"].values())

    def _take(self, step: Step) -> list[Said]:
        self.state = json.loads(json.dumps(step.state))  # it lives in a slot
        self.done = step.done
        if step.done:
            self.state["asked"] = None
        return list(step.says)

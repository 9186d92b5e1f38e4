"""« Quel métier me va ? »: the guided conversation that ends with two or three jobs to look at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from bot.content import Content
from bot.content.keys import DELETE_MY_DATA, DISTRESS, INSULT, REPEAT
from bot.dialogue.buttons import topic_buttons
from bot.dialogue.messages import Button
from bot.flows.flow import OPTION, Card, Flow, Heard, Progress, Said, State, Step
from bot.flows.orientation.content import (
    ORIENTATION_FILE,
    Orientation,
    Question,
    Suggestion,
    read_orientation,
    suggest,
)
from bot.text.phrases import is_question, mentions

_AGAIN = "again"
_BACK = "back"
_APPLY = "how_to_apply"
_JOBS = "job_list"
# Whatever words they hold, these messages are no answers.
_NEVER_ANSWERS = frozenset({DELETE_MY_DATA, DISTRESS, INSULT})
_BACK_WORDS = 6  # words: in a longer message « revenir » may be anybody's


class OrientationFlow(Flow):
    """The six questions of content/orientation.yml.

    The state holds "answers", from question to option, and "asked". An answered question can be
    corrected at any time, so the open question is not always the one after the last answer. All is
    said in fewer words when it is `brief`.
    """

    name = "orientation"
    topic = "find_my_job"

    def __init__(
        self, content: Content, orientation: Orientation | None = None, brief: bool = False
    ) -> None:
        self._content = content
        self._brief = brief
        self._orientation = orientation or read_orientation(content.folder / ORIENTATION_FILE)
        self._texts = self._orientation.texts

    def begin(self, state: State, heard: Heard) -> Step:
        answers = self._answers(state)
        chosen = self._orientation.question_of(heard.option)
        if chosen:  # a button of an earlier run
            return self._take(answers, chosen, heard.option, None)
        following = self._first_open(answers)
        if heard.option == _AGAIN or not answers or following is None:
            return self._anew()
        return self._go_on(answers, following, self._texts.resumed)

    def answer(self, state: State, heard: Heard) -> Step | None:
        answers, asked = self._answers(state), self._asked(state)
        if heard.option == _AGAIN:
            return self._anew()
        if heard.option == _BACK:
            return self._back(answers, asked)
        if chosen := self._orientation.question_of(heard.option):
            return self._take(answers, chosen, heard.option, asked)
        if heard.option or heard.topic in _NEVER_ANSWERS or is_question(heard.text):
            return None
        return self._in_words(answers, asked, heard)

    def ask(self, state: State) -> Said:
        return self._question(self._asked(state))

    def puzzled(self, state: State) -> Said:
        # The driver may count in "puzzled" how often it was at a loss, so that the words vary.
        asked = self._asked(state)
        variants = self._texts.puzzled
        text = variants[int(state.get("puzzled") or 0) % len(variants)]
        return Said(text, self._buttons(asked), "question", self._facts(), hint=self._texts.leave)

    def stop(self, state: State) -> Step:
        answers = self._answers(state)
        text = self._texts.stopped if answers else self._texts.stopped_at_once
        resume = Button(self._orientation.resume, f"/{self.topic}")
        said = self._said(text, "reply", (resume, *topic_buttons(self._content, [_JOBS])))
        return Step(self._state(answers, None), (said,), done=True)

    def _in_words(self, answers: dict[str, str], asked: Question, heard: Heard) -> Step | None:
        text = heard.text
        goes_back = len(text.split()) <= _BACK_WORDS and mentions(text, self._orientation.back)
        if not goes_back and (option := asked.chosen_by(text)):
            return self._take(answers, asked, option, asked)
        if goes_back or mentions(text, self._orientation.correcting):
            for question in self._answered(answers, asked):
                if option := question.chosen_by(text):
                    return self._take(answers, question, option, asked)
        if goes_back:
            return self._back(answers, asked)
        if mentions(text, self._orientation.unsure.words):
            return self._take(answers, asked, asked.unsure, asked)
        if heard.topic == REPEAT:
            return Step(self._state(answers, asked), (self._question(asked),))
        return None

    def _answered(self, answers: dict[str, str], asked: Question) -> Iterator[Question]:
        """The questions that were answered, the most recent first."""
        for question in reversed(self._orientation.questions):
            if question.id in answers and question.id != asked.id:
                yield question

    def _take(
        self, answers: dict[str, str], question: Question, option: str, asked: Question | None
    ) -> Step:
        before = answers.get(question.id)
        answers = {**answers, question.id: option}
        is_open = asked is not None and question.id == asked.id
        told = "" if is_open else self._noted(question, option, before)
        following = asked if asked and not is_open else self._first_open(answers)
        if following is None:
            return self._finish(answers, told)
        return self._go_on(answers, following, told)

    def _noted(self, question: Question, option: str, before: str | None) -> str:
        answer = self._orientation.title(option)
        if before is None or before == option:
            return self._texts.unchanged.format(subject=question.subject, answer=answer)
        return self._texts.corrected.format(
            subject=question.subject, answer=answer, before=self._orientation.title(before)
        )

    def _back(self, answers: dict[str, str], asked: Question) -> Step:
        questions = self._orientation.questions
        place = questions.index(asked)
        if place == 0:
            return self._go_on(answers, asked, self._texts.nothing_before)
        earlier = questions[place - 1]
        kept = {key: option for key, option in answers.items() if key != earlier.id}
        return self._go_on(kept, earlier, self._texts.back)

    def _anew(self) -> Step:
        first = self._orientation.questions[0]
        texts = self._texts
        text, hint = (texts.short_intro, "") if self._brief else (texts.intro, texts.hint)
        intro = replace(self._said(text, "reply"), hint=hint)
        return Step(self._state({}, first), (intro, self._question(first)))

    def _go_on(self, answers: dict[str, str], question: Question, told: str = "") -> Step:
        says = (self._said(told, "reply"),) if told else ()
        return Step(self._state(answers, question), (*says, self._question(question)))

    def _finish(self, answers: dict[str, str], told: str) -> Step:
        says = (self._said(told, "reply"),) if told else ()
        return Step(self._state(answers, None), (*says, self._result(answers)), done=True)

    def _result(self, answers: dict[str, str]) -> Said:
        roles = self._content.roles
        found = [one for one in suggest(self._orientation, answers) if one.role in roles]
        again = self._button(self._orientation.again, _AGAIN)
        if not found:
            buttons = (*topic_buttons(self._content, [_JOBS]), again)
            return self._said(self._texts.nothing_fits, "result", buttons)
        topics = [*(roles[one.role].topic for one in found), _APPLY]
        buttons = (*topic_buttons(self._content, topics), again)
        if self._brief:  # the jobs are on the buttons
            return self._said(self._texts.short_result, "result", buttons)
        lines = [f"• {self._line(one)}" for one in found]
        text = "\n".join([self._texts.result, *lines, self._texts.next_steps])
        said = self._said(text, "result", buttons)
        return replace(said, cards=tuple(self._card(one) for one in found))

    def _card(self, suggestion: Suggestion) -> Card:
        role = self._content.roles[suggestion.role]
        [choice] = topic_buttons(self._content, [role.topic])
        why = self._texts.why.format(reasons=self._reasons(suggestion))
        return Card(_capital(role.name), why, choice)

    def _line(self, suggestion: Suggestion) -> str:
        name = _capital(self._content.roles[suggestion.role].name)
        return self._texts.line.format(role=name, reasons=self._reasons(suggestion))

    def _reasons(self, suggestion: Suggestion) -> str:
        first, *others = suggestion.reasons
        reasons = first
        for number, reason in enumerate(others, start=1):
            if number == len(others):
                reasons += f" {self._texts.last_reason.format(reason=reason)}"
            else:
                reasons += f", {self._texts.next_reason.format(reason=reason)}"
        return reasons

    def _question(self, question: Question) -> Said:
        questions = self._orientation.questions
        number, total = questions.index(question) + 1, len(questions)
        progress = self._texts.short_progress if self._brief else self._texts.progress
        asks = question.short if self._brief else question.ask
        previous = self._button(self._texts.previous, _BACK) if number > 1 else None
        return Said(
            progress.format(number=number, total=total, question=asks),
            self._buttons(question),
            "question",
            tuple(question.facts),
            progress=Progress(number, total),
            previous=previous,
        )

    def _buttons(self, question: Question) -> tuple[Button, ...]:
        return tuple(
            self._button(self._orientation.title(option), option) for option in question.option_ids
        )

    def _button(self, title: str, option: str) -> Button:
        return Button(title, f"/{self.topic}{json.dumps({OPTION: option})}")

    def _said(
        self, text: str, kind: Literal["reply", "result"], buttons: tuple[Button, ...] = ()
    ) -> Said:
        return Said(text, buttons, kind, self._facts())

    def _facts(self) -> tuple[str, ...]:
        return tuple(self._orientation.facts)

    def _state(self, answers: dict[str, str], asked: Question | None) -> State:
        return {"answers": answers, "asked": asked.id if asked else None}

    def _answers(self, state: State) -> dict[str, str]:
        """The answers of a state that the content still knows: an editor may have changed it."""
        return {
            question.id: option
            for question in self._orientation.questions
            if (option := (state.get("answers") or {}).get(question.id)) in question.option_ids
        }

    def _asked(self, state: State) -> Question:
        questions = self._orientation.questions
        named = next((one for one in questions if one.id == state.get("asked")), None)
        return named or self._first_open(self._answers(state)) or questions[-1]

    def _first_open(self, answers: dict[str, str]) -> Question | None:
        return next((one for one in self._orientation.questions if one.id not in answers), None)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]

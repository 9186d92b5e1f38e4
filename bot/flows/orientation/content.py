"""The orientation: six questions about tastes, and the jobs that their answers speak for.

It ranks nobody and decides nothing: it names two or three jobs to look at, each with the reasons
that the visitor gave. Words and weights stand in content/orientation.yml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, Extra, Field, conint, validator

from bot.content import CONTENT_DIR, Document, model_of, read_document
from bot.text.options import worded_choice
from bot.text.typography import typeset

ORIENTATION_FILE = "orientation.yml"
UNSURE = "unsure"  # begins the id of every « je ne sais pas »: unsure_channel

ANSWERS_NEEDED = 3  # sure ones: on fewer, any suggestion would be a guess
REASONS_NEEDED = 2  # a job that one answer alone speaks for is no lead
REASONS_TOLD = 3
LEAST_FIT = 0.45  # of what the answers could have given one job; under it they contradict
NEAR = 2  # points behind the best job that still deserve a third place
MOST_ROLES = 3

Answers = Mapping[str, str]  # question id -> option id


class _Entry(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False
        keep_untouched = (cached_property,)


class Option(_Entry):
    """An answer offered: its button, the words that mean it, the jobs that it speaks for.

    `because` completes « parce que »; `joins` names two options of the question that this one
    means together.
    """

    id: str
    title: str
    words: list[str] = Field(min_items=1)
    weights: dict[str, conint(ge=-2, le=3, strict=True)]  # type: ignore[valid-type]
    because: str
    joins: list[str] = []

    @validator("title", "because")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Question(_Entry):
    """A question; `subject` names it in a sentence: « pour l'équipe, je retiens… ».

    `short` asks the same where a message must be short.
    """

    id: str
    subject: str
    ask: str
    short: str
    options: list[Option] = Field(min_items=2, max_items=4)
    facts: list[str] = []

    @validator("ask", "short", "subject")
    def _spaced(cls, value: str) -> str:
        return typeset(value)

    @property
    def unsure(self) -> str:
        """The id of the option of those who do not know."""
        return f"{UNSURE}_{self.id}"

    @property
    def option_ids(self) -> list[str]:
        """The ids of every option, the unsure one last."""
        return [*(option.id for option in self.options), self.unsure]

    def chosen_by(self, text: str) -> str | None:
        """Return the id of the option that `text` chooses, the unsure one aside."""
        phrases = {option.id: [*option.words, option.title] for option in self.options}
        return worded_choice(text, phrases, {option.id: option.joins for option in self.options})


class Words(_Entry):
    """A button and the words that mean the same."""

    title: str
    words: list[str] = Field(min_items=1)

    @validator("title")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Texts(_Entry):
    """What the conversation says around its questions; `{…}` is filled in.

    What begins with `short_` is said where a message must be short.
    """

    intro: str
    short_intro: str
    hint: str  # what to type, where no button does it
    leave: str = ""  # the same, after an answer that was not understood
    previous: str
    progress: str  # {number} {total} {question}
    short_progress: str  # {number} {total} {question}
    resumed: str
    corrected: str  # {subject} {answer} {before}
    unchanged: str  # {subject} {answer}
    nothing_before: str
    back: str
    stopped: str
    stopped_at_once: str
    puzzled: list[str] = Field(min_items=1)
    nothing_fits: str
    result: str
    short_result: str
    line: str  # {role} {reasons}
    why: str  # {reasons}
    next_reason: str  # {reason}
    last_reason: str  # {reason}
    next_steps: str

    @validator("*", each_item=True)
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Orientation(_Entry):
    """The whole of content/orientation.yml; `facts` vouch for `texts`."""

    questions: list[Question] = Field(min_items=1)
    unsure: Words
    again: str
    resume: str
    correcting: list[str] = Field(min_items=1)
    back: list[str] = Field(min_items=1)
    texts: Texts
    facts: list[str] = []

    @validator("again", "resume")
    def _spaced(cls, value: str) -> str:
        return typeset(value)

    @cached_property
    def options(self) -> dict[str, Option]:
        """Every option by its id, without the unsure ones."""
        return {option.id: option for asked in self.questions for option in asked.options}

    def question(self, question_id: str) -> Question:
        """Return a question by its id. Raises KeyError."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def question_of(self, option_id: str) -> Question | None:
        """Return the question that offers an option, or None when there is none such."""
        return next((q for q in self.questions if option_id in q.option_ids), None)

    def title(self, option_id: str) -> str:
        """Return the button of an option."""
        option = self.options.get(option_id)
        return option.title if option else self.unsure.title


@dataclass(frozen=True)
class Suggestion:
    """A job to look at, and the clauses that complete « parce que »."""

    role: str
    score: int
    reasons: tuple[str, ...]


def read_orientation(path: Path = CONTENT_DIR / ORIENTATION_FILE) -> Orientation:
    """Return the orientation of a file. Raises ContentError naming the line and the field."""
    return orientation_of(read_document(path))


def orientation_of(document: Document) -> Orientation:
    """Return the orientation of a document. Raises ContentError."""
    return model_of(document, Orientation)


def suggest(orientation: Orientation, answers: Answers) -> list[Suggestion]:
    """Return the two or three jobs that the answers speak for, the best first.

    Nothing when most are unsure, or when they contradict one another.
    """
    given = [orientation.options[answer] for answer in _in_order(orientation, answers)]
    if len(given) < min(ANSWERS_NEEDED, len(orientation.questions)):
        return []
    ranked = _ranked(given)
    if len(ranked) < 2 or len(ranked[0].reasons) < REASONS_NEEDED or not _fits(ranked[0], given):
        return []
    third = [other for other in ranked[2:MOST_ROLES] if other.score >= ranked[0].score - NEAR]
    return [*ranked[:2], *third]


def _in_order(orientation: Orientation, answers: Answers) -> list[str]:
    said = [answers.get(question.id, "") for question in orientation.questions]
    return [answer for answer in said if answer in orientation.options]


def _ranked(given: list[Option]) -> list[Suggestion]:
    roles = dict.fromkeys(role for option in given for role in option.weights)
    suggestions = [
        Suggestion(
            role, sum(option.weights.get(role, 0) for option in given), _reasons(role, given)
        )
        for role in roles
    ]
    speaking = [one for one in suggestions if one.score > 0 and one.reasons]
    return sorted(speaking, key=lambda one: (-one.score, -len(one.reasons)))


def _reasons(role: str, given: list[Option]) -> tuple[str, ...]:
    for_it = [option for option in given if option.weights.get(role, 0) > 0]
    strongest = sorted(for_it, key=lambda option: -int(option.weights[role]))
    return tuple(option.because for option in strongest[:REASONS_TOLD])


def _fits(best: Suggestion, given: list[Option]) -> bool:
    possible = sum(max(option.weights.values(), default=0) for option in given)
    return best.score >= LEAST_FIT * possible

"""The quiz on received ideas: its content, what is drawn for a game, answers in words."""

from __future__ import annotations

import re
from collections import Counter
from random import Random
from typing import Literal

from pydantic import BaseModel, Extra, Field, StrictBool, validator

from bot.content import Document, model_of
from bot.text.phrases import is_question, mentions, plain_words
from bot.text.typography import typeset
from bot.text.words import normalise

QUIZ_FILE = "quiz.yml"
GAME_LENGTH = 5

Pattern = re.Pattern[str]
Answer = Literal["true", "false", "unknown", "stop", "back", "go_on"]
TRUE: Answer = "true"
FALSE: Answer = "false"
UNKNOWN: Answer = "unknown"
STOP: Answer = "stop"
BACK: Answer = "back"  # to the question before
GO_ON: Answer = "go_on"  # « ok », « vas-y » : the visitor waits for the question


class _Part(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Item(_Part):
    """What people say, whether it is true, and why; `facts` vouch for `claim` and `explanation`."""

    id: str = Field(regex=r"^[a-z][a-z0-9_]*$")  # it travels in the payload of a button
    claim: str
    answer: StrictBool
    explanation: str
    facts: list[str] = Field(min_items=1)
    topic: str

    @validator("claim", "explanation")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Texts(_Part):
    """What the quiz says; lists are variants, told in turn."""

    intro: str
    hint: str  # how to leave, where no button says it
    question: str
    right: list[str] = Field(min_items=2)
    wrong: list[str] = Field(min_items=2)
    unknown: list[str] = Field(min_items=1)
    stale: str
    closed: str
    back: str
    nothing_before: str
    resumed: str
    resumed_at_once: str
    puzzled: str
    stopped: str
    stopped_at_once: str
    share: str

    @validator("*", each_item=True)
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class ScoreLine(_Part):
    """The last sentence of a game whose score is `at_most` this."""

    at_most: int
    text: str

    @validator("text")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class ButtonTitles(_Part):
    """The titles of the buttons that begin a game, and of the way back in it."""

    resume: str
    again: str
    previous: str


class Choice(_Part):
    """A possible answer: its button, and the words by which it is given."""

    title: str
    words: list[str] = Field(min_items=1)
    short_words: list[str] = []


class Choices(_Part):
    """The possible answers to a question."""

    holds: Choice
    fails: Choice
    unknown: Choice
    stop: Choice
    go_on: Choice


class Quiz(_Part):
    """The file content/quiz.yml."""

    texts: Texts
    scores: list[ScoreLine] = Field(min_items=1)
    buttons: ButtonTitles
    choices: Choices
    back: list[str] = Field(min_items=1)
    items: list[Item] = Field(min_items=1)

    @property
    def by_id(self) -> dict[str, Item]:
        """Each item under its id."""
        return {item.id: item for item in self.items}

    @property
    def facts(self) -> set[str]:
        """Every fact id that the quiz cites."""
        return {fact for item in self.items for fact in item.facts}

    def score_line(self, score: int) -> str:
        """Return the last sentence of a game with this score."""
        fitting = (line.text for line in self.scores if score <= line.at_most)
        return next(fitting, self.scores[-1].text)


def quiz_of(document: Document) -> Quiz:
    """Return the quiz of a document. Raises ContentError."""
    return model_of(document, Quiz)


def draw(quiz: Quiz, seed: int, seen: list[str]) -> list[str]:
    """Return the ids of a game's items, those least often `seen` first.

    The same seed and the same past give the same game.
    """
    ids = [item.id for item in quiz.items]
    Random(seed + len(seen)).shuffle(ids)
    times = Counter(seen)
    return sorted(ids, key=lambda item_id: times[item_id])[:GAME_LENGTH]


# --- Answers in words -----------------------------------------------------------------------------

_SHORT = 5  # words: in a longer message « oui » may answer anything
_LONGEST_WAY_BACK = 8  # words: « attends je me suis trompé de bouton »
_SHORTEST = 3  # words: so few can be taken at the NLU's word, « yes » or « refus »
_CLAUSE = re.compile(r"[,.;:!?…()\n]+|\b(?:car|parce|mais|puisque|vu que)\b", re.IGNORECASE)
# Small words around an answer, the longer of two with the same beginning first.
_AROUND = (
    r"euh|heu|bah|ben|bon|alors|ah|oh|hm+|mdr|lol|ptdr|en fait|franchement|enfin|finalement"
    r"|pour moi|pour ma part|(?:a|selon|d apres) (?:mon avis|moi)|moi|j opte pour"
    r"|je (?:dirais?|dis|pense|crois|mets|reponds|vote|vais dire|suis|opte pour|prends)"
    r"|c est|ce n est|ce serait|ca|cela|est|doit etre|plutot|completement|totalement|absolument"
    r"|tout a fait|tres|trop|archi|super|bien sur|bien|evidemment|surement|sans doute|peut etre"
    r"|forcement|clairement|carrement|vraiment|du tout|encore|la reponse|reponse|la|allez|hein"
    r"|quoi|svp|stp|s il (?:te|vous) plait|merci|desolee?"
)
# « faux on m'a appelé hier »: what follows is a new sentence, not a noun (« faux numéro »).
_REASON = re.compile(r"(?:j|je|on|ma|mon|mes|il|elle|ils|elles|y|ca|moi|c|tout le monde|si c est) ")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")  # « vraiii »


def hear(quiz: Quiz, text: str, topic: str | None = None) -> Answer | None:
    """Return what a typed message answers, None when it answers nothing.

    The visitor's words win over the topic that the NLU saw in them, save in a plain question.
    """
    choices = quiz.choices
    if text.startswith("/"):
        return None
    length = len(text.split())
    strong = _verdicts(text, choices.holds.words, choices.fails.words, choices)
    if not strong and length <= _LONGEST_WAY_BACK and _goes_back(quiz, text):
        return BACK
    if is_question(text):
        return _bare(choices, text)
    if length <= _SHORT and mentions(text, choices.stop.words):
        return STOP
    if length <= _SHORT and _says(text, choices.go_on.words):
        return GO_ON
    if strong:
        return _only(strong)
    if _says(text, choices.unknown.words):
        return UNKNOWN
    weak = _verdicts(text, choices.holds.short_words, choices.fails.short_words, choices)
    if weak and length <= _SHORT:
        return _only(weak)
    return {"affirm": TRUE, "deny": FALSE}.get(topic or "") if length <= _SHORTEST else None


def _goes_back(quiz: Quiz, text: str) -> bool:
    """Tell whether a text asks for the question before; one word does so only by itself."""
    together = [words for words in quiz.back if " " in words]
    return mentions(text, together) or plain_words(text) in map(plain_words, quiz.back)


def _only(answers: set[Answer]) -> Answer | None:
    return next(iter(answers)) if len(answers) == 1 else None


def _bare(choices: Choices, text: str) -> Answer | None:
    """Return the answer of « vrai ? », which only hesitates."""
    plain = plain_words(text)
    if plain in map(plain_words, choices.holds.words):
        return TRUE
    return FALSE if plain in map(plain_words, choices.fails.words) else None


def _verdicts(text: str, holds: list[str], fails: list[str], choices: Choices) -> set[Answer]:
    lead = [*choices.holds.short_words, *choices.fails.short_words]
    found = {TRUE: _says(text, holds, lead), FALSE: _says(text, fails, lead)}
    return {answer for answer, said in found.items() if said}


def _says(text: str, words: list[str], lead: list[str] | None = None) -> bool:
    """Tell whether a clause of `text` holds one of the words, and around it only small words."""
    if not words:
        return False
    core = _one_of("|".join(_spellings(words)))
    before = _one_of("|".join([_AROUND, "que", *_spellings(lead or [])]))
    after = _one_of("|".join([_AROUND, *_spellings(words)]))
    return any(_fits(reading, core, before, after) for reading in _readings(text))


def _fits(reading: str, core: Pattern, before: Pattern, after: Pattern) -> bool:
    # Word by word rather than in one expression: that would try every way to read small words.
    place = 0
    while not (found := core.match(reading, place)):
        small = before.match(reading, place)
        if not small:
            return False
        place = small.end()
    place = found.end()
    while place < len(reading) and not _REASON.match(reading, place):
        small = after.match(reading, place)
        if not small:
            return False
        place = small.end()
    return True


def _one_of(alternatives: str) -> Pattern:
    return re.compile(rf"(?:{alternatives})(?: |$)")


def _spellings(words: list[str]) -> list[str]:
    plain = {plain_words(word) for word in words} - {""}
    return [re.escape(word) for word in sorted(plain, key=len, reverse=True)]


def _readings(text: str) -> set[str]:
    clauses = [*_CLAUSE.split(text), *_CLAUSE.split(_DRAWN_OUT.sub(r"\1", text))]
    said = {plain_words(said) for clause in clauses for said in (clause, normalise(clause))}
    return said - {""}

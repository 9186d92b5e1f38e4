"""The words of content/fraud.yml: what tells that a swindle is going on, or has been done."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Extra, Field, root_validator

from bot.content.families import written_out
from bot.content.reading import Document, model_of

FRAUD_FILE = "fraud.yml"


_OF_LABELS = (
    "offered",
    "anyone",
    "call_over",
    "during_call",
    "doubt",
    "done",
    "given",
    "leaves_out",
    "then",
)


class Settled(BaseModel):
    """What is done already, by the phrases that say so.

    The details of `leaves_out` but tell to do it, and help no more; `then` helps instead, if any.
    """

    class Config:
        extra = Extra.forbid
        allow_mutation = False

    said: list[str] = Field(min_items=1)
    leaves_out: list[str]
    then: str = ""


class FraudWords(BaseModel):
    """Phrases by the answer that helps, the most pressing first.

    A name alone is a detail of `topic`; read, each is a label, « topic/detail ».

    Where one of `harmless` stands, a message is left to the classifier. `stages` are heard only
    once the bot advised against a swindle: how far it has got. `lost` is what is said there by
    who asks for the advice again, `machines` name the bot, for whom « un vrai ? » is not meant.
    Those of `anyone` are asked without any swindle too, and do not say that there is one.
    Once one of `call_over` was told, those of `during_call` help no more.
    `doubt` is the answer to who doubts the caller, `offered` are the stages asked about.

    Those of `done` tell of what was done, so that it may be denied; of these, `given` of what is
    lost by it. Who denies that has the first of `unharmed` that the words ask for, or the last.
    Nothing is lost either where one of `little` is said, « que le nom de ma banque », and none of
    `precious` beside it. `settled` is what is done already, by name.
    """

    class Config:
        extra = Extra.forbid
        allow_mutation = False

    topic: str
    families: dict[str, list[str]]
    details: dict[str, list[str]] = Field(min_items=1)
    stages: dict[str, list[str]] = Field(min_items=1)
    offered: list[str]
    anyone: list[str]
    call_over: list[str]
    during_call: list[str]
    doubt: str
    done: list[str]
    given: list[str]
    unharmed: dict[str, list[str]] = Field(min_items=1)
    little: list[str]
    precious: list[str]
    settled: dict[str, Settled]
    lost: list[str]
    machines: list[str]
    harmless: list[str]
    between: list[str]

    @property
    def not_harmed(self) -> str:
        """The answer to who gave nothing, and says no more."""
        return [*self.unharmed][-1]

    @property
    def topics(self) -> frozenset[str]:
        """The topics of the answers that help at first."""
        return frozenset({self.topic, *(label.partition("/")[0] for label in self.details)})

    @root_validator(pre=True)
    def _written_out(cls, values: dict[str, Any]) -> dict[str, Any]:
        topic, families = values.get("topic"), values.get("families")
        return {
            field: _plain(entry, topic, families)
            if field in ("details", "stages", "unharmed")
            else _settled(entry, topic, families)
            if field == "settled"
            else _labels(entry, topic)
            if field in _OF_LABELS
            else entry
            for field, entry in values.items()
        }


def _plain(details: Any, topic: Any, families: Any) -> Any:
    if not isinstance(details, dict):
        return details
    return {
        _label(name, topic): written_out(entry, families) if isinstance(entry, list) else entry
        for name, entry in details.items()
    }


def _settled(entry: Any, topic: Any, families: Any) -> Any:
    if not isinstance(entry, dict):
        return entry
    return {name: _one_settled(each, topic, families) for name, each in entry.items()}


def _one_settled(each: Any, topic: Any, families: Any) -> Any:
    if not isinstance(each, dict):
        return each
    return {
        field: _labels(value, topic)
        if field in _OF_LABELS
        else written_out(value, families)
        if isinstance(value, list)
        else value
        for field, value in each.items()
    }


def _labels(names: Any, topic: Any) -> Any:
    if isinstance(names, list):
        return [_label(name, topic) for name in names]
    return _label(names, topic) if names and isinstance(names, str) else names


def _label(name: Any, topic: Any) -> str:
    """Return « topic/detail » for what may be named by its detail alone."""
    return str(name) if "/" in str(name) else f"{topic}/{name}"


def fraud_of(document: Document) -> FraudWords:
    """Return the words of a document. Raises ContentError."""
    return model_of(document, FraudWords)

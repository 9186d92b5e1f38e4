"""A plain spelling of the message beside its text: what all models learn and read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content import Content
from bot.dialogue.context import context_of, wanted_so_far
from bot.dialogue.messages import Context
from bot.dialogue.presumptions import presumed_in, understood_in
from bot.nlu.heard import CORRECTS, PART, REFUSES
from bot.publishing import library
from bot.text.asking import asking_part, stands_alone
from bot.text.corrections import Correction, refused
from bot.text.denials import denied
from bot.text.echoes import without_amounts_of
from bot.text.preludes import without_prelude
from bot.text.words import normalise

NORMALISED_TEXT = "normalised_text"
WHOLE = "whole"  # the same of all of a message that says more than it asks
CORRECTION = "correction"  # what the words correct, in plain spelling, or None

# The longest text that is read: past it a message is no question, and costs others their turn.
MOST_CHARACTERS = 1_000

_DENIES = re.compile(r"\b(?:pas?|plus)\b", re.IGNORECASE)


def is_too_long(text: str) -> bool:
    """Tell whether a text is looked through for a call for help, and read no further."""
    return len(text) > MOST_CHARACTERS


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class Normaliser(GraphComponent):
    """Sets `normalised_text` on every message that has a text, which itself stays as typed.

    One that is too long to be read gets none, and so no topic and no answer is looked for. On one
    that says that the bot misunderstood the words before, `correction` and `corrects`.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Normaliser:
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        for example in training_data.training_examples:
            text = example.get(TEXT)
            if text:
                example.set(NORMALISED_TEXT, normalise(text[:MOST_CHARACTERS]))
        return training_data

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            if not text or is_too_long(text):
                continue
            correction = _corrected(text, tracker)
            meant = (correction.meant if correction else "") or without_prelude(text)
            later = goes_on(tracker)
            part = _part(correction, meant, told_apart=not later) if tracker else ""
            asked = part if later and part else meant
            message.set(NORMALISED_TEXT, _plain(asked, tracker))
            if part:
                message.set(WHOLE, _plain(meant, tracker))
                message.set(PART, part)
            if correction:
                message.set(CORRECTION, _in_plain_spelling(correction))
                message.set(CORRECTS, True, add_to_output=True)
            refuses = correction.refused if correction else _denied_of_offers(text, tracker)
            if correction or refuses:
                message.set(REFUSES, normalise(refuses), add_to_output=True)
        return messages


def _plain(text: str, tracker: DialogueStateTracker | None) -> str:
    """Return a text in plain spelling, without the sums that it but says again."""
    last = context_of(tracker).last if tracker else None
    return without_amounts_of(normalise(text), last.text if last else "")


def _part(correction: Correction | None, meant: str, told_apart: bool) -> str:
    """Return the question of a message that says more: what a correction wants, or the last."""
    if correction and correction.rest and stands_alone(correction.wanted):
        return f"{correction.wanted} ?"
    return asking_part(meant, told_apart)


def goes_on(tracker: DialogueStateTracker | None) -> bool:
    """Tell whether something was said before: then a message may first speak of that."""
    return bool(tracker) and context_of(tracker).last is not None


def _corrected(text: str, tracker: DialogueStateTracker | None) -> Correction | None:
    """Return what a message corrects, and what it denies of the answer before."""
    correction = refused(text)
    if tracker is None or (correction and correction.refused):
        return correction
    denial = _denied(text, tracker, understood_in)
    return (
        replace(correction, refused=denial.refused)
        if correction and denial
        else (correction or denial)
    )


def _denied_of_offers(text: str, tracker: DialogueStateTracker | None) -> str:
    """Return what a message denies of questions that were but offered: that corrects nothing."""
    denial = _denied(text, tracker, presumed_in) if tracker else None
    return denial.refused if denial else ""


def _denied(
    text: str,
    tracker: DialogueStateTracker,
    presumed: Callable[[Content, Context], list[str]],
) -> Correction | None:
    """Return what a message denies of questions that the bot named: « pas enceinte ! »."""
    if not _DENIES.search(text):
        return None
    context = context_of(tracker)
    return denied(text, presumed(library().current(), context), wanted_so_far(tracker))


def _in_plain_spelling(correction: Correction) -> Correction:
    return Correction(
        normalise(correction.wanted),
        normalise(correction.refused),
        normalise(correction.rest),
        tuple(map(normalise, correction.untrue)),
    )

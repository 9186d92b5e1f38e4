"""The first step: the misspelt words of a message spelt, for all that read it after.

« et conbien dure une imersion » is plain to whoever reads it aloud; the encoder and the n-grams
know neither word. The event of the conversation keeps what was typed.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spellchecker import SpellChecker

from bot.content import Content
from bot.nlu.language import foreign_language
from bot.nlu.model.packing import from_fronts, in_fronts
from bot.nlu.normaliser import is_too_long
from bot.nlu.sayables import sayables_of
from bot.publishing import GLOSSARY, library
from bot.text.places import place_names
from bot.text.respelling import Respeller
from bot.text.words import normalise, short_spellings, without_accents

_FILE = "words.npz"
_WORD = re.compile(r"[^\W\d_]+")
# A word that is typed so often, right or wrong, has been learnt as it is.
# It is misspelt all the same where the word that it is meant for is so many times as common.
_OFTEN, _FAR_MORE = 3, 100
# Of the dictionary's 100 million: rarer words are known, and meant by no misspelt one.
_COMMON = 1_000


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class Speller(GraphComponent):
    """Spells the misspelt words of a message in French, outside the flows, where names are typed.

    Learns how common the words of the examples are, beside those of a French dictionary.
    """

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, respeller: Respeller | None = None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._respeller = respeller

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Speller:
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words of the examples, and keep them with those of the dictionary."""
        texts = (example.get(TEXT) or "" for example in training_data.training_examples)
        dictionary = SpellChecker(language="fr").word_frequency.dictionary
        commonness, known = learnt(texts, dictionary, _names(library().current()))
        words = sorted(commonness)
        arrays: dict[str, npt.NDArray[Any]] = {
            "common": np.array([commonness[word] for word in words], np.float16)
        }
        for name, own in (("words", words), ("known", sorted(known))):
            arrays[f"{name}_shared"], arrays[f"{name}_rests"] = in_fronts(own)
        with self._model_storage.write_to(self._resource) as folder:
            np.savez_compressed(folder / _FILE, **arrays)
        self._respeller = Respeller(commonness, known)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Speller:
        with model_storage.read_from(resource) as folder, np.load(Path(folder) / _FILE) as arrays:
            words, known = (
                from_fronts(arrays[f"{name}_shared"], arrays[f"{name}_rests"])
                for name in ("words", "known")
            )
            commonness = dict(zip(words, arrays["common"].tolist(), strict=True))
        return cls(model_storage, resource, Respeller(commonness, known))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the examples as they are: what is often misspelt is learnt so."""
        return training_data

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        in_flow = tracker is not None and bool(tracker.active_loop_name)
        for message in messages:
            text = message.get(TEXT) or ""
            if self._respeller and not (in_flow or text.startswith("/") or is_too_long(text)):
                message.set(TEXT, spelt(text, self._respeller), add_to_output=True)
        return messages


def spelt(text: str, respeller: Respeller) -> str:
    """Return a text with its misspelt words spelt, or as it is when it is in another language."""
    found = respeller.respelt(text)
    if found != text and foreign_language(text, normalise(text)):
        return text
    return found


def learnt(
    texts: Iterable[str], dictionary: Mapping[str, int], names: Iterable[str] = ()
) -> tuple[dict[str, float], set[str]]:
    """Return how common words are, log10 of their share, and all that stand as they are.

    Half of it is what the texts say, half the dictionary, which tells right from misspelt; `names`
    are texts whose words are right.
    """
    said = Counter(word for text in texts for word in _WORD.findall(text.lower()))
    in_texts, in_books = max(sum(said.values()), 1), max(sum(dictionary.values()), 1)
    commonness = {
        word: math.log10((said[word] / in_texts + count / in_books) / 2)
        for word, count in dictionary.items()
        if _WORD.fullmatch(word) and (count >= _COMMON or said[word] >= _OFTEN)
    }
    named = (word for text in names for word in _WORD.findall(text.lower()))
    right = {*dictionary, *named}
    right |= {*map(without_accents, right)}
    typed = (word for word, count in said.items() if count >= _OFTEN)
    return commonness, right | {*_standing(typed, said, Respeller(commonness, right))}


def _standing(words: Iterable[str], said: Counter[str], respeller: Respeller) -> Iterator[str]:
    """Yield the words that are not misspelt ones of far more common words."""
    for word in words:
        meant = respeller.respelt(word).rpartition("'")[2]
        if said[meant] < _FAR_MORE * said[word]:
            yield from {word, without_accents(word)}


def _names(content: Content) -> Iterator[str]:
    """Yield what holds the words that no dictionary has: answers, facts, terms, places."""
    for each in sayables_of(content):
        yield from (each.title, each.text)
    for term in content.part(GLOSSARY):
        yield from term.forms
    yield from place_names()
    yield from short_spellings()

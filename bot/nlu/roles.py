"""Which job a message speaks of: « le salaire d'une superviseuse » → role supervisor."""

from __future__ import annotations

import json
import re
from functools import cached_property
from pathlib import Path
from typing import Any

import structlog
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from bot.nlu.heard import ROLE
from bot.nlu.model.grammar import Grammar, Need, french
from bot.nlu.normaliser import CORRECTION, MOST_CHARACTERS
from bot.nlu.tokeniser import tokens
from bot.text.phrases import plain_words
from bot.text.words import without_accents

logger = structlog.get_logger()

_FILE = "role_names.json"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True, model_from="FrenchGrammar"
)
class RoleExtractor(EntityExtractorMixin, GraphComponent):
    """Finds the names of roles, the synonyms of data/nlu.yml, by spaCy's phrase matcher.

    It matches words without case, accents and marks of the plural. A message speaks of one role:
    the longest name, then the first. Where a name may be another word (« que me conseiller ? »),
    the grammar of the message decides.
    """

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, names: dict[str, str] | None = None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._names = names or {}

    @cached_property
    def _matcher(self) -> PhraseMatcher:
        # With the first message: a training has no use of spaCy's French.
        return _matcher(self._names)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RoleExtractor:
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData, model: Grammar) -> Resource:
        """Keep the names; `model` is what Rasa hands to whoever asks for the grammar."""
        names = dict(sorted(training_data.entity_synonyms.items()))
        with self._model_storage.write_to(self._resource) as folder:
            text = json.dumps(names, ensure_ascii=False)
            (folder / _FILE).write_text(text, encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> RoleExtractor:
        try:
            with model_storage.read_from(resource) as folder:
                names = json.loads((Path(folder) / _FILE).read_text(encoding="utf-8"))
        except ValueError:
            logger.warning("roles.untrained")
            names = {}
        return cls(model_storage, resource, names)

    def process(self, messages: list[Message], model: Grammar) -> list[Message]:
        """Add the role of each message; `model` is what Rasa calls the grammar of the pipeline."""
        for message in messages:
            found = self._find(message.get(TOKENS_NAMES[TEXT]) or [], message, model)
            if found:
                entities = [*message.get(ENTITIES, []), *self.add_extractor_name([found])]
                message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def _find(
        self, words: list[Token], message: Message, grammar: Grammar
    ) -> dict[str, Any] | None:
        spans: list[Span] = self._matcher(_document(words), as_spans=True)
        best = sorted(spans, key=lambda span: (span.start - span.end, span.start))
        text, refused = message.get(TEXT), _refused(message)
        meant = (span for span in best if plain_words(span.text) not in refused)
        span = next((s for s in meant if not is_another_word(words, s, text, grammar)), None)
        if span is None:
            return None
        return {
            ENTITY_ATTRIBUTE_TYPE: ROLE,
            ENTITY_ATTRIBUTE_VALUE: span.label_,
            ENTITY_ATTRIBUTE_START: words[span.start].start,
            ENTITY_ATTRIBUTE_END: words[span.end - 1].end,
        }


def _refused(message: Message) -> str:
    """Return what a message refuses, between words: « pas superviseur, formateur »."""
    correction = message.get(CORRECTION)
    return plain_words(correction.refused) if correction else ""


# What may stand beside « conseiller » the verb, and before « formateur » the adjective. Only there
# the part of speech is asked for: it takes a quarter of the jobs of the data for other words.
_VERB_AFTER = frozenset(("me", "m", "te", "t", "se", "s", "nous", "vous", "lui", "leur", "y"))
_VERB_BEFORE = frozenset(("le", "la", "les", "l", "un", "une", "des", "mes", "ses", "tes", "vos"))
_NOUN_AFTER = frozenset(("de", "d", "le", "un", "ce", "du", "mon", "ton", "son", "votre", "notre"))
_ADJECTIVE_AFTER = frozenset(
    ("plus", "très", "moins", "aussi", "hyper", "super", "vraiment", "trop", "assez", "peu")
)


def is_another_word(words: list[Token], span: Span, text: str, grammar: Grammar) -> bool:
    """Tell whether the name of a job is the verb « conseiller » or the adjective « formateur »."""
    name = words[span.start]
    before = _typed(words[span.start - 1]) if span.start else ""
    after = _typed(words[span.end]) if span.end < len(words) else ""
    if span.end - span.start > 1:
        return False
    if _plain(name.text) == "conseiller":
        as_verb = before in _VERB_AFTER or (after in _VERB_BEFORE and before not in _NOUN_AFTER)
        return as_verb and _part_of_speech(name, text, grammar) == "VERB"
    if _plain(name.text) in ("formateur", "formatrice"):
        return before in _ADJECTIVE_AFTER and _part_of_speech(name, text, grammar) == "ADJ"
    return False


def _typed(word: Token) -> str:
    return str(word.text).lower().rstrip("'’")


def _part_of_speech(word: Token, text: str, grammar: Grammar) -> str:
    doc = grammar.read(text[:MOST_CHARACTERS], Need.PARTS_OF_SPEECH)
    return next((token.pos_ for token in doc if token.idx == word.start), "")


# Not lemmas: they depend on the words around, so that « chargés de clientèle » would be no
# « chargé de clientèle » and « tu me conseilles » a « conseiller ».
_PLURAL_IN_AUX = re.compile(r"(?<=[^e])aux$")
_PLURAL = re.compile(r"(?<=\w)[sx]$")
_OF = {"d", "du"}


def _plain(word: str) -> str:
    plain = without_accents(word.lower()).rstrip("'’")
    plain = _PLURAL.sub("", _PLURAL_IN_AUX.sub("al", plain))
    return "de" if plain in _OF else plain or "_"


def _document(words: list[Token]) -> Doc:
    return Doc(french().vocab, words=[_plain(word.text) for word in words])


def _matcher(names: dict[str, str]) -> PhraseMatcher:
    matcher = PhraseMatcher(french().vocab)
    for name, role in names.items():
        matcher.add(role, [_document(tokens(french().make_doc(name)))])
    return matcher

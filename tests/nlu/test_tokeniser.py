"""The words of a message."""

from __future__ import annotations

import time

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.normaliser import MOST_CHARACTERS
from bot.nlu.tokeniser import SpacyTokeniser


@pytest.fixture
def tokeniser(
    storage: LocalModelStorage, resource: Resource, context: ExecutionContext
) -> SpacyTokeniser:
    config = SpacyTokeniser.get_default_config()
    created = SpacyTokeniser.create(config, storage, resource, context)
    assert isinstance(created, SpacyTokeniser)
    return created


def _tokens(tokeniser: SpacyTokeniser, text: str) -> list[Token]:
    (message,) = tokeniser.process([Message({TEXT: text})])
    found: list[Token] = message.get(TOKENS_NAMES[TEXT])
    return found


def test_an_elision_is_a_word_of_its_own(tokeniser: SpacyTokeniser) -> None:
    texts = [token.text for token in _tokens(tokeniser, "L'appel d'un client, qu'est-ce ?")]
    assert texts == ["L'", "appel", "d'", "un", "client", ",", "qu'", "est", "-ce", "?"]


def test_each_word_knows_where_it_stands(tokeniser: SpacyTokeniser) -> None:
    text = "  Ça\tva 🙂 ?\n\nOui, l’été"
    tokens = _tokens(tokeniser, text)
    assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert [token.text for token in tokens][:4] == ["Ça", "va", "🙂", "?"]


def test_white_space_is_no_word(tokeniser: SpacyTokeniser) -> None:
    assert _tokens(tokeniser, " \t\n\u00a0 ") == []
    assert _tokens(tokeniser, "") == []


def test_what_follows_the_longest_text_is_not_read(tokeniser: SpacyTokeniser) -> None:
    tokens = _tokens(tokeniser, "oui " * MOST_CHARACTERS)
    assert len(tokens) == MOST_CHARACTERS / len("oui ")


@pytest.mark.parametrize("run", ["😀", "l'", "a,", "."])
def test_what_has_no_space_for_long_holds_no_words_and_costs_nothing(
    tokeniser: SpacyTokeniser, run: str
) -> None:
    text = f"oui {run * 450} un formateur"
    found = [(token.text, token.start) for token in _tokens(tokeniser, text)]
    assert found == [(word, text.index(word)) for word in ("oui", "un", "formateur")]
    assert min(_seconds_for(tokeniser, text) for _ in range(5)) < 0.01


def _seconds_for(tokeniser: SpacyTokeniser, text: str) -> float:
    started = time.process_time()
    _tokens(tokeniser, text)
    return time.process_time() - started


def test_any_text_is_split_into_its_own_words(tokeniser: SpacyTokeniser, odd_text: str) -> None:
    tokens = _tokens(tokeniser, odd_text)
    assert all(odd_text[token.start : token.end] == token.text for token in tokens)


def test_the_intent_of_an_example_is_not_split(tokeniser: SpacyTokeniser) -> None:
    (message,) = tokeniser.process([Message({TEXT: "bonjour", INTENT: "role_data_analyst"})])
    assert [token.text for token in message.get(TOKENS_NAMES[INTENT])] == ["role_data_analyst"]


def test_training_examples_are_left_alone(tokeniser: SpacyTokeniser) -> None:
    data = TrainingData([Message({TEXT: "bonjour", INTENT: "greet"})])
    (example,) = tokeniser.process_training_data(data).training_examples
    assert example.get(TOKENS_NAMES[TEXT]) is None

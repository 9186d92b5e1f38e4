"""The grammar of a message: asked for, and only as much of it as is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource

from bot.nlu.grammar import FrenchGrammar
from bot.nlu.model.grammar import Grammar, Need, french
from bot.settings import ROOT

pytestmark = pytest.mark.model  # spaCy's trained pipeline


@pytest.fixture
def grammar(storage: LocalModelStorage, resource: Resource, context: ExecutionContext) -> Grammar:
    """The grammar as the server hands it on."""
    return FrenchGrammar.load({}, storage, resource, context).provide()


def test_parts_of_speech_tell_a_verb_from_a_job(grammar: Grammar) -> None:
    verb = grammar.read("tu peux me conseiller un métier", Need.PARTS_OF_SPEECH)
    noun = grammar.read("le conseiller gagne combien", Need.PARTS_OF_SPEECH)
    assert {word.text: word.pos_ for word in verb}["conseiller"] == "VERB"
    assert {word.text: word.pos_ for word in noun}["conseiller"] == "NOUN"
    assert not verb.has_annotation("DEP")


def test_syntax_tells_who_does_it(grammar: Grammar) -> None:
    doc = grammar.read("ma mère va me tuer", Need.SYNTAX)
    assert [word.text for word in doc if word.dep_ == "nsubj"] == ["mère"]
    assert not doc.ents


def test_names_tell_a_place(grammar: Grammar) -> None:
    doc = grammar.read("J'habite à Lyon depuis dix ans.", Need.NAMES)
    assert [(name.text, name.label_) for name in doc.ents] == [("Lyon", "LOC")]
    assert not doc.has_annotation("DEP")


def test_words_cut_before_are_not_cut_again(grammar: Grammar) -> None:
    doc = french().make_doc("l'appel du superviseur")
    assert grammar.annotated(doc, Need.PARTS_OF_SPEECH) is doc
    assert [word.text for word in doc] == ["l'", "appel", "du", "superviseur"]


def test_any_text_can_be_read(grammar: Grammar, odd_text: str) -> None:
    for need in Need:
        assert grammar.read(odd_text[:1_000], need).text == odd_text[:1_000]


def test_a_training_loads_no_pipeline() -> None:
    program = (
        "from bot.nlu.grammar import FrenchGrammar as F; from bot.nlu.model.grammar import french;"
        "F.create({}, None, None, None).provide(); print(french.cache_info().currsize)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "0"

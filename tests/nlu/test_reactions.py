"""Telling reactions from questions: the model on a few texts, and the component that asks it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.keys import (
    AGREEMENT,
    ENTHUSIASM,
    NEGATIVE_FEEDBACK,
    NO_REACTION,
    REACTIONS,
    WORRY,
)
from bot.nlu.heard import AFTER, CORRECTS, REACTS
from bot.nlu.model.reactions import ReactionModel, _features, hashed
from bot.nlu.model.vectors import Encoder
from bot.nlu.normaliser import CORRECTION, NORMALISED_TEXT
from bot.nlu.reactions import ReactionFinder
from bot.text.corrections import Correction

pytestmark = pytest.mark.model  # it trains small ones

_ENCODER = Encoder()
_SAID = {
    WORRY: ["j'ai peur de ne pas y arriver", "ça me fait peur", "ils ne me prendront jamais"],
    ENTHUSIASM: ["ça me plairait bien", "je vais postuler", "tant mieux, ça me rassure"],
    AGREEMENT: ["c'est bien ce que je pensais", "bon à savoir", "je m'en doutais"],
    NO_REACTION: ["combien d'heures", "on gagne combien", "et le dimanche", "quel diplôme faut-il"],
}
_TEXTS = [(text, kind) for kind, texts in _SAID.items() for text in texts]


@pytest.fixture(scope="module")
def model() -> ReactionModel:
    return ReactionModel.fit(*zip(*_TEXTS, strict=True), _ENCODER, threads=1)


@pytest.mark.parametrize(("text", "kind"), [each for each in _TEXTS if each[1] != NO_REACTION])
def test_what_was_learnt_is_told_apart(model: ReactionModel, text: str, kind: str) -> None:
    found, share = model.likeliest(text, _ENCODER)
    assert found == kind and share > 0.5


@pytest.mark.parametrize("text", ["combien d'heures par jour", "on gagne combien à mi-temps"])
def test_a_question_is_likely_none(model: ReactionModel, text: str) -> None:
    assert model.likeliest(text, _ENCODER)[1] < 0.5


def test_a_tone_in_doubt_is_no_reaction(model: ReactionModel) -> None:
    bias = np.log(np.array([0.4, 0.2, 0.4], np.float32))  # it decides alone
    weights = np.zeros((len(model.weights), len(bias)), np.float32)
    doubtful = ReactionModel([ENTHUSIASM, NO_REACTION, WORRY], model.mean, weights, bias)
    assert doubtful.likeliest("on verra", _ENCODER) == ("", pytest.approx(0.8))


@pytest.mark.parametrize("text", ["", "ça me fait peur, ça !", "l'été\tà l'école ?!", "a a a a"])
def test_a_message_has_the_n_grams_that_were_learnt_from(text: str) -> None:
    features = _features([text], np.zeros((1, 0), np.float32))
    columns, values = hashed(text)
    assert dict(zip(columns.tolist(), values.tolist(), strict=True)) == pytest.approx(
        dict(zip(features.indices.tolist(), features.data.tolist(), strict=True)), abs=1e-6
    )


def test_a_saved_model_tells_the_same(model: ReactionModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    loaded = ReactionModel.load(tmp_path)
    for text, _ in _TEXTS:
        kind, share = model.likeliest(text, _ENCODER)
        assert loaded.likeliest(text, _ENCODER) == (kind, pytest.approx(share, abs=0.05))


def _example(text: str, **known: str) -> Message:
    return Message(data={TEXT: text, NORMALISED_TEXT: text, **known})


def _trained(folder: Path, context: ExecutionContext, examples: list[Message]) -> ReactionFinder:
    storage, resource = LocalModelStorage(folder), Resource("reactions")
    config = ReactionFinder.get_default_config()
    finder = ReactionFinder.create(config, storage, resource, context)
    assert finder.train(TrainingData(examples), _ENCODER) is resource
    return ReactionFinder.load(config, storage, resource, context)


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory, context: ExecutionContext) -> ReactionFinder:
    """The component, taught by what carries `reacts`, by topics, and by what follows an answer."""
    written = [_example(text, **{REACTS: kind}) for text, kind in _TEXTS[:6]]
    topics = [_example(text, **{INTENT: kind}) for text, kind in _TEXTS[6:9]]
    bad = [_example(t, **{INTENT: NEGATIVE_FEEDBACK}) for t in ("c'est faux", "mauvaise réponse")]
    none = [_example(text, **{AFTER: "salary/"}) for text, _ in _TEXTS[9:]]
    asked = [_example(text, **{INTENT: "salary"}) for text in ("le salaire", "ça paie bien")]
    insults = [_example("crétin", **{INTENT: "insult"})]
    examples = [*written, *topics, *bad, *none, *asked, *insults]
    return _trained(tmp_path_factory.mktemp("model"), context, examples)


def test_a_message_gets_its_likeliest_reaction(finder: ReactionFinder) -> None:
    (message,) = finder.process([Message(data={TEXT: "Ça me fait PEUR"})], _ENCODER)
    kind, share = message.get(REACTS)
    assert kind == WORRY and 0.5 < share <= 1 and kind in REACTIONS


def test_a_message_without_words_gets_none(finder: ReactionFinder) -> None:
    (message,) = finder.process([Message(data={TEXT: ""})], _ENCODER)
    assert message.get(REACTS) is None


@pytest.mark.parametrize(
    ("text", "corrects"),
    [("ils ne me prendront jamais", False), ("combien d'heures", True)],
)
def test_a_sure_reaction_corrects_nothing(
    finder: ReactionFinder, text: str, corrects: bool
) -> None:
    message = Message(data={TEXT: text, CORRECTION: Correction(refused="x"), CORRECTS: True})
    finder.process([message], _ENCODER)
    assert bool(message.get(CORRECTION)) is corrects is message.get(CORRECTS)


def test_without_reactions_to_learn_nothing_is_told(
    tmp_path: Path, context: ExecutionContext
) -> None:
    finder = _trained(tmp_path, context, [_example("on gagne combien", **{INTENT: "salary"})])
    (message,) = finder.process([Message(data={TEXT: "ça me fait peur"})], _ENCODER)
    assert message.get(REACTS) is None

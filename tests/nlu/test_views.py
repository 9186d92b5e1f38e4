"""The n-grams of a message, weighed one message at a time as all of them at the training."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu._views import Views

_TEXTS = [
    "combien on gagne par mois ?",
    "le salaire d'un conseiller",
    "on gagne, on gagne, mais combien ?",
    "faut-il un diplôme",
    "un diplôme, un salaire",
]


@pytest.fixture(scope="module")
def fitted() -> tuple[Views, np.ndarray]:
    views, features = Views.fit(_TEXTS, threads=1)
    return views, features.toarray()


def test_a_message_is_weighed_as_at_the_training(fitted: tuple[Views, np.ndarray]) -> None:
    views, features = fitted
    assert views.features(_TEXTS).toarray() == pytest.approx(features, abs=1e-6)
    for row, text in enumerate(_TEXTS):
        assert views.features([text]).toarray()[0] == pytest.approx(features[row], abs=1e-6)


def test_a_message_of_nothing_known_has_no_features(fitted: tuple[Views, np.ndarray]) -> None:
    views, _ = fitted
    assert views.features(["", "你好"]).nnz == 0


def test_views_are_loaded_as_they_were(fitted: tuple[Views, np.ndarray]) -> None:
    views, features = fitted
    again = Views.load(views.vocabularies(), views.arrays())
    assert again.width == views.width
    assert again.features(_TEXTS).toarray() == pytest.approx(features, abs=1e-3)


def test_words_are_known_whatever_their_accents(fitted: tuple[Views, np.ndarray]) -> None:
    views, _ = fitted
    assert views.knows_a_word("diplome ?")
    assert not views.knows_a_word("zorglub")

"""The n-grams of a message, weighed one message at a time as all of them at the training."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.model.views import Views
from bot.text.words import without_accents

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
    again = Views.load(views.arrays())
    assert again.width == views.width
    assert again.features(_TEXTS).toarray() == pytest.approx(features, abs=1e-3)


def test_words_are_known_whatever_their_accents(fitted: tuple[Views, np.ndarray]) -> None:
    views, _ = fitted
    assert views.knows_a_word("diplome ?")
    assert not views.knows_a_word("zorglub")


def test_words_cut_once_give_the_n_grams_of_the_whole_texts() -> None:
    texts = [*_TEXTS, "l'été\tà l'école", "un un un"]
    views, features = Views.fit(texts, threads=1)
    whole = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 4), min_df=2, sublinear_tf=True, dtype=np.float32
    )
    expected = whole.fit_transform([without_accents(text) for text in texts]).toarray()
    vocabularies = views.vocabularies()
    first = len(vocabularies["concepts"])
    grams = vocabularies["characters"]
    assert grams == list(whole.get_feature_names_out())
    of_characters = features.toarray()[:, first : first + len(grams)]
    assert of_characters == pytest.approx(expected, abs=1e-6)


def test_words_sounded_once_give_the_sounds_of_the_whole_texts() -> None:
    texts = ["l'ambiance est bonne", "cé koi l'ambiance ?", "100 % au téléphone, quoi"]
    views, features = Views.fit(texts, threads=1)
    assert views.features(texts).toarray() == pytest.approx(features.toarray(), abs=1e-6)


def test_characters_that_stand_in_most_texts_are_no_feature(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.nlu.model.views._MOST_TEXTS", 2)
    views, features = Views.fit([*_TEXTS, "un salarié"], threads=1)
    grams = views.vocabularies()["characters"]
    assert "sal" not in grams and "gne" in grams  # of three texts and of two
    assert views.features(["un salarié"]).toarray() == pytest.approx(
        features.toarray()[-1:], abs=1e-6
    )

"""What an answer supposes: the rarest word of its question that nobody said."""

from __future__ import annotations

import numpy as np

from bot.nlu.model.suppositions import Suppositions

_QUESTIONS = [
    "comment faire cesser ces appels",
    "entreprise : comment faire cesser ces appels",
    "je recrute : quelles questions poser",
    "",
]
_SUPPOSED = Suppositions.fit(_QUESTIONS)


def test_a_word_that_nobody_said_is_supposed() -> None:
    anybodys, firms, recruiters, _ = _SUPPOSED.of(["je veux faire cesser ces appels"])
    assert anybodys == 0
    assert 0 < firms <= recruiters


def test_what_was_said_before_or_in_another_form_is_not_supposed() -> None:
    said = ["mes entreprises sont appelées", "comment les faire cesser"]
    assert _SUPPOSED.of(said)[1] == 0


def test_a_rarer_word_weighs_more() -> None:
    calls, _, recruiters, _ = _SUPPOSED.of(["bonjour"])
    assert recruiters > calls


def test_what_answers_no_question_supposes_nothing() -> None:
    assert _SUPPOSED.of(["bonjour"])[3] == 0
    assert Suppositions.fit([""]).of(["bonjour"]).tolist() == [0]


def test_it_is_the_same_once_saved() -> None:
    saved = Suppositions.load(_SUPPOSED.words(), _SUPPOSED.arrays())
    np.testing.assert_allclose(saved.of(["les appels"]), _SUPPOSED.of(["les appels"]), atol=1e-3)

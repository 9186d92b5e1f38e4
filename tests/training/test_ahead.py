"""What a training encodes while Rasa loads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.model.vectors import encode
from bot.training.ahead import encoded_questions

pytestmark = pytest.mark.model  # the encoder is one

_ASKED = ["C’est payé combien à mi-temps ?", "et le week-end ?", "ET le week-end ?"]


def test_the_questions_are_encoded_in_their_plain_spelling(tmp_path: Path) -> None:
    lines = "".join(f"  part_time: ['{text}']\n" for text in _ASKED[:1])
    (tmp_path / "details").mkdir()
    (tmp_path / "details" / "salary.yml").write_text(f"salary:\n{lines}", encoding="utf-8")
    later = ", ".join(f"'{text}'" for text in _ASKED[1:])
    (tmp_path / "follow_ups.yml").write_text(f"hours:\n  nights: [{later}]\n", encoding="utf-8")
    parts = [*encoded_questions(tmp_path, 2)]
    assert sorted(texts for texts, _ in parts) == [
        ["c'est payé combien à mi-temps ?"],
        ["et le week-end ?"],
    ]
    for texts, vectors in parts:
        assert np.asarray(vectors) == pytest.approx(encode(texts), abs=1e-5)

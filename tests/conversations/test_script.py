"""What a script may refer to: the texts of content/ that an answer is held against."""

from __future__ import annotations

import pytest

from tests.contents import CONTENT
from tests.conversations.script import holds

_CARD = CONTENT.cards["salary"]
_DETAIL = next(detail for detail in _CARD.details if detail.by_role)
_ROLE, _VARIANT = next(iter(_DETAIL.by_role.items()))


@pytest.mark.parametrize(
    ("answer", "reference"),
    [
        (_CARD.answer, "@salary"),
        (_CARD.answer, "@salary:answer"),
        (_CARD.short, "@salary:short"),
        (_CARD.title, "@salary:title"),
        (_CARD.by_role["supervisor"].answer, "@salary:supervisor"),
        (_DETAIL.answer, "@salary"),
        (_DETAIL.answer, "@salary:details"),
        (_DETAIL.answer, f"@salary/{_DETAIL.id}"),
        (_DETAIL.answer, f"@salary/{_DETAIL.id}:answer"),
        (_DETAIL.asks, f"@salary/{_DETAIL.id}:title"),
        (_VARIANT.answer, f"@salary/{_DETAIL.id}"),
        (_VARIANT.answer, f"@salary/{_DETAIL.id}:{_ROLE}"),
        (_VARIANT.answer, "@salary:details"),
        (CONTENT.title("help"), "@help:title"),
    ],
)
def test_a_reference_means_its_texts(answer: str, reference: str) -> None:
    assert holds(CONTENT, f"Bon. {answer}\nSource : Insee.", reference)


@pytest.mark.parametrize(
    ("answer", "reference"),
    [
        (_CARD.title, "@salary"),
        (_DETAIL.asks, "@salary"),
        (_CARD.answer, "@salary:details"),
        (_DETAIL.answer, "@salary:answer"),
        (_CARD.answer, f"@salary/{_DETAIL.id}"),
        (_DETAIL.answer, f"@salary/{_DETAIL.id}:{_ROLE}"),
        (CONTENT.cards["tools"].details[0].answer, "@salary"),
    ],
)
def test_a_reference_means_nothing_else(answer: str, reference: str) -> None:
    assert not holds(CONTENT, answer, reference)


@pytest.mark.parametrize(
    "reference", ["@salary/nothing", "@salary/nothing:advisor", "@salary:more", "@nothing"]
)
def test_a_reference_to_nothing_is_a_fault_of_the_script(reference: str) -> None:
    with pytest.raises(AssertionError, match="nothing in content/ is called"):
        holds(CONTENT, _CARD.answer, reference)

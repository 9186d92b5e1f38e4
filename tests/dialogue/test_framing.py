"""The words around an answer: which question a « oui » is to."""

from __future__ import annotations

import pytest

from tests.contents import CONTENT
from tests.dialogue.conversation import Conversation


@pytest.mark.parametrize(
    ("topic", "detail", "heard", "named"),
    [
        (
            *("sundays_and_overtime", "sunday_refuse"),
            *("on est obligé de travailler le dimanche, nous ?", False),
        ),
        (
            *("sundays_and_overtime", "sunday_refuse"),
            *("on m'oblige à travailler le dimanche, je peux refuser ?", True),
        ),
        ("sick_leave", "home_check", "en arrêt, puis-je refuser un contrôle chez moi ?", True),
        (
            *("sundays_and_overtime", "sunday_refuse"),
            *("un conseiller peut-il dire non au travail du dimanche ?", True),
        ),
        (
            *("bonuses_benefits", "spouse_cover"),
            *("la mutuelle de l'entreprise est obligatoire si j'ai celle de mon conjoint ?", True),
        ),
        (
            *("bonuses_benefits", "spouse_cover"),
            *("puis-je refuser la mutuelle de l'entreprise, j'ai celle du conjoint ?", False),
        ),
        ("energy_renovation_ban", "", "pour des travaux d'énergie, m'appeler est interdit ?", True),
        ("diploma", "no_bac", "faut-il le bac pour être conseiller ?", True),
        (
            *("energy_renovation_ban", ""),
            *("pour des travaux d'énergie, ils ont le droit de m'appeler ?", False),
        ),
    ],
)
def test_a_verdict_names_its_question_where_it_would_answer_the_opposite(
    topic: str, detail: str, heard: str, named: bool
) -> None:
    told = Conversation(CONTENT).say(topic, detail=detail, heard=heard)
    assert (CONTENT.question(topic, detail) in told.text) is named

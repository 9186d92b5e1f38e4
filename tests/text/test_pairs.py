"""Two questions in one message."""

from __future__ import annotations

import pytest

from bot.text.pairs import two_questions


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("c payé combien et c koi les horaires", "c payé combien", "c koi les horaires"),
        ("on gagne combien et faut quel diplome", "on gagne combien", "faut quel diplome"),
        (
            "Deux choses : combien de temps dure la formation, et est-elle payée ?",
            "Deux choses : combien de temps dure la formation",
            "est-elle payée",
        ),
        (
            "J'hésite. D'une part, combien gagne-t-on, d'autre part, faut-il parler anglais ?",
            "J'hésite. D'une part, combien gagne-t-on",
            "faut-il parler anglais",
        ),
        (
            "C EST ILLEGAL OU PAS DE M APPELER. COMBIEN ILS RISQUENT",
            "C EST ILLEGAL OU PAS DE M APPELER",
            "COMBIEN ILS RISQUENT",
        ),
        (
            "combien on gagne ? quels sont les horaires ? et faut-il un diplôme ?",
            "combien on gagne",
            "quels sont les horaires",
        ),
        (
            "c'est net ou brut ? et la formation vous m'avez pas dit",
            "c'est net ou brut",
            "la formation vous m'avez pas dit",
        ),
        (
            "est-ce qu'on est assis et on ne travaille pas la nuit ?",
            "est-ce qu'on est assis",
            "on ne travaille pas la nuit",
        ),
        (
            "bon. et ils ont le droit d'appeler un artisan ? bloctel ça marche pour moi ?",
            "bon. ils ont le droit d'appeler un artisan",
            "bloctel ça marche pour moi",
        ),
    ],
)
def test_each_question_is_found_with_what_is_told_before_it(
    text: str, first: str, second: str
) -> None:
    assert two_questions(text) == (first, second)


@pytest.mark.parametrize(
    "text",
    [
        "on gagne combien ?",
        "salaire et horaires ?",
        "si je suis en arrêt, combien je touche ?",
        "est-ce que si je suis malade et je suis en CDD on me paie ?",
        "est-ce que quand je suis malade et je suis en CDD on me paie ?",
        "est-ce que je peux partir vu que je suis en CDD et j'ai trouvé un CDI ?",
        "est-ce que ma mère dont la carte est bloquée et elle n'a pas d'appli peut payer ?",
        "est-ce que quelqu'un qui n'a pas le bac et il a 40 ans peut postuler ?",
        "Quelle est la différence entre un appel entrant et un appel sortant ?",
        "ma mère est harcelée, que faire et qui appeler ?",
        "on gagne combien ? merci bien à vous",
        "la mission locale, c'est quoi ? moi j'ai 31 ans",
        "c'est marqué autorise à travailler. mais sans expérience, ils me prennent ?",
        "",
    ],
)
def test_one_question_is_not_two(text: str) -> None:
    assert two_questions(text) is None

"""Two questions in one message."""

from __future__ import annotations

import pytest

from bot.text.pairs import possible_questions, two_questions


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
    assert two_questions(text)[:2] == (first, second)


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


@pytest.mark.parametrize(
    "text",
    [
        "je voulais savoir si je peux citer cette source, pas la liste. Vous en pensez quoi ?",
        "ça dure une semaine, donc je suis pas payé, c'est ça ?",
        "faut le bac pour postuler, t'en penses quoi",
    ],
)
def test_asked_what_one_thinks_of_it_it_is_one_question(text: str) -> None:
    assert two_questions(text) is None
    assert not any("pens" in each.second for each in possible_questions(text))


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("j'écris quoi à ma banque, elle peut exiger une plainte avant", "elle peut exiger"),
        ("c combien de jours par semaine, faut la fibre", "faut la fibre"),
        ("on peut le faire de chez soi et ils prennent des débutants", "ils prennent"),
        ("Python obligatoire ? et en télétravail possible ?", "en télétravail possible"),
        ("je peux me mettre en arrêt ou changer de poste ?", "changer de poste"),
    ],
)
def test_what_may_be_two_questions_is_cut_wherever_they_may_meet(text: str, second: str) -> None:
    assert any(pair.second.startswith(second) for pair in possible_questions(text))


@pytest.mark.parametrize(
    "text",
    [
        "je suis infirmière depuis six ans, le diplôme je le refais ?",
        "j'ai la boule au ventre rien que d'y penser. je lui dis comment ?",
        "c'est gratuit, j'en ai ras le bol",
        "combien on gagne ?",
        "on est payé combien quand on débute ?",
        "est-ce que je peux porter plainte ?",
    ],
)
def test_what_is_told_beside_a_question_is_not_cut_off(text: str) -> None:
    assert possible_questions(text) == []


def test_what_but_tells_after_a_question_is_known_from_a_wish() -> None:
    told = two_questions("combien de temps dure l'essai ? Son CDD est de 6 mois.")
    wished = two_questions("il travaille le samedi ? Il aimerait savoir ses horaires.")
    assert told and told.tells
    assert wished and not wished.tells


def test_a_word_of_assent_before_it_hides_no_question() -> None:
    text = "ok et si j'atteins pas mes objectifs ils me virent ? et ma prime je la perds ?"
    assert two_questions(text) == two_questions(text.removeprefix("ok et "))._replace(
        first="ok. si j'atteins pas mes objectifs ils me virent"
    )


def test_a_question_is_not_cut_behind_its_first_words() -> None:
    assert possible_questions("Est-ce qu'il faut un diplôme pour ce métier ?") == []

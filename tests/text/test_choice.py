"""A choice made with words among the buttons on screen."""

from __future__ import annotations

import pytest

from bot.text.choice import chosen, goes_on_with_it

_TITLES = ["Le salaire", "Faut-il un diplôme ?", "Une journée type", "Autre chose"]


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("1", 0),
        ("2.", 1),
        (" 3 ", 2),
        ("le 2", 1),
        ("la 4", 3),
        ("choix 3", 2),
        ("option n° 2", 1),
        ("numéro 1", 0),
        ("réponse 2", 1),
        ("2 svp", 1),
        ("2 s'il vous plaît", 1),
        ("le 2 merci", 1),
    ],
)
def test_a_number_chooses(text: str, index: int) -> None:
    assert chosen(text, _TITLES) == index


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("la première", 0),
        ("c la 2e que je veux, le diplôme mdr", 1),
        ("le 1er", 0),
        ("premier choix", 0),
        ("le deuxième", 1),
        ("la seconde option", 1),
        ("le 2e", 1),
        ("je prends la troisième", 2),
        ("plutôt le troisième bouton", 2),
        ("la quatrième stp", 3),
        ("trois", 2),
        ("le dernier", 3),
        ("la dernière proposition", 3),
        ("La première : je réponds quoi à cette note ?", 0),
        ("Oui, plutôt la deuxième, comment l'aider", 1),
        ("DERNIER", 3),
        ("euh la deux", 1),
        ("choix un", 0),
    ],
)
def test_a_rank_chooses(text: str, index: int) -> None:
    assert chosen(text, _TITLES) == index


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("Le salaire", 0),
        ("le salaire.", 0),
        ("faut il un diplome", 1),
        ("AUTRE CHOSE", 3),
        ("  une   journée type ", 2),
    ],
)
def test_a_title_typed_chooses_whatever_its_case_accents_and_marks(text: str, index: int) -> None:
    assert chosen(text, _TITLES) == index


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "🙂",
        "0",
        "5",
        "99",
        "2026",
        "la cinquième",
        "un",
        "une",
        "oui",
        "le salaire d'un superviseur",
        "j'ai 2 questions",
        "2 ans d'expérience",
        "la première fois que j'appelle",
        "diplôme",
        "le",
    ],
)
def test_anything_else_chooses_nothing(text: str) -> None:
    assert chosen(text, _TITLES) is None


@pytest.mark.parametrize("text", ["1", "le dernier", "Le salaire", "la première"])
def test_without_buttons_nothing_is_chosen(text: str) -> None:
    assert chosen(text, []) is None


_AT_THE_15 = ["On gagne combien dans ce métier ?", "On gagne combien au 15 ?", "Je leur dis quoi ?"]


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("le deuxième, au 15", 1),
        ("oui le dernier, je leur dis quoi", 2),
        ("ok la 2e, combien on gagne au 15 svp", 1),
        ("non plutôt le premier, dans ce métier", 0),
        ("le 3 : je leur dis quoi", 2),
        ("la première fois que j'appelle", None),
        ("la deuxième année d'apprentissage", None),
        ("le dernier appel que j'ai reçu venait du 15 et je voudrais savoir pourquoi", None),
        ("le premier salaire", None),
        ("le 15 c'est quoi", None),
    ],
)
def test_a_rank_with_words_of_its_title_chooses(text: str, index: int | None) -> None:
    assert chosen(text, _AT_THE_15) == index


def test_the_last_of_a_single_choice_is_the_first() -> None:
    assert chosen("le dernier", ["Le salaire"]) == 0
    assert chosen("2", ["Le salaire"]) is None


def test_a_title_that_is_a_rank_is_chosen_as_a_title() -> None:
    assert chosen("premier", ["Dernier", "Premier"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("on reprend", "On reprend ?", "ok on continue", "je veux reprendre le test", "continuez"),
        *("reprenons où on en était", "oui, on reprend le jeu svp", "on y retourne"),
    ],
)
def test_who_wants_to_go_on_says_so(text: str) -> None:
    assert goes_on_with_it(text)


@pytest.mark.parametrize(
    "text",
    ["on recommence", "je continue de recevoir des appels", "oui", "reprendre mes études", ""],
)
def test_other_words_do_not_go_on(text: str) -> None:
    assert not goes_on_with_it(text)


@pytest.mark.parametrize(
    "text",
    [
        "La troisième, mais justement je n'ai plus de travail",
        "oui la 3 mais je précise que c'est à mi-temps",
        "le troisième. c'est pour ma fille",
    ],
)
def test_a_choice_may_come_with_a_remark(text: str) -> None:
    assert chosen(text, _TITLES) == 2


@pytest.mark.parametrize("text", ["la semaine, on travaille ?", "le lundi mais pas le mardi"])
def test_what_is_no_rank_chooses_nothing(text: str) -> None:
    assert chosen(text, _TITLES) is None

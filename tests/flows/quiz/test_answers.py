"""Answers in words: what is heard as true, as false, as neither."""

from __future__ import annotations

import time

import pytest

from bot.flows.quiz.content import hear
from tests.flows.quiz.visitor import QUIZ

HEARD = {
    "true": [
        *("vrai", "Vrai.", "V", "v", "vrai ?", "C vrai", "vraiii", "exact", "c'est pas faux"),
        *("oui", "OUI !", "ouais", "oui oui", "bien sûr", "carrément", "tout à fait", "d'accord"),
        *("oui c'est vrai", "non c'est vrai", "je dirais que c'est vrai", "je pense que oui"),
        *("bah vrai", "à mon avis c'est vrai", "tout à fait d'accord"),
        "vrai, ma cousine y travaille et elle n'a fait que ça",
    ],
    "false": [
        *("faux", "c'est faux", "F", "c faux", "mdr faux", "faux faux", "archi faux", "FAUX !!"),
        *("non", "nan", "mais non", "que nenni", "je dirais non", "bien sûr que non"),
        *("n'importe quoi", "N’importe quoi !", "nimporte koi", "pas du tout", "pas d'accord"),
        *("c'est pas vrai", "ce n'est pas vrai", "oui c'est faux", "c'est une idée reçue"),
        "aucune idée mais je dirais faux",
        "je crois que c'est faux parce que mon frère y travaille",
        "faux on m'a appelé hier",
    ],
    "unknown": [
        *("jsp", "aucune idée", "je ne sais pas", "je sais pas trop", "jsais pas", "chais pas"),
        *("joker", "je passe", "je sais pas si c'est vrai", "euh je sais pas du tout"),
    ],
    "stop": ["non merci", "pas envie", "laisse tomber"],
    "go_on": ["ok", "vas-y", "la question"],
}


@pytest.mark.parametrize(
    ("text", "answer"), [(text, answer) for answer, texts in HEARD.items() for text in texts]
)
def test_a_message_is_heard_as_an_answer(text: str, answer: str) -> None:
    assert hear(QUIZ, text) == answer


@pytest.mark.parametrize(
    "text",
    [
        *("vrai ou faux", "vrai et faux", "vrai, enfin faux", "c'est vrai ?"),
        *("est-ce que c'est vrai", "pourquoi c'est faux", "c'est quoi un centre d'appels"),
        *("combien on gagne", "ta source ?", "bonjour", "j'ai le bac", "le salaire", "/deny"),
        *("encore un faux numéro", "c'est vrai que j'ai le bac mais pas de permis"),
        *("ça se passe comment l'entretien", "je sais pas quoi faire comme métier"),
        "oui j'ai reçu un appel de ma banque hier soir",
        "",
    ],
)
def test_what_is_no_answer_is_left_to_the_conversation(text: str) -> None:
    assert hear(QUIZ, text) is None


@pytest.mark.parametrize(("topic", "answer"), [("affirm", "true"), ("deny", "false")])
def test_the_nlu_is_believed_in_a_very_short_message_only(topic: str, answer: str) -> None:
    assert hear(QUIZ, "ya", topic) == answer
    assert hear(QUIZ, "ya ya ya ya ya ya", topic) is None


@pytest.mark.parametrize("words", ["absolument ", "tout à fait ", "c'est oui ", "faux "])
def test_a_message_of_many_small_words_is_read_at_once(words: str) -> None:
    began = time.perf_counter()
    hear(QUIZ, words * 200 + "bidule")
    assert time.perf_counter() - began < 1


def test_the_words_of_an_answer_win_over_the_topic() -> None:
    assert hear(QUIZ, "c'est faux", "negative_feedback") == "false"
    assert hear(QUIZ, "oui", "deny") == "true"

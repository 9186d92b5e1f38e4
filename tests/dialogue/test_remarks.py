"""Remarks on the bot and on what it said: taken for a company, doubted, not understood."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content.keys import GOOD_LUCK, LISTENING
from bot.dialogue.hearing import Reading
from bot.dialogue.messages import Button, Context, Message
from bot.dialogue.remarks import (
    apologised,
    doubted,
    kind_words_wanted,
    taken_for_another,
    taken_for_theirs,
    wanted_otherwise,
)

_ANSWERED = Context(last_answer=Message("…", "salary", "answer"))
_COMPLAINT = (Button("…", "/complain_about_company"),)
_OFFERED = Context(last=Message("…", "not_your_operator"), buttons=_COMPLAINT)


@pytest.mark.parametrize(
    "text",
    [
        *("ma box marche plus", "on a plus internet", "envoyez moi un réparateur"),
        "réparez ma ligne",
    ],
)
def test_who_speaks_to_an_operator_is_told_that_there_is_none(text: str) -> None:
    reading = taken_for_another(text, Context())
    assert reading is not None and reading.topic == "not_your_operator"


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("mais c'est vous ma banque non ?", True),
        ("vous êtes bien mon assureur ?", True),
        ("c'est vous ou pas qui m'avez prélevé", True),
        ("c'est ma banque qui appelle ?", False),
        ("vous êtes une banque de réponses ?", False),
    ],
)
def test_who_takes_the_bot_for_their_own_bank_is_heard(text: str, theirs: bool) -> None:
    assert taken_for_theirs(text) is theirs


def test_who_was_told_so_and_goes_on_is_not_told_again() -> None:
    told = Context(said={"not_your_operator": 1})
    assert taken_for_another("et si ma box est encore en panne ?", told) is None
    assert taken_for_another("ma box est en panne", told) is not None


@pytest.mark.parametrize(
    "text",
    ["technicien c'est payé combien", "la ligne est tendue"],
)
def test_who_asks_of_the_trade_is_not(text: str) -> None:
    assert taken_for_another(text, Context()) is None


def test_who_complains_where_that_was_offered_hears_how_a_customer_does() -> None:
    text = "il me raccroche au nez"
    reading = taken_for_another(text, _OFFERED)
    assert reading is not None and reading.topic == "complain_about_company"
    assert taken_for_another(text, Context()) is None


@pytest.mark.parametrize(
    "text",
    [
        "vous en êtes sûr ?",
        "mais c'est fiable ça ?",
        "tu es sûr ? c'est peu",
        "ces chiffres sont exacts ?",
    ],
)
def test_a_doubt_is_one_of_the_answer_before(text: str) -> None:
    assert doubted(text, None, _ANSWERED)
    assert doubted(text, None, Context()) is None
    assert doubted(text, "ask_source", _ANSWERED) is None


def test_a_doubt_that_asks_where_it_comes_from_is_told_the_source() -> None:
    reading = doubted("d'où tu tiens ça, c fiable ?", None, _ANSWERED)
    assert reading is not None and reading.topic == "ask_source"


@pytest.mark.parametrize("text", ["t'es sur quel poste", "c'est sur Lille ?", "je suis pas sûr"])
def test_what_only_sounds_so_is_none(text: str) -> None:
    assert doubted(text, None, _ANSWERED) is None


def test_fewer_words_are_wanted_of_an_answer() -> None:
    assert wanted_otherwise("avec des mots simples svp", None, _ANSWERED)
    assert wanted_otherwise("j'ai rien compris", "repeat", _ANSWERED)
    assert wanted_otherwise("j'ai rien compris", "salary", _ANSWERED) is None
    assert wanted_otherwise("plus simplement", None, Context()) is None


@pytest.mark.parametrize(
    "text",
    [
        "ouais bon désolé, je me suis énervé. c'est pas contre toi",
        "non c'est bon, je voulais juste m'excuser",
        "pardon je t'ai mal parlé",
        "désolée",
    ],
)
def test_an_apology_is_heard(text: str) -> None:
    assert apologised(text)


@pytest.mark.parametrize(
    "text",
    [
        "désolé mais c'est pas ma question",
        "excusez-moi je voulais savoir le salaire",
        "je me suis énervé contre un client, je risque quoi ?",
        "pardon, les horaires",
    ],
)
def test_what_is_politely_asked_is_no_apology(text: str) -> None:
    assert not apologised(text)


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("Bon je me lance jeudi alors, souhaitez-moi bonne chance", GOOD_LUCK),
        ("dis moi merde pour demain", GOOD_LUCK),
        ("croisez les doigts pour moi", GOOD_LUCK),
        ("porte moi chance !", GOOD_LUCK),
        ("Non, ce n'est pas vraiment une question, je disais ça comme ça.", LISTENING),
        ("c'était pas une question", LISTENING),
        ("je dis ça comme ça moi", LISTENING),
    ],
)
def test_who_wants_but_a_kind_word_gets_it(text: str, reply: str) -> None:
    assert kind_words_wanted(text) == reply


@pytest.mark.parametrize(
    "text",
    [
        "bonne chance à toi",
        "je veux tenter ma chance",
        "elle croise les doigts",
        "souhaitez-moi bonne chance, j'y vais comment ?",
        "souhaite moi bon courage et dis moi combien on gagne",
        "dites moi merde alors ca paye combien",
        "ce n'est pas une question d'argent, il me demande mon code au téléphone",
        "ce n'est pas une question de diplôme",
        "c'est pas une question, j'ai peur de mon mari",
        "je dis ça comme ça mais je dors plus et je pleure tous les soirs",
        "souhaitez-moi bonne chance, je leur envoie l'argent demain pour la formation",
        "c'est pas la question",
        "j'ai une question",
    ],
)
def test_what_asks_something_or_but_speaks_of_luck_wants_more(text: str) -> None:
    assert kind_words_wanted(text) is None


@pytest.mark.parametrize(
    "text", ["ptdr elle est nulle. une autre", "g dit une autre blague", "encore une"]
)
def test_another_joke_is_told_after_one(text: str) -> None:
    assert wanted_otherwise(text, None, replace(_ANSWERED, said={"joke": 1})) == Reading("joke")
    assert wanted_otherwise(text, None, _ANSWERED) is None

"""The kind of thing that a question wants, and whether a text holds it."""

from __future__ import annotations

import pytest

from bot.text.wanted import held, kinds, lacks_a_measure, telling_sentence, things_wanted, wanted


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("et ça dure combien de temps ?", "duration"),
        ("cb de jours", "duration"),
        ("elle gagne combien", "amount"),
        ("quelle amende", "amount"),
        ("depuis quand ?", "date"),
        ("c'est obligatoire ?", "yes_or_no"),
        ("peut-on refuser", "yes_or_no"),
    ],
)
def test_a_question_wants_a_kind_of_thing(question: str, kind: str) -> None:
    assert kind in wanted(question)


def test_an_open_question_wants_no_kind() -> None:
    assert wanted("raconte-moi une journée") == frozenset()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Deux à cinq jours, sans être payé.", "duration"),
        ("Au moins 12,31 euros de l'heure.", "amount"),
        ("Elle date du 11 août 2026.", "date"),
        ("Oui, en général.", "yes_or_no"),
    ],
)
def test_a_text_holds_a_kind_of_thing(text: str, kind: str) -> None:
    assert kind in held(text)


def test_a_plain_text_holds_none() -> None:
    assert held("Un casque et un écran.") == frozenset()
    assert {"duration", "amount", "age", "date", "yes_or_no"} == set(kinds())


def test_yes_or_no_has_no_place_in_a_text() -> None:
    assert things_wanted("c'est obligatoire à quel âge ?") == {"age"}


def test_the_sentence_that_says_what_is_wanted_is_found() -> None:
    text = "Le stage est permis. Il faut 14 ans. Il dure cinq jours."
    assert telling_sentence(text, "quel âge ?") == "Il faut 14 ans."
    assert telling_sentence(text, "combien de jours ?") == "Il dure cinq jours."
    assert telling_sentence(text, "et alors ?") == text
    assert (
        telling_sentence("Deux mois. Quatre pour un cadre.", "un cadre ?")
        == "Quatre pour un cadre."
    )
    assert telling_sentence(text + " Plus de détails." * 20, "et alors ?").startswith(text)


def test_a_measure_that_a_text_does_not_speak_of_is_lacking() -> None:
    said = "Un étudiant peut travailler 964 heures par an."
    assert lacks_a_measure(said, "par semaine c'est combien ?")
    assert lacks_a_measure(said, "et 20 heures ?")
    assert not lacks_a_measure(said, "par an, c'est combien d'heures ?")
    assert not lacks_a_measure(said, "et un étudiant étranger ?")


@pytest.mark.parametrize("text", ["bonjour, c'est payé ?", "c'est toujours payé ?"])
def test_a_word_that_only_holds_a_measure_asks_for_none(text: str) -> None:
    assert not lacks_a_measure("Oui, c'est payé.", text)


def test_a_country_is_no_pay() -> None:
    assert "amount" not in wanted("c'est dans quel pays ?")

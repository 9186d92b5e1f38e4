"""French typography, put right and checked."""

from __future__ import annotations

import pytest

from bot.text.typography import date_in_words, missing_spaces, typeset


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Vraiment ?", "Vraiment\u00a0?"),
        ("Oui !", "Oui\u00a0!"),
        ("Deux choses :", "Deux choses\u00a0:"),
        ("Oui ; non", "Oui\u00a0; non"),
        ("97 % des gens", "97\u00a0% des gens"),
        ("75 € d'amende", "75\u00a0€ d’amende"),
        ("un « mot » rare", "un «\u00a0mot\u00a0» rare"),
        ("Vraiment\u202f?", "Vraiment\u00a0?"),
        ("Vraiment   ?", "Vraiment\u00a0?"),
        ("7 000 emplois", "7\u00a0000 emplois"),
        ("12 345 678 appels", "12\u00a0345\u00a0678 appels"),
        ("3 millions d'euros", "3\u00a0millions d’euros"),
        ("26 ans, 20 euros", "26\u00a0ans, 20\u00a0euros"),
        ("l'appel qu'on reçoit", "l’appel qu’on reçoit"),
    ],
)
def test_plain_typing_becomes_french_typography(typed: str, shown: str) -> None:
    assert typeset(typed) == shown


def test_the_lines_of_a_file_become_one_line() -> None:
    assert typeset("  Une phrase\nsur deux\t lignes. \n") == "Une phrase sur deux lignes."


@pytest.mark.parametrize(
    "text", ["de 10 h à 13 h", "le 39 75", "20 ou 30", "en 2019, 300 appels", "à 9:30"]
)
def test_what_needs_no_other_space_is_left_alone(text: str) -> None:
    assert typeset(text) == text


@pytest.mark.parametrize("text", ["« Oui ! », l'appel à 7 000 € : vrai ?", "3 millions ; 97 %"])
def test_a_text_already_typeset_does_not_change(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vraiment? Oui.",
        "Vraiment?",
        "Vraiment?!",
        "Oui!",
        "Oui; non",
        "Deux choses: un et deux",
        "Voici mes sources:",
        "En 2019: rien",
        "97% des gens",
        "75€ d'amende",
        "un «mot » rare",
        "un « mot» rare",
        "« Vraiment? »",
        "« Vraiment?», dit-il",
        "(vraiment?)",
        "Vous disiez…?",
        "l'appel (sortant)?",
        "le « titre »?",
    ],
)
def test_a_mark_stuck_to_its_word_is_found(text: str) -> None:
    assert missing_spaces(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vraiment ? Oui ! Deux choses : un ; deux.",
        "« Vraiment ?! », dit-il (oui !)",
        "97 % des gens, 75 € d'amende",
        "97\u00a0% des gens\u00a0: vrai\u202f?",
        "à 9:30, voyez https://exemple.fr/page?nom=a",
        "",
    ],
)
def test_a_mark_with_its_space_is_not_found(text: str) -> None:
    assert missing_spaces(text) == []


def test_every_place_is_shown_with_the_words_before_it() -> None:
    places = missing_spaces("Posez une question? Lisez la réponse!")
    assert [place.split()[-1] for place in places] == ["question?", "réponse!"]
    assert all(len(place) > len(place.split()[-1]) for place in places)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-05-24", "24 mai 2026"),
        ("2026-06-01", "1er juin 2026"),
        ("2026-08", "août 2026"),
        ("2022", "2022"),
        ("mai 2023", "mai 2023"),
        ("2026-13", "2026-13"),
        ("", ""),
    ],
)
def test_a_date_is_said_in_words(date: str, words: str) -> None:
    assert date_in_words(date) == words

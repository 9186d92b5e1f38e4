"""Words and phrases looked for in a message, and what is plainly a question."""

from __future__ import annotations

import pytest

from bot.text.phrases import is_question, mentions, plain_words


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ça, c'est l'ÉTÉ !", "ca c est l ete"),
        ("2.", "2"),
        ("snake_case", "snake case"),
        ("", ""),
        ("?! 🙂", ""),
        ("l’apostrophe", "l apostrophe"),
        ("œuvre", "œuvre"),
    ],
)
def test_plain_words_are_lower_case_without_accents_nor_marks(text: str, plain: str) -> None:
    assert plain_words(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "je veux mourir",
        "JE VEUX MOURIR !!!",
        "bon, je veux  mourir.",
        "je veux, mourir",
        "jveux mourir",
        "je\nveux mourir",
    ],
)
def test_a_phrase_is_found_whatever_case_marks_and_spelling(text: str) -> None:
    assert mentions(text, ["veux mourir"])


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("je veux que la batterie cesse de mourir", "veux mourir"),
        ("mourirait", "mourir"),
        ("larrêt", "arrêt"),
        ("", "mourir"),
        ("veux", "veux mourir"),
    ],
)
def test_a_phrase_is_found_as_whole_words_in_a_row(text: str, phrase: str) -> None:
    assert not mentions(text, [phrase])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("agressé", True),
        ("agressée hier", True),
        ("des agressions", True),
        ("une ragressé", False),
    ],
)
def test_a_star_makes_a_phrase_a_beginning(text: str, found: bool) -> None:
    assert mentions(text, ["agress*"]) is found


def test_one_phrase_of_several_is_enough_and_none_finds_nothing() -> None:
    assert mentions("on arrête", ["stop", "arrête"])
    assert not mentions("on arrête", [])


@pytest.mark.parametrize(
    "text",
    [
        "on gagne combien ?",
        "vraiment?",
        "Combien on gagne",
        "c koi un CSE",
        "est-ce que c'est dur",
        "Et comment je postule",
        "mais, au fait, pourquoi",
        "qu'est-ce que c'est",
        "qu’est-ce que c’est",
        "où est-ce",
        "y a-t-il des primes",
        "il y a-t-il un test",
        "quelles langues",
    ],
)
def test_a_question_ends_or_begins_like_one(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text", ["", "oui", "ou les deux", "Quentin", "je ne sais pas combien", "quiz", "vrai !"]
)
def test_an_answer_is_no_question(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize("text", ["quand je rentre le soir je suis à bout", "quand on y pense"])
def test_what_tells_when_is_no_question(text: str) -> None:
    assert not is_question(text)

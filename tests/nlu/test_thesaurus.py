"""What kind of thing a word is, as the classifier reads it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from bot.nlu.model.thesaurus import Thesaurus, read_concepts, thesaurus
from bot.text.words import normalise

_SMALL = Thesaurus(
    {
        "bonus": ["prime", "treizième mois"],
        "month": ["mois"],
        "refund": ["rembours*"],
        "trade": ["couvreur", "sage-femme", "chauffeur de taxi"],
    }
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("une prime", "une _bonus"),
        ("Les PRIMES", "les _bonus"),
        ("le treizieme mois", "le _bonus"),
        ("un mois", "un _month"),
        ("se faire rembourser", "se faire _refund"),
        ("une sage-femme", "une _trade"),
        ("cinq chauffeurs de taxi", "cinq _trade"),
        ("un chauffeur de car", "un chauffeur de car"),
        ("chauffeur de", "chauffeur de"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_expressions_become_their_concept_whatever_case_accents_and_plural(
    text: str, read: str
) -> None:
    assert _SMALL.read(text) == read


def test_the_words_behind_a_concept_are_told_where_they_tell_answers_apart() -> None:
    assert _SMALL.read_both("les chauffeurs de taxi") == "les _trade chauffeur de taxi"
    second, third = (thesaurus().read_both(f"stage de {year}") for year in ("seconde", "troisieme"))
    assert second.split()[0] == third.split()[0] and second != third


def test_the_longest_expression_counts() -> None:
    assert _SMALL.read("prime de treizième mois") == "_bonus de _bonus"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("la paye d'un couvreur", "le salaire d'un plâtrier"),
        ("on bosse de chez soi ?", "on bosse en télétravail ?"),
        ("ils font des jours fériés", "ils font des week-ends"),
    ],
)
def test_two_ways_to_say_the_same_share_a_concept(one: str, other: str) -> None:
    shared = [
        {word for word in thesaurus().read(normalise(text)).split() if word.startswith("_")}
        for text in (one, other)
    ]
    assert shared[0] & shared[1]


def test_no_expression_has_two_concepts() -> None:
    expressions = [each for known in read_concepts().values() for each in known]
    without_concepts = Thesaurus({})  # it reads an expression in its one spelling
    read = Counter((without_concepts.read(each), each.endswith("*")) for each in expressions)
    assert [spelling for spelling, count in read.items() if count > 1] == []


def test_a_beginning_is_one_word_of_four_letters_at_least() -> None:
    for concept, expressions in read_concepts().items():
        for expression in expressions:
            assert re.search(r"\w", expression), concept
            if "*" in expression:
                assert re.fullmatch(r"[^\W\d]{4,}\*", expression), f"{concept}: {expression}"

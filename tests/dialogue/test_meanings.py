"""What a visitor asks the meaning of, in the words of the last answer."""

from __future__ import annotations

import pytest

from bot.dialogue.meanings import pronoun_asked, words_asked

TIRING = "Ça peut l’être. De vraies pauses, du relais et le médecin du travail aident."
NO_CV = "Une réunion, puis un entretien. On n’y regarde ni diplôme, ni CV. Cela ne se révise pas."


@pytest.mark.parametrize(
    ("text", "said", "words", "sentence"),
    [
        ("du relais ça veut dire quoi ?", TIRING, "relais", "De vraies pauses"),
        ("je demande ce que veut dire « relais » dans votre phrase", TIRING, "relais", "De vraies"),
        ("c'est quoi le mot relais", TIRING, "relais", "De vraies pauses"),
        ("vraies pauses, c'est à dire ?", TIRING, "vraies pauses", "De vraies pauses"),
        ("cela ne se revise pas sa veu dire quoi", NO_CV, "ne se révise pas", "On n’y regarde ni"),
        ("non je demande sa veu dire quoi revise", NO_CV, "révise", "On n’y regarde ni"),
        ("que signifie réunion", NO_CV, "réunion", "Une réunion"),
    ],
)
def test_the_words_that_were_told_are_found(
    text: str, said: str, words: str, sentence: str
) -> None:
    asked = words_asked(text, said)
    assert asked is not None and asked.words.endswith(words)
    assert asked.sentence.startswith(sentence) and asked.words in asked.sentence


@pytest.mark.parametrize(
    "text",
    [
        "ça veut dire quoi ?",
        "ça veut dire que je peux refuser ?",
        "parfois 57 ? cela veut dire que j'y aurais droit, moi ?",
        "turlututu ça veut dire quoi",
        "les pauses sont payées ?",
        "du quoi ?",
        "ok. mais « du relais », s'il dit c'était quoi ces mois-là, dois-je parler de la prison ?",
    ],
)
def test_what_was_not_told_or_is_not_asked_is_none(text: str) -> None:
    assert words_asked(text, TIRING) is None


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("elle c'est qui ?", "elle"),
        ("??? j'ai pas demandé ça. c'est qui « elle »", "elle"),
        ("c'est qui elle tu parles de qui", "elle"),
        ("qui ça, elle ?", "elle"),
        ("lui c'est qui", ""),
        ("elle gagne combien", ""),
        ("c'est qui l'Arcep", ""),
    ],
)
def test_a_pronoun_of_the_answer_is_asked_about(text: str, pronoun: str) -> None:
    assert pronoun_asked(text, "Elle fixe les numéros, et contrôle les opérateurs.") == pronoun


HEDGED = (
    "Je réponds à « J’ai signé après un de ces appels, je fais quoi ? » : Annulez vite : vous avez "
    "en général quatorze jours, par écrit daté. Gardez-en une copie."
)


@pytest.mark.parametrize(
    "text",
    [
        "par écrit daté c'est à dire ? une lettre recommandée ?",
        "annulez ça veut dire quoi",
        "quatorze jours, c'est à dire ?",
        "une copie ça veut dire quoi",
    ],
)
def test_no_empty_nor_broken_quotation_is_made_of_a_hedged_answer(text: str) -> None:
    asked = words_asked(text, HEDGED)
    assert asked is not None and asked.words in asked.sentence
    assert asked.sentence[0].isalpha() and "»" not in asked.sentence
    assert not asked.sentence.startswith("Je réponds")


def test_of_a_long_sentence_the_clause_alone_is_quoted() -> None:
    said = "Le centre, " + "qui recrute toute l’année, " * 12 + "prévoit du relais."
    asked = words_asked("du relais ça veut dire quoi", said)
    assert asked is not None and asked.sentence == "prévoit du relais."
    endless = "Le centre " + "qui recrute toute l’année " * 12 + "prévoit du relais."
    assert words_asked("du relais ça veut dire quoi", endless) is None

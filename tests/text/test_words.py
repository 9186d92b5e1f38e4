"""Plain spelling and sound of what visitors type."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import bot.text
from bot.text.words import normalise, phonetic, without_accents

_LEXICON = Path(bot.text.__file__).with_name("lexicon.yml")
_WORDS: dict[str, str] = yaml.safe_load(_LEXICON.read_text(encoding="utf-8"))["words"]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("C koi le taf ?", "c'est quoi le travail ?"),
        ("jé vu", "j'ai vu"),
        ("cé koi", "c'est quoi"),
        ("cb on gagne", "combien on gagne"),
        ("jé donné ma cb", "j'ai donné ma carte bancaire"),
        ("chui dsl, jsp pk", "je suis désolé, je ne sais pas pourquoi"),
        ("slt, dispo le we ?", "salut, dispo le week-end ?"),
        ("l'info d'un boulot", "l'information d'un travail"),
        ("jsp.pk", "je ne sais pas.pourquoi"),
    ],
)
def test_phone_spellings_become_plain(typed: str, plain: str) -> None:
    assert normalise(typed) == plain


@pytest.mark.parametrize(
    "plain",
    [
        "c'est l'heure",
        "j'ai vu",
        "t'as raison",
        "qu'est-ce que c'est que ce métier ?",
        "je suis ce conseiller",
        "y a-t-il un briefing le matin ?",
        "peut-on se rendre dans un centre d'appels ?",
        "rendez-vous à la porte-à-porte",
    ],
)
def test_plain_french_stays_as_it_is(plain: str) -> None:
    assert normalise(plain) == plain


@pytest.mark.parametrize("word", _WORDS)
def test_each_word_of_the_lexicon_takes_effect(word: str) -> None:
    assert normalise(word) == _WORDS[word]


def test_words_of_the_lexicon_are_found_in_any_case_and_with_accents() -> None:
    assert normalise("KOI") == normalise("Koi") == normalise("köi") == "quoi"


def test_an_accent_that_the_lexicon_writes_makes_another_word() -> None:
    assert normalise("bossé") == "travaillé"
    assert normalise("bosse") == "travaille"


def test_the_lexicon_replaces_no_part_of_a_word() -> None:
    assert normalise("kangourou, tafia, pkoikoi") == "kangourou, tafia, pkoikoi"


def test_drawn_out_letters_are_cut_to_two() -> None:
    assert normalise("stoooooop") == "stoop"
    assert normalise("la ville s'appelle Anneyron") == "la ville s'appelle anneyron"


def test_white_space_is_single_and_none_stands_at_the_ends() -> None:
    assert normalise("  bonjour\t\n à \u00a0 tous ") == "bonjour à tous"


def test_typographic_apostrophes_and_ligatures_are_typed_ones() -> None:
    assert normalise("J’ai à cœur l’appel") == "j'ai à coeur l'appel"


@pytest.mark.parametrize("text", ["", " \t\u00a0\n"])
def test_nothing_stays_nothing(text: str) -> None:
    assert normalise(text) == ""


@pytest.mark.parametrize("text", ["🙂", "\x00\x01", "?!…", "/greet", "123", "你好"])
def test_what_is_no_french_is_kept(text: str) -> None:
    assert normalise(text) == text


def test_accents_and_cedillas_are_taken_off() -> None:
    assert without_accents("Çà, déjà naïf où l'été mûrît") == "Ca, deja naif ou l'ete murit"


def test_accents_typed_as_separate_characters_are_taken_off() -> None:
    assert without_accents("e\u0301te\u0301") == "ete"


def test_text_without_accents_is_not_changed() -> None:
    assert without_accents("Bonjour 123 ?!\n🙂") == "Bonjour 123 ?!\n🙂"


@pytest.mark.parametrize(
    ("word", "as_heard"),
    [
        ("téléphone", "téléfone"),
        ("quoi", "koi"),
        ("salaire", "salère"),
        ("conseiller", "conseillé"),
        ("cadeau", "kado"),
        ("combien", "conbien"),
        ("métier", "métié"),
        ("question", "kestion"),
        ("beaucoup", "bocou"),
        ("appels", "apel"),
        ("horaires", "orère"),
        ("vendeur", "vandeur"),
        ("changer", "chanjé"),
        ("Physique", "fisik"),
    ],
)
def test_a_word_and_its_spelling_by_ear_sound_alike(word: str, as_heard: str) -> None:
    assert phonetic(word) == phonetic(as_heard)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("chat", "cas"),
        ("poisson", "poison du"),
        ("vendeur", "valeur"),
        ("formateur", "fermeture"),
        ("bon", "bain"),
        ("temps", "ton"),
    ],
)
def test_words_that_sound_differently_stay_apart(word: str, other: str) -> None:
    assert phonetic(word) != phonetic(other)


def test_sound_is_without_case_and_accents() -> None:
    assert (
        phonetic("ÉTÉ À NOËL") == phonetic("été à noël") == without_accents(phonetic("été à noël"))
    )


def test_nothing_has_no_sound() -> None:
    assert phonetic("") == ""

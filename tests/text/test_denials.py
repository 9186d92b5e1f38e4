"""What a visitor denies of the question that the bot took for theirs."""

from __future__ import annotations

import pytest

from bot.text.corrections import Correction
from bot.text.denials import denied, keys, kin_of

PREGNANT = "Je dois dire que je suis enceinte ?"


@pytest.mark.parametrize(
    ("text", "presumed", "refused", "rest"),
    [
        (
            "je suis pas enceinte !! le chômage, j'y ai droit ou pas ?",
            PREGNANT,
            "enceinte",
            "le chômage. j'y ai droit ou pas",
        ),
        (
            "il n'est pas enceinte ! c'est mon fils",
            "Enceinte : dois-je le dire ?",
            "enceinte",
            "c'est mon fils",
        ),
        (
            "J'ai pas démissionné !!! C'EST EUX",
            "Quel préavis si je démissionne ?",
            "demissionne",
            "C'EST EUX",
        ),
        (
            "mais je bégaie pas, je suis sourd !!",
            "Je bégaie, c'est possible ?",
            "begaie",
            "je suis sourd",
        ),
        ("je suis en 3e pas en seconde", "Et le stage de seconde ?", "seconde", "je suis en 3e"),
        ("c'est pas un stage", "Un stage, c'est payé ?", "stage", ""),
        (
            "jsui pa en retard moi !!! je parle de mes fautes",
            "Retards répétés : que permet la loi au chef ?",
            "retard",
            "je parle de mes fautes",
        ),
        (
            "Je ne suis pas sourd, j'entends de l'oreille droite",
            "On peut être sourd et conseiller ?",
            "sourd",
            "j'entends de l'oreille droite",
        ),
        (
            "Mon chef ? Je suis artisan, je n'ai pas de chef !",
            "Et si mon chef ne fait rien ?",
            "chef",
            "Je suis artisan",
        ),
        ("mais je n'étais plus à l'essai", "Quel délai pour arrêter l'essai ?", "essai", ""),
        ("pas la formation, le salaire", "La formation est payée ?", "formation", "le salaire"),
    ],
)
def test_what_was_taken_for_true_may_be_denied(
    text: str, presumed: str, refused: str, rest: str
) -> None:
    assert denied(text, [presumed], "") == Correction(refused=refused, rest=rest)


@pytest.mark.parametrize(
    ("text", "presumed", "said"),
    [
        ("j'ai pas de diplôme", "Faut-il un diplôme ?", "c'est quoi les études"),
        ("je travaille pas le dimanche", "On travaille le dimanche ?", "et le week-end"),
        ("je suis pas diplômé", "Faut-il un diplôme ?", "c'est quoi les études"),
        ("je peux pas travailler la nuit", "La nuit, c'est obligé ?", "les horaires"),
        ("et si je suis pas enceinte ?", PREGNANT, "je suis enceinte, je le dis ?"),
        ("c'est pas cher payé", PREGNANT, "et pour moi ?"),
        ("n'est-ce pas un métier de jeunes ?", "C'est un métier de jeunes ?", "j'ai 57 ans"),
        ("pas mal", PREGNANT, "et pour moi ?"),
        ("pas", PREGNANT, ""),
    ],
)
def test_what_tells_of_oneself_or_was_said_before_denies_nothing(
    text: str, presumed: str, said: str
) -> None:
    assert denied(text, [presumed], said) is None


def test_short_words_that_tell_are_known_by_themselves() -> None:
    assert keys("mon CV, les RH et l'IA") == {"cv", "rh", "ia"}


def test_a_word_is_refused_in_either_gender_and_number() -> None:
    assert {"etudiante", "etudiant", "etudiants"} <= {*kin_of("etudiante")}
    assert {"refugiee", "refugie"} <= {*kin_of("refugiee")}
    assert kin_of("les primes") == ("les primes",)
    assert kin_of("") == ()


def test_who_lacks_what_a_question_says_to_lack_asks_it() -> None:
    offered = ["Je n'ai pas internet : comment signaler ?"]
    assert denied("ET JE LE SIGNALE OU, J'AI PAS INTERNET", offered, "") is None


def test_words_that_but_begin_alike_are_no_kin() -> None:
    assert not keys("j'ai pas internet") & keys("si c'est interdit")
    assert keys("interdiction") & keys("interdit")
    presumed = ["Si c'est interdit, pourquoi on m'appelle encore ?"]
    assert denied("signaler où ? j'ai pas internet", presumed, "") is None


def test_what_nobody_was_is_denied_like_what_nobody_is() -> None:
    presumed = ["Retour d'arrêt : que dire à un conseiller ?"]
    found = denied("Non elle n'a pas été en arrêt, elle est là", presumed, "")
    assert found == Correction(refused="arret", rest="elle est là")
    refund = ["Ma banque doit-elle me rembourser ?"]
    assert denied("j'ai pas été remboursé, je fais quoi ?", refund, "") is None

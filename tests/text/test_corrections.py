"""What a message takes out of what the bot understood, and what it puts in its place."""

from __future__ import annotations

import pytest

from bot.text.corrections import Correction, refused


@pytest.mark.parametrize(
    ("text", "wanted", "denied"),
    [
        ("non, je parlais des pauses, pas des écoutes", "des pauses", "des écoutes"),
        ("je parlais des pauses, pas des écoutes", "des pauses", "des écoutes"),
        ("je parlais des pauses pas des écoutes", "des pauses", "des écoutes"),
        ("Mais je parlais du télétravail !", "du télétravail", ""),
        ("je sais pour les 10% c pas sa. je parle du salaire", "du salaire", "les 10%"),
        ("Vous me parlez d'arrêt et c'est pas le sujet", "", "arrêt"),
        ("tu me parles des pauses c'est pas ça", "", "des pauses"),
        ("formateur non, superviseur j'ai dit", "superviseur", "formateur"),
        ("Vous ne répondez pas. Je demande le préavis", "le préavis", ""),
        ("mais non rien à voir avec le CPF !", "", "le CPF"),
        ("ça n'a rien à voir avec le CPF", "", "le CPF"),
        ("rien à voir", "", ""),
        ("pas le salaire, les horaires", "les horaires", "le salaire"),
        ("non pas le salaire, les horaires svp", "les horaires svp", "le salaire"),
        ("les horaires, pas le salaire", "les horaires", "le salaire"),
        ("les horaires pas le salaire", "les horaires", "le salaire"),
        ("non jdemandais ou l'envoyer pa koi mettre dedans", "ou l'envoyer", "koi mettre dedans"),
        ("non, les pauses", "les pauses", ""),
        ("nan plutôt les primes", "les primes", ""),
        ("non pas les primes", "", "les primes"),
        ("non, à Lyon", "à Lyon", ""),
        ("c'est pas ma question", "", ""),
        ("je ne parlais pas du bac", "", "du bac"),
        (
            "Hors sujet. J'ai dit téléconseiller, pas chargé de projet",
            "téléconseiller",
            "chargé de projet",
        ),
        ("change de disque", "", ""),
        ("nan jte parlais des insultes", "des insultes", ""),
        ("j'ai jamais dit que j'étais handicapé", "", "handicapé"),
        ("jé pa di andicapé", "", "andicapé"),
        ("non mais jvoulais une vraie journée", "une vraie journée", ""),
        ("t'as pas répondu", "", ""),
        ("j'ai demandé ce que ça veut dire, pas le montant", "ce que ça veut dire", "le montant"),
        ("tu répètes pareil. oublie Deafi", "", "Deafi"),
        ("jvien de te dir pa france travail tu lis ou quoi", "", "france travail"),
        ("tu lis ou quoi", "", ""),
        ("je vous avais posé une question simple", "", ""),
        ("enfin c'est pas vraiment ça", "", ""),
        ("tu réponds sur le salaire, je parlais des pauses", "des pauses", "le salaire"),
        ("ça ne me dit pas combien", "", ""),
        ("Ce n'est pas ce que je demande.", "", ""),
        ("c pas ma question", "", ""),
        ("tu réponds pas à ma question", "", ""),
        ("vous n'avez pas répondu à ma question, combien de pauses ?", "combien de pauses", ""),
        ("vous êtes à côté de la plaque", "", ""),
        (
            "je te demande pas ça, je demande si on peut venir en fauteuil",
            "on peut venir en fauteuil",
            "",
        ),
        (
            "non, je demande si les bâtiments sont accessibles aux fauteuils",
            "les bâtiments sont accessibles aux fauteuils",
            "",
        ),
        ("non je veux savoir combien de pauses on a", "combien de pauses on a", ""),
        ("nn jparle des pauses", "des pauses", ""),
        ("jparlais d'un stage pas d'un contrat", "d'un stage", "d'un contrat"),
        ("je ne parle pas du CPF, je parle du CQP", "du CQP", "du CPF"),
        ("je m'en fiche du CPF, je veux savoir si c'est dur", "c'est dur", "du CPF"),
        ("non, ma question c'est combien ça paie", "combien ça paie", ""),
        ("je voulais dire le superviseur", "le superviseur", ""),
        ("je t'ai pas demandé le salaire", "", "le salaire"),
        ("hors sujet", "", ""),
        ("non pas lui, le superviseur", "le superviseur", "lui"),
        ("mais non pas le brut, le NET", "le NET", "le brut"),
        ("rien a voir je demandais le CPF", "le CPF", ""),
        (
            "je voulais pas dire les horaires de boulot, les heures des appels",
            "les heures des appels",
            "les horaires de boulot",
        ),
        (
            "non je parle de leur site de charleville pas de la france entière",
            "de leur site de charleville",
            "de la france entière",
        ),
        ("je pensais aux primes, pas aux tickets resto", "aux primes", "aux tickets resto"),
        ("non âge minimum", "âge minimum", ""),
        ("hein ? je parle des horaires", "des horaires", ""),
        ("je demande le salaire pas les primes", "le salaire", "les primes"),
        ("vous n'avez pas répondu sur l'hôtellerie", "l'hôtellerie", ""),
        ("t'as rien compris", "", ""),
        ("vous répondez à côté", "", ""),
        ("c'est pas ça", "", ""),
        ("c'est pas une entreprise c'est chez moi", "chez moi", "une entreprise"),
        ("c pas un cdi c un stage", "un stage", "un cdi"),
        ("vous m'avez mal compris", "", ""),
        ("vous ne m'avez pas lu", "", ""),
        ("belfort je m'en fous et voilà, je parle de toulouse", "de toulouse", "belfort"),
        ("je ne souhaite point savoir le délai", "", "le délai"),
        ("je sais ce qu'est la RQTH", "", "la RQTH"),
        ("l'apprentissage à 57 ans non merci", "", "l'apprentissage à 57 ans"),
        ("c'est pas mon âge que je demande là. mon oreille", "mon oreille", "mon âge"),
        ("je vous parlais surtout de mon oreille", "de mon oreille", ""),
        ("toujours pas mdr, je parle de chez moi en télétravail", "de chez moi en télétravail", ""),
        ("je ne vous parle plus de l'opposition", "", "de l'opposition"),
        ("J'AI PAS PERDU D'ARGENT JE VOUS PARLE DES NUMEROS", "DES NUMEROS", ""),
        ("non mais ce que je veux c'est un entretien", "un entretien", ""),
    ],
)
def test_a_correction_says_what_is_wanted_and_what_is_not(
    text: str, wanted: str, denied: str
) -> None:
    found = refused(text)
    assert found is not None
    assert (found.wanted, found.refused, found.rest) == (wanted, denied, "")


@pytest.mark.parametrize(
    ("text", "correction"),
    [
        (
            "je parlais du télétravail, au bout de combien de mois ?",
            Correction("du télétravail", "", "au bout de combien de mois"),
        ),
        (
            "vous n'avez répondu qu'à la moitié de ma question : et le week-end ?",
            Correction("le week-end"),
        ),
        (
            "J'ai pas demandé si ça embauche. Je disais que la moitié triche. Votre avis ?",
            Correction("la moitié triche", "si ça embauche", "Votre avis"),
        ),
        (
            "j'ai juste validé. je répète : est-ce que c'est ma faute",
            Correction(rest="j'ai juste validé. est-ce que c'est ma faute"),
        ),
    ],
)
def test_the_rest_of_a_correction_is_asked_too(text: str, correction: Correction) -> None:
    assert refused(text) == correction


def test_what_is_meant_is_what_is_wanted_and_the_rest() -> None:
    assert Correction("du télétravail", "", "combien de mois").meant == (
        "du télétravail. combien de mois"
    )
    assert Correction(refused="les primes").meant == ""


@pytest.mark.parametrize(
    "text",
    [
        "non merci",
        "non",
        "c'est interdit non ?",
        "j'ai dit non, il rappelle",
        "légal ou non",
        "c'est ce que j'ai dit",
        "nan c bon",
        "non ça va",
        "non pas maintenant",
        "pas énorme, et avec le 13e mois",
        "pas faux, avec l'anglais on part avec une longueur d'avance",
        "c'est pas pour moi c'est pour ma fille",
        "C'est ma mère, pas mon père, et elle refuse d'écrire",
        "non pas pour le moment",
        "non en fait c'est bon",
        "pas de souci",
        "pas de problème, merci",
        "pas besoin de diplôme ?",
        "pas besoin de diplôme, c'est vrai ?",
        "pas le dimanche ?",
        "c'est pas cher payé",
        "c'est pas vrai",
        "j'ai pas le bac, c'est possible ?",
        "pas le bac, pas le permis",
        "je parle pas anglais",
        "je ne parle pas de langue étrangère, je peux postuler ?",
        "je parlais de ça avec ma soeur hier",
        "je demande si on peut postuler sans CV",
        "on m'a pas dit les horaires",
        "pas le choix",
        "non pas la peine",
        "y a pas de pause ?",
        "pourquoi pas",
        "je veux travailler le jour mais on me propose la nuit",
        "c'est payé combien, pas de prime ?",
        "je ne demande pas la lune",
        "non je suis en 3e",
        "tu as répondu à ma question",
        "avant j'étais à l'usine, rien à voir, et me voilà",
        "les anciens parlent pas aux nouveaux",
        "je réponds, je dérange personne. les gens font pas la différence",
        "mon fils aime les chiffres et pas les gens",
        "Il a fallu un conseiller patient. Pas un élu, un conseiller",
        "je voulais dire merci avant de partir",
        "le code promo ne marche pas sur votre panier",
        "le superviseur est pas sympa",
        "Le Smic n'a rien à voir, mais merci. Dernier point : quand sont apparus les centres ?",
        "",
        "?!",
    ],
)
def test_what_corrects_nothing_is_no_correction(text: str) -> None:
    assert refused(text) is None


def test_a_long_message_takes_no_time() -> None:
    assert refused("je parlais " * 2000) is None
    assert refused("pas le " * 3000) is None


def test_what_is_said_not_to_be_so_is_not_asked() -> None:
    text = (
        "Vous m'avez mal compris : ma carte n'est pas bloquée et je n'ai point été volé. "
        "Je parlais des appels publicitaires, comment ne plus en recevoir ?"
    )
    found = refused(text)
    assert found is not None
    assert found.meant == "des appels publicitaires. comment ne plus en recevoir"
    assert found.untrue == ("bloquee", "ete vole")


def test_what_is_lacked_is_still_told() -> None:
    found = refused("non je voulais dire contrat de pro, j'ai 20 ans et pas le bac")
    assert found is not None
    assert found.rest == "j'ai 20 ans et pas le bac"
    assert found.untrue == ()

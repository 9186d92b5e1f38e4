"""The places that a message names, and the words that only look like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.text.places import Place, places_called, places_in

TABLE = Path(__file__).parents[2] / "bot" / "text" / "places.tsv"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Et à Lyon ?", ["Lyon"]),
        ("paris", ["Paris"]),
        ("LYON OU MARSEILLE", ["Lyon", "Marseille"]),
        ("jabite roubaix jcherche du taf", ["Roubaix"]),
        ("du coté de calais", ["Calais"]),
        ("compiegne yaurait pas un gros employeur", ["Compiègne"]),
        ("st etienne", ["Saint-Étienne"]),
        ("Villeneuve d'Ascq", ["Villeneuve-d'Ascq"]),
        ("villeneuve-d’ascq", ["Villeneuve-d'Ascq"]),
        ("chalon sur saone", ["Chalon-sur-Saône"]),
        ("aix", ["Aix-en-Provence"]),
        ("clermont", ["Clermont-Ferrand"]),
        ("je suis au Mans", ["Le Mans"]),
        ("au havre", ["Le Havre"]),
        ("la rochelle", ["La Rochelle"]),
        ("du côté du futuroscope", ["Futuroscope"]),
        ("la région lyonnaise", ["Lyon"]),
        # Regions, of today and before.
        ("en Bretagne", ["Bretagne"]),
        ("région parisienne", ["Île-de-France"]),
        ("en ile de france", ["Île-de-France"]),
        ("idf", ["Île-de-France"]),
        ("dans les hauts-de-france", ["Hauts-de-France"]),
        ("en paca", ["Provence-Alpes-Côte d'Azur"]),
        ("en Picardie", ["Picardie"]),
        ("les antilles", ["Antilles"]),
        ("en région Centre", ["Centre-Val de Loire"]),
        # Departments, by name and by number.
        ("dans le 59", ["Nord"]),
        ("je suis du 93", ["Seine-Saint-Denis"]),
        ("dans le 2A", ["Corse-du-Sud"]),
        ("en Ille-et-Vilaine", ["Ille-et-Vilaine"]),
        ("dans le nord", ["Nord"]),
        ("je viens du Pas-de-Calais", ["Pas-de-Calais"]),
        ("dans la Somme", ["Somme"]),
        ("dans le Cher", ["Cher"]),
        ("à La Réunion", ["La Réunion"]),
        ("île de la réunion", ["La Réunion"]),
        # Towns that are words: after a preposition, with a capital, or asked after.
        ("à Nice", ["Nice"]),
        ("a nice", ["Nice"]),
        ("et Nice ?", ["Nice"]),
        ("et lens ?", ["Lens"]),
        ("Vous recrutez sur Lens ou Tours ?", ["Lens", "Tours"]),
        ("j'habite vers bron", ["Bron"]),
        ("ILS SONT A TOURS", ["Tours"]),
        ("un centre à Vif", ["Vif"]),
        ("la ville de Sens", ["Sens"]),
        ("de brest à pau", ["Brest", "Pau"]),
        ("vers auch", ["Auch"]),
        ("à Orange", ["Orange"]),
        ("je cherche à orange", ["Orange"]),
        ("la ville d'Orange", ["Orange"]),
        # … and words that are no town.
        ("c'est nice", []),
        ("Nice !", []),
        ("nice", []),
        ("chez Orange", []),
        ("Orange m'appelle", []),
        ("un conseiller Orange", []),
        ("ORANGE ME HARCELE", []),
        ("j'ai dit à Orange d'arrêter", []),
        ("j'ai téléphoné à orange", []),
        ("ça n'a pas de sens", []),
        ("tours de garde", []),
        ("c'est à vif", []),
        ("je lens", []),
        ("c'est cher", []),
        ("il y a eu un souci", []),
        ("ça a changé", []),
        ("la réunion de lundi", []),
        ("à la réunion", []),
        ("la somme demandée", []),
        ("perdre le nord", []),
        ("qu'il vienne", []),
        ("je paris que non", []),
        ("les paris sportifs", []),
        ("gros lot", []),
        ("12 euros de l'eure", []),
        ("par plaisir", []),
        ("une croix", []),
        ("à la mer", []),
        ("mon maçon de Lille", ["Lille"]),
        ("à Mâcon", ["Mâcon"]),
        ("derrière sa vitre", []),
        ("à Vitré", ["Vitré"]),
        ("a vitre", ["Vitré"]),
        ("entre deux appels", []),
        ("la gare du nord", []),
        ("l'Afrique du Nord", []),
        ("j'explique mon problème de box à Orange", []),
        ("il a joué un rôle", []),
        ("bonjour", []),
        ("", []),
    ],
)
def test_a_place_is_named_or_is_only_a_word(text: str, names: list[str]) -> None:
    assert [place.name for place in places_in(text)] == names


def test_a_place_says_where_it_lies() -> None:
    lyon = Place("Lyon", "town", "Rhône", "Auvergne-Rhône-Alpes")
    assert places_in("lyon") == (lyon,)
    assert places_in("dans le 59") == (Place("Nord", "department", "Nord", "Hauts-de-France"),)
    assert places_in("en Picardie") == (Place("Picardie", "region", "", "Hauts-de-France"),)


def test_one_name_of_a_town_and_of_a_department_is_told_apart_by_what_precedes_it() -> None:
    assert [place.kind for place in places_in("à Mayenne")] == ["town"]
    assert [place.kind for place in places_in("en Mayenne")] == ["department"]
    assert [place.kind for place in places_in("dans la Vienne")] == ["department"]
    assert [place.kind for place in places_called("vienne")] == ["town", "department"]


def test_each_place_is_returned_once() -> None:
    assert len(places_in("Lyon, oui Lyon, pas loin de lyon")) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("à Lyon", "Lyon"),
        ("en bretagne", "la Bretagne"),
        ("dans l'Ain", "l'Ain"),
        ("dans le 59", "le Nord"),
        ("hauts de france", "les Hauts-de-France"),
        ("au mans", "Le Mans"),
        ("en Maine-et-Loire", "le Maine-et-Loire"),
    ],
)
def test_a_place_has_its_article(text: str, words: str) -> None:
    assert places_in(text)[0].with_article == words


def test_the_table_is_small() -> None:
    assert TABLE.stat().st_size <= 200_000


def test_every_row_of_the_table_can_be_found() -> None:
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line[0] != "#"]
    lost = [row[1] for row in rows if not places_called(row[1])]
    assert len(rows) > 2_000 and lost == []

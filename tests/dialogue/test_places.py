"""What is said of a place under a topic, by the facts of content/."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dialogue.places import PLACE_LIMIT, check_places, say_place, topic_on
from bot.text.places import Place, places_called, places_in
from tests.contents import CONTENT, content_of, copy_content, edit_fact, edit_reply


def _said(text: str, topic: str, detail: str = "") -> tuple[str, tuple[str, ...]]:
    said, facts = say_place(CONTENT, places_in(text)[0], topic, detail)
    return said.replace("\u00a0", " ").replace("’", "'"), facts


@pytest.mark.parametrize(
    ("text", "topic", "fact", "words"),
    [
        ("à Calais", "who_hires", "armatis_calais_boulogne_2024", "Armatis"),
        ("à compiegne", "who_hires", "concentrix_compiegne_1200", "1 200 salariés"),
        ("celui de Laval", "who_hires", "tp_laval_closed_2025", "fermeture"),
        ("en Mayenne", "who_hires", "tp_laval_closed_2025", "Laval"),
        ("à Roubaix", "who_hires", "wh_hauts_de_france", "Hauts-de-France"),
        ("à Nantes", "who_hires", "nantes_6000_2016", "93 centres"),
        ("au Mans", "who_hires", "tp_le_mans_200_2025", "Velsia"),
        ("en Bretagne", "sector_size", "region_ouest_2008", "593"),
        ("dans le 59", "sector_size", "lille_80_centres_2000", "80 centres"),
        ("à Lyon", "salary", "pay_smic_same_everywhere", "euros"),
    ],
)
def test_a_fact_that_names_the_place_is_said(text: str, topic: str, fact: str, words: str) -> None:
    said, facts = _said(text, topic)
    assert words in said and fact in facts


def test_the_newest_fact_on_a_place_is_said() -> None:
    said, facts = _said("à Tours", "who_hires")
    assert "2010" in said and set(facts) & {"tp_2010_closures", "tours_tp_closed_2010"}


@pytest.mark.parametrize(
    ("town", "detail"),
    [
        ("Lille", "lille"),
        ("Lens", "bethune"),
        ("Rennes", "west"),
        ("Nice", "south_east"),
        ("Lyon", "lyon"),
    ],
)
def test_the_employers_of_a_town_are_those_of_the_detail_that_names_it(
    town: str, detail: str
) -> None:
    told = CONTENT.cards["who_hires"].detail(detail)
    assert told is not None
    said, facts = say_place(CONTENT, places_called(town)[0], "who_hires")
    assert said.startswith(told.answer[:60]) and set(told.facts) <= set(facts)


@pytest.mark.parametrize("town", ["Amiens", "Dunkerque", "Saint-Quentin"])
def test_the_employers_of_a_town_nearby_are_those_of_its_region(town: str) -> None:
    said, facts = _said(f"à côté de {town}", "who_hires")
    assert said.startswith(f"Je n'ai rien de précis pour {town}. Plus largement : ")
    assert "concentrix_compiegne_1200" in facts


def test_the_employers_of_a_region_are_said_bare_where_they_leave_no_room() -> None:
    told = CONTENT.cards["who_hires"].detail("normandy")
    assert told is not None
    said, facts = say_place(CONTENT, places_called("Saint-Étienne-du-Rouvray")[0], "who_hires")
    assert said == told.answer and facts == tuple(told.facts)


def test_a_relayed_fact_names_who_says_it() -> None:
    said, facts = _said("à Charleville", "remote_work")
    assert facts == ("charleville_telework",) and "C'est ce que rapporte" in said


def test_an_unknown_place_is_owned_to_with_what_is_known() -> None:
    said, facts = _said("à Brest", "salary")
    assert said.startswith("Je n'ai pas de chiffre pour Brest ; ce que je sais : Au moins le Smic")
    assert facts == tuple(CONTENT.cards["salary"].facts)


def test_a_detail_is_what_is_known_when_one_was_asked() -> None:
    said, facts = _said("à Brest", "salary", "part_time")
    assert "mi-temps" in said and facts == tuple(CONTENT.cards["salary"].detail("part_time").facts)


def test_where_no_figure_is_asked_none_is_missed() -> None:
    said, _ = _said("à Limoges", "qualities")
    assert said.startswith("Je n'ai rien sur Limoges en particulier ; en général : ")


def test_a_region_is_named_with_its_article() -> None:
    said, _ = _said("en Normandie", "how_to_apply")
    assert "pour la Normandie" in said


@pytest.mark.parametrize("topic", ["who_hires", "how_to_apply"])
def test_who_looks_for_work_hears_where_to_look(topic: str) -> None:
    said, facts = _said("à Mende", topic)
    assert "« Mende » sur France Travail" in said and "ha_channels" in facts


def test_a_topic_without_a_card_says_where_to_look() -> None:
    said, _ = _said("à Metz", "greet")
    assert "France Travail" in said


def test_a_fact_on_another_town_of_the_region_is_no_answer() -> None:
    said, _ = _said("à Mende", "who_hires")
    assert "Carmaux" not in said


def test_a_fact_on_the_whole_department_stands_in_for_a_town() -> None:
    said, facts = _said("à Abbeville", "sector_size")
    assert said.startswith("Je n'ai rien de précis pour Abbeville. Plus largement : ")
    assert facts == ("somme_3000_2012",)


def test_two_places_of_one_name_are_told_apart_by_the_statement() -> None:
    isere, poitou = places_called("Vienne")
    assert "region_vienne_2008" not in say_place(CONTENT, isere, "sector_size")[1]
    assert "region_vienne_2008" in say_place(CONTENT, poitou, "sector_size")[1]


@pytest.mark.parametrize(
    "place",
    [
        Place("Saint-Germain-en-Laye", "town", "Yvelines", "Île-de-France"),
        Place("Provence-Alpes-Côte d'Azur", "region", "", "Provence-Alpes-Côte d'Azur", "la"),
        Place("Lille", "town", "Nord", "Hauts-de-France"),
        Place("Nantes", "town", "Loire-Atlantique", "Pays de la Loire"),
    ],
)
def test_what_is_said_is_short_and_sourced_whatever_the_topic(place: Place) -> None:
    for topic, card in CONTENT.cards.items():
        for detail in ("", *(detail.id for detail in card.details)):
            said, facts = say_place(CONTENT, place, topic, detail)
            assert len(said) <= PLACE_LIMIT and facts and "{" not in said, (topic, detail)


def test_the_shipped_words_and_places_are_whole() -> None:
    assert list(check_places(CONTENT)) == []


def test_a_word_that_is_missing_or_a_place_that_is_unknown_is_found(tmp_path: Path) -> None:
    folder = copy_content(tmp_path)
    edit_reply(folder, "place_unknown", texts=["Rien pour {place}."])
    edit_fact(folder, "armatis_calais_613", places=["Calais-les-Bains"])
    problems = [finding.problem for finding in check_places(content_of(folder))]
    assert problems == ["« {told} » manque", "lieu inconnu « Calais-les-Bains »"]


@pytest.mark.parametrize(
    ("topic", "town", "said_on"),
    [
        ("sector_size", "Laval", "who_hires"),
        (None, "Compiègne", "who_hires"),
        ("salary", "Laval", "salary"),
        ("sector_size", "Guéret", "sector_size"),
        (None, "Guéret", None),
    ],
)
def test_a_question_on_the_centres_of_a_town_is_answered_where_something_is_known(
    topic: str | None, town: str, said_on: str | None
) -> None:
    (place, *_) = places_called(town)
    assert topic_on(CONTENT, place, topic) == said_on

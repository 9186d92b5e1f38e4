"""Two jobs, contracts or kinds of call side by side: when it is asked, and what is told."""

from __future__ import annotations

from itertools import combinations

import pytest

from bot import publishing
from bot.content.comparisons import Aspect, Thing
from bot.content.keys import DEFINE
from bot.dialogue.asides import Asides
from bot.dialogue.comparisons import (
    COMPARISON_LIMIT,
    ROLE_POINTS,
    compared,
    compared_things,
    points_asked,
    table_of,
    told,
)
from bot.dialogue.messages import Context
from tests.contents import CONTENT

COMPARISONS = CONTENT.part(publishing.COMPARISONS)


def _job(name: str, **texts: str) -> Thing:
    points = {point: Aspect(text=text, facts=[f"{name}_{point}"]) for point, text in texts.items()}
    return Thing(name=name, words=[name], points=points)


ADVISOR = _job(
    "conseiller", missions="écouter et dépanner", contact="tous les jours", pay="le Smic"
)
SUPERVISOR = _job("superviseur", missions="coordonner", contact="parfois", pay="le Smic")


@pytest.mark.parametrize(
    ("text", "roles", "last", "pair"),
    [
        (
            "différence entre téléconseiller et télévendeur",
            "advisor telesales",
            None,
            "advisor telesales",
        ),
        (
            "superviseur ou formateur, lequel gagne le plus ?",
            "supervisor trainer",
            None,
            "supervisor trainer",
        ),
        ("superviseur ou formateur ?", "supervisor trainer", "advisor", "supervisor trainer"),
        (
            "un superviseur gagne plus qu'un conseiller ?",
            "supervisor advisor",
            None,
            "supervisor advisor",
        ),
        ("conseiller vs technicien", "advisor tech_support", None, "advisor tech_support"),
        ("conseiller vs technicien ?", "advisor tech_support", None, "advisor tech_support"),
        (
            "jpréfère koi conseiller ou vendeur, c quoi le mieux",
            "advisor telesales",
            None,
            "advisor telesales",
        ),
        ("et par rapport à un conseiller ?", "advisor", "supervisor", "supervisor advisor"),
        ("c'est mieux que télévendeur ?", "telesales", "advisor", "advisor telesales"),
        ("il gagne plus qu'un conseiller ?", "advisor", "supervisor", "supervisor advisor"),
        ("quelle différence avec un formateur ?", "trainer", "quality", "quality trainer"),
        ("et par rapport à un conseiller ?", "advisor", None, None),
        ("et par rapport à un conseiller ?", "advisor", "advisor", None),
        ("un conseiller peut devenir superviseur ?", "advisor supervisor", None, None),
        ("faut-il être conseiller avant d'être superviseur", "advisor supervisor", None, None),
        (
            "j'ai été conseiller ou technicien selon les mois pendant dix ans dans la même boîte",
            "advisor tech_support",
            None,
            None,
        ),
        ("que fait un conseiller ?", "advisor", "supervisor", None),
        ("un conseiller par rapport à un vendeur en magasin ?", "advisor", "supervisor", None),
        (
            "différence entre conseiller, technicien et vendeur",
            "advisor tech_support telesales",
            None,
            None,
        ),
    ],
)
def test_two_jobs_are_compared_when_a_message_asks_for_it(
    text: str, roles: str, last: str | None, pair: str | None
) -> None:
    found = compared(text, roles.split(), last)
    assert found == (tuple(pair.split()) if pair else None)


def test_jobs_are_told_point_by_point() -> None:
    said = told([ADVISOR, SUPERVISOR], ROLE_POINTS, COMPARISONS)
    assert said is not None
    assert said.text.splitlines() == [
        "Le travail. Conseiller\u00a0: écouter et dépanner\u00a0; superviseur\u00a0: coordonner.",
        "Les clients. Conseiller\u00a0: tous les jours\u00a0; superviseur\u00a0: parfois.",
    ]
    assert said.facts == (
        *("conseiller_missions", "superviseur_missions"),
        *("conseiller_contact", "superviseur_contact"),
    )


def test_what_is_the_same_for_both_is_told_once() -> None:
    said = told([ADVISOR, SUPERVISOR], ["pay"], COMPARISONS)
    assert said is not None
    assert said.text == "La paie. Dans chaque cas\u00a0: le Smic."


def test_points_that_one_lacks_are_not_told() -> None:
    assert told([ADVISOR, SUPERVISOR], ["studies"], COMPARISONS) is None


def test_a_comparison_stays_within_its_limit() -> None:
    long = _job("a", missions="x" * 150, contact="x" * 150, studies="x")
    other = _job("b", missions="y" * 150, contact="y" * 150, studies="y")
    said = told([long, other], ROLE_POINTS, COMPARISONS)
    assert said is not None
    assert len(said.text.splitlines()) == 1
    assert len(said.text) <= COMPARISON_LIMIT


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("superviseur ou formateur, lequel gagne le plus ?", "pay"),
        ("conseiller ou technicien, qui finit plus tard le soir ?", "hours"),
        ("lequel demande un diplôme", "studies"),
        ("c'est quoi le + facile pour y entrer, postuler", "way_in"),
    ],
)
def test_the_point_asked_for_is_the_one_told(text: str, point: str) -> None:
    assert points_asked(text, COMPARISONS, ROLE_POINTS)[0] == point


def test_the_usual_points_are_told_when_none_is_asked_for() -> None:
    assert points_asked("la différence ?", COMPARISONS, ROLE_POINTS) == list(ROLE_POINTS)


@pytest.mark.parametrize(
    ("text", "group", "things"),
    [
        ("cdi ou interim c koi le mieux", "contracts", "cdi agency_work"),
        (
            "c'est quoi la différence entre CDI, CDD et intérim ?",
            "contracts",
            "cdi cdd agency_work",
        ),
        (
            "appel entrant appel sortant je confond toujours les deux c'est quoi la diff",
            "calls",
            "inbound outbound",
        ),
        ("c'est quoi un appel entrant et un appel sortant", "calls", "inbound outbound"),
        (
            "c'est quoi la différence entre un centre d'appel et un centre de contact",
            "centres",
            "call_centre contact_centre",
        ),
        ("call center ou centre de contacts ?", "centres", "call_centre contact_centre"),
        (
            "on est mieux payé dans le centre d'une banque ou chez un prestataire",
            "employers",
            "in_house provider",
        ),
    ],
)
def test_other_things_are_compared(text: str, group: str, things: str) -> None:
    assert compared_things(text, COMPARISONS) == (group, tuple(things.split()))


@pytest.mark.parametrize(
    "text",
    [
        "un CDI à l'appel ?",
        "je suis en intérim, puis-je passer en CDI ?",
        "je reçois des appels entrants et sortants toute la journée",
        "c'est quoi un CDI",
        "la différence entre un CDI et le paradis",
    ],
)
def test_one_thing_or_no_question_is_no_comparison(text: str) -> None:
    assert compared_things(text, COMPARISONS) is None


def test_each_pair_of_the_file_can_be_told_within_the_limit() -> None:
    for group in COMPARISONS.groups.values():
        said = told(list(group.things.values()), group.default, COMPARISONS)
        assert said is not None
        assert len(said.text) <= COMPARISON_LIMIT
        assert said.facts


def test_what_was_told_side_by_side_is_read_back_as_a_table() -> None:
    groups = [list(group.things.values()) for group in COMPARISONS.groups.values()]
    pairs = [
        pair for group in [list(CONTENT.roles.values()), *groups] for pair in combinations(group, 2)
    ]
    read = 0
    for pair in pairs:
        for point in COMPARISONS.points:
            said = told(pair, [point], COMPARISONS)
            if said is None or len({thing.points[point].text for thing in pair}) == 1:
                continue
            table = table_of(said.text, COMPARISONS)
            assert table is not None, said.text
            assert table.things == tuple(thing.name[:1].upper() + thing.name[1:] for thing in pair)
            texts = tuple(thing.points[point].text for thing in pair)
            assert table.rows == ((COMPARISONS.points[point].label, texts),)
            read += 1
    assert read > 50


def test_a_point_that_is_the_same_has_one_cell() -> None:
    said = told([ADVISOR, SUPERVISOR], ["missions", "pay"], COMPARISONS)
    assert said is not None
    table = table_of(f"Bonne question.\n{said.text}", COMPARISONS)
    assert table is not None
    assert [len(cells) for _, cells in table.rows] == [2, 1]


@pytest.mark.parametrize("text", ["La paie. Elle dépend du poste.", "Bonjour.", ""])
def test_other_words_are_no_table(text: str) -> None:
    assert table_of(text, COMPARISONS) is None


def test_a_word_said_many_times_costs_no_more() -> None:
    """A word that stands twice in what is repeated doubles the time each time it is said."""
    assert compared("payé " * 200 + "superviseur ?", ["supervisor"], "trainer") is None


def test_a_term_of_two_things_is_defined_and_compares_nothing() -> None:
    asides = Asides(CONTENT)
    said = "c'est quoi le cdi interimaire ? parce que mon agence m'en a parlé"
    one = asides.read(said, "contract_types", [], Context())
    assert one is not None and one.about == DEFINE
    two = asides.read("c'est quoi un CDI et un CDD ?", "contract_types", [], Context())
    assert two is not None and two.about != DEFINE and two.words

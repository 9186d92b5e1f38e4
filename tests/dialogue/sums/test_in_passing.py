"""A figure of work alone goes on about pay; told beside something else, it asks for no sum."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from bot.dialogue.asides import Asides
from bot.dialogue.messages import Context, Message
from bot.dialogue.sums.in_passing import says_but_figures
from bot.dialogue.sums.requests import goes_on_about_pay, names_pay, sum_asked
from bot.text.numbers import numbers_in
from tests.contents import CONTENT

ASIDES = Asides(CONTENT)


@pytest.mark.parametrize(
    "text",
    [
        "et à 17 ans ?",
        "moi j'ai 19 ans",
        "24h/semaine",
        "un trois quarts temps",
        "nan c'est pour un temps plein ça, moi c'est 14h par semaine",
        "non pour le mi-temps je veux dire, pas le temps plein",
        "contrat de professionnalisation j'ai 19 ans pas de bac pro",
        "et en apprentissage à 17 ans ?",
    ],
)
def test_a_bare_figure_says_nothing_else(text: str) -> None:
    assert says_but_figures(text)


@pytest.mark.parametrize(
    "text",
    [
        "j'ai 41 ans, l'apprentissage c'est mort non ?",
        "Mais c'est pas limité à 29 ans l'apprentissage ??",
        "j'ai 17 ans, je peux bosser ?",
        "je fais 20h par semaine, j'ai droit aux tickets resto ?",
        "je bosse à 80 % et mon chef me harcèle",
        "ils appellent à 20h",
    ],
)
def test_a_figure_beside_something_else_is_told_in_passing(text: str) -> None:
    assert not says_but_figures(text)


def _after(topic: str, key: str = "") -> Context:
    card = CONTENT.cards[topic]
    facts = tuple((card.detail(key) or card).facts)
    last = Message("…", topic, "answer", facts=facts, detail=key)
    return Context(last_answer=last, last=last)


@pytest.mark.parametrize("topic", [None, "apprenticeship", "salary"])
@pytest.mark.parametrize("after", ["apprenticeship", "salary"])
@pytest.mark.parametrize(
    "text",
    [
        "j'ai 41 ans, l'apprentissage c'est mort non ?",
        "Mais c'est pas limité à 29 ans l'apprentissage ??",
        "je fais 20h par semaine, c'est légal de bosser le dimanche ?",
        "je suis à mi-temps, j'ai droit aux tickets resto ?",
    ],
)
def test_what_is_told_in_passing_asks_for_no_sum(text: str, after: str, topic: str | None) -> None:
    assert ASIDES.read(text, topic, [], _after(after)) is None


@pytest.mark.parametrize("text", ["moi j'ai 19 ans", "et à 19 ans ?"])
def test_an_age_alone_goes_on_about_pay_only(text: str) -> None:
    paid = ASIDES.read(text, None, [], _after("apprenticeship", "pay_first_year"))
    assert paid is not None and "802,82" in paid.words.replace("\u00a0", " ")
    for topic in (None, "apprenticeship"):
        assert ASIDES.read(text, topic, [], _after("apprenticeship")) is None


def test_an_age_with_pay_in_words_asks_for_a_sum_at_once() -> None:
    text = "un apprenti de 19 ans gagne combien ?"
    reading = ASIDES.read(text, "apprenticeship", [], Context())
    assert reading is not None and "802,82" in reading.words


@pytest.mark.parametrize("read", [names_pay, goes_on_about_pay])
def test_a_message_of_numbers_alone_is_looked_through_once(read: Callable[[str], bool]) -> None:
    started = time.process_time()
    read("1 " * 10_000)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("before", "asks", "holds"),
    [
        ("Ma fille a 17 ans.", "20h par semaine ça fait combien ?", "960,18"),
        ("Mon fils est apprenti, il a 19 ans.", "À 24h par semaine, il gagne combien ?", "550,50"),
        ("3 jours par an c'est rien.", "et c'est payé combien si je fais 24h ?", "bruts par mois"),
    ],
)
def test_what_tells_for_whom_a_sum_is_counts_and_nothing_else_told_before(
    before: str, asks: str, holds: str
) -> None:
    found = ASIDES.read(f"{before} {asks}", "salary", [], _after("salary"), asks=asks)
    assert found is not None and holds in found.words.replace("\u00a0", " ")


def test_hours_that_a_visitor_has_added_up_are_those_that_count() -> None:
    said = "9h-16h avec une heure de pause ça ferait 30 heures, donc combien en net ?"
    request = sum_asked(said, "working_hours", "", numbers_in(said))
    assert request is not None and (request.hours, request.net) == (30, True)
    assert sum_asked("de 30 à 32 heures, combien en net ?", "salary", "", ()) is not None

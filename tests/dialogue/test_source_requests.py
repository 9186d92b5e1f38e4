"""Which source a message asks for."""

from __future__ import annotations

import pytest

from bot.content.keys import ASK_SOURCE
from bot.dialogue.asides import Asides
from bot.dialogue.messages import Context, Message
from bot.dialogue.source_requests import (
    asks_for_source,
    figure_named,
    holding_figure,
    holding_term,
    quotes,
    shown,
)
from bot.dialogue.sources import once_each
from bot.publishing import GLOSSARY
from bot.text.glossary import Glossary
from tests.contents import CONTENT

FACTS = [CONTENT.facts["size_290000_jobs"], CONTENT.facts["pay_smic_month_june_2026"]]


@pytest.mark.parametrize(
    "text",
    [
        "d'où vient le 290 000, un lien vers le document ?",
        "tu tiens sa d'ou le 290000 c fiable ?",
        "ta source pour les 55 000 ?",
        "qui dit ça, 290 000 ?",
        "un lien vers le document",
        "vous sortez ça d'où 290 000",
        "t'es sûr des 49 % ? ça me paraît énorme",
    ],
)
def test_a_source_is_asked_for(text: str) -> None:
    assert asks_for_source(text, None)


@pytest.mark.parametrize("text", ["on gagne combien", "d'où m'appelle-t-on ?", "290 000 emplois ?"])
def test_another_question_asks_for_none(text: str) -> None:
    assert not asks_for_source(text, None)
    assert asks_for_source(text, ASK_SOURCE)


def test_the_figure_named_is_the_longest_and_no_telephone_number() -> None:
    assert figure_named("les 2, d'où vient le 290 000 ?") == "290000"
    assert figure_named("d'où vient ce 01 62 ?") == ""
    assert figure_named("ta source ?") == ""
    assert figure_named("il passait hier entre 8h et 12h") == ""
    assert figure_named("d'où sortent les 24 heures ?") == "24"


def test_the_fact_that_holds_the_figure_is_found_to_the_unit() -> None:
    assert holding_figure("290000", FACTS) == ("size_290000_jobs",)
    assert holding_figure("1867", FACTS) == ("pay_smic_month_june_2026",)
    assert holding_figure("123456", FACTS) == ()


def test_the_fact_on_a_thing_named_is_found() -> None:
    glossary = Glossary((t.id, t.forms, t.watch) for t in CONTENT.part(GLOSSARY))
    assert holding_term("ta source sur le Smic ?", FACTS, glossary) == ("pay_smic_month_june_2026",)
    assert holding_term("ta source sur Bloctel ?", FACTS, glossary) == ()


def test_a_figure_is_shown_as_french_writes_it() -> None:
    assert shown("290000") == "290 000" and shown("12.31") == "12,31"
    assert shown("juin 2026") == "juin 2026"


def test_no_publisher_stands_undated_beside_its_dated_work() -> None:
    names = ["Légifrance", "Insee, 2022", "Légifrance, 2019", "Insee, 2022"]
    assert once_each(names) == ["Insee, 2022", "Légifrance, 2019"]


def test_words_of_the_answer_are_quoted_from_it() -> None:
    said = "En général, on débute sur site, puis il faut un lieu calme."
    assert quotes("« en général on débute sur site », d'où tu sors ça ?", said)
    assert not quotes("« on finit à vingt heures », qui dit ça ?", said)
    assert not quotes("d'où sort « sur site » ?", said)


def test_a_year_beside_the_source_is_no_figure_of_earlier_answers() -> None:
    older = "optin_law_8500_jobs"  # of 2025
    last = Message("…", "stop_unwanted_calls", "answer", facts=("signalconso_reports_2024",))
    context = Context(last=last, last_answer=last, cited=(*last.facts, older))
    asides = Asides(CONTENT)
    said = "Un blog, c'est léger. Avez-vous la source officielle, et le chiffre 2025 ?"
    asked = asides.read(said, ASK_SOURCE, [], context)
    assert asked is not None and asked.topic == ASK_SOURCE
    assert set(asked.facts) <= set(last.facts)


def test_the_source_of_a_figure_is_found_beside_a_question_that_but_points_at_it() -> None:
    last = Message("…", "sector_size", "answer", facts=("size_290000_jobs",))
    context = Context(last=last, last_answer=last, cited=last.facts)
    said = "Je parlais de la source des 290 000 emplois. Est-ce que vous l'avez, oui ou non ?"
    asked = Asides(CONTENT).read(said, None, [], context)
    assert asked is not None and asked.facts == ("size_290000_jobs",)

"""An utterance as a page shows it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.channels.messaging.rendering import Markup, pieces_of, with_sources
from bot.channels.replies import reply_of, sources_of
from bot.content.keys import ASK_SOURCE, DID_YOU_MEAN, TELL_ME_MORE
from bot.content.traits import BRIEF_CHANNELS, SOURCES_APART
from bot.dialogue.messages import Context, Message, join
from bot.dialogue.nlg import as_rasa
from bot.dialogue.sources import quoted, source_line
from bot.dialogue.speech import speak
from bot.publishing import SENTENCES
from tests.contents import CONTENT, content_of, copy_content, edit_fact

CARD = CONTENT.cards["heat_pumps"]
FACTS = tuple(CARD.facts)
NESTED = re.compile("«[^»]*«")


def uttered(text: str = "Oui.", kind: str = "answer", **more: Any) -> dict[str, Any]:
    return {"text": text, "topic": "heat_pumps", "kind": kind, "facts": list(FACTS), **more}


def test_an_answer_has_its_sources_beside_it() -> None:
    reply = reply_of(CONTENT, uttered())
    assert reply["sources"] == sources_of(CONTENT, FACTS) != []
    assert set(reply["sources"][0]) == {"publisher", "title", "date", "url"}
    assert reply["judge"] and reply["topic"] == "heat_pumps" and reply["kind"] == "answer"
    assert reply["cited"].startswith("Sources\u00a0: ") and reply["cited"][-4:-1] == "\u00a0+\u00a0"


def test_an_undated_publisher_is_no_source_beside_its_dated_work() -> None:
    facts = [fact for fact in CONTENT.facts.values() if fact.source.publisher == "Légifrance"]
    undated = next(fact.id for fact in facts if not fact.source.date and not fact.as_of)
    dated = next(fact.id for fact in facts if "2019" in fact.source.date)
    reply = reply_of(CONTENT, uttered() | {"facts": [undated, dated]})
    assert len(reply["sources"]) == 2
    assert reply["cited"] == "Source\u00a0: Légifrance, 2019"


def test_what_everybody_knows_is_told_in_words_to_who_asks_for_the_source() -> None:
    """It has no source that stands apart: a list without it would be empty."""
    facts = tuple(fact.id for fact in CONTENT.facts.values() if fact.confidence == "general")[:1]
    context = Context(last_answer=Message("…", "heat_pumps", "answer", facts=facts))
    said = speak(CONTENT, ASK_SOURCE, context)
    assert said is not None and said.kind == "sources"
    reply = reply_of(CONTENT, as_rasa(said))
    publisher = CONTENT.facts[facts[0]].source.publisher
    assert reply["sources"] == [] and publisher in reply["text"].split("\n")[1]


def test_what_states_no_fact_sums_up_no_source() -> None:
    assert reply_of(CONTENT, uttered(kind="reply"))["cited"] == ""


def test_no_channel_that_shows_sources_apart_gets_the_line() -> None:
    plain, apart = Context(), Context(sources_apart=True)
    for topic in CONTENT.cards:
        said, told = speak(CONTENT, topic, plain), speak(CONTENT, topic, apart)
        assert said and told
        line = source_line(CONTENT, told.facts)
        assert said.text == "\n".join(filter(None, (told.text, line)))
        assert not line or line not in told.text
    assert {"web", "kiosk"} <= SOURCES_APART and "kiosk" in BRIEF_CHANNELS


def test_neither_more_nor_two_answers_carry_it() -> None:
    apart = Context(sources_apart=True)
    first = speak(CONTENT, "heat_pumps", apart)
    second = speak(CONTENT, "salary", apart)
    assert first and second
    more = speak(CONTENT, TELL_ME_MORE, Context(last_answer=first, sources_apart=True))
    assert more and "Source" not in more.text
    assert "Source" not in join(first, second).text


def test_a_line_that_the_action_server_wrote_is_taken_off() -> None:
    line = source_line(CONTENT, FACTS)
    reply = reply_of(CONTENT, uttered(f"Bien vu.\n{line}", kind="brief"))
    assert reply["text"] == "Bien vu." and reply["judge"]


def test_the_sources_themselves_are_data_not_text() -> None:
    answer = speak(CONTENT, "heat_pumps", Context())
    assert answer
    told = speak(CONTENT, ASK_SOURCE, Context(last_answer=answer))
    assert told and "https://" in told.text
    reply = reply_of(CONTENT, uttered(told.text, kind="sources"))
    assert "https://" not in reply["text"] and "•" not in reply["text"]
    assert reply["sources"] and not reply["judge"]


def test_paragraphs_are_lines() -> None:
    assert reply_of(CONTENT, uttered("Un.\n\n\n Deux. \nTrois."))["text"] == "Un.\nDeux.\nTrois."


@pytest.mark.parametrize("kind", ["question", "reply", "result"])
def test_what_is_no_answer_cannot_be_judged(kind: str) -> None:
    reply = reply_of(CONTENT, uttered(kind=kind))
    assert not reply["judge"] and reply["sources"] == [] and reply["kind"] == kind


def test_a_kind_that_nobody_knows_is_a_reply() -> None:
    assert reply_of(CONTENT, {"text": "x"}) == {
        "text": "x",
        "buttons": [],
        "links": [],
        "sources": [],
        "cited": "",
        "topic": None,
        "kind": "reply",
        "judge": False,
    }
    assert reply_of(CONTENT, {"text": "x", "kind": "surprise"})["kind"] == "reply"


def test_a_button_that_leads_elsewhere_is_a_link() -> None:
    buttons = [
        {"title": "Ici", "payload": "/salary"},
        {"title": "Ailleurs", "url": "https://example.fr"},
        {"title": "Nulle part", "url": "javascript:alert(1)"},
        {"title": "Rien"},
    ]
    reply = reply_of(CONTENT, uttered(buttons=buttons))
    assert reply["buttons"] == [{"title": "Ici", "payload": "/salary"}]
    assert reply["links"] == [{"title": "Ailleurs", "url": "https://example.fr"}]


def test_choices_that_answer_at_once_have_their_sources() -> None:
    text = f"Laquelle ?\n« On vend quoi ? » Peu de choses.\n{source_line(CONTENT, FACTS)}"
    reply = reply_of(CONTENT, uttered(text, "reply", topic=DID_YOU_MEAN))
    assert reply["text"].splitlines()[-1] == "« On vend quoi ? » Peu de choses."
    assert reply["sources"] == sources_of(CONTENT, FACTS) and not reply["judge"]
    by_messenger = with_sources(reply, CONTENT.part(SENTENCES))
    assert by_messenger == text


def test_what_everybody_knows_has_no_source() -> None:
    general = [fact.id for fact in CONTENT.facts.values() if fact.confidence == "general"]
    assert general and sources_of(CONTENT, general) == []
    assert sources_of(CONTENT, ["nonsense"]) == []


def test_a_source_stands_once_with_its_date_or_that_of_what_it_states() -> None:
    card = CONTENT.cards["elderly_relative"]  # two facts of one source, dated in two ways
    named = [fact for entry in (card, *card.details) for fact in entry.facts]
    sources = sources_of(CONTENT, named)
    places = [(source["publisher"], source["title"], source["url"]) for source in sources]
    assert len(set(places)) == len(places)
    undated = [fact for fact in map(CONTENT.facts.get, named) if fact and not fact.source.date]
    dates = {(source["title"], source["date"]) for source in sources}
    assert any((fact.source.title, fact.as_of) in dates for fact in undated if fact.as_of)


def test_the_title_of_a_source_can_stand_in_guillemets(tmp_path: Path) -> None:
    copied = copy_content(tmp_path, {"heat_pumps"})
    source = CONTENT.facts[FACTS[0]].source.dict() | {"title": "« Allô ? » : le « oui » volé"}
    edit_fact(copied, FACTS[0], source=source)
    (cited,) = sources_of(content_of(copied), FACTS[:1])
    assert cited["title"] == "“Allô\u00a0?”\u00a0: le “oui” volé"
    assert quoted(cited["title"]) == "« “Allô\u00a0?”\u00a0: le “oui” volé »"


def test_no_source_line_of_a_messenger_nests_guillemets() -> None:
    told = [card.facts for card in CONTENT.cards.values()]
    told += [detail.facts for card in CONTENT.cards.values() for detail in card.details]
    sentences = CONTENT.part(SENTENCES)
    linked = Markup(escape=str, link=lambda words, address: f"{words} ({address})", limit=4000)
    cited = 0
    for facts in told:
        answer = Message("…", "salary", "answer", facts=tuple(facts))
        said = speak(CONTENT, ASK_SOURCE, Context(last_answer=answer))
        assert said
        reply = reply_of(CONTENT, uttered("Voici.", kind="sources", facts=list(facts)))
        shown = [said.text, with_sources(reply, sentences), *pieces_of(reply, sentences, linked)]
        for line in "\n".join(shown).splitlines():
            assert not NESTED.search(line), line
            cited += "“" in line
    assert cited > 100


def test_what_a_flow_shows_to_the_eye_is_handed_on() -> None:
    looks = {
        "progress": {"number": 2, "total": 6},
        "previous": {"title": "Question précédente", "payload": "/find_my_job"},
    }
    reply = reply_of(CONTENT, {"text": "Question 2 sur 6.", "kind": "question", **looks})
    assert {name: value for name, value in reply.items() if name in looks} == looks
    assert not {"verdict", "cards", "table"} & reply.keys()


def test_a_comparison_is_a_table_too() -> None:
    text = "Les clients. Conseiller\u00a0: tous les jours\u00a0; superviseur\u00a0: parfois."
    assert reply_of(CONTENT, uttered(text))["table"] == {
        "things": ["Conseiller", "Superviseur"],
        "rows": [{"label": "Les clients", "cells": ["tous les jours", "parfois"]}],
    }
    assert "table" not in reply_of(CONTENT, uttered("Les clients. Tous les jours."))

"""Two answers that are both likely, said one below the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content import Content
from bot.text.sentences import sentences_of
from tests.dialogue.conversation import REAL, Conversation, labels_of, small_content


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    folder: Path = tmp_path_factory.mktemp("content")
    return small_content(folder)


def _torn(content: Content, detail: str = "rise", rival: str = "hours/nights", **heard: str) -> str:
    offers = (rival, "tools/headset")
    said = Conversation(content, **heard).say(
        "pay", detail=detail, hedged=True, rival=rival, offers=offers
    )
    return said.text


def test_both_are_said_each_after_its_question(content: Content) -> None:
    assert _torn(content).splitlines() == [
        "torn un.",
        "Ça monte\u00a0: Oui, avec le temps.",
        "Et la nuit\u00a0: La nuit, rarement.",
        "Source\u00a0: Insee, 2026.",
    ]


def test_a_general_answer_is_named_by_its_title(content: Content) -> None:
    lines = _torn(content, detail="", rival="tools/").splitlines()
    assert lines[1:3] == [
        "Le salaire\u00a0: La paie, en entier.",
        "Les outils\u00a0: Les outils, en entier.",
    ]


def test_what_else_may_be_meant_stands_on_the_buttons(content: Content) -> None:
    offers = ("hours/nights", "tools/headset")
    message = Conversation(content).say(
        "pay", detail="rise", hedged=True, rival="hours/nights", offers=offers
    )
    assert labels_of(message.buttons) == ["tools/headset", "ask_source"]
    assert (message.topic, message.detail, message.kind) == ("pay", "rise", "answer")
    assert message.facts == ("smic",)


def test_the_whole_of_a_long_answer_is_one_button_away() -> None:
    long = next(d for d in REAL.cards["salary"].details if len(sentences_of(d.answer)) > 2)
    label = f"salary/{long.id}"
    message = Conversation(REAL).say("tools", hedged=True, rival=label, offers=(label,))
    assert label in labels_of(message.buttons)
    assert sentences_of(long.answer)[0] in message.text
    assert sentences_of(long.answer)[-1] not in message.text


@pytest.mark.parametrize("rival", ["", "gone/nights"])
def test_without_a_rival_one_answer_is_said(content: Content, rival: str) -> None:
    assert _torn(content, rival=rival).startswith("Si je suis (Ça monte)")


def test_for_a_job_its_own_answer_is_said_alone(content: Content) -> None:
    text = _torn(content, detail="part_time", role="supervisor")
    assert "Un superviseur, la moitié." in text
    assert "La nuit" not in text


# --- One that is likelier, and its rival ----------------------------------------------------------


def _said(content: Content, rival: str, topic: str = "pay", detail: str = "", **told: str) -> str:
    return Conversation(content, **told).say(topic, detail=detail, rival=rival).text


def test_a_rival_stands_below_the_likelier_answer(content: Content) -> None:
    assert _said(content, "hours/nights", detail="rise").splitlines()[:2] == [
        "Oui, avec le temps.",
        "Ou bien (Et la nuit). La nuit, rarement.",
    ]
    assert _said(content, "tools/").splitlines()[:2] == [
        "La paie, en entier.",
        "Ou bien (Les outils). Les outils, en entier.",
    ]


def test_both_have_their_sources(content: Content) -> None:
    message = Conversation(content).say("pay", detail="part_time", rival="hours/nights")
    assert message.facts == ("grid", "smic")
    assert message.text.endswith("Sources\u00a0: Syntec, 2023\u00a0; Insee, 2026.")


@pytest.mark.parametrize("rival", ["", "pay/rise", "hours/gone", "gone/"])
def test_what_is_no_other_answer_is_no_rival(content: Content, rival: str) -> None:
    assert "Ou bien" not in _said(content, rival, detail="rise")


def test_for_a_job_nothing_stands_below(content: Content) -> None:
    assert "Ou bien" not in _said(content, "hours/nights", detail="part_time", role="supervisor")

"""An answer and the one that rivals it, below."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content import Content
from bot.dialogue.rivals import says_the_same
from bot.text.sentences import sentences_of
from tests.dialogue.conversation import REAL, Conversation, small_content


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    folder: Path = tmp_path_factory.mktemp("content")
    return small_content(folder)


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


def test_what_is_not_sure_says_its_question_first(content: Content) -> None:
    message = Conversation(content).say("pay", detail="rise", hedged=True, rival="hours/nights")
    assert message.text.splitlines()[:2] == [
        "(Ça monte) Oui, avec le temps.",
        "Ou bien (Et la nuit). La nuit, rarement.",
    ]


def test_a_long_rival_is_said_in_short() -> None:
    long = next(d for d in REAL.cards["salary"].details if len(sentences_of(d.answer)) > 2)
    text = _said(REAL, f"salary/{long.id}", topic="tools")
    assert sentences_of(long.answer)[0] in text
    assert sentences_of(long.answer)[-1] not in text


@pytest.mark.parametrize(("rival", "stands"), [("role_quality/pay", False), ("tools/", True)])
def test_what_says_the_same_again_is_no_rival(rival: str, stands: bool) -> None:
    said = _said(REAL, rival, topic="role_telesales", detail="pay")
    topic, _, detail = rival.partition("/")
    assert (REAL.question(topic, detail) in said) is stands


def test_help_in_danger_is_no_guess_below_another_answer() -> None:
    said = _said(REAL, "stress_and_health/teen_worried_parent", topic="tools")
    assert REAL.cards["stress_and_health"].detail("teen_worried_parent") is not None
    assert "3114" not in said


def test_two_answers_that_open_alike_say_the_same() -> None:
    opening = "Au moins le Smic, 1 867,02 euros bruts par mois."
    assert says_the_same(f"{opening} Osez demander le fixe.", f"{opening} Lisez cinq annonces.")
    assert not says_the_same("Le samedi, parfois.", opening)

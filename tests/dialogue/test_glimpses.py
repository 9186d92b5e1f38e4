"""What the choices of « Vous pensez à… ? » would answer, a sentence each."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content import Content
from bot.dialogue.glimpses import glimpses
from bot.dialogue.messages import Context
from bot.text.sentences import sentences_of
from tests.dialogue.conversation import REAL, small_content


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    folder: Path = tmp_path_factory.mktemp("content")
    return small_content(folder)


def test_the_two_likeliest_choices_answer_at_once(content: Content) -> None:
    offers = ["pay/rise", "hours/nights", "tools/", "deny/"]
    shares = [("pay/rise", 0.2), ("hours/nights", 0.15), ("tools/", 0.1)]
    text, facts = glimpses(content, offers, shares, Context())
    assert text.splitlines()[:2] == [
        "(Ça monte) Oui, avec le temps.",
        "(Et la nuit) La nuit, rarement.",
    ]
    assert "smic" in facts or "grid" in facts
    assert text.splitlines()[-1].startswith("Source")


@pytest.mark.parametrize(
    ("offers", "shares"),
    [
        (["pay/", "hours/"], []),  # topics by their sound: no answer is likely
        (["pay/rise"], [("pay/rise", 0.05)]),
        (["pay/gone", "gone/"], [("pay/gone", 0.3), ("gone/", 0.3)]),
        (["deny/"], [("pay/rise", 0.3)]),
    ],
)
def test_what_is_not_likely_or_not_held_is_not_said(
    content: Content, offers: list[str], shares: list[tuple[str, float]]
) -> None:
    assert glimpses(content, offers, shares, Context()) == ("", ())


@pytest.mark.parametrize("context", [Context(distress=True), Context(stages=frozenset({"paid"}))])
def test_who_needs_help_gets_no_guess(content: Content, context: Context) -> None:
    assert glimpses(content, ["pay/rise"], [("pay/rise", 0.3)], context) == ("", ())


def test_help_in_danger_is_no_guess() -> None:
    worried = "stress_and_health/teen_worried_parent"
    first = glimpses(REAL, [worried, "tools/"], [(worried, 0.2), ("tools/", 0.2)], Context())
    assert first == ("", ())
    text, _ = glimpses(REAL, ["tools/", worried], [(worried, 0.2), ("tools/", 0.2)], Context())
    assert REAL.cards["tools"].title in text and "3114" not in text


def test_an_answer_of_few_words_has_its_next_sentence_too() -> None:
    label = "fake_job_offers/"
    text, _ = glimpses(REAL, [label], [(label, 0.3)], Context())
    first, second, *_ = sentences_of(REAL.cards["fake_job_offers"].answer)
    assert len(first) < 50 and f"{first} {second}" in text

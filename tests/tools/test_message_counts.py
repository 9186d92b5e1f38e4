"""How many messages each thing is that the bot says, on each channel."""

from __future__ import annotations

import pytest

from bot.channels.messaging.sms import sms_bodies
from bot.publishing import SENTENCES, SHORT_TITLES
from bot.text.sms import parts
from tests.channels.library import LIBRARY
from tools import message_counts
from tools.message_counts import Counts, counts, table, turns, written_table

pytestmark = pytest.mark.corpus  # it goes through all of it

ANSWERS = ("an answer", "an answer on a job", "a detail")
ONE_PART = (
    *("the greeting", "the menu", "a refusal: too long", "a first answer", *ANSWERS),
    *("« source »", "« plus »", "an orientation question", "its result"),
)


@pytest.fixture(scope="module")
def found() -> Counts:
    return counts(LIBRARY.current())


@pytest.mark.parametrize("kind", ONE_PART)
def test_by_sms_it_is_one_part(found: Counts, kind: str) -> None:
    assert set(found[kind, "twilio"]) == {1}


def test_sources_and_more_are_counted_after_every_answer(found: Counts) -> None:
    """« source » and « plus » after each answer, variant and detail; and the sources of that."""
    asked = sum(len(found[kind, "twilio"]) for kind in ANSWERS)
    assert len(found["« plus »", "twilio"]) == asked
    assert asked < len(found["« source »", "twilio"]) <= 2 * asked


def test_by_sms_the_page_fits_beside_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the bot stands: an address of forty characters is long."""
    monkeypatch.setattr(message_counts, "PUBLIC_URL", f"https://{'b' * 29}.fr")
    content = LIBRARY.current()
    sentences, titles = content.part(SENTENCES), content.part(SHORT_TITLES)
    told = [
        body
        for kind, replies in turns(content, "twilio")
        if kind == "« source »"
        for body in sms_bodies(replies, sentences, titles)
    ]
    assert len(told) > 1_000 and all(parts(body) == 1 for body in told)
    # What everybody knows stands on no page.
    linked = [body for body in told if body.count("https://") == 1]
    assert len(told) * 0.8 < len(linked) < len(told)
    assert not any("https://" in body for body in told if body not in linked)


@pytest.mark.parametrize("channel", ["telegram", "facebook", "whatsapp", "slack"])
def test_elsewhere_an_answer_is_one_bubble(found: Counts, channel: str) -> None:
    for kind in (*ANSWERS, "« plus »", "« source »"):
        assert set(found[kind, channel]) == {1}, kind


def test_the_table_is_current(found: Counts) -> None:
    assert table(found) == written_table(), "run `python -m tools.message_counts --write`"

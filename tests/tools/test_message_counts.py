"""How many messages each thing is that the bot says, on each channel."""

from __future__ import annotations

import pytest

from tests.channels.library import LIBRARY
from tools.message_counts import Counts, counts, table, written_table

pytestmark = pytest.mark.corpus  # it goes through all of it

ONE_PART = (
    *("the greeting", "the menu", "a first answer", "an answer", "an answer on a job", "a detail"),
    *("« plus »", "« source »", "an orientation question", "its result"),
)


@pytest.fixture(scope="module")
def found() -> Counts:
    return counts(LIBRARY.current())


@pytest.mark.parametrize("kind", ONE_PART)
def test_by_sms_it_is_one_part(found: Counts, kind: str) -> None:
    assert set(found[kind, "twilio"]) == {1}


@pytest.mark.parametrize("channel", ["telegram", "facebook", "whatsapp", "slack"])
def test_elsewhere_an_answer_is_one_bubble(found: Counts, channel: str) -> None:
    for kind in ("an answer", "a detail", "« plus »", "« source »"):
        assert set(found[kind, channel]) == {1}, kind


def test_the_table_is_current(found: Counts) -> None:
    assert table(found) == written_table(), "run `python -m tools.message_counts --write`"

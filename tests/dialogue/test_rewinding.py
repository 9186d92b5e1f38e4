"""The conversation before the bot misunderstood."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.context import recent_events
from bot.dialogue.rewinding import Misheard, misheard


@pytest.fixture
def tracker() -> DialogueStateTracker:
    """A conversation on the pay, with one good answer."""
    tracker = DialogueStateTracker("visitor", [])
    heard(tracker, "on gagne combien ?")
    said(tracker, "salary")
    return tracker


def heard(tracker: DialogueStateTracker, text: str, **parsed: Any) -> None:
    """Let the visitor say something."""
    tracker.update(UserUttered(text, parse_data=parsed))


def said(tracker: DialogueStateTracker, topic: str, *payloads: str, detail: str = "") -> None:
    """Let the bot answer, or offer buttons."""
    metadata = {"topic": topic, "kind": "reply" if payloads else "answer", "detail": detail}
    buttons = [{"title": payload, "payload": payload} for payload in payloads]
    tracker.update(BotUttered("…", data={"buttons": buttons}, metadata=metadata))


def taken_back(tracker: DialogueStateTracker) -> Misheard:
    """What a correction would take back now."""
    return misheard(recent_events(tracker))


def test_the_words_and_the_answer_before_a_correction_are_taken_back(
    tracker: DialogueStateTracker,
) -> None:
    heard(tracker, "et qui doit prouver ?")
    said(tracker, "cold_calling_rules", detail="proof")
    found = taken_back(tracker)
    assert found.words == ("et qui doit prouver ?",)
    assert found.rejected == {"cold_calling_rules/proof"}
    assert found.before.last_answer is not None and found.before.last_answer.topic == "salary"
    assert found.before.told == {"salary/", "salary/@"}


def test_a_correction_that_was_misunderstood_is_taken_back_too(
    tracker: DialogueStateTracker,
) -> None:
    heard(tracker, "et qui doit prouver ?")
    said(tracker, "cold_calling_rules", detail="proof")
    heard(tracker, "je parle de l'embauche", corrects=True)
    said(tracker, "jobs_created")
    found = taken_back(tracker)
    assert found.words == ("et qui doit prouver ?", "je parle de l'embauche")
    assert found.rejected == {"cold_calling_rules/proof", "jobs_created/"}


def test_what_was_offered_and_the_choice_of_it_are_taken_back(
    tracker: DialogueStateTracker,
) -> None:
    heard(tracker, "et le dimanche ?")
    said(tracker, "did_you_mean", '/salary{"detail": "part_time"}', "/tools")
    heard(tracker, "/tools")
    said(tracker, "tools")
    found = taken_back(tracker)
    assert found.words == ("et le dimanche ?",)
    assert {"salary/part_time", "tools/"} <= found.rejected


def test_a_button_that_was_pressed_unasked_is_where_it_ends(tracker: DialogueStateTracker) -> None:
    heard(tracker, "/tools")
    said(tracker, "tools")
    found = taken_back(tracker)
    assert found.words == () and found.rejected == {"tools/"}
    assert found.before.last_answer is not None and found.before.last_answer.topic == "salary"


def test_of_a_new_conversation_nothing_is_taken_back() -> None:
    found = taken_back(DialogueStateTracker("visitor", []))
    assert (found.words, found.rejected) == ((), frozenset())
    assert found.before.last is None

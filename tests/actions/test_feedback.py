"""👍 and 👎, kept with the question and the answer in a real database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import desk
from actions.feedback import ActionFeedback, Judged, last_answer, reason_buttons
from bot.content import read_yaml
from bot.settings import ROOT
from bot.storage import Records, engine_for
from tests.contents import CONTENT

_ANSWERED = [
    {"event": "user", "text": "on gagne combien ? moi c'est zoe@exemple.fr"},
    {"event": "bot", "text": "Le Smic.", "metadata": {"topic": "salary", "kind": "answer"}},
]
_THANKED = [
    {"event": "user", "text": "merci"},
    {"event": "bot", "text": "Avec plaisir.", "metadata": {"topic": "thanks", "kind": "reply"}},
]


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Records]:
    """The records that the action keeps opinions in."""
    monkeypatch.setenv("DECROCHE_DATABASE", f"sqlite:///{tmp_path}/records.db")
    monkeypatch.setenv("DECROCHE_DATA", str(tmp_path))
    for cached in (desk.settings, desk.records):
        cached.cache_clear()
    yield desk.records()
    engine_for(desk.settings().database).dispose()
    for cached in (desk.settings, desk.records):
        cached.cache_clear()


async def _judge(
    intent: str, text: str, events: list[dict[str, Any]], option: str = ""
) -> dict[str, Any]:
    entities = [{"entity": "option", "value": option}] if option else []
    message = {"text": text, "intent": {"name": intent}, "entities": entities}
    heard = [*events, {"event": "user", "text": text}]
    tracker = Tracker("visitor", {}, message, heard, False, None, {}, None)
    dispatcher = CollectingDispatcher()
    assert await ActionFeedback().run(dispatcher, tracker, {}) == []
    (reply,) = dispatcher.messages
    return reply


async def test_a_thumb_up_is_kept_with_its_question_and_its_answer(records: Records) -> None:
    reply = await _judge("positive_feedback", "/positive_feedback", _ANSWERED)
    (kept,) = records.feedback()
    assert (kept.conversation, kept.topic, kept.helpful) == ("visitor", "salary", True)
    assert (kept.reason, kept.answer) == (None, "Le Smic.")
    assert kept.question == "on gagne combien ? moi c'est [e-mail]"
    assert reply["response"] == "utter_positive_feedback"


async def test_a_thumb_down_asks_why(records: Records) -> None:
    reply = await _judge("negative_feedback", "/negative_feedback", _ANSWERED)
    (kept,) = records.feedback()
    assert (kept.helpful, kept.reason) == (False, None)
    assert reply["response"] == "utter_feedback_why"
    assert [button["title"] for button in reply["buttons"]] == [
        *CONTENT.replies["feedback_why"].reasons.values()
    ]


async def test_the_reason_of_a_button_is_kept_and_thanked_for(records: Records) -> None:
    reply = await _judge("negative_feedback", "/negative_feedback", _ANSWERED, "not_clear")
    (kept,) = records.feedback()
    assert (kept.helpful, kept.reason) == (False, "not_clear")
    assert reply["response"] == "utter_feedback_thanks"


async def test_one_answer_that_was_not_clear_is_one_opinion(records: Records) -> None:
    # 👎, then its reason: one visitor and one answer, not two complaints.
    await _judge("negative_feedback", "/negative_feedback", _ANSWERED)
    await _judge("negative_feedback", "/negative_feedback", _ANSWERED, "not_clear")
    assert [kept.reason for kept in records.feedback()] == ["not_clear"]


async def test_typed_words_are_kept_as_the_reason_masked(records: Records) -> None:
    await _judge("negative_feedback", "c'est faux, appelez le 06 12 34 56 78", _ANSWERED)
    assert records.feedback()[0].reason == "c'est faux, appelez le [numéro]"


async def test_the_answer_is_judged_though_small_talk_came_after_it(records: Records) -> None:
    await _judge("positive_feedback", "top", [*_ANSWERED, *_THANKED])
    assert [kept.topic for kept in records.feedback()] == ["salary"]


@pytest.mark.parametrize("intent", ["positive_feedback", "negative_feedback"])
@pytest.mark.parametrize("events", [[], _THANKED])
async def test_before_any_answer_nothing_is_kept_and_the_visitor_is_answered(
    records: Records, intent: str, events: list[dict[str, Any]]
) -> None:
    reply = await _judge(intent, "bof", events)
    assert records.feedback() == []
    assert (reply["response"], reply["buttons"]) == (f"utter_{intent}", [])


async def test_a_database_out_of_reach_costs_the_opinion_and_not_the_conversation(
    records: Records, tmp_path: Path
) -> None:
    engine_for(desk.settings().database).dispose()
    for file in tmp_path.glob("records.db*"):
        file.unlink()
    (tmp_path / "records.db").mkdir()
    reply = await _judge("positive_feedback", "top", _ANSWERED)
    assert reply["response"] == "utter_positive_feedback"


@pytest.mark.parametrize("kind", ["answer", "more", "brief"])
def test_the_last_answer_is_the_last_message_that_states_facts(kind: str) -> None:
    event = {"event": "bot", "text": "Suite.", "metadata": {"topic": "tools", "kind": kind}}
    events = [*_ANSWERED, *_THANKED, {"event": "user", "text": "les outils"}, event]
    assert last_answer(events) == Judged("tools", "les outils", "Suite.")


def test_an_answer_that_nobody_asked_for_has_no_question() -> None:
    assert last_answer(_ANSWERED[1:]) == Judged("salary", "", "Le Smic.")


def test_each_reason_is_a_button_that_names_it() -> None:
    reasons = CONTENT.replies["feedback_why"].reasons
    assert [(button.title, button.payload) for button in reason_buttons()] == [
        (title, f'/negative_feedback{{"option": "{key}"}}') for key, title in reasons.items()
    ]


def test_the_domain_knows_the_action_by_its_name() -> None:
    assert ActionFeedback().name() in read_yaml(ROOT / "bot" / "domain.yml")["actions"]

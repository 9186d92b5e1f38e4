"""« Je veux parler à quelqu'un »: what is said, by what the operator has set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import desk
from actions.handover import ActionTalkToHuman, handover
from bot.content import read_yaml
from bot.dialogue.messages import Button
from bot.settings import ROOT, Settings
from tests.contents import CONTENT

_CALL_ME_BACK = Button(CONTENT.title("leave_contact_details"), "/leave_contact_details")
_CONTACT = {"DECROCHE_HUMAN_CONTACT": "01 02 03 04 05"}
_HOURS = {"DECROCHE_HUMAN_HOURS": "du lundi au vendredi, de 9 h à 17 h"}
_WEBHOOK = {"DECROCHE_CONTACT_WEBHOOK": "https://exemple.fr/demandes"}


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings of the test's own, whatever the environment says."""
    monkeypatch.setenv("DECROCHE_DATA", str(tmp_path))
    for name in (*_CONTACT, *_HOURS, *_WEBHOOK):
        monkeypatch.delenv(name, raising=False)
    desk.settings.cache_clear()
    yield
    desk.settings.cache_clear()


def _settings(monkeypatch: pytest.MonkeyPatch, *given: dict[str, str]) -> Settings:
    for values in given:
        for name, value in values.items():
            monkeypatch.setenv(name, value)
    return Settings.from_environment()


async def _run() -> dict[str, Any]:
    tracker = Tracker("visitor", {}, {}, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    # A flow that was left calls it outside any rule: it says itself that the turn ends.
    (event,) = await ActionTalkToHuman().run(dispatcher, tracker, {})
    assert (event["event"], event["name"]) == ("followup", "action_listen")
    (message,) = dispatcher.messages
    return message


def test_with_nobody_to_reach_the_content_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert handover(CONTENT, _settings(monkeypatch)) is None


def test_hours_alone_reach_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    assert handover(CONTENT, _settings(monkeypatch, _HOURS)) is None


def test_the_address_and_the_hours_of_the_team_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    said = handover(CONTENT, _settings(monkeypatch, _CONTACT, _HOURS))
    assert said is not None
    text, buttons, yes = said
    assert "01 02 03 04 05" in text and "du lundi au vendredi, de 9 h à 17 h" in text
    assert _CALL_ME_BACK not in buttons
    assert yes == ""


def test_an_address_without_hours_is_given_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    said = handover(CONTENT, _settings(monkeypatch, _CONTACT))
    assert said is not None
    assert "01 02 03 04 05" in said[0] and "{" not in said[0] and "Horaires" not in said[0]


def test_where_requests_are_delivered_to_be_called_back_is_offered_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = handover(CONTENT, _settings(monkeypatch, _CONTACT, _WEBHOOK))
    assert said is not None
    text, buttons, yes = said
    assert text.endswith("voulez-vous\u00a0?")
    assert buttons[0] == _CALL_ME_BACK
    assert yes == "leave_contact_details"


def test_where_only_requests_are_delivered_nothing_is_said_of_a_team(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = handover(CONTENT, _settings(monkeypatch, _WEBHOOK))
    assert said is not None
    text, buttons, _ = said
    assert text == CONTENT.replies["human_contact"].texts[3]
    assert buttons[0] == _CALL_ME_BACK


async def test_the_action_leaves_it_to_the_content_when_nobody_can_be_reached() -> None:
    assert (await _run())["response"] == "utter_talk_to_human"


async def test_the_action_says_whom_to_reach_and_what_a_yes_means(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _settings(monkeypatch, _CONTACT, _WEBHOOK)
    message = await _run()
    assert "01 02 03 04 05" in message["text"]
    assert (message["topic"], message["kind"]) == ("talk_to_human", "reply")
    assert message["yes"] == "leave_contact_details"
    assert message["buttons"][0] == {"title": _CALL_ME_BACK.title, "payload": _CALL_ME_BACK.payload}


def test_the_domain_knows_the_action_by_its_name() -> None:
    assert ActionTalkToHuman().name() in read_yaml(ROOT / "bot" / "domain.yml")["actions"]

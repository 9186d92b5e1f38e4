"""Whom a visitor can reach here: buttons promise a person only where there is one."""

from __future__ import annotations

import pytest

from bot.content.keys import TALK_TO_HUMAN
from bot.dialogue.messages import Button
from bot.dialogue.people import LEAVE_DETAILS, People
from bot.settings import Settings
from tests.contents import CONTENT

NOBODY = People()
TEAM = People(contact="01 02 03 04 05")
CALL_ME_BACK = Button(CONTENT.title(LEAVE_DETAILS), f"/{LEAVE_DETAILS}")


def test_where_nobody_is_reached_nobody_is_offered() -> None:
    assert NOBODY.offered("help", ["salary", TALK_TO_HUMAN, LEAVE_DETAILS]) == ["salary"]
    assert NOBODY.offered("lost", ["help"]) == ["help"]


def test_a_label_promises_as_much_as_its_topic() -> None:
    labels = ["salary/part_time", f"{TALK_TO_HUMAN}/", f"{LEAVE_DETAILS}/"]
    assert NOBODY.offered("did_you_mean", labels) == ["salary/part_time"]
    assert People(receive=True).offered("did_you_mean", labels) == labels


def test_requests_are_offered_where_somebody_receives_them() -> None:
    assert People(receive=True).offered("help", [LEAVE_DETAILS]) == [LEAVE_DETAILS]
    assert TEAM.offered("help", [LEAVE_DETAILS]) == []


@pytest.mark.parametrize("people", [TEAM, People(receive=True)])
@pytest.mark.parametrize(
    "topic", ["fallback", "lost", "something_else", "too_long", "negative_feedback"]
)
def test_a_person_is_the_way_out_where_the_bot_is_at_a_loss(people: People, topic: str) -> None:
    assert people.offered(topic, ["help"]) == ["help", TALK_TO_HUMAN]


def test_a_person_is_offered_once() -> None:
    assert TEAM.offered("lost", [TALK_TO_HUMAN]) == [TALK_TO_HUMAN]


def test_no_reply_promises_somebody_by_itself() -> None:
    replies = CONTENT.replies
    for key, reply in replies.items():
        assert NOBODY.offered(key, reply.buttons) == reply.buttons


# --- « Je veux parler à quelqu'un » ---------------------------------------------------------------


def test_with_nobody_to_reach_the_content_speaks() -> None:
    assert NOBODY.reach(CONTENT) is None
    assert People(hours="du lundi au vendredi").reach(CONTENT) is None


def test_the_address_and_the_hours_of_the_team_are_given() -> None:
    team = People("01 02 03 04 05", "du lundi au vendredi, de 9 h à 17 h")
    said = team.reach(CONTENT)
    assert said is not None and (said.topic, said.kind, said.yes) == (TALK_TO_HUMAN, "reply", "")
    assert "01 02 03 04 05" in said.text and "du lundi au vendredi, de 9 h à 17 h" in said.text
    assert CALL_ME_BACK not in said.buttons


def test_an_address_without_hours_is_given_alone() -> None:
    said = TEAM.reach(CONTENT)
    assert said is not None
    assert "01 02 03 04 05" in said.text and "{" not in said.text and "Horaires" not in said.text


def test_where_requests_are_delivered_to_be_called_back_is_offered_first() -> None:
    said = People("01 02 03 04 05", receive=True).reach(CONTENT)
    assert said is not None and said.text.endswith("voulez-vous\u00a0?")
    assert (said.buttons[0], said.yes) == (CALL_ME_BACK, LEAVE_DETAILS)


def test_where_only_requests_are_delivered_nothing_is_said_of_a_team() -> None:
    said = People(receive=True).reach(CONTENT)
    assert said is not None and said.text == CONTENT.replies["human_contact"].texts[3]
    assert said.buttons[0] == CALL_ME_BACK


def test_who_stands_behind_an_installation_is_what_its_settings_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DECROCHE_HUMAN_CONTACT", "01 02 03 04 05")
    monkeypatch.setenv("DECROCHE_HUMAN_HOURS", "le matin")
    monkeypatch.setenv("DECROCHE_CONTACT_WEBHOOK", "https://exemple.fr/demandes")
    assert People.of(Settings.from_environment()) == People("01 02 03 04 05", "le matin", True)

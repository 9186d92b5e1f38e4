"""Every script of this folder, played over HTTP to the servers with the trained model."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Recipient, wait_for
from tests.contents import CONTENT
from tests.conversations.script import Dialogue, Line, holds, read_dialogues
from tests.visitor import Visitor

DIALOGUES = read_dialogues(Path(__file__).parent)
# A whole request, which is sent after all that was to be sent before it.
_ASKS_FOR_A_CALL = ("/leave_contact_details", "Rose", "", "Formation", "oui")


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=str)
def test_the_dialogue_goes_as_written(dialogue: Dialogue, request: pytest.FixtureRequest) -> None:
    received = Path(dialogue.file).parts[0].endswith("_with_recipient")
    server = request.getfixturevalue("server_with_recipient" if received else "server")
    recipient = request.getfixturevalue("recipient") if received else None
    play(dialogue, Visitor(server), recipient)


def play(dialogue: Dialogue, visitor: Visitor, recipient: Recipient | None = None) -> None:
    """Say what the dialogue says and check every answer."""
    answers: list[str] = []
    for line in dialogue.lines:
        if line.who == "user":
            answers.append(visitor.say(line.what))
        elif line.who == "press":
            answers.append(visitor.press(line.what))
        elif line.who in ("sent", "not sent"):
            assert recipient is not None, f"line {line.number}: nobody receives anything here"
            _check_delivery(line, recipient, visitor)
        else:
            _check(line, answers, visitor)


def _check(line: Line, answers: list[str], visitor: Visitor) -> None:
    answer = answers[-1]
    titles = [button["title"] for button in visitor.buttons]
    told = f"line {line.number}: {line.who}: {line.what}\nthe bot said: {answer}\nbuttons: {titles}"
    if line.who == "bot":
        assert holds(CONTENT, answer, line.what), told
    elif line.who == "not":
        assert not holds(CONTENT, answer, line.what), told
    elif line.who == "new":
        assert answer and answer not in answers[:-1], told
    elif line.who == "button":
        assert any(holds(CONTENT, title, line.what) for title in titles), told
    else:
        assert not any(holds(CONTENT, title, line.what) for title in titles), told


def _check_delivery(line: Line, recipient: Recipient, visitor: Visitor) -> None:
    if line.who == "not sent":
        _let_all_be_sent(recipient, Visitor(visitor.settings))
        assert line.what not in recipient.all_text, f"line {line.number}: {line.what} was sent"
    else:
        wait_for(lambda: line.what in recipient.all_text, f"line {line.number}: {line.what}")


def _let_all_be_sent(recipient: Recipient, another: Visitor) -> None:
    """Have another visitor's request sent: those of before it have gone by then."""
    address = f"{another.name}@example.fr"
    for message in _ASKS_FOR_A_CALL:
        another.say(message or address)
    wait_for(lambda: address in recipient.all_text, f"the request of {address}")


def test_there_are_scripts_enough() -> None:
    assert len(DIALOGUES) >= 130

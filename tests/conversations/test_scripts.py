"""Every script of this folder, played over HTTP to the servers with the trained model."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content import Content
from tests.conversations.script import Dialogue, Line, holds, read_dialogues
from tests.visitor import Visitor

CONTENT = Content()
DIALOGUES = read_dialogues(Path(__file__).parent)


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=str)
def test_the_dialogue_goes_as_written(server, dialogue: Dialogue) -> None:  # type: ignore[no-untyped-def]
    visitor = Visitor(server)
    answer = ""
    for line in dialogue.lines:
        if line.who == "user":
            answer = visitor.say(line.what)
        elif line.who == "press":
            answer = visitor.press(line.what)
        else:
            _check(line, answer, visitor)


def _check(line: Line, answer: str, visitor: Visitor) -> None:
    titles = [button["title"] for button in visitor.buttons]
    told = f"line {line.number}: {line.who}: {line.what}\nthe bot said: {answer}\nbuttons: {titles}"
    if line.who == "bot":
        assert holds(CONTENT, answer, line.what), told
    elif line.who == "not":
        assert not holds(CONTENT, answer, line.what), told
    elif line.who == "button":
        assert any(holds(CONTENT, title, line.what) for title in titles), told
    else:
        assert not any(holds(CONTENT, title, line.what) for title in titles), told


def test_there_are_scripts_enough() -> None:
    assert len(DIALOGUES) >= 120

"""The same by libraries that do not go with Rasa: python-telegram-bot's objects, an SMS counter."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bot.channels.messaging import telegram
from bot.channels.messaging.sms import sms_bodies
from bot.publishing import SENTENCES, SHORT_TITLES
from bot.settings import ROOT
from bot.text.sms import economical, parts
from tests.channels import platform_telegram
from tests.channels.library import LIBRARY
from tests.channels.replies import TURNS
from tools.message_counts import turns

PYTHON = ROOT / ".tools" / "contract" / "bin" / "python"
SCRIPT = Path(__file__).parent / "contract" / "read_apart.py"
CONTENT = LIBRARY.current()
SENTENCES_NOW = CONTENT.part(SENTENCES)
KEYBOARDS = [
    message["reply_markup"]
    for turn in TURNS.values()
    for reply in turn
    for message in telegram.messages(reply, SENTENCES_NOW)
    if "reply_markup" in message
]
TEXTS = [
    *(economical(card.short) for card in CONTENT.cards.values()),
    *(economical(detail.answer) for card in CONTENT.cards.values() for detail in card.details),
    *("n° 5 " * 32, economical("n° 5 " * 32)),
    *("a" * 160, "a" * 161, "é" * 160, "€" * 80, "€" * 81, "ê" * 70, "ê" * 71, "👍" * 36),
]
UPDATES = [platform_telegram.said("bonjour"), platform_telegram.pressed("/salary")]


@pytest.fixture(scope="module")
def read() -> dict[str, Any]:
    return _read(
        {
            "keyboards": KEYBOARDS,
            "commands": telegram.commands(SENTENCES_NOW),
            "updates": UPDATES,
            "texts": TEXTS,
        }
    )


def _read(given: dict[str, Any]) -> dict[str, Any]:
    assert PYTHON.exists(), "run `make test`, which installs the libraries"
    run = subprocess.run(
        [str(PYTHON), str(SCRIPT)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2_000:]
    return dict(json.loads(run.stdout))


def test_telegram_s_objects_are_ours(read: dict[str, Any]) -> None:
    assert read["keyboards"] == KEYBOARDS != []
    assert read["commands"] == telegram.commands(SENTENCES_NOW) != []


def test_the_updates_of_the_tests_are_telegram_s(read: dict[str, Any]) -> None:
    said, pressed = read["updates"]
    assert said[1:] == ["bonjour", platform_telegram.PERSON]
    assert pressed[1:] == ["/salary", platform_telegram.PERSON]


def test_telegram_s_limits_are_ours(read: dict[str, Any]) -> None:
    ours = {
        "text": telegram.LONGEST_TEXT,
        "data": telegram.LONGEST_DATA,
        "buttons": telegram.MOST_BUTTONS,
    }
    assert read["limits"] == ours


@pytest.mark.corpus  # it goes through all of it
def test_every_keyboard_and_every_text_message_is_read_alike() -> None:
    """Of each answer, variant, detail, « plus » and list of sources."""
    shown = (
        message
        for _, replies in turns(CONTENT, "telegram")
        for reply in replies
        for message in telegram.messages(reply, SENTENCES_NOW)
    )
    made = (json.dumps(m["reply_markup"]) for m in shown if "reply_markup" in m)
    keyboards = [json.loads(each) for each in dict.fromkeys(made)]
    titles = CONTENT.part(SHORT_TITLES)
    paid = (sms_bodies(replies, SENTENCES_NOW, titles) for _, replies in turns(CONTENT, "twilio"))
    texts = list(dict.fromkeys(body for bodies in paid for body in bodies))
    read = _read({"keyboards": keyboards, "commands": [], "updates": [], "texts": texts})
    assert read["keyboards"] == keyboards and len(keyboards) > 1_000
    assert read["parts"] == [parts(text) for text in texts] and len(texts) > 1_000


def test_parts_are_counted_alike(read: dict[str, Any]) -> None:
    assert read["parts"] == [parts(text) for text in TEXTS]

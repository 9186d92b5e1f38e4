"""Both servers killed and started again in the middle of a conversation: nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from bot.settings import ROOT, Settings
from tests.conftest import Recipient, are_ready, wait_for, with_model_of
from tests.contents import CONTENT
from tests.conversations.script import holds
from tests.visitor import Visitor

MODULES = ("bot.serving.action_server", "bot.serving.rasa_server")

BEFORE = {
    "answer": ["c'est payé combien ?"],
    "orientation": ["/find_my_job", "1", "2"],
    "quiz": ["/play_myth_quiz", "je sais pas"],
    "contact": ["/leave_contact_details", "Inès", "ines.redemarre@example.fr"],
    "consent": ["/leave_contact_details", "Karim", "06 12 34 56 78", "Formation"],
}


@pytest.fixture(scope="module")
def visitors(
    settings: Settings, recipient: Recipient, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Visitor]]:
    """Visitors in mid-conversation, whose servers were killed and started again."""
    data = tmp_path_factory.mktemp("restarted")
    installation = with_model_of(settings, data, contact_webhook=recipient.url)
    with _servers(installation):
        visitors = {name: Visitor(installation) for name in BEFORE}
        for name, messages in BEFORE.items():
            for message in messages:
                visitors[name].say(message)
    assert not are_ready(installation), "the servers were to be dead"
    with _servers(installation):
        yield visitors


def _servers(installation: Settings) -> ExitStack:
    """Start both servers; at the end of the context they are killed, with no time to save."""
    stack = ExitStack()
    for module in MODULES:
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            env={**os.environ, **installation.as_environment()},
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        stack.callback(_kill, process)
    try:
        wait_for(lambda: are_ready(installation), "the servers")
    except BaseException:
        stack.close()
        raise
    return stack


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def _said(answer: str, reference: str) -> bool:
    return holds(CONTENT, answer, reference)


def test_the_orientation_goes_on_at_its_open_question(visitors: dict[str, Visitor]) -> None:
    visitor = visitors["orientation"]
    assert _said(visitor.say("en équipe"), "@orientation:technical.ask")
    assert _said(visitor.say("non en fait je préfère vendre"), "@orientation:corrected")
    for message in ("3", "1"):
        visitor.say(message)
    assert _said(visitor.say("1"), "@orientation:result")


def test_the_quiz_goes_on_with_its_score(visitors: dict[str, Visitor]) -> None:
    visitor = visitors["quiz"]
    assert _said(visitor.say("vrai"), "Question 3 sur 5")
    assert _said(visitor.say("stop"), "sur 2")


def test_the_contact_form_goes_on_with_what_was_given(
    visitors: dict[str, Visitor], recipient: Recipient
) -> None:
    visitor = visitors["contact"]
    read_back = visitor.say("Postuler")
    assert _said(read_back, "Prénom : Inès")
    assert _said(read_back, "ines.redemarre@example.fr")
    assert _said(visitor.say("oui"), "@contact:saved")
    wait_for(lambda: "ines.redemarre@example.fr" in recipient.all_text, "the request")


def test_the_consent_is_asked_again_and_nothing_was_sent_without_it(
    visitors: dict[str, Visitor], recipient: Recipient
) -> None:
    visitor = visitors["consent"]
    assert "+33612345678" not in recipient.all_text
    assert _said(visitor.say("et c'est payé combien ?"), "@contact:texts.consent")
    assert _said(visitor.say("non"), "@contact:texts.stopped")
    assert "+33612345678" not in recipient.all_text


def test_more_still_speaks_of_the_last_answer(visitors: dict[str, Visitor]) -> None:
    visitor = visitors["answer"]
    assert _said(visitor.say("dis m'en plus"), "@salary:details")
    assert _said(visitor.say("et pour un superviseur ?"), "@salary:supervisor")

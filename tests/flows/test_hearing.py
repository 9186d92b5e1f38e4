"""How a flow reads a message, and the names by which it hands over."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.forms import heard_in
from bot.content import read_yaml
from bot.flows.flow import Heard
from bot.settings import ROOT


@pytest.mark.parametrize(
    ("message", "heard"),
    [
        ({"text": "oui", "intent": {"name": "affirm"}}, Heard("oui", "affirm")),
        ({"text": "euh", "intent": {"name": "nlu_fallback"}}, Heard("euh")),
        ({"text": None, "intent": None}, Heard("")),
        ({}, Heard("")),
        (
            {
                "text": "/find_my_job",
                "intent": {"name": "find_my_job"},
                "entities": [{"entity": "option", "value": "people"}],
            },
            Heard("/find_my_job", "find_my_job", "people"),
        ),
    ],
)
def test_a_message_is_read_with_its_topic_and_its_option(
    message: dict[str, Any], heard: Heard
) -> None:
    assert heard_in(Tracker("visitor", {}, message, [], False, None, {}, None)) == heard


def test_what_a_flow_hands_over_to_is_in_the_domain() -> None:
    domain = read_yaml(ROOT / "bot" / "domain.yml")
    known = {*domain["actions"], *domain["forms"]}
    assert {
        "action_erase",
        "action_start_over",
        "orientation_form",
        "quiz_form",
        "contact_form",
    } <= known

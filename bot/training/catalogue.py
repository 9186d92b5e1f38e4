"""What the catalogue of topics gives to the dialogue, in the words of Rasa's YAML files.

Each topic has an intent of its name, a response `utter_<topic>` that names it (bot/dialogue/nlg.py
speaks it from content/) and, unless it has a rule of its own, a rule that joins the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def response_of(topic: str) -> str:
    """Return the name of the response, and so of the action, that speaks a topic."""
    return f"utter_{topic}"


def catalogue_domain(topics: Iterable[str]) -> dict[str, Any]:
    """Return the intents and the responses of topics, as a domain file holds them."""
    topics = list(topics)
    responses = {response_of(topic): [{"text": topic}] for topic in topics}
    return {"intents": topics, "responses": responses}


def catalogue_rules(topics: Iterable[str]) -> dict[str, Any]:
    """Return a rule for each of the topics, as a rules file holds them."""
    return {
        "rules": [
            {"rule": topic, "steps": [{"intent": topic}, {"action": response_of(topic)}]}
            for topic in topics
        ]
    }

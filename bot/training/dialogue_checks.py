"""The checks of bot/domain.yml, data/rules.yml and data/stories.yml against the catalogue.

What a topic brings to them (bot/training/catalogue.py) is written nowhere; what is written may name
a topic that is no more, or bring what is there already.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.content import Content, read_yaml
from bot.content.checks import Finding, error
from bot.training.catalogue import response_of
from bot.training.checks import FALLBACK_INTENT


def check_dialogue(content: Content, domain: Path, data: Path) -> list[Finding]:
    """Return every finding on the domain, and on the rules and stories that lie in `data`.

    Raises ContentError for a file that is no YAML.
    """
    findings = [*_check_domain(content, domain)]
    actions = {response_of(topic) for topic in content.topics} | _actions_in(domain)
    for file in sorted(data.glob("*.yml")):
        findings += _check_steps(content, actions, file)
    return findings


def _check_domain(content: Content, domain: Path) -> Iterator[Finding]:
    document = read_yaml(domain)
    topics = {response_of(topic): topic for topic in content.topics}
    for intent in document.get("intents") or []:
        if intent in content.topics:
            yield error(domain, f"« {intent} » vient déjà de topics.yml", "retirez-le d'intents")
    for response in document.get("responses") or {}:
        if response in topics:
            problem = f"« {response} » vient déjà de topics.yml"
            yield error(domain, problem, "retirez-la de responses")


def _actions_in(domain: Path) -> set[str]:
    document = read_yaml(domain)
    named = ("actions", "forms", "responses")
    return {str(action) for section in named for action in document.get(section) or []}


def _check_steps(content: Content, actions: set[str], file: Path) -> Iterator[Finding]:
    document = read_yaml(file)
    known = {*content.topics, FALLBACK_INTENT}
    for name, step in _steps(document if isinstance(document, dict) else {}):
        intent, action = step.get("intent"), step.get("action")
        if intent is not None and intent not in known:
            yield error(f"{file}: {name}", f"sujet inconnu « {intent} »", "ajoutez-le à topics.yml")
        if action is None or action in actions:
            continue
        if str(action).startswith(response_of("")):
            problem, remedy = (
                f"« {action} » ne dit aucun sujet connu",
                "nommez un sujet de topics.yml",
            )
        else:
            problem, remedy = f"action inconnue « {action} »", "nommez une action de domain.yml"
        yield error(f"{file}: {name}", problem, remedy)


def _steps(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind, section in (("rule", "rules"), ("story", "stories")):
        for block in document.get(section) or []:
            yield from ((str(block.get(kind)), step) for step in block.get("steps") or [])

"""Which term of the glossary a topic tells better than its definition does."""

from __future__ import annotations

from collections.abc import Mapping

from bot.content import Role, Term
from bot.text.glossary import spelling


def topic_of_same_meaning(roles: Mapping[str, Role], term: Term) -> str | None:
    """Return the topic that tells what a term is better than its definition does, or None.

    It does for a job that has its own topic: « c'est quoi un superviseur ? ».
    """
    names = [spelling(role.name) for role in roles.values() if role.topic == term.topic]
    forms = [spelling(form) for form in term.forms]
    same = any(form[: len(name)] == name for name in names for form in forms)
    return term.topic if same else None

"""The jobs that an address names, as an orientation found them: « trainer,planner »."""

from __future__ import annotations

from bot.content import Content
from bot.flows.orientation.content import MOST_ROLES


def jobs_named(content: Content, named: str) -> list[str]:
    """Return the roles of `named`, in its order; none when no orientation could have found them."""
    roles = named.split(",")
    is_list = len(set(roles)) == len(roles) <= MOST_ROLES
    return roles if is_list and set(roles) <= set(content.roles) else []

"""A running bot whose store fails where it fails.

Rasa wraps every store in FailSafeTrackerStore, which after any error goes on in memory, as if it
had read or saved; no setting and no endpoint turns that off. A turn that was not kept would be
answered as if it were. `tests/storage/conversations/test_failing.py` fails once
Rasa's wrapper is another.
"""

from __future__ import annotations

from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore


def let_the_store_fail(agent: Agent) -> None:
    """Have an agent, and the processor of its model, use its store without Rasa's wrapper."""
    wrapper = agent.tracker_store
    if isinstance(wrapper, FailSafeTrackerStore):
        agent.tracker_store = wrapper._tracker_store
    if agent.processor:
        agent.processor.tracker_store = agent.tracker_store

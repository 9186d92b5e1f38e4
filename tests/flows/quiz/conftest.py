"""The visitor that the tests of a game share."""

from __future__ import annotations

import pytest

from tests.flows.quiz.visitor import Visitor


@pytest.fixture
def visitor() -> Visitor:
    """A visitor at the first question."""
    visitor = Visitor()
    visitor.begin()
    return visitor

"""What the tests of the bot's words share."""

from __future__ import annotations

import pytest

from bot.content import Content
from tests.dialogue.conversation import small_content


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """A content of four cards, whose words the tests know."""
    return small_content(tmp_path_factory.mktemp("content"))

"""The channel that the tests of the API share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.channels.web.conftest import FRIEND
from tests.channels.web.stub import Stage, stage


@pytest_asyncio.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Stage]:
    """The channel, which allows one foreign page."""
    async with stage(tmp_path, web_origins=(FRIEND,)) as running:
        yield running

"""The fake platform of the messaging tests."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.channels.platform import FakePlatform, fake_platform


@pytest_asyncio.fixture
async def platform() -> AsyncIterator[FakePlatform]:
    """All platforms on loopback, up."""
    async with fake_platform() as listening:
        yield listening

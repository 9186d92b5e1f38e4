"""What the tests of all channels share: the marker that feeds the table of docs/channels.md."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Register `@pytest.mark.feature(name, channel, …)`: what the test proves, and where."""
    line = "feature(name, *channels): a row of the table « feature × channel » of docs/channels.md"
    config.addinivalue_line("markers", line)

"""What the tests of the checks share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.checks.planting import lean_copy


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content in which the test plants a fault."""
    return lean_copy(tmp_path)

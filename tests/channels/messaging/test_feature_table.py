"""The table of docs/channels.md says what the tests say."""

from __future__ import annotations

import subprocess
import sys

from tests.channels.features import ROOT, written_table


def test_the_table_is_current() -> None:
    expected = subprocess.run(
        [sys.executable, "-m", "tests.channels.features", "--expected"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout
    remedy = "run `python -m tests.channels.features`"
    assert written_table() and written_table() in expected, remedy

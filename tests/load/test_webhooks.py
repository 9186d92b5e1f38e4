"""The measure of the webhooks runs, on a few messages; what it finds is no matter of a test."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.settings import ROOT, Settings
from tests.channels.visitors import WAYS
from tests.load.report import write_report
from tests.load.webhooks import lines_of, measure


async def test_each_platform_is_measured_and_written_down(
    settings: Settings, tmp_path: Path
) -> None:
    found = await measure(settings.model, tmp_path / "servers", 2)
    assert list(found) == list(WAYS)
    assert all(len(waits.taken) == len(waits.answered) == 2 for waits in found.values())
    document = tmp_path / "performance.md"
    document.write_bytes((ROOT / "docs" / "performance.md").read_bytes())
    write_report(document, "webhooks", lines_of(found, date(2027, 1, 2)))
    written = document.read_text(encoding="utf-8")
    assert "Measured on 2027-01-02, medians." in written
    assert all(f"\n| {name} | " in written for name in WAYS)

"""The bench runs, on a few messages; what it finds is no matter of a test."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from bot.settings import ROOT, Settings
from tests.load.bench import bench
from tests.load.report import draw, table_of, write_report
from tests.load.scaling import lines_of, scaling
from tests.load.visitors import CROWD, Sizes

_PARTS = ("Rasa servers", "action server", "PostgreSQL", "visitors")


def test_the_bench_measures_both_and_writes_what_it_found(
    settings: Settings, tmp_path: Path
) -> None:
    sizes = Sizes(alone=4, crowd=2, long=8, long_of_default=6, examples=2, topics=4)
    default, ours = bench(settings.model, tmp_path, sizes)
    for measured in (default, ours):
        counts = {name: len(phase.waits) for name, phase in measured.phases.items()}
        long = sizes.long if measured is ours else sizes.long_of_default
        assert counts == {"alone": 4, "crowd": 2 * CROWD, "long": long}
        assert all(phase.processor > 0 for phase in measured.phases.values())
    document = tmp_path / "performance.md"
    kept = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    document.write_text(kept, encoding="utf-8")
    write_report(document, "bench", table_of(default, ours, date(2027, 1, 2)))
    written = document.read_text(encoding="utf-8")
    assert "Measured on 2027-01-02" in written
    assert re.search(r"^\| one visitor, p50, ms \| \d+ \| \d+ \| [\d.]+ \|$", written, re.MULTILINE)
    assert re.search(r"^\| message 2,000 of a conversation, ms \| – \| – \| – \|$", written, re.M)
    around = [
        re.sub(r"<!-- bench: begin.*end -->", "", text, flags=re.S) for text in (kept, written)
    ]
    assert around[0] == around[1]
    draw(tmp_path / "performance.svg", default, ours)
    assert "<svg" in (tmp_path / "performance.svg").read_text(encoding="utf-8")


def test_two_servers_are_measured_beside_one_and_so_is_what_each_part_takes(
    settings: Settings, tmp_path: Path
) -> None:
    found = scaling(settings.model, tmp_path / "data", Sizes(crowd=3, rounds=2))
    assert [len(rounds) for rounds in (found.one, found.two)] == [2, 2]
    for measured in (*found.one, *found.two):
        assert len(measured.phase.waits) == 3 * CROWD
        assert measured.spent["Rasa servers"] > 0
        assert measured.spent.keys() == {*_PARTS, "all else"}
    assert found.gain > 0
    written = "\n".join(lines_of(found))
    assert re.search(r"answer ten visitors \d\.\d\d times as fast as one: [\d.]+ messages", written)
    assert all(re.search(rf"\b{part} -?\d+\.\d", written) for part in _PARTS)

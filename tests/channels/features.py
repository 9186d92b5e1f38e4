"""The table « feature × channel » of docs/channels.md, made from the tests' own results.

`python -m tests.channels.features` runs the tests that carry `@pytest.mark.feature(name, channel)`
and writes the table: « ✓ » where all of a cell's tests pass, « ✗ » where one fails, « – » where
there is none.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "channels.md"
CHANNELS = ("telegram", "messenger", "whatsapp", "sms", "slack")
TESTS = ROOT / "tests" / "channels" / "messaging"

_BEGIN, _END = "<!-- features: begin -->", "<!-- features: end -->"
_TITLES = {"whatsapp": "WhatsApp", "sms": "SMS"}

Cell = tuple[str, str]


class Results:
    """A pytest plug-in that notes, for each cell of the table, how its tests ended."""

    def __init__(self) -> None:
        self.cells: dict[Cell, list[bool]] = defaultdict(list)
        self._of: dict[str, list[Cell]] = {}

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[Any]) -> None:
        """Keep the tests that prove a feature, those only."""
        proving = [item for item in items if item.get_closest_marker("feature")]
        config.hook.pytest_deselected(items=[item for item in items if item not in proving])
        items[:] = proving
        for item in proving:
            self._of[item.nodeid] = list(cells_of(item))
            for cell in self._of[item.nodeid]:
                self.cells.setdefault(cell, [])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note an outcome; what was skipped proves nothing."""
        if report.when == "call" or not report.passed:
            for cell in self._of.get(report.nodeid, []):
                self.cells[cell].append(report.passed)


def cells_of(item: Any) -> list[Cell]:
    """Return the cells that a test stands for: its markers, or its parameter « channel »."""
    cells = []
    for marker in item.iter_markers("feature"):
        name, *channels = marker.args
        if not channels:
            channels = [str(item.callspec.params["channel"])]
        assert set(channels) <= set(CHANNELS), f"{item.nodeid}: no such channel: {channels}"
        cells += [(name, channel) for channel in channels]
    return cells


def table(cells: dict[Cell, list[bool]]) -> str:
    """Return the table; a cell without any outcome was not run, and holds what it should."""
    names = sorted(dict.fromkeys(name for name, _ in cells), key=str.casefold)
    heads = [_TITLES.get(channel, channel.capitalize()) for channel in CHANNELS]
    lines = [f"| | {' | '.join(heads)} |", f"|---|{'---|' * len(CHANNELS)}"]
    for name in names:
        marks = [_mark(cells.get((name, channel))) for channel in CHANNELS]
        lines.append(f"| {name} | {' | '.join(marks)} |")
    return "\n".join(lines)


def _mark(outcomes: list[bool] | None) -> str:
    if outcomes is None:
        return "–"
    return "✓" if all(outcomes) else "✗"


def written_table() -> str:
    """Return the table that stands in the document."""
    _, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(_BEGIN)
    return rest.partition(_END)[0].strip()


def write(text: str) -> None:
    """Put a table into the document."""
    document = DOCUMENT.read_text(encoding="utf-8")
    head, begin, rest = document.partition(_BEGIN)
    _, end, tail = rest.partition(_END)
    assert begin and end, f"{DOCUMENT} has no place for the table"
    DOCUMENT.write_text(f"{head}{begin}\n{text}\n{end}{tail}", encoding="utf-8")


def expected_table() -> str:
    """Return the table that the tests make when all pass; runs none."""
    results = Results()
    pytest.main(["--collect-only", "-p", "no:terminal", str(TESTS)], plugins=[results])
    return table(results.cells)


def main() -> int:
    """Run the tests, write the table, and end as pytest does; « --expected » only prints it."""
    if "--expected" in sys.argv:
        print(expected_table())
        return 0
    results = Results()
    code = pytest.main(["-q", *sys.argv[1:], str(TESTS)], plugins=[results])
    missing = [cell for cell, outcomes in results.cells.items() if not outcomes]
    if missing:
        print(f"not run: {missing}", file=sys.stderr)
        return 1
    write(table(results.cells))
    return int(code)


if __name__ == "__main__":
    sys.exit(main())

"""How long the messengers wait: a platform for its 200, a visitor for the answer.

    python -m tests.load.webhooks          # prints the table
    python -m tests.load.webhooks --write  # writes it into docs/performance.md

One visitor a platform, one message at a time, before real servers and the trained model; the
platforms stand on loopback. No test asserts a time: the machine decides.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

from bot.settings import ROOT, Settings
from tests.channels.messaging.stage import PUBLIC, UNHURRIED
from tests.channels.platform import FakePlatform, fake_platform
from tests.channels.visitors import WAYS, Way
from tests.channels.web.servers import running
from tests.load.report import write_report
from tests.load.visitors import SAID

_DOCUMENT = ROOT / "docs" / "performance.md"
_MESSAGES = 50  # of each visitor


@dataclass(frozen=True)
class Waits:
    """Milliseconds of each message: until the webhook's 200, until the answer is there."""

    taken: list[float]
    answered: list[float]


async def measure(model: Path, folder: Path, messages: int) -> dict[str, Waits]:
    """Return what so many messages on each platform wait, by the platform's name."""
    async with fake_platform() as platform:
        settings: dict[str, Any] = {k: v for way in WAYS.values() for k, v in way.settings.items()}
        settings |= {**platform.settings, "public_url": PUBLIC, "web_rate": UNHURRIED}
        started = running(folder, model.parent, **settings)
        servers = await asyncio.to_thread(started.__enter__)  # the platforms answer meanwhile
        try:
            return {
                name: await _visit(way, servers.settings.url, platform, messages)
                for name, way in WAYS.items()
            }
        finally:
            await asyncio.to_thread(started.__exit__, None, None, None)


def lines_of(found: dict[str, Waits], day: date) -> str:
    """Return the medians as Markdown."""
    lines = [
        f"Measured on {day.isoformat()}, medians.",
        "",
        "| | webhook's 200, ms | answer, ms |",
        "|---|---|---|",
    ]
    for name, waits in found.items():
        taken, answered = statistics.median(waits.taken), statistics.median(waits.answered)
        lines.append(f"| {name} | {taken:.0f} | {answered:.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure all platforms, print what was found, and write it where that is wanted."""
    with TemporaryDirectory() as folder:
        model = Settings.from_environment().model
        found = asyncio.run(measure(model, Path(folder), _MESSAGES))
    table = lines_of(found, date.today())
    if "--write" in sys.argv:
        write_report(_DOCUMENT, "webhooks", table)
    print(table)


async def _visit(way: Way, server: str, platform: FakePlatform, messages: int) -> Waits:
    path = f"/webhooks/{way.kind.name()}/webhook"
    waits = Waits([], [])
    async with aiohttp.ClientSession() as http:
        for words in islice(cycle(SAID), messages):
            raw, headers = way.said(words, "", f"{PUBLIC}{path}")
            before, begun = len(platform.shown), time.monotonic()
            async with http.post(f"{server}{path}", data=raw, headers=headers) as taken:
                assert taken.status == 200, taken.status
                waits.taken.append(1_000 * (time.monotonic() - begun))
            await platform.wait_for(before + 1)
            answer = platform.shown[before]
            at = next(call.at for call in platform.calls if call.sent is answer)
            waits.answered.append(1_000 * (at - begun))
    return waits


if __name__ == "__main__":
    main()

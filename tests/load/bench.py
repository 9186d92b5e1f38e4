"""`make bench`: Rasa's default configuration and Décroche, one after the other on one machine.

Then two servers of Décroche's beside one. Writes the figures of docs/performance.md and its plot.
None of them fails it: the machine decides.
"""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import ROOT, Settings
from tests.channels.web.servers import running
from tests.conftest import REST_TOKEN, UNHURRIED
from tests.load.default_bot import serving_default, train_default
from tests.load.report import draw, table_of, write_report
from tests.load.scaling import lines_of, scaling
from tests.load.target import Target
from tests.load.visitors import Measured, Sizes, measure

_DOCUMENT = ROOT / "docs" / "performance.md"


def bench(model: Path, folder: Path, sizes: Sizes) -> tuple[Measured, Measured]:
    """Measure both in `folder`: Rasa's default configuration, and Décroche with its model."""
    train_default(folder / "default", sizes.examples, sizes.topics)
    with serving_default(folder / "default") as target:
        default = asyncio.run(measure(target, sizes, sizes.long_of_default))
    options = {
        **{"web_rate": UNHURRIED, "web_address_rate": UNHURRIED, "rest_token": REST_TOKEN},
        "session_turns": 2 * sizes.long,
    }
    with running(folder / "ours", model.parent, **options) as servers:
        assert servers.rasa and servers.actions
        target = Target(
            "Décroche",
            (f"{servers.settings.url}/webhooks/rest/webhook",),
            {"Authorization": f"Bearer {REST_TOKEN}"},
            (servers.rasa.pid, servers.actions.pid),
        )
        ours = asyncio.run(measure(target, sizes, sizes.long))
    return default, ours


def main() -> None:
    """Run the bench and write what it found."""
    model, sizes = Settings.from_environment().model, Sizes()
    with TemporaryDirectory() as folder:
        default, ours = bench(model, Path(folder), sizes)
        found = scaling(model, Path(folder) / "scaling", sizes)
    table, gain = table_of(default, ours, date.today()), "\n".join(lines_of(found))
    write_report(_DOCUMENT, "bench", table)
    write_report(_DOCUMENT, "two servers", gain)
    draw(_DOCUMENT.with_suffix(".svg"), default, ours)
    print(table, gain, sep="\n\n")


if __name__ == "__main__":
    main()

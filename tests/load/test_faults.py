"""A small turmoil: whatever is killed, no turn and no consent is lost, doubled or misplaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings
from tests.load.faults import Sizes, on_postgresql, on_sqlite, row, turmoil
from tests.load.kills import Tally
from tests.load.replicas import meet

SIZES = Sizes(people=4, turns=12, consents=1, meetings=4)


@pytest.mark.parametrize("made", [on_sqlite, on_postgresql])
def test_kills_cost_no_turn_and_no_consent(made: type, settings: Settings, tmp_path: Path) -> None:
    with made(settings.model, tmp_path / "data") as stage:
        counts = {"turns": 48, "consents": 10}
        for what, tally in turmoil(stage, SIZES):
            assert tally.kills
            assert tally == Tally(counts[what], kills=tally.kills)
            assert row(what, tally).endswith(f"| {counts[what]} | 0 | 0 | 0 |")
        if len(stage.servers) > 1:
            assert meet(stage.servers, SIZES.meetings) == 0

"""Lanes: the work of a conversation in order, that of many side by side."""

from __future__ import annotations

import asyncio

from bot.channels.messaging.lanes import Lanes
from tests.channels.platform import until


async def test_a_lane_does_one_thing_at_a_time_and_lanes_run_side_by_side() -> None:
    running: list[str] = []
    most: dict[str, int] = {}
    left = {"a": 3, "b": 3}

    async def work(name: str) -> float | None:
        running.append(name)
        most[name] = max(most.get(name, 0), running.count(name))
        most["all"] = max(most.get("all", 0), len(running))
        await asyncio.sleep(0.01)
        running.remove(name)
        left[name] -= 1
        return 0.0 if left[name] > 0 else None

    lanes = Lanes("test", work)
    for name in "abab":
        lanes.wake(name)
    await until(lambda: max(left.values()) <= 0, lambda: "all work")
    assert most == {"a": 1, "b": 1, "all": 2}


async def test_a_lane_that_failed_is_started_by_the_next_who_wakes_it() -> None:
    tries: list[str] = []

    async def work(name: str) -> float | None:
        tries.append(name)
        if len(tries) == 1:
            raise KeyError("what a visitor wrote")
        return None

    lanes = Lanes("test", work)
    lanes.wake("a")
    await asyncio.sleep(0.01)
    lanes.wake("a")
    await until(lambda: len(tries) == 2, lambda: "a second try")


async def test_stopping_ends_what_waits_at_once_and_lets_end_what_is_under_way() -> None:
    ended: list[str] = []

    async def work(name: str) -> float | None:
        if name == "waits":
            return 60.0
        await asyncio.sleep(0.1 if name == "short" else 60.0)
        ended.append(name)
        return 0.0

    lanes = Lanes("test", work)
    for name in ("waits", "short", "long"):
        lanes.wake(name)
    await asyncio.sleep(0.02)
    await asyncio.wait_for(lanes.stop(0.5), 2)
    lanes.wake("short")
    await asyncio.sleep(0.15)
    assert ended == ["short"]

"""Tokens: without a valid one nothing is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.channels.web.api.refusal import refused
from tests.channels.web.stub import Stage, stage

ID = "0b5e3c1e-8a55-4d1f-9e47-2f3f1a2b3c4d"


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer nonsense",
        "Basic YTpi",
        "Bearer a.b.c",
        "Bearer " + "x" * 5000,
    ],
)
async def test_without_a_token_of_ours_nothing_is_shown(bot: Stage, authorization: str) -> None:
    page = bot.page(Authorization=authorization)
    assert await refused(page, "GET", "api/messages") == 401
    assert await refused(page, "DELETE", "api/conversation") == 401
    assert await refused(page, "POST", "api/messages", {"id": ID, "text": "x"}) == 401
    assert await refused(page, "POST", "api/session", {"restart": True}) == 401
    assert bot.agent.heard == []


async def test_a_token_changed_in_any_place_is_refused(bot: Stage) -> None:
    page = await bot.page().open()
    genuine = page.token
    for place in range(0, len(genuine), 7):
        other = "A" if genuine[place] != "A" else "B"
        page.token = genuine[:place] + other + genuine[place + 1 :]
        assert await refused(page, "GET", "api/messages") == 401, place


async def test_a_token_of_another_server_is_refused(bot: Stage, tmp_path: Path) -> None:
    async with stage(tmp_path / "other", secret="another key of sixteen") as foreign:
        stranger = await foreign.page().open()
    page = bot.page()
    page.token = stranger.token
    assert await refused(page, "GET", "api/messages") == 401


@pytest.mark.parametrize(("profile", "hours"), [("site", 24), ("kiosk", 1)])
async def test_a_token_expires(bot: Stage, profile: str, hours: int) -> None:
    page = await bot.page().open(profile)
    bot.clock.now += hours * 3600 - 1
    assert (await page.ask("GET", "api/messages"))[0] == 200
    bot.clock.now += 1
    assert await refused(page, "GET", "api/messages") == 401


async def test_a_token_in_the_address_is_no_token(bot: Stage) -> None:
    page = await bot.page().open()
    token, page.token = page.token, ""
    assert await refused(page, "GET", f"api/messages?token={token}") == 401

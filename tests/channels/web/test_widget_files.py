"""The widget in one file: its two names, what pins it, what a browser or a proxy may keep."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.channels.web.stub import Stage, stage

FRIEND = "https://recrutement.example.fr"


@pytest_asyncio.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, web_origins=(FRIEND,)) as running:
        yield running


async def test_a_pinned_name_holds_one_file_for_ever(bot: Stage) -> None:
    status, pinned, _ = await bot.page().ask("GET", "widget.json")
    assert status == 200
    status, body, headers = await bot.page(Origin=FRIEND).ask("GET", pinned["file"])
    assert status == 200 and "immutable" in headers["Cache-Control"]
    assert not re.search(rb"\b(?:import|export)\b[ {]", body), "all of it is in this file"
    assert headers["Access-Control-Allow-Origin"] == FRIEND, "integrity asks for it"
    digest = base64.b64encode(hashlib.sha384(body).digest()).decode()
    assert pinned["integrity"] == f"sha384-{digest}"
    _, same, headers = await bot.page().ask("GET", "widget.js")
    assert same == body and headers["Cache-Control"] == "no-cache"


async def test_a_name_of_another_release_leads_to_the_widget_of_today(bot: Stage) -> None:
    url = f"{bot.base}/widget.0123456789abcdef.js"
    async with bot.http.get(url, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (307, "./widget.js")
        assert response.headers["Cache-Control"] == "no-store"


async def test_an_edited_module_is_in_the_widget(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "assets").mkdir(parents=True)
    (pages / "assets" / "brand.js").write_text("export const brand = { id: 1 };\n")
    (pages / "widget.js").write_text('import { brand } from "./assets/brand.js";\n1;\n')
    async with stage(tmp_path) as bot:
        _, before, _ = await bot.page().ask("GET", "widget.js")
        (pages / "widget.js").write_text('import { brand } from "./assets/brand.js";\n12345;\n')
        _, after, _ = await bot.page().ask("GET", "widget.js")
        assert b"12345" not in before and b"12345" in after and "Décroche".encode() in after


async def test_the_answers_are_packed_and_kept(bot: Stage) -> None:
    url = f"{bot.base}/api/faq"
    async with bot.http.get(url, headers={"Accept-Encoding": "gzip"}) as response:
        assert response.headers["Content-Encoding"] == "gzip"
        assert "max-age" in response.headers["Cache-Control"]
        assert int(response.headers["Content-Length"]) < 30_000
        known = {"If-None-Match": response.headers["ETag"], "Accept-Encoding": "gzip"}
    async with bot.http.get(url, headers=known) as response:
        assert response.status == 304


async def test_the_assistant_alone_stands_in_frames_of_listed_pages(bot: Stage) -> None:
    _, _, headers = await bot.page().ask("GET", "chat")
    assert f"frame-ancestors 'self' {FRIEND};" in headers["Content-Security-Policy"]
    _, _, headers = await bot.page().ask("GET", "kiosk")
    assert "frame-ancestors 'self';" in headers["Content-Security-Policy"]

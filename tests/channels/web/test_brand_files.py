"""What a brand changes of the pages, the scripts and the answers, at addresses of its own."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.channels.web.channel import WEB_DIR
from bot.channels.web.qr import qr_svg
from bot.content.colours import contrast, darkened, lightened
from bot.publishing import open_library
from tests.channels.web.stub import Stage, stage
from tests.contents import copy_content, edit

LOGO = "<svg xmlns='http://www.w3.org/2000/svg'/>"
SECOND: dict[str, Any] = {
    "bot": "Allô & Cie",
    "organisation": "Grand Large Services",
    "logo": "grand-large.svg",
    "accent": "#7a1f5c",
    "welcome": "Bienvenue chez {organisation}.",
    "strings": {"launcher": "Parlons-en"},
    "pages": {"tagline": "Les métiers de {organisation}"},
}


@pytest_asyncio.fixture
async def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    content = copy_content(tmp_path)
    third = {key: value for key, value in SECOND.items() if key != "logo"}
    brands = {"grand-large": SECOND, "sans-logo": third}
    edit(content / "brand.yml", lambda own: own.update(brands))
    (content / "grand-large.svg").write_text(LOGO)
    library = open_library(content)
    monkeypatch.setattr("tests.channels.web.stub.LIBRARY", library)
    async with stage(tmp_path) as running:
        yield running


async def _brand(bot: Stage, room: str = "") -> dict[str, object]:
    status, body, headers = await bot.page().ask("GET", f"{room}assets/brand.js")
    assert status == 200 and headers["Content-Type"].startswith("text/javascript")
    found = re.search(r"export const brand = (\{.*\});", body.decode())
    assert found and b"export function branded" in body
    given: dict[str, object] = json.loads(found.group(1))
    return given


async def test_the_scripts_get_the_words_of_their_brand(bot: Stage) -> None:
    assert await _brand(bot) == {
        "id": "",
        "bot": "Décroche",
        "accent": "#0a5f66",
        "accentDark": "#6fcdc8",
        "logo": "",
        "welcome": "",
        "strings": {},
    }
    second = await _brand(bot, "brands/grand-large/")
    assert second["id"] == "grand-large" and second["bot"] == SECOND["bot"]
    assert second["welcome"] == "Bienvenue chez Grand Large Services."
    assert second["accentDark"] == lightened(SECOND["accent"]), "where it gives none"
    assert second["strings"] == SECOND["strings"] and second["logo"] == "logo.svg"


async def test_the_pages_look_as_their_brand(bot: Stage) -> None:
    _, body, _ = await bot.page().ask("GET", "brands/grand-large/questions/salaire")
    page = body.decode()
    assert "<span>Allô &amp; Cie</span>" in page
    assert "Les métiers de Grand Large Services" in page and "Décroche" not in page
    assert f'href="{bot.base}/questions/salaire"' in page, "search engines know one address"
    assert 'src="../logo.svg"' in page
    status, logo, headers = await bot.page().ask("GET", "brands/grand-large/logo.svg")
    assert (status, logo.decode()) == (200, LOGO)
    assert "sandbox" in headers["Content-Security-Policy"]
    _, style, _ = await bot.page().ask("GET", "brands/grand-large/assets/brand.css")
    assert "--accent: #7a1f5c; --accent-words: #7a1f5c; --on-accent: #ffffff;" in style.decode()


async def test_the_kiosk_has_the_colours_of_its_brand_on_its_dark_screens(bot: Stage) -> None:
    for room, accent, ornament in (
        ("", "#0a5f66", "#f3b65b"),
        ("brands/grand-large/", SECOND["accent"], lightened(SECOND["accent"])),
    ):
        style = (await bot.page().ask("GET", f"{room}assets/brand.css"))[1].decode()
        found = re.search(r":root \{ --night: (#\w+); --lit: (#\w+); --sun: (#\w+); \}", style)
        assert found and contrast("#ffffff", found[1]) >= 14
        assert found[1] == darkened(accent, 14) and found[3] == ornament
        assert contrast(found[3], found[1]) >= 4.5


async def test_the_icon_of_a_page_is_its_brand_s(bot: Stage) -> None:
    async def icon(room: str) -> str:
        status, body, headers = await bot.page().ask("GET", f"{room}assets/favicon.svg")
        assert status == 200 and headers["Content-Type"] == "image/svg+xml"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        return str(body.decode())

    own = await icon("")
    assert own == (WEB_DIR / "assets" / "favicon.svg").read_text("utf-8")
    assert await icon("brands/grand-large/") == LOGO
    assert await icon("brands/sans-logo/") == own.replace("#0a5f66", SECOND["accent"])


async def test_a_code_leads_to_the_pages_of_its_brand(bot: Stage) -> None:
    home = f"{bot.base}/brands/grand-large"
    for query, leads_to in (
        ("?topic=salary", "/questions/salaire"),
        ("?roles=trainer", "/metiers?roles=trainer"),
        ("", "/"),
    ):
        _, code, _ = await bot.page().ask("GET", f"brands/grand-large/qr.svg{query}")
        assert code == qr_svg(f"{home}{leads_to}")
    path = "brands/grand-large/questions/salaire"
    assert (await bot.page().ask("GET", path))[0] == 200


async def test_a_message_says_which_brand_it_was_said_to(bot: Stage) -> None:
    for room, brand in (("", None), ("brands/grand-large/", "grand-large")):
        page = bot.page()
        status, said, _ = await page.ask("POST", f"{room}api/session", {})
        assert status == 201
        page.token = said["token"]
        body = {"id": f"message-{brand}", "text": "bonjour"}
        status, _, _ = await page.ask("POST", f"{room}api/messages", body)
        assert status == 200
        assert (bot.agent.heard[-1].metadata or {}).get("brand") == brand


async def test_what_no_brand_has_is_not_found(bot: Stage) -> None:
    for address in (
        "logo.svg",
        "brands/grand-large/logo.png",
        "brands/nobody/widget.js",
        "brands/nobody/api/faq",
        "brands/grand-large/brands/grand-large/widget.js",
    ):
        assert (await bot.page().ask("GET", address))[0] == 404, address
    assert (await bot.page().ask("GET", "brands/grand-large/widget.js"))[0] == 200
    assert (await bot.page().ask("PUT", "brands/grand-large/api/messages"))[0] == 405

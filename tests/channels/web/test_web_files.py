"""The files, the FAQ and the QR code."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from yarl import URL

from bot import publishing
from bot.channels.problems import NothingToShow
from bot.channels.web.faq import faq
from bot.channels.web.qr import page_address, qr_svg
from bot.errors import ContentError
from bot.publishing import QUESTION_PAGES
from tests.channels.web.stub import Stage, stage
from tests.contents import CONTENT, part_of

THEMES = CONTENT.part(publishing.THEMES)
SLUGS = CONTENT.part(QUESTION_PAGES).slugs
FRIEND = "https://recrutement.example.fr"


@pytest_asyncio.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Stage]:
    pages = tmp_path / "pages"
    (pages / "assets").mkdir(parents=True)
    (pages / "demo.html").write_text("<!doctype html><title>Vitrine</title>" + "x" * 999)
    (pages / "kiosk.html").write_text("<!doctype html><title>Borne</title>")
    (pages / "widget.js").write_text("export const widget = 1;\n" * 50)
    (pages / "assets" / "brand.js").write_text("export const brand = {};\n")
    (pages / "assets" / "look.css").write_text("p { color: inherit }\n" * 50)
    (pages / "assets" / "sign.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (pages / ".secret.js").write_text("hidden")
    (pages / "notes.md").write_text("hidden")
    (tmp_path / "outside.js").write_text("hidden")
    (pages / "link.js").symlink_to(tmp_path / "outside.js")
    async with stage(tmp_path, web_origins=(FRIEND,)) as running:
        yield running


@pytest.mark.parametrize(
    ("address", "media_type", "words"),
    [
        ("demo", "text/html; charset=utf-8", b"Vitrine"),
        ("kiosk", "text/html; charset=utf-8", b"Borne"),
        ("widget.js", "text/javascript; charset=utf-8", b"const widget"),
        ("assets/look.css", "text/css; charset=utf-8", b"color"),
        ("assets/sign.svg", "image/svg+xml", b"svg"),
    ],
)
async def test_files_come_with_their_type(
    bot: Stage, address: str, media_type: str, words: bytes
) -> None:
    status, body, headers = await bot.page().ask("GET", address)
    assert status == 200 and words in body
    assert headers["Content-Type"] == media_type
    assert headers["X-Content-Type-Options"] == "nosniff"
    status, body, headers = await bot.page().ask("HEAD", address)
    assert status == 200 and body == b"" and headers["Content-Type"] == media_type


async def test_a_page_may_load_nothing_from_elsewhere(bot: Stage) -> None:
    _, _, headers = await bot.page().ask("GET", "kiosk")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy


async def test_an_unchanged_file_is_not_sent_again(bot: Stage, tmp_path: Path) -> None:
    _, _, headers = await bot.page().ask("GET", "widget.js")
    known = {"If-None-Match": headers["ETag"]}
    status, body, _ = await bot.page().ask("GET", "widget.js", headers=known)
    assert status == 304 and body == b""
    (tmp_path / "pages" / "widget.js").write_text("export const widget = 2;")
    status, body, _ = await bot.page().ask("GET", "widget.js", headers=known)
    assert status == 200 and b"=2" in body


async def test_texts_are_packed_for_who_can_unpack(bot: Stage) -> None:
    plain = {"Accept-Encoding": "identity"}
    _, body, headers = await bot.page().ask("GET", "widget.js", headers=plain)
    assert "Content-Encoding" not in headers
    url = f"{bot.base}/widget.js"
    async with bot.http.request("GET", url, headers={"Accept-Encoding": "gzip"}) as response:
        assert response.headers["Content-Encoding"] == "gzip"
        assert await response.read() == body
        assert response.headers["ETag"] != headers["ETag"]
        assert int(response.headers["Content-Length"]) == len(gzip.compress(body, mtime=0))


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("BR;q=1.0, gzip;q=0.5", "br"),
        ("gzip, br;q=0", "gzip"),
        ("gzip;q=0.000,br; q=0.0", None),
        ("zebra, brgzip", None),
    ],
)
async def test_the_smallest_form_that_a_browser_takes_is_sent(
    bot: Stage, accepted: str, coding: str | None
) -> None:
    _, plain, _ = await bot.page().ask("GET", "widget.js", headers={"Accept-Encoding": "identity"})
    url, headers = f"{bot.base}/widget.js", {"Accept-Encoding": accepted}
    async with bot.http.get(url, headers=headers) as response:
        assert response.headers.get("Content-Encoding") == coding
        assert "Accept-Encoding" in response.headers["Vary"]
        assert await response.read() == plain
        tag = response.headers["ETag"]
    async with bot.http.get(url, headers=headers | {"If-None-Match": tag}) as again:
        assert again.status == 304


@pytest.mark.parametrize(
    ("public_url", "address", "coding"),
    [
        ("https://bot.example.fr", "questions/salaire", "br"),
        ("https://bot.example.fr", "metiers?roles=trainer", "gzip"),
        (None, "questions/salaire", "gzip"),  # there is one for each name that is asked for
    ],
)
async def test_what_is_made_for_one_request_takes_no_time_to_pack(
    tmp_path: Path, public_url: str | None, address: str, coding: str
) -> None:
    headers = {"Accept-Encoding": "gzip, br"}
    async with (
        stage(tmp_path, public_url=public_url) as bot,
        bot.http.get(f"{bot.base}/{address}", headers=headers) as response,
    ):
        assert response.headers["Content-Encoding"] == coding


async def test_the_widget_loads_on_listed_pages_only(bot: Stage) -> None:
    _, _, headers = await bot.page(Origin=FRIEND).ask("GET", "widget.js")
    assert headers["Access-Control-Allow-Origin"] == FRIEND
    _, _, headers = await bot.page(Origin="https://evil.example").ask("GET", "widget.js")
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    "address",
    [
        ".secret.js",
        "notes.md",
        "link.js",
        "../outside.js",
        "assets/../../outside.js",
        "%2e%2e/outside.js",
        "..%2foutside.js",
        "assets%2f..%2f..%2foutside.js",
        "assets",
        "assets/",
        "widget.js/",
        "widget.js%00.css",
        "nowhere",
        "templates/base.jinja",
        "pages/demo",
    ],
)
async def test_nothing_else_is_served(bot: Stage, address: str) -> None:
    url = URL(f"{bot.base}/{address}", encoded=True)
    async with bot.http.get(url) as response:
        assert response.status in (403, 404)
        assert b"hidden" not in await response.read()


async def test_the_address_without_slash_leads_to_the_page(bot: Stage) -> None:
    async with bot.http.get(f"{bot.base}?topic=salary", allow_redirects=False) as response:
        assert response.status == 308
        assert response.headers["Location"] == "./web/?topic=salary"


async def test_the_faq_holds_every_topic_once_with_its_sources(bot: Stage) -> None:
    status, said, _ = await bot.page().ask("GET", "api/faq")
    assert status == 200
    topics = [topic for theme in said["themes"] for topic in theme["topics"]]
    assert sorted(topic["id"] for topic in topics) == sorted(CONTENT.faq_topics)
    for topic in topics:
        assert set(topic) == {"id", "title", "short", "answer", "sources", "cited"}
        assert topic["title"] and topic["short"] and topic["answer"]
    assert sum(bool(topic["sources"]) for topic in topics) > len(topics) / 2
    assert all(0 < len(theme["title"]) <= 30 for theme in said["themes"])


def test_a_broken_theme_says_where(tmp_path: Path) -> None:
    file = tmp_path / "themes.yml"
    for text in ("{}", "- id: x", "- {id: x, title: y, topics: [], z: 1}", "- 5"):
        file.write_text(text)
        with pytest.raises(ContentError, match=r"themes\.yml"):
            part_of(tmp_path, publishing.THEMES)


def test_a_theme_may_name_a_topic_without_card() -> None:
    ghost = THEMES[0].copy(update={"topics": ["nonsense"]})
    assert faq(CONTENT, [ghost])["themes"][0]["topics"] == []


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ({}, "https://b.fr/web/"),
        ({"topic": "heat_pumps"}, "https://b.fr/web/questions/pompes-a-chaleur"),
        ({"roles": "trainer,planner"}, "https://b.fr/web/metiers?roles=trainer,planner"),
    ],
)
def test_a_code_leads_to_the_page(query: dict[str, str], address: str) -> None:
    assert page_address("https://b.fr/web", query, CONTENT, SLUGS) == address


@pytest.mark.parametrize(
    "query",
    [
        {"topic": "nonsense"},
        {"topic": ""},
        {"topic": "greet"},
        {"roles": ""},
        {"roles": "trainer,trainer"},
        {"roles": "trainer,planner,quality,supervisor"},
        {"topic": "salary", "roles": "trainer"},
        {"name": "Jeanne"},
    ],
)
def test_a_code_carries_nothing_but_ids_of_the_content(query: dict[str, str]) -> None:
    with pytest.raises(NothingToShow):
        page_address("https://b.fr/web", query, CONTENT, SLUGS)


async def test_a_code_is_a_picture_of_the_public_address(tmp_path: Path) -> None:
    public = "https://bot.example.fr"
    async with stage(tmp_path, public_url=public) as bot:
        status, body, headers = await bot.page().ask("GET", "qr.svg?topic=heat_pumps")
        assert status == 200 and headers["Content-Type"] == "image/svg+xml"
        assert body == qr_svg(f"{public}/web/questions/pompes-a-chaleur")
        assert (await bot.page().ask("GET", "qr.svg?topic=nonsense"))[0] == 404
    async with stage(tmp_path) as bot:
        _, body, _ = await bot.page().ask("GET", "qr.svg")
        assert body == qr_svg(f"{bot.base}/")


async def test_no_page_of_the_tests_is_served(tmp_path: Path) -> None:
    async with stage(tmp_path) as bot:
        for path in ("hostile", "hostile.html", "assets/hostile.css"):
            assert (await bot.page().ask("GET", path))[0] == 404
        assert (await bot.page().ask("GET", "kiosk"))[0] == 200

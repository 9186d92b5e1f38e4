"""Bodies, methods and addresses that are none of the API's."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.nlu.normaliser import is_too_long
from bot.settings import ROOT
from tests.channels.web.api.refusal import refused
from tests.channels.web.stub import Stage

ID = "0b5e3c1e-8a55-4d1f-9e47-2f3f1a2b3c4d"
_BAD = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"\xff\xfe",
    b"[" * 15_000,
    b'{"id": 5, "text": "x"}',
    b'{"id": "abc", "text": "x"}',
    b'{"id": "abcdefgh\\n", "text": "x"}',
    b'{"id": "abc/../def", "text": "x"}',
    b'{"text": "x"}',
    b'{"id": "abcdefgh"}',
    b'{"id": "abcdefgh", "text": 5}',
    b'{"id": "abcdefgh", "text": null}',
    b'{"id": "abcdefgh", "text": "x", "payload": "/greet"}',
    b'{"id": "abcdefgh", "text": "x", "title": "y"}',
    b'{"id": "abcdefgh", "text": "x", "sender": "site-1"}',
    b'{"id": "abcdefgh", "payload": "greet"}',
    b'{"id": "abcdefgh", "payload": ""}',
    b'{"id": "abcdefgh", "payload": {"a": 1}}',
    b'{"id": "abcdefgh", "payload": "/greet", "title": ["x"]}',
    b'{"id": "abcdefgh", "text": ""}',
    b'{"id": "abcdefgh", "text": " \\n\\t "}',
    b'{"id": "abcdefgh", "text": "\\u0000"}',
]


@pytest.mark.parametrize("body", _BAD)
async def test_a_body_that_is_no_message_is_refused(bot: Stage, body: bytes) -> None:
    page = await bot.page().open()
    json_type = {"Content-Type": "application/json"}
    assert await refused(page, "POST", "api/messages", data=body, headers=json_type) == 400
    assert bot.agent.heard == []


@pytest.mark.parametrize(
    "body", [{"profile": "admin"}, {"profile": 1}, {"restart": "yes"}, {"x": 1}]
)
async def test_a_body_that_opens_no_session_is_refused(bot: Stage, body: Any) -> None:
    assert await refused(bot.page(), "POST", "api/session", body) == 400


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"]
)
async def test_only_json_is_read(bot: Stage, content_type: str) -> None:
    more = {"data": b'{"profile": "site"}', "headers": {"Content-Type": content_type}}
    assert await refused(bot.page(), "POST", "api/session", **more) == 415


async def test_json_may_name_its_encoding(bot: Stage) -> None:
    more = {
        "data": b'{"profile": "site"}',
        "headers": {"Content-Type": "application/json; charset=UTF-8"},
    }
    assert (await bot.page().ask("POST", "api/session", **more))[0] == 201


async def test_a_large_body_is_refused_whatever_is_declared(bot: Stage) -> None:
    page = await bot.page().open()
    large = json.dumps({"id": ID, "text": "x" * 20_000}).encode()
    json_type = {"Content-Type": "application/json"}

    async def in_pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(large), 1_000):
            yield large[start : start + 1_000]

    for data in (large, in_pieces()):
        assert await refused(page, "POST", "api/messages", data=data, headers=json_type) == 413
    assert bot.agent.heard == []


async def test_a_long_text_is_the_bots_to_answer_and_a_longer_one_is_refused(bot: Stage) -> None:
    page = await bot.page().open()
    assert await page.say("é" * 2_000)
    body = {"id": ID, "text": "é" * 2_001}
    assert await refused(page, "POST", "api/messages", body) == 400


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "HEAD"])
async def test_other_methods_are_refused(bot: Stage, method: str) -> None:
    status, _, headers = await bot.page().ask(method, "api/session")
    assert status == 405 and headers["Allow"] == "POST, OPTIONS"


async def test_a_method_that_nobody_knows_is_refused_in_the_same_words(bot: Stage) -> None:
    assert await refused(bot.page(), "TRACE", "api/session") == 405


async def test_an_address_that_does_not_exist_says_so(bot: Stage) -> None:
    assert await refused(bot.page(), "GET", "api/nowhere") == 404
    assert await refused(bot.page(), "POST", "api/") == 404
    assert await refused(bot.page(), "GET", "nowhere") == 404


async def test_the_pages_and_the_description_are_told_how_long_a_message_may_be(bot: Stage) -> None:
    _, session, _ = await bot.page().ask("POST", "api/session", {})
    longest = session["longest_text"]
    status, problem, _ = await (await bot.page().open()).ask(
        "POST", "api/messages", {"id": ID, "text": "é" * (longest + 1)}
    )
    assert status == 400 and f"{longest:_}".replace("_", "\N{NO-BREAK SPACE}") in problem["detail"]
    assert not is_too_long("a" * session["longest_read"]) and session["longest_read"] < longest
    assert is_too_long("a" * (session["longest_read"] + 1))
    described = (ROOT / "docs" / "openapi.yml").read_text(encoding="utf-8")
    assert f"maxLength: {longest}\n" in described

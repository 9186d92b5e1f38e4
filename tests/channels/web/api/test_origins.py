"""Origins: which pages of other sites may speak to the bot."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.channels.web.api.refusal import refused
from tests.channels.web.conftest import FRIEND
from tests.channels.web.stub import Stage, stage


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://recrutement.example.fr",
        "https://recrutement.example.fr.evil.example",
        "https://recrutement.example.fr:8443",
        "https://RECRUTEMENT.example.fr@evil.example",
        "file://",
        "",
    ],
)
async def test_a_foreign_page_is_refused_and_told_nothing(bot: Stage, origin: str) -> None:
    page = bot.page(Origin=origin)
    for method, path, body in [
        ("POST", "api/session", {"profile": "site"}),
        ("GET", "api/faq", None),
        ("GET", "api/health", None),
    ]:
        assert await refused(page, method, path, body) == 403
    _, _, headers = await page.ask("GET", "api/faq")
    assert not [name for name in headers if name.lower().startswith("access-control-")]
    status, _, headers = await page.ask(
        "OPTIONS", "api/session", headers={"Access-Control-Request-Method": "POST"}
    )
    assert status == 403
    assert not [name for name in headers if name.lower().startswith("access-control-")]


async def test_a_stolen_token_is_worth_nothing_on_a_foreign_page(bot: Stage) -> None:
    page = await bot.page().open()
    await page.say("secret")
    page.headers["Origin"] = "https://evil.example"
    assert await refused(page, "GET", "api/messages") == 403


async def test_a_listed_page_holds_a_conversation(bot: Stage) -> None:
    page = bot.page(Origin=FRIEND)
    for method in ("POST", "GET", "DELETE"):
        path = "api/conversation" if method == "DELETE" else "api/messages"
        wanted = {
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization,content-type",
        }
        status, _, headers = await page.ask("OPTIONS", path, headers=wanted)
        assert status == 204
        assert headers["Access-Control-Allow-Origin"] == FRIEND
        assert method in headers["Access-Control-Allow-Methods"]
        assert "Authorization" in headers["Access-Control-Allow-Headers"]
        assert "Access-Control-Allow-Credentials" not in headers
    await page.open()
    await page.say("bonjour")
    _, _, headers = await page.ask("GET", "api/messages")
    assert headers["Access-Control-Allow-Origin"] == FRIEND
    assert "Retry-After" in headers["Access-Control-Expose-Headers"]
    assert "Origin" in headers["Vary"]
    _, _, headers = await page.ask("GET", "api/nowhere")  # errors too: the page must read them
    assert headers["Access-Control-Allow-Origin"] == FRIEND


async def test_the_servers_own_pages_are_always_welcome(bot: Stage) -> None:
    own = bot.base.removesuffix("/web")
    for origin in (own, own.replace("http://", "https://")):  # TLS may end at a proxy
        assert (await bot.page(Origin=origin).open()).token


async def test_behind_a_trusted_proxy_the_public_name_is_the_own_one(tmp_path: Path) -> None:
    names = {"Origin": "https://bot.example.fr", "X_Forwarded_Host": "bot.example.fr"}
    async with stage(tmp_path, trusted_proxies=("127.0.0.1",)) as bot:
        assert (await bot.page(**names).open()).token
    async with stage(tmp_path) as bot:  # nobody's word is taken
        body = {"profile": "site"}
        assert await refused(bot.page(**names), "POST", "api/session", body) == 403
    async with stage(tmp_path, public_url="https://bot.example.fr/decroche") as bot:
        assert (await bot.page(Origin="https://bot.example.fr").open()).token

"""Rates: of a session, and of an address over all its sessions."""

from __future__ import annotations

from pathlib import Path

from tests.channels.web.api.refusal import refused
from tests.channels.web.stub import stage

ID = "0b5e3c1e-8a55-4d1f-9e47-2f3f1a2b3c4d"


async def test_a_session_has_its_rate(tmp_path: Path) -> None:
    async with stage(tmp_path, web_rate=3) as bot:
        page, other = await bot.page().open(), await bot.page().open()
        for number in range(3):
            await page.say(f"message {number}")
        status, _, headers = await page.ask("POST", "api/messages", {"id": ID, "text": "trop"})
        assert status == 429 and headers["Retry-After"] == "20"
        await other.say("moi, je peux")
        bot.clock.now += 20
        assert await page.say("trop", ID)
    assert "trop" in [message.text for message in bot.agent.heard]


async def test_a_conversation_has_its_length(tmp_path: Path) -> None:
    async with stage(tmp_path, session_turns=2) as bot:
        page, other = await bot.page().open(), await bot.page().open()
        await page.say("un")
        await page.say("deux", ID)
        body = {"id": f"{ID}-3", "text": "trois"}
        for _ in range(2):
            assert await refused(page, "POST", "api/messages", body) == 410
        _, said, _ = await page.ask("POST", "api/messages", body)
        assert said["type"].endswith(":conversation-full")
        assert (await page.say("deux", ID))[0]["text"] == "écho : deux"  # once more the same
        _, history, _ = await page.ask("GET", "api/messages")
        assert [turn["said"] for turn in history["turns"]] == ["un", "deux"]
        assert await other.say("moi, je peux")
        assert (await page.ask("DELETE", "api/conversation"))[0] == 204
    assert "trois" not in [message.text for message in bot.agent.heard]


async def test_an_address_has_its_rate_over_all_sessions(tmp_path: Path) -> None:
    proxies = ("127.0.0.1",)
    async with stage(tmp_path, web_address_rate=4, trusted_proxies=proxies) as bot:
        crowd = {"X_Forwarded_For": "203.0.113.7"}
        for _ in range(4):
            await bot.page(**crowd).open()
        assert await refused(bot.page(**crowd), "POST", "api/session", {"profile": "site"}) == 429
        forged = bot.page(X_Forwarded_For="198.51.100.9, 203.0.113.7")
        assert await refused(forged, "POST", "api/session", {"profile": "site"}) == 429
        assert (await bot.page(X_Forwarded_For="203.0.113.8").open()).token


async def test_without_a_trusted_proxy_nobody_chooses_his_address(tmp_path: Path) -> None:
    async with stage(tmp_path, web_address_rate=2) as bot:
        for number in range(2):
            await bot.page(X_Forwarded_For=f"203.0.113.{number}").open()
        page = bot.page(X_Forwarded_For="203.0.113.99")
        assert await refused(page, "POST", "api/session", {"profile": "site"}) == 429


async def test_guessing_tokens_is_slowed_down(tmp_path: Path) -> None:
    async with stage(tmp_path, web_address_rate=5) as bot:
        page = bot.page(Authorization="Bearer guess")
        tried = [await refused(page, "GET", "api/messages") for _ in range(7)]
    assert tried == [401] * 5 + [429] * 2


async def test_codes_are_drawn_at_the_rate_of_the_address(tmp_path: Path) -> None:
    async with stage(tmp_path, web_address_rate=3) as bot:
        page = bot.page()
        told = [(await page.ask("GET", "qr.svg"))[0] for _ in range(4)]
        file = (await page.ask("GET", "widget.js"))[0]
    assert told == [200] * 3 + [429]
    assert file == 200, "files cost next to nothing"


async def test_pages_that_are_written_anew_have_a_rate(tmp_path: Path) -> None:
    async with stage(tmp_path, web_address_rate=3) as bot:
        for number in (1, 2, 3):
            host = f"name-{number}.example"
            assert (await bot.page(Host=host).ask("GET", "questions/salaire"))[0] == 200
        for address in ("questions/salaire", "metiers?roles=trainer", "questions/rien"):
            status, _, headers = await bot.page(Host="name-4.example").ask("GET", address)
            assert status == 429 and headers["Retry-After"] == "20"
        written = bot.page(Host="name-1.example")
        assert (await written.ask("GET", "questions/salaire"))[0] == 200, "it is there already"
        assert (await written.ask("GET", "widget.js"))[0] == 200

"""A bot in trouble: without a model, silent, faulty."""

from __future__ import annotations

import pytest

from tests.channels.web.api.refusal import refused
from tests.channels.web.stub import Stage

ID = "0b5e3c1e-8a55-4d1f-9e47-2f3f1a2b3c4d"


async def test_without_a_model_it_says_so(bot: Stage) -> None:
    page = await bot.page().open()
    bot.agent.ready = False
    assert await refused(page, "GET", "api/health") == 503
    assert await refused(page, "POST", "api/messages", {"id": ID, "text": "allô"}) == 503
    assert await refused(page, "DELETE", "api/conversation") == 503
    assert (await page.ask("GET", "api/faq"))[0] == 200
    bot.agent.ready = True
    assert await page.say("allô", ID)


async def test_a_silent_bot_is_asked_again(bot: Stage) -> None:
    page = await bot.page().open()
    bot.agent.mute = True
    status, _, headers = await page.ask("POST", "api/messages", {"id": ID, "text": "allô"})
    assert status == 503 and headers["Retry-After"]
    bot.agent.mute = False
    assert (await page.say("allô", ID))[0]["text"] == "écho : allô"


async def test_a_fault_tells_nothing_of_itself(
    bot: Stage, capfd: pytest.CaptureFixture[str]
) -> None:
    page = await bot.page().open()
    bot.agent.fault = ValueError("le numéro du visiteur est 0612345678")
    status, said, _ = await page.ask("POST", "api/messages", {"id": ID, "text": "allô"})
    assert status == 500 and "0612345678" not in str(said)
    logged = capfd.readouterr()
    assert "web.failed" in logged.out + logged.err
    assert "0612345678" not in logged.out + logged.err
    bot.agent.fault = None
    assert await page.say("allô", ID)

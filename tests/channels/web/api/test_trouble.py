"""A bot in trouble: without a model, silent, faulty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.channels.web.api.refusal import refused
from tests.channels.web.stub import Stage, stage
from tests.storage.conftest import postgresql, url

__all__ = ["postgresql", "url"]

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


def _execute(bot: Stage, *statements: str) -> None:
    with bot.agent.tracker_store.engine.begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))


@pytest.mark.parametrize("fault", ["ABORT, 'no'", "IGNORE"])
@pytest.mark.parametrize("table", ["events", "channel_turns"])
async def test_an_erasure_that_failed_is_said_and_can_be_tried_again(
    bot: Stage, table: str, fault: str
) -> None:
    page = await bot.page().open()
    await page.say("mon secret bien gardé")
    refuse = f"CREATE TRIGGER refuse BEFORE DELETE ON {table} BEGIN SELECT RAISE({fault}); END"
    _execute(bot, refuse)
    assert await refused(page, "DELETE", "api/conversation") == 503
    assert await refused(page, "DELETE", "api/conversation") == 503
    _execute(bot, "DROP TRIGGER refuse")
    assert (await page.ask("GET", "api/messages"))[0] == 200
    assert (await page.ask("DELETE", "api/conversation"))[0] == 204
    assert await refused(page, "DELETE", "api/conversation") == 410
    assert not await bot.agent.tracker_store.exists(bot.agent.heard[0].sender_id)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_rows_that_somebody_holds_are_not_called_erased(tmp_path: Path, url: str) -> None:
    async with stage(tmp_path, database=url) as bot:
        page = await bot.page().open()
        await page.say("mon secret bien gardé")
        holder = sa.create_engine(url).connect()
        with holder.begin():
            holder.execute(sa.text("LOCK TABLE events IN EXCLUSIVE MODE"))
            assert await refused(page, "DELETE", "api/conversation") == 503
        holder.close()
        assert len((await page.ask("GET", "api/messages"))[1]["turns"]) == 1
        assert (await page.ask("DELETE", "api/conversation"))[0] == 204


async def test_a_turn_that_cannot_be_saved_is_not_answered_as_if_it_were(bot: Stage) -> None:
    page = await bot.page().open()
    await page.say("bonjour")
    refuse = "CREATE TRIGGER refuse BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'no'); END"
    _execute(bot, refuse)
    assert await refused(page, "POST", "api/messages", {"id": ID, "text": "allô"}) == 503
    _execute(bot, "DROP TRIGGER refuse")
    assert (await page.say("allô", ID))[0]["text"] == "écho : allô"
    turns = (await page.ask("GET", "api/messages"))[1]["turns"]
    assert [turn["said"] for turn in turns] == ["bonjour", "allô"]


async def test_an_answer_that_takes_too_long_is_not_called_unreadable(bot: Stage) -> None:
    page = await bot.page().open()
    bot.app.config.RESPONSE_TIMEOUT = 1
    bot.agent.gate.clear()
    body = {"id": ID, "text": "allô"}
    status, said, headers = await page.ask("POST", "api/messages", body)
    assert (status, said["type"]) == (503, "urn:problem-type:decroche:not-answering")
    assert headers["Retry-After"]
    bot.agent.gate.set()
    assert (await page.say("allô", ID))[0]["text"] == "écho : allô"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_full_disk_loses_no_turn_that_was_answered(url: str, tmp_path: Path) -> None:
    async with stage(tmp_path / "data", database=url) as bot:
        page = await bot.page().open()
        engine = bot.agent.tracker_store.engine
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

        def fill(connection: Any, _: Any) -> None:
            connection.execute(f"PRAGMA max_page_count = {pages + 20}")

        sa.event.listen(engine, "connect", fill)
        engine.dispose()
        answered, status = [], 200
        while status == 200:
            text = f"question {len(answered)} {'x' * 1_000}"
            body = {"id": f"question-{len(answered)}", "text": text}
            status, _, _ = await page.ask("POST", "api/messages", body)
            answered += [text] if status == 200 else []
        assert status == 503 and answered
        sa.event.remove(engine, "connect", fill)  # somebody made room
        engine.dispose()
        assert (await page.ask("POST", "api/messages", body))[0] == 200, "the same id again"
        _, history, _ = await page.ask("GET", "api/messages")
        assert [turn["said"] for turn in history["turns"]] == [*answered, text]

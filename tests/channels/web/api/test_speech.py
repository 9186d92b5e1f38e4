"""The server's voice as the kiosk asks for it: told, refused, heard."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.channels.limits import LONGEST_TEXT
from bot.settings import ROOT
from tests.channels.web.api.refusal import refused
from tests.channels.web.conftest import FRIEND
from tests.channels.web.stub import Stage, stage
from tests.channels.web.test_voice import PROGRAM, seconds

BODY = {"text": "On gagne 1 823 € par mois."}
JSON = {"Content-Type": "application/json"}


@pytest_asyncio.fixture
async def speaking(tmp_path: Path) -> AsyncIterator[Stage]:
    """The channel with a voice, which allows one foreign page."""
    async with stage(tmp_path, voice=PROGRAM, web_origins=(FRIEND,)) as running:
        yield running


async def test_a_kiosk_is_told_whether_there_is_a_voice(bot: Stage, speaking: Stage) -> None:
    for each, is_there in ((bot, False), (speaking, True)):
        status, said, headers = await each.page().ask("GET", "api/speech")
        assert (status, said) == (200, {"voice": is_there})
        assert headers["Cache-Control"] == "no-store"


async def test_a_text_is_heard_and_kept_nowhere(
    speaking: Stage, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = await speaking.page().open("kiosk")
    status, sound, headers = await page.ask("POST", "api/speech", BODY)
    assert status == 200 and headers["Content-Type"] == "audio/wav"
    assert headers["Cache-Control"] == "no-store"
    assert seconds(sound) > 1
    logged = capfd.readouterr()
    assert "1 823" not in logged.out + logged.err
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"RIFF" in text or BODY["text"].encode() in text for text in kept)
    assert speaking.agent.heard == []


@pytest.mark.parametrize("authorization", ["", "Bearer nonsense"])
async def test_only_visitors_hear_it(speaking: Stage, authorization: str) -> None:
    page = speaking.page(Authorization=authorization)
    assert await refused(page, "POST", "api/speech", BODY) == 401


async def test_a_foreign_page_is_refused(speaking: Stage) -> None:
    page = await speaking.page().open()
    page.headers = {"Origin": "https://elsewhere.example"}
    assert await refused(page, "POST", "api/speech", BODY) == 403
    page.headers = {"Origin": FRIEND}
    assert (await page.ask("POST", "api/speech", BODY))[0] == 200


async def test_without_a_voice_nothing_is_read(bot: Stage) -> None:
    assert await refused(await bot.page().open(), "POST", "api/speech", BODY) == 404


@pytest.mark.parametrize(
    "body",
    [
        *({}, {"text": 5}, {"text": ""}, {"text": " \n"}, {"text": "\0"}),
        *({"text": "x", "voice": "en"}, {"text": "é" * (LONGEST_TEXT + 1)}),
    ],
)
async def test_what_is_no_text_is_refused(speaking: Stage, body: Any) -> None:
    assert await refused(await speaking.page().open(), "POST", "api/speech", body) == 400


async def test_sizes_and_types_are_judged_as_those_of_a_message(speaking: Stage) -> None:
    page = await speaking.page().open()
    large = json.dumps({"text": "x" * 20_000}).encode()
    assert await refused(page, "POST", "api/speech", data=large, headers=JSON) == 413
    plain = {"Content-Type": "text/plain"}
    assert await refused(page, "POST", "api/speech", data=b"x", headers=plain) == 415
    assert await refused(page, "PUT", "api/speech") == 405


async def test_readings_and_messages_spend_from_one_rate(tmp_path: Path) -> None:
    async with stage(tmp_path, voice=PROGRAM, web_rate=2) as bot:
        page, other = await bot.page().open(), await bot.page().open()
        await page.say("bonjour")
        assert (await page.ask("POST", "api/speech", BODY))[0] == 200
        assert await refused(page, "POST", "api/speech", BODY) == 429
        assert (await other.ask("POST", "api/speech", BODY))[0] == 200
        assert (await page.ask("GET", "api/speech"))[0] == 200, "to be told costs no message"


async def test_a_program_that_went_away_is_no_answer(tmp_path: Path) -> None:
    async with stage(tmp_path, voice=f"{tmp_path}/espeak-ng") as bot:
        page = await bot.page().open()
        status, said, headers = await page.ask("POST", "api/speech", BODY)
    assert (status, said["type"]) == (503, "urn:problem-type:decroche:not-answering")
    assert headers["Retry-After"]


async def test_the_kiosk_alone_may_play_what_it_was_read(speaking: Stage) -> None:
    policies = {}
    for address in ("kiosk", "", "chat"):
        _, _, headers = await speaking.page().ask("GET", address)
        policies[address] = headers["Content-Security-Policy"]
    assert "media-src 'self' blob:;" in policies["kiosk"]
    assert policies["kiosk"].replace(" blob:", "") == policies[""]
    assert "blob:" not in policies[""] + policies["chat"]


def test_the_description_says_how_long_a_text_may_be() -> None:
    described = (ROOT / "docs" / "openapi.yml").read_text(encoding="utf-8")
    assert described.count(f"maxLength: {LONGEST_TEXT}\n") == 2

"""The server's voice: the real espeak-ng, heard, cut off, and missing."""

from __future__ import annotations

import asyncio
import io
import wave
from pathlib import Path

import pytest

from bot.channels.limits import LONGEST_TEXT
from bot.channels.refusals import NotAnswering
from bot.channels.web.voice import Voice
from bot.content.checks import REPLY_LIMIT

pytestmark = pytest.mark.server  # it starts a program that not every machine has

PROGRAM = "espeak-ng"
SENTENCE = "Un conseiller débute autour du Smic. "
BOOK = SENTENCE * 50_000  # some fifty seconds of processor


def seconds(sound: bytes) -> float:
    """Return how long a WAV is heard, as its header says, which has to be true."""
    with wave.open(io.BytesIO(sound)) as heard:
        told = heard.getnframes()
        assert len(heard.readframes(told)) == told * heard.getsampwidth() * heard.getnchannels()
        return told / heard.getframerate()


def programs() -> set[int]:
    """Return the programs that this process started and that have not ended."""
    listed = (task / "children" for task in Path("/proc/self/task").iterdir())
    return {int(child) for file in listed for child in file.read_text().split()}


async def test_a_text_is_heard() -> None:
    voice = Voice(PROGRAM)
    short, long = await voice.read(SENTENCE), await voice.read(SENTENCE * 10)
    assert 1 < seconds(short) < 5
    assert seconds(long) > 5 * seconds(short)


async def test_it_speaks_french_from_its_accents_on() -> None:
    voice = Voice(PROGRAM)
    assert await voice.read("été") != await voice.read("ete")
    assert seconds(await voice.read("1 823 €")) > seconds(await voice.read("un"))


@pytest.mark.parametrize("text", ["-v en", "--help", "<speak>", "[[", "/etc/passwd", "…", "😀"])
async def test_whatever_a_text_holds_is_but_read(text: str) -> None:
    assert seconds(await Voice(PROGRAM).read(text)) >= 0


async def test_the_longest_text_is_read_in_time() -> None:
    text = (SENTENCE * LONGEST_TEXT)[:LONGEST_TEXT]
    assert seconds(await Voice(PROGRAM).read(text)) > 60


def test_what_a_kiosk_says_at_once_is_no_longer_than_what_is_read() -> None:
    assert 4 * REPLY_LIMIT <= LONGEST_TEXT, "three replies, and the choices"


async def test_what_takes_too_long_is_cut_off() -> None:
    before = programs()
    with pytest.raises(NotAnswering):
        await Voice(PROGRAM, seconds=0.5).read(BOOK)
    assert programs() == before


async def test_who_hangs_up_ends_the_program() -> None:
    before = programs()
    reading = asyncio.create_task(Voice(PROGRAM, seconds=60).read(BOOK))
    async with asyncio.timeout(60):
        while programs() == before:
            await asyncio.sleep(0)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        while programs() != before:  # the loop hears of its end a moment later
            await asyncio.sleep(0)


async def test_no_more_than_two_programs_run_at_once() -> None:
    before, voice, most = programs(), Voice(PROGRAM, seconds=60), 0
    readings = asyncio.gather(*(voice.read(SENTENCE * 20) for _ in range(6)))
    while not readings.done():
        most = max(most, len(programs() - before))
        await asyncio.sleep(0)
    assert most == 2
    assert len({seconds(sound) for sound in await readings}) == 1


async def test_who_waits_in_vain_for_a_turn_is_refused_in_time() -> None:
    voice = Voice(PROGRAM, seconds=0.5)
    told = await asyncio.gather(*(voice.read(BOOK) for _ in range(4)), return_exceptions=True)
    assert [type(refusal) for refusal in told] == [NotAnswering] * 4
    assert seconds(await voice.read("bonjour")) > 0, "the turns are free again"


@pytest.mark.parametrize("program", ["/nowhere/espeak-ng", "/bin/true", "/bin/cat"])
async def test_a_program_that_does_not_speak_is_no_answer(
    program: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NotAnswering):
        await Voice(program).read("mon numéro est le 0612345678")
    logged = capfd.readouterr()
    assert "web.voice_failed" in logged.out + logged.err
    assert "0612345678" not in logged.out + logged.err

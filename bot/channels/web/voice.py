"""The server's voice: espeak-ng, which reads aloud where a browser has no French voice."""

from __future__ import annotations

import asyncio
import contextlib
from asyncio.subprocess import DEVNULL, PIPE, Process

import structlog

from bot.channels.refusals import NotAnswering

logger = structlog.get_logger()

_SECONDS = 5.0  # a text as long as may be takes a tenth of one; a kiosk waits for eight
_AT_ONCE = 2  # programs; who comes meanwhile waits, within the same seconds
_OPTIONS = ("-v", "fr", "-b", "1", "--stdin", "--stdout")  # -b 1: the text is UTF-8
_HEADER = 44  # bytes of a WAV before its samples


class Voice:
    """Runs the program that speaks; keeps neither a text nor a sound.

    `seconds` is how long a reading may take, the wait for its turn included.
    """

    def __init__(self, program: str, seconds: float = _SECONDS) -> None:
        self._program = program
        self._seconds = seconds
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def read(self, text: str) -> bytes:
        """Return a French text as a WAV. Raises NotAnswering when it is not there in time."""
        try:
            async with asyncio.timeout(self._seconds), self._turns:
                return _measured(await self._spoken(text))
        # A TimeoutError is an OSError; uvloop says with a RuntimeError that a pipe is closed.
        except (OSError, ValueError, RuntimeError) as error:
            logger.warning("web.voice_failed", error=type(error).__name__)
            raise NotAnswering from None

    async def _spoken(self, text: str) -> bytes:
        process = await asyncio.create_subprocess_exec(
            self._program, *_OPTIONS, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
        try:
            sound, _ = await process.communicate(text.encode())
        finally:
            await _end(process)
        return sound


async def _end(process: Process) -> None:
    """Kill what still runs, cut off by the time limit or because nobody waits for it any more."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()  # a pipe that nobody empties would keep it from ending


def _measured(sound: bytes) -> bytes:
    """Return a WAV whose header says its length, which who writes into a pipe cannot know.

    Raises ValueError when it is none.
    """
    if not sound.startswith(b"RIFF") or sound[36:40] != b"data":
        raise ValueError
    whole, samples = (size.to_bytes(4, "little") for size in (len(sound) - 8, len(sound) - _HEADER))
    return b"".join((sound[:4], whole, sound[8:40], samples, sound[_HEADER:]))

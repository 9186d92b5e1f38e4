"""Signatures that are no text: refused on every channel, as any wrong one is."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.channels.messaging.stage import Stage, stage
from tests.channels.platform import FakePlatform
from tests.channels.visitors import WAYS

_PROOFS = ("signature", "secret-token", "request-timestamp")  # in the names of headers


async def _status(bot: Stage, raw: bytes, headers: list[tuple[str, bytes]]) -> int:
    """Send a request byte by byte as it is, and return the status of the answer."""
    url = urlsplit(f"{bot.base}/webhook")
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    lines = [f"POST {url.path} HTTP/1.1".encode(), b"Host: here", b"Connection: close"]
    lines += [name.encode() + b": " + value for name, value in headers]
    lines.append(f"Content-Length: {len(raw)}".encode())
    writer.write(b"\r\n".join([*lines, b"", raw]))
    answer = await reader.read()
    writer.close()
    return int(answer.split()[1])


@pytest.mark.parametrize("channel", WAYS)
@pytest.mark.parametrize(
    "wrong", [b"\xff\xfe", "signé".encode(), "signé".encode("latin-1"), b"=\x80"]
)
async def test_bytes_that_are_no_text_are_a_wrong_signature(
    channel: str, wrong: bytes, tmp_path: Path, platform: FakePlatform
) -> None:
    way = WAYS[channel]
    async with stage(tmp_path, way.kind, platform, way.settings) as bot:
        raw, headers = way.said("bonjour", "", bot.address)
        proofs = [name for name in headers if any(proof in name.lower() for proof in _PROOFS)]
        assert proofs
        for proof in proofs:
            sent = [(n, wrong if n == proof else v.encode()) for n, v in headers.items()]
            assert await _status(bot, raw, sent) == 403, proof
        assert bot.heard == []

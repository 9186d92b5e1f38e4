"""The tokens, and the key that signs them."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from itsdangerous import URLSafeSerializer

from bot.channels.key import signing_key
from bot.channels.problems import NoSession
from bot.channels.web.session import Sessions
from bot.errors import StartupError
from bot.settings import Settings
from tests.channels.web.stub import Clock

KEY = "k" * 32


def test_a_token_brings_its_session_back() -> None:
    sessions = Sessions(KEY, 24, Clock())
    session, token = sessions.open("kiosk")
    assert sessions.read(f"Bearer {token}") == session
    assert sessions.read(f"bearer {token}") == session
    assert session.conversation.startswith("kiosk-")
    assert len(session.conversation) == len("kiosk-") + 32


def test_conversations_are_never_the_same() -> None:
    sessions = Sessions(KEY, 24)
    assert len({sessions.open("site")[0].conversation for _ in range(500)}) == 500


def test_a_signature_for_another_purpose_is_no_token() -> None:
    sessions = Sessions(KEY, 24, Clock())
    for forged in (
        URLSafeSerializer(KEY, salt="something else").dumps(["site-1", "site", 2**40]),
        URLSafeSerializer("x" * 32, salt="decroche.web.session").dumps(["site-1", "site", 2**40]),
    ):
        with pytest.raises(NoSession):
            sessions.read(f"Bearer {forged}")


def test_the_key_is_made_once_and_for_the_servers_alone(tmp_path: Path) -> None:
    settings = Settings("127.0.0.1", 1, 2, tmp_path / "new" / "data")
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: signing_key(settings), range(64)))
    assert len(keys) == 1 and len(keys.pop()) == 64
    file = settings.data / "secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in settings.data.iterdir()] == ["secret"]


def test_a_key_of_the_settings_goes_first(tmp_path: Path) -> None:
    settings = Settings("127.0.0.1", 1, 2, tmp_path, secret="sixteen characters")
    assert signing_key(settings) == "sixteen characters"
    assert not (tmp_path / "secret").exists()
    assert "sixteen" not in repr(settings)


def test_a_key_that_cannot_be_kept_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("short")
    with pytest.raises(StartupError, match="too short"):
        signing_key(Settings("127.0.0.1", 1, 2, tmp_path))
    (tmp_path / "file").touch()
    with pytest.raises(StartupError, match="DECROCHE_SECRET"):
        signing_key(Settings("127.0.0.1", 1, 2, tmp_path / "file"))

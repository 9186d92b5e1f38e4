"""The settings of the web channel."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bot.errors import StartupError
from bot.installation.variables import origin_of
from bot.settings import Settings

SET = {
    "DECROCHE_WEB_ORIGINS": "https://Recrutement.example.fr, http://localhost:8080/,",
    "DECROCHE_SECRET": "a secret of twenty-four",
    "DECROCHE_SESSION_HOURS": "12",
    "DECROCHE_SESSION_TURNS": "200",
    "DECROCHE_WEB_RATE": "10",
    "DECROCHE_WEB_ADDRESS_RATE": "1000",
    "DECROCHE_TRUSTED_PROXIES": "10.0.0.1, 192.168.0.0/24, ::1",
    "DECROCHE_PUBLIC_URL": "https://bot.example.fr/decroche/",
    "DECROCHE_DICTATION": "on",
    "DECROCHE_VOICE": sys.executable,
}


def test_without_environment_only_the_own_pages_talk() -> None:
    settings = Settings.from_environment({})
    assert settings.web_origins == settings.trusted_proxies == ()
    assert (settings.session_hours, settings.web_rate, settings.web_address_rate) == (24, 30, 300)
    assert settings.session_turns == 1_000
    assert settings.secret is settings.public_url is settings.voice is None
    assert not settings.dictation


def test_the_environment_decides() -> None:
    settings = Settings.from_environment(SET)
    assert settings.web_origins == ("https://recrutement.example.fr", "http://localhost:8080")
    assert settings.secret == "a secret of twenty-four"
    assert (settings.session_hours, settings.web_rate, settings.web_address_rate) == (12, 10, 1000)
    assert settings.session_turns == 200
    assert settings.trusted_proxies == ("10.0.0.1", "192.168.0.0/24", "::1")
    assert settings.public_url == "https://bot.example.fr/decroche"
    assert settings.dictation
    assert settings.voice == sys.executable


def test_the_voice_is_a_program_by_name_or_by_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "speak").symlink_to(sys.executable)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin")
    for named in ("speak", "./speak", f"{tmp_path}/speak"):
        settings = Settings.from_environment({"DECROCHE_VOICE": named})
        assert settings.voice == str(tmp_path / "speak")


def test_the_settings_survive_the_way_to_a_child_process() -> None:
    settings = Settings.from_environment(SET)
    assert Settings.from_environment(settings.as_environment()) == settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DECROCHE_WEB_ORIGINS", "*"),
        ("DECROCHE_WEB_ORIGINS", "recrutement.example.fr"),
        ("DECROCHE_WEB_ORIGINS", "https://a.example/page"),
        ("DECROCHE_WEB_ORIGINS", "https://user@a.example"),
        ("DECROCHE_WEB_ORIGINS", "null"),
        ("DECROCHE_SECRET", "hush-hush"),
        ("DECROCHE_SESSION_HOURS", "0"),
        ("DECROCHE_SESSION_HOURS", "9999"),
        ("DECROCHE_SESSION_TURNS", "0"),
        ("DECROCHE_WEB_RATE", "none"),
        ("DECROCHE_WEB_ADDRESS_RATE", "-1"),
        ("DECROCHE_TRUSTED_PROXIES", "proxy.example"),
        ("DECROCHE_PUBLIC_URL", "bot.example.fr"),
        ("DECROCHE_PUBLIC_URL", "https://bot.example.fr/?x=1"),
        ("DECROCHE_DICTATION", "yes"),
        ("DECROCHE_VOICE", "no-such-program"),
        ("DECROCHE_VOICE", "/etc/hostname"),
        ("DECROCHE_VOICE", "/usr/bin"),
    ],
)
def test_what_cannot_be_used_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(StartupError, match=name) as stopped:
        Settings.from_environment({name: value})
    assert name != "DECROCHE_SECRET" or value not in str(stopped.value)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://A.example:443/page?x", "https://a.example"),
        ("http://a.example:80", "http://a.example"),
        ("http://a.example:443", "http://a.example:443"),
        ("http://[::1]:5005/", "http://[::1]:5005"),
        ("ftp://a.example", None),
        ("null", None),
        ("https://", None),
        ("http://a:99999", None),
    ],
)
def test_origins_are_written_as_browsers_do(url: str, origin: str | None) -> None:
    assert origin_of(url) == origin

"""`decroche channels` and `decroche channels check NAME`."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.channels.messaging.messenger import MessengerChannel
from bot.channels.messaging.platforms import PLATFORMS, platform_of
from bot.channels.messaging.slack import SlackChannel
from bot.channels.messaging.sms import SmsChannel
from bot.channels.messaging.telegram import TelegramChannel
from bot.channels.messaging.whatsapp import WhatsAppChannel
from bot.commands.main import app
from bot.errors import ChannelError, StartupError
from bot.settings import Settings
from tests.channels import platform_meta, platform_slack, platform_telegram, platform_twilio
from tests.channels.platform import FakePlatform

CLASSES = {
    "telegram": TelegramChannel,
    "messenger": MessengerChannel,
    "whatsapp": WhatsAppChannel,
    "sms": SmsChannel,
    "slack": SlackChannel,
}
SECRETS: dict[str, str] = {
    **platform_telegram.SETTINGS,
    **platform_meta.SETTINGS,
    **platform_twilio.SETTINGS,
    **platform_slack.SETTINGS,
}


def environment(**settings: str) -> dict[str, str]:
    return {f"DECROCHE_{name.upper()}": value for name, value in settings.items()}


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in environment(**SECRETS, public_url=""):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: str, **settings: str) -> Any:
    return CliRunner().invoke(app, ["channels", *arguments], env=environment(**settings))


def test_every_platform_has_its_channel() -> None:
    assert {name: cls.name() for name, cls in CLASSES.items()} == {
        name: platform.channel for name, platform in PLATFORMS.items()
    }
    assert all(platform_of(platform.channel) is platform for platform in PLATFORMS.values())


def test_nothing_is_on_without_secrets_and_all_is_with_them() -> None:
    none, all_of_them = (
        Settings.from_environment({}),
        Settings.from_environment(environment(**SECRETS)),
    )
    for cls in CLASSES.values():
        assert not cls.is_on(none) and cls.is_on(all_of_them)


def test_the_list_says_what_is_missing() -> None:
    told = run(telegram_token="110201543:AAH").output
    assert "off: lacks DECROCHE_TELEGRAM_SECRET" in told
    assert "off: needs DECROCHE_SLACK_TOKEN, DECROCHE_SLACK_SIGNING_SECRET" in told
    assert "Set DECROCHE_PUBLIC_URL" in told and "AAH" not in told


def test_the_list_gives_the_addresses_to_paste() -> None:
    told = run(**SECRETS, public_url="https://a-rather-long-name.bot.example.fr/decroche").output
    for platform in PLATFORMS.values():
        address = f"bot.example.fr/decroche/webhooks/{platform.channel}/webhook\n"
        assert address in told
    assert "off" not in told and not any(secret in told for secret in SECRETS.values())


@pytest.mark.feature("`decroche channels check`")
@pytest.mark.parametrize("channel", list(CLASSES))
async def test_the_platform_is_asked_who_we_are(channel: str, platform: FakePlatform) -> None:
    settings = {**SECRETS, **platform.settings}
    result = await asyncio.to_thread(run, "check", channel, **settings)
    assert result.exit_code == 0, result.output
    assert "the platform knows us as" in result.output


@pytest.mark.parametrize("channel", list(CLASSES))
async def test_wrong_secrets_are_said_without_repeating_them(
    channel: str, platform: FakePlatform
) -> None:
    wrong = {name: f"wrong{number:020}" for number, name in enumerate(SECRETS)}
    result = await asyncio.to_thread(run, "check", channel, **wrong, **platform.settings)
    assert isinstance(result.exception, ChannelError)
    assert "does not know these secrets" in str(result.exception)
    assert not any(secret in str(result.exception) for secret in wrong.values())


@pytest.mark.parametrize("channel", list(CLASSES))
async def test_a_platform_away_is_said_without_its_address(
    channel: str, platform: FakePlatform
) -> None:
    await platform.down()
    result = await asyncio.to_thread(run, "check", channel, **SECRETS, **platform.settings)
    assert isinstance(result.exception, ChannelError)
    assert "does not answer" in str(result.exception)
    assert not any(secret in str(result.exception) for secret in SECRETS.values())


def test_a_channel_that_is_off_cannot_be_checked() -> None:
    result = run("check", "slack", slack_token="xoxb")
    assert isinstance(result.exception, ChannelError)
    assert "DECROCHE_SLACK_SIGNING_SECRET not set" in str(result.exception)


def test_the_settings_survive_the_way_to_a_child_process() -> None:
    given = environment(**SECRETS, telegram_api="http://127.0.0.1:9/", slack_api="https://s.fr")
    settings = Settings.from_environment(given)
    assert settings.telegram_api == "http://127.0.0.1:9" and settings.slack_api == "https://s.fr"
    assert Settings.from_environment(settings.as_environment()) == settings
    hidden = [
        value for name, value in SECRETS.items() if "number" not in name and "sid" not in name
    ]
    assert not any(secret in repr(settings) for secret in hidden)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DECROCHE_TELEGRAM_SECRET", "short"),
        ("DECROCHE_TELEGRAM_SECRET", "with spaces and more of them"),
        ("DECROCHE_TELEGRAM_API", "api.telegram.org"),
        ("DECROCHE_SLACK_API", "http://slack.com/api"),
        ("DECROCHE_MESSENGER_API", "https://graph.facebook.com/?x=1"),
        ("DECROCHE_TWILIO_API", "ftp://api.twilio.com"),
        ("DECROCHE_TWILIO_WHATSAPP_TEMPLATE", "HX12"),
    ],
)
def test_what_cannot_be_used_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(StartupError, match=name) as stopped:
        Settings.from_environment({name: value})
    assert "SECRET" not in name or value not in str(stopped.value)

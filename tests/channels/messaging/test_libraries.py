"""What we send and take, read by the platforms' own libraries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from aiogram.types import InlineKeyboardMarkup
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from slack_sdk.signature import Clock, SignatureVerifier
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from bot.channels.messaging import messenger_bubbles, slack_blocks, telegram
from bot.channels.messaging.sentences import said
from bot.channels.messaging.services import MessagingServices
from bot.channels.messaging.slack import SlackChannel
from bot.channels.messaging.sms import SmsChannel
from bot.publishing import SENTENCES, SHORT_TITLES
from bot.settings import Settings
from tests.channels import platform_slack, platform_twilio
from tests.channels.library import LIBRARY
from tests.channels.replies import TURNS

CONTENT = LIBRARY.current()
SENTENCES_NOW, TITLES = CONTENT.part(SENTENCES), CONTENT.part(SHORT_TITLES)
URL = "https://bot.example/webhooks/twilio/webhook"


def _services(data: Path, settings: dict[str, Any]) -> MessagingServices:
    return MessagingServices(Settings("127.0.0.1", 1, 1, data, **settings), LIBRARY)


def _lower(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


class Now(Clock):
    """The moment at which the tests sign."""

    def now(self) -> float:
        return 1_800_000_000.0


@pytest.mark.parametrize("changed", [b"", b"x"])
def test_slack_s_verifier_and_ours_agree(tmp_path: Path, changed: bytes) -> None:
    raw, headers = platform_slack.signed(platform_slack.said("bonjour"), at=Now().now())
    services = _services(tmp_path, platform_slack.SETTINGS)
    services.wall_clock = Now().now
    theirs = SignatureVerifier(platform_slack.SECRET, Now()).is_valid_request(
        raw + changed, headers
    )
    ours = SlackChannel(services).verify(_lower(headers), raw + changed, "")
    assert theirs == ours == (not changed)


def test_twilio_s_validator_and_ours_agree(tmp_path: Path) -> None:
    form = platform_twilio.sms("on gagne combien ?")
    channel = SmsChannel(_services(tmp_path, platform_twilio.SETTINGS))
    made = RequestValidator(platform_twilio.TOKEN).compute_signature(URL, form)
    raw, headers = platform_twilio.signed(form, URL)
    assert headers["X-Twilio-Signature"] == made
    assert channel.verify({"x-twilio-signature": made}, raw, URL)


@pytest.mark.parametrize("turn", list(TURNS))
def test_slack_reads_our_blocks(turn: str) -> None:
    for reply in TURNS[turn]:
        for message in slack_blocks.messages(reply, SENTENCES_NOW):
            blocks = Block.parse_all(message["blocks"])
            for block in blocks:
                block.validate_json()
            assert [block.to_dict() for block in blocks] == message["blocks"]


def test_slack_reads_our_home() -> None:
    made = slack_blocks.home(said(CONTENT, SENTENCES_NOW["home"]))
    view = View(**made)
    view.validate_json()
    assert view.to_dict()["type"] == "home" and len(made["blocks"]) == 2


@pytest.mark.parametrize("turn", list(TURNS))
def test_telegram_reads_our_keyboards(turn: str) -> None:
    for reply in TURNS[turn]:
        for message in telegram.messages(reply, SENTENCES_NOW):
            keyboard = message.get("reply_markup")
            if keyboard:
                read = InlineKeyboardMarkup(**keyboard).to_python()
                assert read["inline_keyboard"] == keyboard["inline_keyboard"]


@pytest.mark.parametrize("turn", list(TURNS))
def test_messenger_s_titles_and_texts_fit(turn: str) -> None:
    for message in messenger_bubbles.messages(TURNS[turn], SENTENCES_NOW, TITLES):
        template = message.get("attachment", {}).get("payload", {})
        controls = [*message.get("quick_replies", []), *template.get("buttons", [])]
        assert all(0 < len(control["title"]) <= 20 for control in controls)
        assert len(template.get("text", "")) <= 640

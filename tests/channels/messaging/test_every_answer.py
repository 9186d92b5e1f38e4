"""Every answer, variant, detail, « plus » and list of sources, read by the platforms' libraries."""

from __future__ import annotations

import collections
import collections.abc
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from aiogram.types import InlineKeyboardMarkup
from fbmessenger import elements, quick_replies, templates
from slack_sdk.models.blocks import Block

from bot.channels.messaging import messenger_bubbles, slack_blocks, telegram
from bot.channels.replies import Reply
from bot.dialogue.sources import page_addresses
from bot.publishing import QUESTION_PAGES, SENTENCES, SHORT_TITLES
from tests.channels import platform_meta, platform_slack, platform_telegram
from tests.channels.library import LIBRARY
from tools.message_counts import PUBLIC_URL, turns

pytestmark = pytest.mark.corpus  # it goes through all of it

CONTENT = LIBRARY.current()
NOW, TITLES = CONTENT.part(SENTENCES), CONTENT.part(SHORT_TITLES)
PAGES = page_addresses(CONTENT.part(QUESTION_PAGES).slugs, PUBLIC_URL)
MANY = 10_000  # messages: of a content that is all read


def _said(channel: str) -> Iterator[list[Reply]]:
    return (replies for _, replies in turns(CONTENT, channel))


def _shown(channel: str, shaped: Callable[..., list[dict[str, Any]]]) -> list[dict[str, Any]]:
    said = (reply for replies in _said(channel) for reply in replies)
    return [message for reply in said for message in shaped(reply, NOW)]


def test_slack_reads_all_blocks() -> None:
    shown = _shown("slack", slack_blocks.messages)
    assert len(shown) > MANY
    for message in shown:
        blocks = Block.parse_all(message["blocks"])
        for block in blocks:
            block.validate_json()
        assert [block.to_dict() for block in blocks] == message["blocks"]
        assert platform_slack.fault({"channel": platform_slack.DIRECT, **message}) == ""


def test_telegram_reads_all_messages() -> None:
    shown = _shown("telegram", telegram.messages)
    assert len(shown) > MANY
    for message in shown:
        if keyboard := message.get("reply_markup"):
            read = InlineKeyboardMarkup(**keyboard).to_python()
            assert read["inline_keyboard"] == keyboard["inline_keyboard"]
        assert platform_telegram.fault({"chat_id": 1, **message}) == ""


def test_messenger_s_library_makes_the_same_of_all(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The library is older than Python 3.10, which moved it.
    monkeypatch.setattr(collections, "Iterable", collections.abc.Iterable, raising=False)
    shown = [
        message
        for replies in _said("facebook")
        for message in messenger_bubbles.messages(replies, NOW, TITLES, PAGES)
    ]
    assert len(shown) > MANY
    with caplog.at_level(logging.WARNING):
        for message in shown:
            assert _by_their_library(message) == message
            sent = {"recipient": {"id": platform_meta.PERSON}, "message": message}
            assert not platform_meta.has_fault(sent)
    assert not caplog.records  # a title that is too long is cut on the screen


def _by_their_library(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message as the library makes it of its parts; it refuses what is out of bounds."""
    given = [quick_replies.QuickReply(**quick) for quick in message.get("quick_replies", [])]
    quick = quick_replies.QuickReplies(given) if given else None
    if "attachment" not in message:
        return dict(elements.Text(message["text"], quick).to_dict())
    template = message["attachment"]["payload"]
    buttons = [
        elements.Button(button["type"], **{k: v for k, v in button.items() if k != "type"})
        for button in template["buttons"]
    ]
    return dict(templates.ButtonTemplate(template["text"], buttons, quick).to_dict())

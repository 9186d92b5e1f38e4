"""Replies as WhatsApp and SMS show them: words, and a list from which a number chooses.

All of a turn goes out as one message where it can: several may arrive in any order, and each is
paid for.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels._offer import choose, link_line, numbered, offered, with_sources
from bot.channels._replies import FACTUAL, Button, Reply
from bot.channels._sentences import Sentences
from bot.channels._sms_alphabet import economical, parts
from bot.channels._text import split, utf16_size

_LONGEST_BODY = 1600  # Twilio's, on both channels
# What an answer proposes to go on with may be left out: words do as well.
_OPTIONAL = FACTUAL | {"sources"}


def whatsapp_bodies(replies: Sequence[Reply], sentences: Sentences) -> list[str]:
    """Return the texts that show the replies of one turn on WhatsApp."""
    said = _said(replies, sentences, brief=False)
    return _pieces("\n".join([said, *_list(offered(replies), sentences)]))


def sms_bodies(replies: Sequence[Reply], sentences: Sentences) -> list[str]:
    """Return the texts that show the replies of one turn by SMS.

    What an answer proposes is listed as far as it costs nothing more; the choices of a question
    always are.
    """
    said = _said(replies, sentences, brief=True)
    buttons = offered(replies)
    fewest = 0 if _is_optional(replies) else len(buttons)
    bodies = [
        economical("\n".join([said, *_list(buttons[:count], sentences)]))
        for count in range(len(buttons), fewest - 1, -1)
    ]
    paid = parts(economical(said))
    return _pieces(next((body for body in bodies if parts(body) <= paid), bodies[-1]))


def _said(replies: Sequence[Reply], sentences: Sentences, brief: bool) -> str:
    lines = [
        line
        for reply in replies
        for line in (with_sources(reply, sentences, brief), *map(link_line, reply["links"]))
    ]
    return "\n".join(filter(None, lines))


def _is_optional(replies: Sequence[Reply]) -> bool:
    offering = next((reply for reply in reversed(replies) if reply["buttons"]), None)
    return offering is not None and offering["kind"] in _OPTIONAL


def _list(buttons: Sequence[Button], sentences: Sentences) -> list[str]:
    if not buttons:
        return []
    return [*numbered(button["title"] for button in buttons), choose(len(buttons), sentences)]


def _pieces(text: str) -> list[str]:
    return split(text, _LONGEST_BODY, utf16_size)

"""A visitor who is asked what they mean a second time, or has just corrected the bot."""

from __future__ import annotations

from bot.content.keys import CORRECTED, DID_YOU_MEAN, STILL_UNSURE
from bot.dialogue.messages import Context, Message
from bot.dialogue.speech import speak
from tests.contents import CONTENT

_ASKED = Message("…", DID_YOU_MEAN)
_EXCUSES = CONTENT.replies[STILL_UNSURE].texts


def _says(context: Context) -> str:
    message = speak(CONTENT, DID_YOU_MEAN, context)
    assert message is not None
    return message.text


def test_who_was_just_asked_or_corrects_hears_an_excuse() -> None:
    assert _says(Context(last=_ASKED)) in _EXCUSES
    assert _says(Context(noted=CORRECTED)) in _EXCUSES


def test_who_is_asked_first_hears_none() -> None:
    assert _says(Context()) in CONTENT.replies[DID_YOU_MEAN].texts

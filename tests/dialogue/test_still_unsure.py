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


def test_a_correction_is_owned_where_its_answer_is_sure_and_not_before_another_guess() -> None:
    owned = tuple(CONTENT.replies[CORRECTED].texts)
    for hedged in (False, True):
        context = Context(last=_ASKED, noted=CORRECTED, hedged=hedged, heard="je parle de la paie")
        message = speak(CONTENT, "salary", context)
        assert message is not None and message.text.startswith(owned) is not hedged


def test_who_is_asked_first_hears_none() -> None:
    assert _says(Context()) in CONTENT.replies[DID_YOU_MEAN].texts

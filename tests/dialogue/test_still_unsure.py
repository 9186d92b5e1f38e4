"""A visitor who is asked what they mean a second time, or has just corrected the bot."""

from __future__ import annotations

import pytest

from bot.content.keys import CORRECTED, DID_YOU_MEAN, HEDGED, ON_THAT, STILL_UNSURE, TOLD_OFFER
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


def test_who_tells_something_after_an_answer_is_not_asked_what_they_ask() -> None:
    told = Context(last_answer=Message("…", "salary", "answer"), heard="mon cousin a craqué là-bas")
    assert _says(told) in CONTENT.replies[TOLD_OFFER].texts
    asks = Context(last_answer=told.last_answer, heard="mon cousin a craqué, pourquoi donc")
    assert _says(asks) in CONTENT.replies[DID_YOU_MEAN].texts


@pytest.mark.parametrize(
    ("heard", "key"), [("mon cousin a craqué là-bas", ON_THAT), ("on craque souvent ?", HEDGED)]
)
def test_a_guess_is_no_question_of_who_asks_nothing(heard: str, key: str) -> None:
    context = Context(last_answer=Message("…", "hours", "answer"), hedged=True, heard=heard)
    message = speak(CONTENT, "salary", context)
    beginnings = tuple(text.partition("{asks}")[0] for text in CONTENT.replies[key].texts)
    assert message is not None and message.text.startswith(beginnings)


def test_who_is_asked_first_hears_none() -> None:
    assert _says(Context()) in CONTENT.replies[DID_YOU_MEAN].texts

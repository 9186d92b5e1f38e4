"""What sounds like another matter: at first it is one, after an answer it may be none."""

from __future__ import annotations

from bot.content.keys import OUT_OF_SCOPE
from bot.dialogue.hearing import Heard, Reading
from bot.dialogue.messages import Context, Message
from bot.dialogue.reading import read

_ANSWERED = ["hours", "pay", "tools"]
_NEW = Context()
_AFTER_PAY = Context(last_answer=Message("…", "pay", "answer"), told=frozenset({"pay/"}))
_SURELY = 0.9  # probability of an answer


def _read(topic: str | None, context: Context = _NEW, **heard: object) -> Reading:
    return read(Heard(topic, **heard), _ANSWERED, context)  # type: ignore[arg-type]


def test_out_of_scope_gives_way_to_a_sure_detail_when_it_means_little_alone() -> None:
    answers = [("pay/rise", _SURELY)]
    offered = Reading(None, offers=("pay/rise",))
    assert _read(OUT_OF_SCOPE, _AFTER_PAY, answers=answers) == offered
    elliptic = _read(OUT_OF_SCOPE, _AFTER_PAY, elliptic=True, answers=answers)
    assert elliptic == Reading("pay", "rise")
    assert _read(OUT_OF_SCOPE, elliptic=True, answers=answers) == Reading(OUT_OF_SCOPE)


def test_what_goes_on_about_the_last_answer_is_in_scope_whatever_it_sounds_like() -> None:
    said = Message("…", "pay", "answer")
    context = Context(last=said, last_answer=said)
    heard = {"answers": [("pay/rise", 0.6)], "elliptic": False}
    assert _read(OUT_OF_SCOPE, context, **heard).detail == "rise"
    assert _read(OUT_OF_SCOPE, **heard) == Reading(OUT_OF_SCOPE)


def test_what_may_be_ours_is_offered_after_an_answer_whatever_it_sounds_like() -> None:
    offered = Reading(None, offers=("tools/headset",))
    for share, reading in ((0.6, offered), (0.3, offered), (0.2, Reading(OUT_OF_SCOPE))):
        likely = [("tools/headset", share)]
        assert _read(OUT_OF_SCOPE, _AFTER_PAY, answers=likely) == reading
        assert _read(OUT_OF_SCOPE, answers=likely) == Reading(OUT_OF_SCOPE)


def test_a_whole_sentence_with_an_answer_past_doubt_is_in_scope_from_the_first() -> None:
    # « ma box ne marche plus, pouvez-vous m'envoyer un technicien »
    for share, reading in ((0.96, Reading("pay", "rise")), (0.85, Reading(OUT_OF_SCOPE))):
        assert _read(OUT_OF_SCOPE, answers=[("pay/rise", share)]) == reading

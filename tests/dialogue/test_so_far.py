"""What is remembered of a conversation, with an event in the place of what is read no more."""

from __future__ import annotations

import json

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.shared.core.events import BotUttered, Event, UserUttered  # noqa: E402

from bot.dialogue.so_far import SoFar, held_by, since_start, so_far, with_case  # noqa: E402
from bot.nlu.heard import CARE, PROFILE, SETTLED, STAGES  # noqa: E402


def _turn(number: int) -> list[Event]:
    """Return a question and an answer, newest first."""
    parsed = {PROFILE: {"age": 40}, CARE: "fatigue"} if number == 4 else {}
    parsed |= {STAGES: ["code_given"], SETTLED: {"card": number == 60}} if number % 30 == 0 else {}
    text = "ma mère est sourde depuis 2020" if number == 3 else "et les horaires ?"
    memory = {"topic": f"topic_{number % 7}", "kind": "answer", "facts": [f"fact_{number % 5}"]}
    detail = {"detail": f"detail_{number}", "role": "adviser" if number % 2 else None}
    return [BotUttered("…", metadata={**memory, **detail}), UserUttered(text, parse_data=parsed)]


def _turns(first: int, last: int) -> list[Event]:
    return [event for number in reversed(range(first, last)) for event in _turn(number)]


def _kept(older: SoFar) -> Event:
    """Return the event that stands for what came before, as the database gives it back."""
    event = older.as_event(1.0)
    return BotUttered(metadata=json.loads(json.dumps(event.metadata)), timestamp=1.0)


@pytest.mark.parametrize("cuts", [(5,), (40,), (90,), (10, 20), (30, 95, 100)])
def test_what_was_told_before_is_as_good_as_the_events_themselves(cuts: tuple[int, ...]) -> None:
    recent, first = [], 0
    for cut in cuts:
        recent = [_kept(with_case([*_turns(first, cut), *recent]))]
        first = cut
    read, whole = [*_turns(first, 120), *recent], _turns(0, 120)
    assert list(since_start(read)) == read
    for name in ("said", "cited", "labels", "profile", "need", "stages", "settled"):
        assert getattr(so_far(read), name) == getattr(so_far(whole), name)
    assert list(so_far(read).said) == list(so_far(whole).said)
    assert with_case(read).case == with_case(whole).case != ""


def test_what_is_kept_is_bounded() -> None:
    kept = len(json.dumps(with_case(_turns(0, 200)).as_event(1.0).as_dict()))
    assert len(json.dumps(with_case(_turns(0, 2_000)).as_event(1.0).as_dict())) < 1.1 * kept


def test_what_another_version_kept_is_refused() -> None:
    assert held_by(BotUttered("…", metadata={"topic": "salary"})) is None
    with pytest.raises(KeyError):
        held_by(BotUttered(metadata={"so_far": {"told": []}}))


def test_of_two_answers_in_a_message_both_are_remembered() -> None:
    both = {"topic": "pay", "kind": "answer", "detail": "net", "beside": "diploma/no_bac@"}
    known = so_far([BotUttered("…", metadata=both), UserUttered("combien, et faut le bac ?")])
    assert {"pay/net", "diploma/no_bac"} <= known.labels
    assert known.said == {"pay": 1, "diploma": 1}

"""What a swindle calls for no more, once the visitor said that it is done."""

from __future__ import annotations

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.shared.core.events import UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402
from rasa.shared.nlu.constants import INTENT, TEXT  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402

from bot import publishing  # noqa: E402
from bot.dialogue.context import context_of  # noqa: E402
from bot.dialogue.messages import Context  # noqa: E402
from bot.dialogue.messages import Message as Said  # noqa: E402
from bot.dialogue.settled import leave_out_settled, still_offered  # noqa: E402
from bot.nlu.heard import ANSWERS, SETTLED, STAGES, UNWARNED  # noqa: E402
from tests.contents import CONTENT  # noqa: E402

_WORDS = CONTENT.part(publishing.FRAUD_WORDS)
_GIVEN, _BLOCKED = "cpf_scam/already_given", "cpf_scam/card_blocked"
_CLOSED, _BY_PHONE = "cpf_scam/bank_closed", "cpf_scam/call_opposition_now"


def _left(context: Context, **heard: object) -> Message:
    message = Message(data=heard)
    leave_out_settled(message, context, _WORDS)
    return message


def test_nothing_is_left_out_where_nothing_is_settled() -> None:
    message = _left(Context(), **{ANSWERS: [[_GIVEN, 0.4]], STAGES: [_GIVEN]})
    assert message.get(ANSWERS) == [[_GIVEN, 0.4]]
    assert message.get(STAGES) == [_GIVEN]
    assert _GIVEN in still_offered(message, Context(), _WORDS)


@pytest.mark.parametrize("said", [{}, {"blocked": True}])
def test_a_card_that_is_blocked_is_not_to_be_blocked(said: dict[str, bool]) -> None:
    context = Context(settled={} if said else {"blocked": True})
    heard = {ANSWERS: [["a/", 0.3], [_GIVEN, 0.2], [_BLOCKED, 0.2]], STAGES: [_GIVEN]}
    message = _left(context, **{**heard, SETTLED: said})
    assert message.get(ANSWERS) == [[_BLOCKED, 0.4], ["a/", 0.3]]
    assert message.get(STAGES) == [_BLOCKED]
    assert _GIVEN not in still_offered(message, context, _WORDS)


def test_who_has_no_app_is_told_what_to_dial() -> None:
    message = _left(Context(settled={"no_app": True}), **{STAGES: [_CLOSED]})
    assert message.get(STAGES) == [_BY_PHONE]
    both = Context(settled={"no_app": True, "blocked": True})
    assert _left(both, **{STAGES: [_CLOSED]}).get(STAGES) == [_BLOCKED]


def test_who_was_written_to_is_not_told_that_it_was_right_to_hang_up() -> None:
    hung_up, pay = [["cpf_scam/hung_up", 1.0]], [["salary/", 0.8]]
    heard = {ANSWERS: hung_up, STAGES: ["cpf_scam/hung_up"], UNWARNED: {ANSWERS: pay}}
    by_writing = Context(last_answer=Said("…", "fake_job_offers", "answer", detail="fake_job"))
    message = _left(by_writing, **heard)
    assert (message.get(ANSWERS), message.get(STAGES)) == (pay, [])
    again = _left(by_writing, **{TEXT: "il m'a appelé, j'ai raccroché, s'il rappelle ?", **heard})
    assert again.get(ANSWERS) == hung_up
    by_phone = Context(last_answer=Said("…", "cpf_scam", "answer", detail="in_progress"))
    assert _left(by_phone, **heard).get(ANSWERS) == hung_up


def test_no_transfer_is_called_back_that_was_not_made() -> None:
    answers = [["cpf_scam/transfer_gone", 0.7], ["a/", 0.1]]
    message = _left(Context(), **{ANSWERS: answers, SETTLED: {"no_transfer": True}})
    assert message.get(ANSWERS) == [["a/", 0.1]]


def test_a_warning_that_helps_no_more_gives_way_to_what_is_asked() -> None:
    unwarned = {INTENT: {"name": "bank_refund"}, ANSWERS: [["bank_refund/", 0.8]]}
    heard = {ANSWERS: [[_GIVEN, 1.0]], INTENT: {"name": "cpf_scam"}, UNWARNED: unwarned}
    message = _left(Context(settled={"blocked": True}), **heard)
    assert message.get(ANSWERS) == [["bank_refund/", 0.8]]
    assert message.get(INTENT) == {"name": "bank_refund"}
    pressing = {**heard, ANSWERS: [["cpf_scam/in_progress", 1.0]]}
    message = _left(Context(settled={"blocked": True}), **pressing)
    assert message.get(INTENT) == {"name": "cpf_scam"}


def test_the_last_word_on_what_is_settled_counts() -> None:
    tracker = DialogueStateTracker("visitor", [])
    said = [{"blocked": True}, {"no_app": True}, {}, {"blocked": False}]
    for each in said:
        data = {STAGES: [_BLOCKED] if each else []}
        tracker.update(UserUttered("…", parse_data={**data, SETTLED: each}))
    assert context_of(tracker).settled == {"blocked": False, "no_app": True}
    assert context_of(tracker).stages == {_BLOCKED}

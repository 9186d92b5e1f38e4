"""Which questions the editors are shown, and what is kept of them."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered

from bot.content.keys import NO_DETAIL_KNOWN
from bot.dialogue.messages import NOTHING_PRECISE, Context, Message
from bot.dialogue.unsure import HEDGED, UNSURE, Unsure, questions_in, unsure_of

ASKED = Context(heard="et la cantine ?")
PARSED = {
    "offers": ["salary/meal", "hours/"],
    "answers": [("salary/meal", 0.2), ("tools/list", 0.1), ("tools/rest", 0.01)],
    "intent_ranking": [{"name": "remote_work"}],
}


@pytest.mark.parametrize("topic", ["did_you_mean", "fallback", "lost", "out_of_scope"])
def test_what_is_asked_back_or_unknown_is_kept_with_the_guesses(topic: str) -> None:
    unsure = unsure_of(Message("…", topic), ASKED, PARSED)
    assert unsure == Unsure(topic, ("salary/meal", "hours/", "tools/list"))


def test_not_being_sure_is_no_guess() -> None:
    ranking = {"intent_ranking": [{"name": "nlu_fallback"}, {"name": "remote_work"}]}
    unsure = unsure_of(Message("…", "fallback"), ASKED, ranking)
    assert unsure is not None and unsure.guesses == ("remote_work/",)


def test_a_hedged_answer_is_the_first_guess() -> None:
    answer = Message("…", "salary", "answer", detail="meal")
    unsure = unsure_of(answer, Context(heard="la cantine", hedged=True), {})
    assert unsure == Unsure(HEDGED, ("salary/meal",))


def test_a_precise_question_without_an_answer_is_kept() -> None:
    unsure = unsure_of(Message("…", "salary", detail=NOTHING_PRECISE), ASKED, {})
    assert unsure == Unsure(NO_DETAIL_KNOWN, ())


def test_personal_data_are_masked_before_they_are_kept() -> None:
    heard = UserUttered(
        "rappelez Léa Martin, zoe@exemple.fr, au 06 12 34 56 78", input_channel="web"
    )
    (kept,) = questions_in("web-1", heard, [_reply()])
    assert kept.question == "rappelez [nom], [e-mail], au [numéro]"


@pytest.mark.parametrize(
    ("message", "context"),
    [
        (Message("…", "salary", "answer"), ASKED),
        (Message("…", "thanks"), ASKED),
        (Message("…", "fallback"), Context(heard="/salary")),
        (Message("…", "fallback"), Context(heard="")),
        (Message("…", "fallback"), Context(heard="j'en peux plus", distress=True)),
        # who says but who they are asked nothing
        (Message("…", "salary", "answer"), Context(heard="moi", hedged=True, noted="acknowledge")),
    ],
)
def test_what_was_understood_or_is_private_is_not_kept(message: Message, context: Context) -> None:
    assert unsure_of(message, context, PARSED) is None


def test_each_reply_that_was_not_sure_is_kept_once() -> None:
    heard = UserUttered("et la cantine ?", input_channel="web")
    told = [_reply(), ActionExecuted("action_listen"), BotUttered("…", metadata={"topic": "quiz"})]
    (kept,) = questions_in("web-1", heard, told)
    assert (kept.conversation, kept.channel) == ("web-1", "web")
    assert (kept.outcome, kept.guesses) == ("fallback", "salary/meal hours/")
    assert questions_in("web-1", heard, told[1:]) == []


def _reply() -> BotUttered:
    unsure = Unsure("fallback", ("salary/meal", "hours/"))
    return BotUttered("…", metadata={UNSURE: asdict(unsure)})

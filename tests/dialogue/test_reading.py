"""What a message means here: each row of the table in bot/dialogue/reading.py."""

from __future__ import annotations

import pytest

from bot.content.keys import (
    NEGATIVE_FEEDBACK,
    NO_DETAIL_KNOWN,
    OUT_OF_SCOPE,
    REPEAT,
    SAID_BEFORE,
    START_OVER,
    TELL_ME_MORE,
)
from bot.dialogue.hearing import Heard, Reading
from bot.dialogue.messages import Context, Message
from bot.dialogue.reading import read

_ANSWERED = ["hours", "pay", "tools"]
_NEW = Context()
_AFTER_PAY = Context(last_answer=Message("…", "pay", "answer"), told=frozenset({"pay/"}))
_PAY_TOLD = Message("…", "pay", "answer")
_TOOLS_TOLD = Message("…", "tools", "answer")
_PAY_JUST_TOLD = Context(last=_PAY_TOLD, last_answer=_PAY_TOLD)
_SURELY, _FAIRLY, _PERHAPS, _HARDLY = 0.9, 0.43, 0.08, 0.01  # probabilities of answers


def _read(topic: str | None, context: Context = _NEW, **heard: object) -> Reading:
    return read(Heard(topic, **heard), _ANSWERED, context)  # type: ignore[arg-type]


# --- A topic, surely, by its bare name; its answer not said yet -----------------------------------


def test_the_bare_name_of_a_topic_asks_its_general_question() -> None:
    heard = {"names_topic": True, "elliptic": True}
    assert _read("hours", **heard, answers=[("hours/nights", _SURELY)]) == Reading("hours")
    fairly = [("hours/nights", _FAIRLY), ("hours/", _FAIRLY)]
    assert _read("hours", _AFTER_PAY, **heard, answers=fairly) == Reading("hours")


def test_a_topic_may_be_named_of_what_was_spoken_of() -> None:
    # « même en période d'essai ? », after the leave of a pregnant adviser.
    answers = [("pay/on_trial", _SURELY)]
    heard = {"names_topic": True, "answers": answers}
    assert _read("hours", _AFTER_PAY, **heard) == Reading("pay", "on_trial")
    assert _read("hours", **heard) == Reading("hours")


def test_the_bare_name_of_a_topic_that_was_answered_asks_something_else() -> None:
    answers = [("pay/rise", _SURELY)]
    assert _read("pay", _AFTER_PAY, names_topic=True, answers=answers) == Reading("pay", "rise")


def test_one_word_asks_its_topic_though_another_one_has_a_question_with_it() -> None:
    heard = {"bare": True, "answers": [("hours/pay_at_night", _SURELY), ("pay/rise", _HARDLY)]}
    assert _read("pay", **heard) == Reading("pay")
    likely = [("hours/pay_at_night", 0.5), ("pay/rise", _FAIRLY)]
    assert _read("pay", bare=True, answers=likely) == Reading("pay", "rise")
    assert _read("pay", bare=True, answers=[("hours/pay_at_night", _SURELY)]) == Reading("pay")
    assert _read("pay", _AFTER_PAY, **heard) == Reading("hours", "pay_at_night")


def test_after_an_answer_one_word_may_go_on_about_it() -> None:
    heard = {"bare": True, "answers": [("pay/sunday", 0.6), ("hours/nights", 0.3)]}
    assert _read("hours", _AFTER_PAY, **heard).detail == "sunday"
    assert _read("hours", **heard) == Reading("hours")


# --- Small talk or out of scope, surely, and no detail as surely ----------------------------------


@pytest.mark.parametrize("topic", ["greet", "joke", REPEAT, TELL_ME_MORE, START_OVER, OUT_OF_SCOPE])
@pytest.mark.parametrize("share", [_HARDLY, _FAIRLY])
def test_small_talk_is_read_as_heard(topic: str, share: float) -> None:
    assert _read(topic, answers=[("pay/rise", share)]) == Reading(topic)
    assert _read(topic) == Reading(topic)


@pytest.mark.parametrize("topic", ["joke", REPEAT, TELL_ME_MORE, START_OVER])
def test_a_detail_as_sure_outweighs_what_an_elliptic_question_sounds_like(topic: str) -> None:
    sure = [("pay/rise", _SURELY)]
    assert _read(topic, elliptic=True, answers=sure) == Reading("pay", "rise")
    assert _read(topic, answers=sure) == Reading(topic)
    assert _read(topic, elliptic=True, surely=True, answers=sure) == Reading(topic)


def test_a_general_question_outweighs_no_small_talk() -> None:
    assert _read("joke", answers=[("pay/", _SURELY)]) == Reading("joke")


def test_a_greeting_is_no_elliptic_question() -> None:
    assert _read("greet", answers=[("pay/rise", _SURELY)]) == Reading("greet")


# --- An answer surely -----------------------------------------------------------------------------


@pytest.mark.parametrize("topic", [None, "pay", "tools"])
@pytest.mark.parametrize("context", [_NEW, _AFTER_PAY])
@pytest.mark.parametrize(
    ("label", "reading"),
    [
        ("pay/rise", Reading("pay", "rise")),
        ("hours/", Reading("hours")),
        ("pay/=smic", Reading("pay", fact="smic")),
    ],
)
def test_a_sure_answer_is_read_whatever_its_topic(
    topic: str | None, context: Context, label: str, reading: Reading
) -> None:
    assert _read(topic, context, answers=[(label, _SURELY), ("tools/", _HARDLY)]) == reading


def test_the_same_words_again_ask_for_the_same_answer_again() -> None:
    assert _read("pay", _AFTER_PAY, again=True, answers=[("pay/", _SURELY)]) == Reading(REPEAT)
    assert _read("pay", _AFTER_PAY, again=True) == Reading(REPEAT)
    answers = [("pay/rise", _SURELY)]
    assert _read("pay", _AFTER_PAY, again=True, answers=answers) == Reading("pay", "rise")


# --- Two questions, each surely -------------------------------------------------------------------


def test_the_first_of_two_questions_is_read_whatever_the_topic_of_both() -> None:
    found = _read("tools", first_of_two="pay/rise", answers=[("tools/", _SURELY)])
    assert found == Reading("pay", "rise")


# --- What stands in the answer just given ---------------------------------------------------------


def test_what_the_answer_just_given_holds_is_said_of_it_again() -> None:
    answers = [("hours/nights", _SURELY)]
    found = _read("hours", _PAY_JUST_TOLD, told_it=True, answers=answers)
    assert found == Reading(REPEAT, about=SAID_BEFORE)


def test_one_word_of_no_topic_may_be_a_name() -> None:
    answers = [("pay/rise", _FAIRLY)]
    assert _read(None, answers=answers).hedged
    assert _read(None, bare=True, answers=answers).topic is None


# --- A topic, surely ------------------------------------------------------------------------------


def test_what_counts_is_the_part_of_what_the_answers_of_the_topic_have() -> None:
    answers = [("tools/headset", 0.35), ("pay/rise", _FAIRLY), ("pay/", _HARDLY)]
    assert _read("pay", answers=answers) == Reading("pay", "rise")
    torn = [("pay/rise", 0.3), ("pay/", 0.24), ("pay/pay_day", 0.25)]
    assert _read("pay", answers=torn) == Reading("pay")
    faint = [("pay/rise", 0.05), ("pay/", _HARDLY)]
    assert _read("pay", answers=faint) == Reading("pay")


@pytest.mark.parametrize("answers", [[], [("pay/", _FAIRLY)], [("tools/headset", _FAIRLY)]])
def test_a_sure_topic_without_a_likely_detail_is_its_answer(
    answers: list[tuple[str, float]],
) -> None:
    assert _read("pay", answers=answers) == Reading("pay")


def test_answers_that_are_all_of_another_topic_outweigh_the_one_that_it_sounds_like() -> None:
    # « un travail à domicile, 500 € par jour » sounds like work from home, and is a swindle.
    answers = [("tools/headset", 0.42), ("tools/", 0.31), ("tools/screen", 0.19), ("pay/", 0.02)]
    found = _read("pay", answers=answers)
    assert (found.topic, found.detail, found.hedged) == ("tools", "headset", True)
    assert _read("pay", answers=[*answers[:3], ("pay/", 0.08)]) == Reading("pay")


# --- After an answer ------------------------------------------------------------------------------


def test_an_answer_that_the_topic_agrees_with_may_be_less_sure() -> None:
    answers = [("pay/rise", 0.5), ("tools/headset", 0.4), ("pay/pay_day", 0.1)]
    plain = Reading("pay", "rise", rival="tools/headset")
    assert _read("pay", _AFTER_PAY, answers=answers) == plain
    offers = ("tools/headset", "pay/pay_day")
    hedged = Reading("pay", "rise", hedged=True, rival="tools/headset", offers=offers)
    assert _read("tools", _AFTER_PAY, answers=answers) == hedged
    assert _read(None, _AFTER_PAY, answers=answers) == hedged


def test_a_topic_past_doubt_without_an_answer_is_its_general_one_hedged() -> None:
    answers = [("pay/rise", 0.15), ("tools/headset", 0.12)]
    heard = {"answers": answers, "surely": True}
    assert _read("hours", _AFTER_PAY, **heard) == Reading(
        "hours", hedged=True, offers=("pay/rise", "tools/headset")
    )
    offered = Reading(None, offers=("pay/rise", "tools/headset"))
    assert _read("hours", _AFTER_PAY, answers=answers) == offered
    assert _read("pay", _AFTER_PAY, answers=[("hours/nights", 0.1)], surely=True).topic is None


def test_with_nothing_to_offer_a_topic_is_said_to_hold_nothing_precise() -> None:
    assert _read("pay", _AFTER_PAY) == Reading("pay")


def test_what_was_just_said_is_not_said_again_to_other_words() -> None:
    last = Message("…", "pay", "answer", detail="rise")
    context = Context(last_answer=last, told=frozenset({"pay/", "pay/rise"}))
    surely = [("pay/rise", 0.95), ("pay/pay_day", 0.01)]
    assert _read("pay", context, answers=surely) == Reading(REPEAT, about=SAID_BEFORE)
    other = [("pay/rise", 0.5), ("pay/pay_day", 0.45)]
    assert _read("pay", context, answers=other) == Reading("pay", "pay_day")
    assert _read("pay", context, answers=surely, again=True) == Reading(REPEAT)
    # « quand ? » after an answer that holds no date is not answered by it.
    far = [("pay/rise", 0.9), ("pay/pay_day", 0.09)]
    unknown = Reading("pay", about=NO_DETAIL_KNOWN)
    assert _read("pay", context, answers=far, lacks_it=True) == unknown
    assert _read(None, context, answers=far, lacks_it=True) == unknown
    assert _read("hours", context, answers=far, lacks_it=True) != unknown
    near = [("pay/rise", 0.7), ("pay/pay_day", 0.25)]
    assert _read("pay", context, answers=near, lacks_it=True) == Reading("pay", "pay_day")


@pytest.mark.parametrize("topic", ["deny", "help", NEGATIVE_FEEDBACK])
def test_what_sounds_like_a_remark_may_be_a_question_on_what_was_said(topic: str) -> None:
    assert _read(topic, _AFTER_PAY, answers=[("pay/rise", _SURELY)]) == Reading("pay", "rise")
    assert _read(topic, _AFTER_PAY, answers=[("pay/rise", 0.5)]) == Reading(topic)
    assert _read(topic, answers=[("pay/rise", _SURELY)]) == Reading(topic)


@pytest.mark.parametrize(
    ("context", "share", "rival"),
    [
        (_AFTER_PAY, 0.7, "pay/pay_day"),
        (_AFTER_PAY, 0.8, ""),  # likely enough to stand alone
        (_NEW, 0.5, "pay/pay_day"),
        (_NEW, 0.6, ""),
    ],
)
def test_what_is_likely_enough_has_no_rival(context: Context, share: float, rival: str) -> None:
    answers = [("pay/rise", share), ("pay/pay_day", 0.8 * share)]
    assert _read("pay", context, answers=answers) == Reading("pay", "rise", rival=rival)


# --- No topic -------------------------------------------------------------------------------------


def test_without_a_topic_a_fairly_sure_answer_is_hedged_and_the_next_ones_offered() -> None:
    answers = [
        ("pay/rise", _FAIRLY),
        ("pay/", 0.35),
        ("pay/=smic", 0.1),
        ("hours/nights", _PERHAPS),
    ]
    assert _read(None, answers=answers) == Reading(
        "pay", "rise", hedged=True, rival="pay/", offers=("pay/", "hours/nights")
    )


@pytest.mark.parametrize(
    ("answers", "rival"),
    [
        ([("pay/rise", _FAIRLY), ("pay/pay_day", 0.35)], "pay/pay_day"),
        ([("pay/rise", _FAIRLY), ("pay/pay_day", 0.15)], ""),  # far behind
        ([("pay/rise", _FAIRLY), ("pay/=smic", 0.3)], ""),  # a fact has no question of its own
        ([("pay/=smic", _FAIRLY), ("pay/rise", 0.3)], ""),
    ],
)
def test_of_two_that_are_about_as_likely_both_are_said(
    answers: list[tuple[str, float]], rival: str
) -> None:
    found = _read(None, answers=answers)
    assert (found.hedged, found.rival) == (True, rival)


def test_without_a_topic_what_may_be_meant_is_offered_and_nothing_read() -> None:
    answers = [("pay/rise", _PERHAPS), ("pay/=smic", 0.09), ("hours/", 0.08), ("tools/x", _HARDLY)]
    heard = {"answers": answers, "offers": ("pay", "tools", "supervisor_job")}
    assert _read(None, **heard) == Reading(None, offers=("pay/rise", "hours/", "tools/"))


def test_what_is_likely_another_matter_is_answered_less_surely() -> None:
    answers = [("pay/rise", 0.6)]
    assert _read(None, answers=answers) == Reading("pay", "rise")
    assert _read(None, answers=answers, outside=0.25).hedged
    assert _read(None, answers=answers, outside=0.75).topic is None
    assert _read(None, _AFTER_PAY, answers=answers, outside=0.8).hedged  # it goes on
    assert _read(None, _AFTER_PAY, answers=[("pay/rise", 0.25)], outside=0.8).topic is None


def test_what_is_plainly_asked_is_not_taken_for_thanks() -> None:
    answers = [("pay/rise", 0.4)]  # « merci, et dites-moi si ce numéro est payant »
    assert _read("thanks", _AFTER_PAY, answers=answers, asks=True) == Reading(
        "pay", "rise", hedged=True
    )
    assert _read("thanks", _AFTER_PAY, answers=answers) == Reading("thanks")


@pytest.mark.parametrize(
    ("lengthy", "second", "said"), [(True, 0.08, True), (True, 0.12, False), (False, 0.08, False)]
)
def test_of_a_story_the_answer_far_ahead_is_said(lengthy: bool, second: float, said: bool) -> None:
    read = _read(None, answers=[("pay/rise", 0.2), ("hours/", second)], lengthy=lengthy)
    assert (read.hedged, bool(read.topic)) == (said, said)


def test_a_very_likely_answer_is_said_though_it_sounds_like_another_matter() -> None:
    answers = [("pay/rise", 0.95)]
    assert _read(None, _AFTER_PAY, answers=answers, outside=0.9) == Reading("pay", "rise")


def test_no_more_than_three_are_offered() -> None:
    answers = [(f"{topic}/", _PERHAPS) for topic in ("pay", "hours", "tools", "teams", "calls")]
    assert _read(None, answers=answers).offers == ("pay/", "hours/", "tools/")


def test_with_nothing_likely_nothing_is_read_and_nothing_offered() -> None:
    assert _read(None, answers=[("pay/rise", _HARDLY)]) == Reading(None)
    assert _read(None) == Reading(None)


def test_a_topic_past_doubt_is_what_a_correction_wants_beside_a_neighbour_as_likely() -> None:
    # « je voulais savoir le salaire », after how to get hired.
    heard = {"corrects": True, "surely": True}
    near = [("hours/talk_pay", 0.4), ("pay/", 0.34)]
    context = Context(last=_TOOLS_TOLD, last_answer=_TOOLS_TOLD)
    assert _read("pay", context, **heard, answers=near) == Reading("pay")
    far = [("hours/talk_pay", 0.8), ("pay/", 0.1)]
    assert _read("pay", context, **heard, answers=far).topic == "hours"


# --- At first: a topic, surely; of its answers hardly the general one ----------------------------


def test_of_near_answers_the_nearest_is_said_rather_than_the_general_one() -> None:
    near = [("hours/nights", 0.24), ("hours/split", 0.22), ("hours/rest", 0.2), ("hours/", 0.05)]
    said = _read("hours", answers=near)
    assert (said.topic, said.detail, said.hedged) == ("hours", "nights", True)
    general = [("hours/nights", 0.24), ("hours/split", 0.22), ("hours/", 0.2)]
    assert _read("hours", answers=general) == Reading("hours")


def test_a_correction_past_doubt_outweighs_the_topic_that_it_names() -> None:
    # « mais combien de temps dure l'essai ? Son CDD est de 6 mois. »
    answers = [("hours/nights", _SURELY)]
    heard = {"names_topic": True, "corrects": True, "answers": answers}
    assert _read("hours", _AFTER_PAY, **heard) == Reading("hours", "nights")


def test_two_questions_are_answered_though_one_sounds_like_a_correction() -> None:
    # « pas de prime, on les a remerciés au moins ? ils bossaient de chez eux ? »
    heard = {"corrects": True, "first_of_two": "hours/nights", "answers": [("hours/", _SURELY)]}
    assert _read(None, _AFTER_PAY, **heard) == Reading("hours", "nights")

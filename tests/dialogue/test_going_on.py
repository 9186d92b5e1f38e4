"""What sounds like another matter, and goes on about what was spoken of."""

from __future__ import annotations

from bot.content.keys import OUT_OF_SCOPE
from bot.dialogue.hearing import Heard, Reading
from bot.dialogue.messages import Context, Message
from bot.dialogue.reading import read

_SPOKEN = Message("…", "pay", "answer", detail="fines")
_CONTEXT = Context(last=_SPOKEN, last_answer=_SPOKEN, told=frozenset({"pay/fines"}))


def test_two_answers_that_share_what_is_likely_go_on_together() -> None:
    # « et un parti politique ? », of which one answer tells and another of its recorded messages.
    answers = [("pay/parties", 0.4), ("pay/recorded_party", 0.35), ("hours/", 0.1)]
    heard = Heard(OUT_OF_SCOPE, surely=True, answers=answers)
    found = read(heard, ["pay", "hours"], _CONTEXT)
    assert (found.topic, found.detail) == ("pay", "parties")


def test_what_none_of_them_is_likely_for_stays_another_matter() -> None:
    answers = [("pay/parties", 0.2), ("hours/", 0.15)]
    heard = Heard(OUT_OF_SCOPE, surely=True, answers=answers)
    assert read(heard, ["pay", "hours"], _CONTEXT) == Reading(OUT_OF_SCOPE)


def test_beside_the_answer_just_given_the_one_that_is_likelier_than_not_is_said() -> None:
    # « oui mais passer la main à qui ? », after the answer that says that one can.
    answers = [("pay/fines", 0.73), ("hours/pass_on", 0.22), ("hours/", 0.02)]
    found = read(Heard(None, lengthy=True, answers=answers), ["pay", "hours"], _CONTEXT)
    assert (found.topic, found.detail) == ("hours", "pass_on")


def test_a_correction_starts_no_game_where_an_answer_is_likelier_than_not() -> None:
    # « Non mais j'ai un diplôme ! Quels postes pour moi ? » asks for no quiz on tastes.
    answers = [("hours/nurses", 0.55), ("hours/", 0.1)]
    heard = Heard("find_my_job", corrects=True, surely=True, answers=answers)
    assert read(heard, ["pay", "hours"], _CONTEXT).detail == "nurses"
    unlikely = Heard("find_my_job", corrects=True, answers=[("hours/nurses", 0.3)])
    assert read(unlikely, ["pay", "hours"], _CONTEXT) == Reading("find_my_job")


def test_who_was_misunderstood_hears_what_is_likely_without_a_perhaps() -> None:
    answers = [("hours/renewals", 0.65), ("pay/rise", 0.1)]
    heard = Heard(None, corrects=True, answers=answers)
    found = read(heard, ["pay", "hours"], _CONTEXT)
    assert (found.detail, found.hedged) == ("renewals", False)
    less = Heard(None, corrects=True, answers=[("hours/renewals", 0.5), ("pay/rise", 0.1)])
    assert read(less, ["pay", "hours"], _CONTEXT).hedged

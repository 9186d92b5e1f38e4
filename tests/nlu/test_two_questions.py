"""Two questions in one message: when there are surely two."""

from __future__ import annotations

from bot.nlu.two_questions import asked_together, likeliest, surely_two
from bot.text.corrections import Correction

_PAY, _HOURS = [("pay/", 0.9), ("pay/gross", 0.1)], [("hours/nights", 0.6), ("hours/", 0.2)]
_UNSURE = ("pay/", 0.3)


def test_there_are_two_where_each_half_has_a_sure_answer_of_its_own() -> None:
    assert surely_two(_PAY, _HOURS, _UNSURE) == ("pay/", "hours/nights")
    assert surely_two(_PAY, [("hours/nights", 0.2)], _UNSURE) is None
    assert surely_two(_PAY, _PAY, _UNSURE) is None


def test_a_general_answer_is_as_sure_as_all_on_its_topic() -> None:
    assert likeliest([("work/", 0.2), ("work/night", 0.15), ("pay/", 0.1)]) == ("work/", 0.35)
    assert likeliest([("work/night", 0.2), ("work/", 0.15)]) == ("work/night", 0.2)


def test_what_answers_all_of_it_past_doubt_leaves_no_two() -> None:
    # « c'est pas plutôt quand le patron arrête ? là c'est mon fils qui partirait »
    assert surely_two(_PAY, _HOURS, ("trial/stop", 0.86)) is None
    assert surely_two(_PAY, _HOURS, ("pay/", 0.86)) == ("pay/", "hours/nights")


def test_what_a_correction_refuses_is_no_part_of_them() -> None:
    text = "laisse les samedis. il y a des pauses ? et comment je postule ?"
    refusing = asked_together(text, Correction("", "les samedis", "il y a des pauses"))
    assert refusing and "samedis" not in refusing[0] and "pauses" in refusing[0]
    wanting = "non je parle des pauses. on en a combien ? et comment je postule ?"
    found = asked_together(wanting, Correction("des pauses", "", "on en a combien"))
    assert found == ("non je parle des pauses. on en a combien", "comment je postule")
    assert asked_together(text, Correction("", "les samedis", "")) is None
    of_them = "pas eux. je veux savoir les horaires ? et combien on gagne à deux ?"
    found = asked_together(of_them, Correction("les horaires", "eux", ""))
    assert found and found[1] == "combien on gagne à deux" and "je veux savoir" in found[0]

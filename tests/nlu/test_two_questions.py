"""Two questions in one message: when there are surely two."""

from __future__ import annotations

from bot.nlu.model.ranked import Ranked
from bot.nlu.two_questions import Halves, answer_to_one, asked_together, likeliest, surest
from bot.text.corrections import Correction
from bot.text.pairs import Questions

_PAY: Ranked = [("pay/", 0.9), ("pay/gross", 0.1)]
_HOURS: Ranked = [("hours/nights", 0.6), ("hours/", 0.2)]
_UNSURE: Ranked = [("pay/", 0.3), ("hours/nights", 0.1)]
_ASKED = Questions("on gagne combien", "et la nuit")
_LOOSE = _ASKED._replace(surely=False)


def _two(
    first: Ranked, second: Ranked, whole: Ranked, questions: Questions = _ASKED
) -> tuple[str, str] | None:
    return surest([_halves(first, second, whole, questions)], whole)


def _halves(first: Ranked, second: Ranked, whole: Ranked, questions: Questions) -> Halves:
    one = answer_to_one(first, whole)
    return Halves(questions, one, answer_to_one(second, whole, but=one[0]))


def test_there_are_two_where_each_half_has_a_sure_answer_of_its_own() -> None:
    assert _two(_PAY, _HOURS, _UNSURE) == ("pay/", "hours/nights")
    assert _two(_PAY, [("hours/nights", 0.2)], _UNSURE) is None
    assert _two(_PAY, _PAY, [("pay/", 0.3)]) is None


def test_a_general_answer_is_as_sure_as_all_on_its_topic() -> None:
    assert likeliest([("work/", 0.2), ("work/night", 0.15), ("pay/", 0.1)]) == ("work/", 0.35)
    assert likeliest([("work/night", 0.2), ("work/", 0.15)]) == ("work/night", 0.2)


def test_what_answers_all_of_it_past_doubt_leaves_no_two() -> None:
    # « c'est pas plutôt quand le patron arrête ? là c'est mon fils qui partirait »
    assert _two(_PAY, _HOURS, [("trial/stop", 0.86)]) is None
    assert _two(_PAY, _HOURS, [("pay/", 0.86)]) == ("pay/", "hours/nights")


def test_a_case_that_is_told_after_a_question_is_no_second_one() -> None:
    # « combien de temps dure l'essai ? Son CDD est de 6 mois. »
    told = Questions("combien de temps dure l'essai", "Son CDD est de 6 mois", tells=True)
    general: Ranked = [("trial/", 0.9), ("trial/fixed_term", 0.1)]
    precise: Ranked = [("trial/fixed_term", 0.95)]
    assert _two(general, precise, precise, told) is None
    assert _two(general, precise, precise, told._replace(tells=False)) is not None
    assert _two(_PAY, _HOURS, [("pay/", 0.86)], told) is None


def test_what_all_of_it_thinks_of_counts_in_each_half() -> None:
    # « qui paye tout ça ? le patron peut dire non », after the adapted post
    refused: Ranked = [("remote/refused", 0.34), ("post/refused", 0.3)]
    whole: Ranked = [("post/refused", 0.7), ("post/pays", 0.2)]
    assert _two([("post/pays", 0.8)], refused, whole) == ("post/pays", "post/refused")


def test_what_nothing_sets_apart_is_two_where_both_are_sure_and_all_of_it_thinks_of_both() -> None:
    assert _two(_PAY, [("hours/nights", 0.9)], _UNSURE, _LOOSE) == ("pay/", "hours/nights")
    assert _two(_PAY, [("hours/nights", 0.4)], _UNSURE, _LOOSE) is None
    assert _two(_PAY, [("hours/nights", 0.9)], [("pay/", 0.3)], _LOOSE) is None


def test_of_several_ways_to_cut_the_surest_counts() -> None:
    cuts = [
        _halves(_PAY, [(label, share)], [*_UNSURE, ("breaks/", 0.1)], _LOOSE)
        for label, share in (("hours/nights", 0.8), ("breaks/", 1.0))
    ]
    assert surest(cuts, [*_UNSURE, ("breaks/", 0.1)]) == ("pay/", "breaks/")


def test_what_a_correction_refuses_is_no_part_of_them() -> None:
    text = "laisse les samedis. il y a des pauses ? et comment je postule ?"
    (refusing,) = asked_together(text, Correction("", "les samedis", "il y a des pauses"))
    assert "samedis" not in refusing[0] and "pauses" in refusing[0]
    wanting = "non je parle des pauses. on en a combien ? et comment je postule ?"
    (found,) = asked_together(wanting, Correction("des pauses", "", "on en a combien"))
    assert found[:2] == ("non je parle des pauses. on en a combien", "comment je postule")
    assert asked_together(text, Correction("", "les samedis", "")) == []
    of_them = "pas eux. je veux savoir les horaires ? et combien on gagne à deux ?"
    (found,) = asked_together(of_them, Correction("les horaires", "eux", ""))
    assert found[1] == "combien on gagne à deux" and "je veux savoir" in found[0]


def test_a_topic_and_one_of_its_answers_are_two_only_where_both_are_fairly_sure() -> None:
    assert _two([("pay/", 0.9)], [("pay/gross", 0.4)], _UNSURE) is None
    assert _two([("pay/", 0.9)], [("pay/gross", 0.9)], _UNSURE) == ("pay/", "pay/gross")

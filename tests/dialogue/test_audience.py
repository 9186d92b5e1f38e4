"""Whom a conversation is with: who gets calls, or who looks at the work."""

from __future__ import annotations

from bot.dialogue.audience import for_audience
from tests.contents import CONTENT

_RANKED = [("unions/right_refused", 0.5), ("bank_refund/bank_refuses", 0.4), ("sector_size/", 0.1)]


def test_who_was_told_of_a_refund_is_told_no_labour_law() -> None:
    found = for_audience(CONTENT, _RANKED, {"bank_refund/"})
    assert [label for label, _ in found] == [
        "bank_refund/bank_refuses",
        "unions/right_refused",
        "sector_size/",
    ]
    assert abs(sum(share for _, share in found) - 1) < 1e-9


def test_what_is_for_anybody_stays_as_likely_beside_what_is_meant() -> None:
    found = dict(for_audience(CONTENT, _RANKED, {"salary/", "sector_size/"}))
    assert abs(found["sector_size/"] / found["unions/right_refused"] - 0.2) < 1e-9


def test_who_spoke_of_both_or_of_nothing_is_asked_no_side() -> None:
    assert for_audience(CONTENT, _RANKED, ()) == _RANKED
    assert for_audience(CONTENT, _RANKED, {"sector_size/"}) == _RANKED
    assert for_audience(CONTENT, _RANKED, {"salary/", "cpf_scam/"}) == _RANKED


def test_who_said_to_be_employed_is_told_of_work_whatever_was_told() -> None:
    ranked = [("cold_calling_rules/saturday", 0.5), ("sundays_and_overtime/weekend", 0.3)]
    found = for_audience(CONTENT, ranked, {"withdrawal/"}, "employee")
    assert found[0][0] == "sundays_and_overtime/weekend"
    assert for_audience(CONTENT, ranked, {"salary/"}, "consumer")[0][0] == ranked[0][0]

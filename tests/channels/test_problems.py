"""What the web tells of a refusal."""

from __future__ import annotations

import pytest

from bot.channels.problems import PROBLEMS, Failed, NoSession, WrongMethod, response_to
from bot.channels.refusals import Full, NotAnswering, Refusal, TooMany


def test_each_refusal_has_its_own_problem() -> None:
    assert PROBLEMS.keys() == set(Refusal.__subclasses__())
    assert len({problem.kind for problem in PROBLEMS.values()}) == len(PROBLEMS)


@pytest.mark.parametrize(
    ("refusal", "header", "value"),
    [
        (TooMany(7), "Retry-After", "7"),
        (NotAnswering(), "Retry-After", "5"),
        (NoSession(), "WWW-Authenticate", 'Bearer realm="decroche"'),
        (WrongMethod("GET", "OPTIONS"), "Allow", "GET, OPTIONS"),
    ],
)
def test_a_refusal_says_what_helps(refusal: Refusal, header: str, value: str) -> None:
    assert response_to(refusal).headers[header] == value


@pytest.mark.parametrize("refusal", [TooMany, Full, Failed, NotAnswering])
def test_who_is_left_without_an_answer_hears_of_the_112(refusal: type[Refusal]) -> None:
    assert PROBLEMS[refusal].detail.endswith("En danger\N{NO-BREAK SPACE}: le 112.")

"""What the web tells of a refusal."""

from __future__ import annotations

import pytest

from bot.channels.refusals import NotAnswering, Refusal, TooMany
from bot.channels.web.problems import PROBLEMS, NoSession, WrongMethod, response_to


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

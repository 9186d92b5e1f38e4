"""Who takes leave is told goodbye, unless a question of theirs is answered."""

from __future__ import annotations

import pytest

from bot.dialogue.asides import Asides
from bot.dialogue.hearing import Reading
from bot.dialogue.messages import Context
from tests.contents import CONTENT

ASIDES = Asides(CONTENT)


@pytest.mark.parametrize(
    "text",
    [
        "bon c'est nul, au revoir",
        "Vous récitez Gartner comme un perroquet. Allez, au revoir.",
        "pas terrible ce truc a la prochaine",
        "merci bye",
        "Donc 40 euros de moins. C'est pas beaucoup. Je vais réfléchir, merci pour votre patience.",
        "ok c'est pas tout neuf mais merci quand meme, je vais en parler a mon agence lundi",
    ],
)
def test_who_takes_leave_is_told_goodbye(text: str) -> None:
    for unsure in (Reading(None, offers=("salary/",)), Reading("negative_feedback")):
        assert ASIDES.leaving(text, unsure, Context()).topic == "goodbye"
    assert ASIDES.leaving(text, Reading(None), Context(in_need=True)).topic is None


def test_who_asks_and_takes_leave_at_once_is_answered_unless_a_sentence_of_its_own_does() -> None:
    answered = Reading("salary")
    assert ASIDES.leaving("bon c'est nul, au revoir", answered, Context()) is answered
    leaves = ASIDES.leaving("Vous récitez un texte. Allez, au revoir.", answered, Context())
    assert leaves.topic == "goodbye"


@pytest.mark.parametrize(
    "text",
    [
        "on doit dire bonjour et au revoir",
        "il m'a dit au revoir",
        "au revoir, ça se dit ?",
        "merci je vais y réfléchir mais comment je postule",
    ],
)
def test_who_speaks_of_goodbyes_does_not_leave(text: str) -> None:
    assert ASIDES.leaving(text, Reading(None), Context()).topic is None

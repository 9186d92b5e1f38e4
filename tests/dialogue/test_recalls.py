"""What is answered to who holds the bot's own words against it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content.keys import TOLD_SO, TWO_ANSWERS
from bot.dialogue.messages import Context, Message
from bot.dialogue.recalls import recalled
from tests.contents import CONTENT

_SAID = Message(
    "Oui, en principe. Essayez par une immersion : demandez-la à France Travail.",
    "withdrawal",
    "answer",
    detail="pro_signed_by_phone",
)
_AFTER = Context(last_answer=_SAID, last=_SAID)
_AFTER_TWO = replace(_AFTER, answer_before="withdrawal/")


@pytest.mark.parametrize(
    "text",
    [
        "c'est quoi le rapport avec France Travail ?",
        "ben c'est toi qui l'as dit, immersion",
        "je vois pas le lien avec une immersion",
    ],
)
def test_words_of_the_answer_are_quoted_where_they_stand(text: str) -> None:
    reading = recalled(CONTENT, text, _AFTER)
    assert reading is not None and reading.about == TOLD_SO
    assert "immersion : demandez-la" in reading.words.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    "text",
    [
        "faudrait savoir, vous venez de me dire oui 14 jours et maintenant non ?!",
        "vous disiez oui tout à l'heure",
        "tu te contredis",
    ],
)
def test_of_two_answers_each_is_named_by_its_question(text: str) -> None:
    reading = recalled(CONTENT, text, _AFTER_TWO)
    assert reading is not None and reading.about == TWO_ANSWERS
    assert CONTENT.title("withdrawal") in reading.words
    assert reading.offers == ("withdrawal/pro_signed_by_phone", "withdrawal/")
    assert recalled(CONTENT, text, _AFTER) is None  # there is but one


@pytest.mark.parametrize(
    "text",
    ["c'est quoi le rapport avec la météo ?", "et si je refuse ?", "le patron dit le contraire"],
)
def test_a_question_of_its_own_is_none_on_what_was_said(text: str) -> None:
    assert recalled(CONTENT, text, _AFTER_TWO) is None


def test_nothing_is_held_against_the_bot_in_need() -> None:
    assert recalled(CONTENT, "tu te contredis", replace(_AFTER_TWO, in_need=True)) is None


def test_a_question_beside_is_what_is_asked() -> None:
    last = Message("La banque vous tente ?", "contract_types", "answer", detail="bank_cdd_or_cdi")
    text = "je vois pas le rapport avec la banque... et les 853 €, c'est net ou brut ?"
    assert recalled(CONTENT, text, Context(last_answer=last)) is None
    assert recalled(CONTENT, "je vois pas le rapport avec la banque", Context(last_answer=last))

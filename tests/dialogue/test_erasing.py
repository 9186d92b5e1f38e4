"""What sounds like an order to erase everything: it is carried out when it is one."""

from __future__ import annotations

import pytest

from bot.dialogue.erasing import Erasing, erasing, offer_to_erase
from bot.dialogue.messages import Context, Message
from tests.contents import CONTENT

_START = Context()
_PAY_TOLD = Context(last_answer=Message("…", "salary", "answer"))
_CALLS_TOLD = Context(last_answer=Message("…", "my_data", "answer"))


@pytest.mark.parametrize("context", [_START, _PAY_TOLD, _CALLS_TOLD])
@pytest.mark.parametrize(
    "text",
    [
        *(
            "efface tout",
            "Effacez mes données",
            "oublie-moi",
            "droit à l'oubli",
            "supp mon num stp",
        ),
        "Pouvez-vous vider la mémoire de cette discussion ?",
        "tu peux effacer mes messages ?",
        "j'ai donné mon mail tout à l'heure ici, je voudrais le faire effacer",
    ],
)
def test_a_plain_order_erases(text: str, context: Context) -> None:
    assert erasing(text, context) is Erasing.ORDERED


@pytest.mark.parametrize(
    "text",
    ["on peut le faire effacer ?", "comment effacer", "on peut le supprimer", "ça s'efface ?"],
)
def test_a_question_after_an_answer_that_names_nothing_of_ones_own_is_about_that(text: str) -> None:
    assert erasing(text, _PAY_TOLD) is Erasing.SOMETHING_ELSE


@pytest.mark.parametrize("context", [_START, _PAY_TOLD])
@pytest.mark.parametrize("text", ["je veux faire effacer mon casier", "faire supprimer une amende"])
def test_what_another_holds_is_not_erased_here(text: str, context: Context) -> None:
    assert erasing(text, context) is Erasing.SOMETHING_ELSE


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("comment effacer mes messages ?", _PAY_TOLD),
        ("on peut supprimer cette conversation", _PAY_TOLD),
        ("on peut effacer ?", _START),
    ],
)
def test_a_question_about_ones_own_data_is_told_first_what_goes(
    text: str, context: Context
) -> None:
    assert erasing(text, context) is Erasing.ASKED_ABOUT


def test_a_number_that_others_hold_is_an_ordinary_question_after_the_calls() -> None:
    assert erasing("on peut faire effacer mon numéro ?", _CALLS_TOLD) is Erasing.SOMETHING_ELSE


def test_the_offer_has_the_button() -> None:
    offer = offer_to_erase(CONTENT)
    assert "conversation" in offer.words and offer.offers == ("delete_my_data",)

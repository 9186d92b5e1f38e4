"""The pay that a message plainly asks for, whatever else it tells."""

from __future__ import annotations

import pytest

from bot.dialogue.cues import cued
from bot.dialogue.messages import Context, Message
from bot.dialogue.pay_asked import for_the_pay
from tests.contents import CONTENT

_DIPLOMA = [("diploma/no_bac", 0.4), ("career_path/no_degree", 0.3), ("salary/", 0.05)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("combien ma fille gagnerait-elle, à 20 ans et sans diplôme autre que le bac ?", "salary/"),
        ("ok donc sans diplome c bon mais cmb par mois net il va toucher", "salary/gross_net"),
        ("il a rien comme diplome jte dis ils vont le payer combien", "salary/"),
        ("faut le bac ?", "diploma/no_bac"),
        ("c'est payé combien la formation, sans le bac ?", "diploma/no_bac"),  # of other money
        ("combien de temps pour avoir le diplôme ?", "diploma/no_bac"),
    ],
)
def test_the_pay_comes_first_where_it_is_plainly_asked(text: str, first: str) -> None:
    found = for_the_pay(CONTENT, _DIPLOMA, text, Context())
    assert found[0][0] == first
    assert sum(share for _, share in found) == pytest.approx(0.75)
    assert len({label for label, _ in found}) == len(found)


def test_it_is_that_of_the_job_in_play() -> None:
    told = Context(last_answer=Message("", "role_trainer", "answer", role="trainer"))
    found = for_the_pay(CONTENT, _DIPLOMA, "et ça gagne combien ?", told)
    assert found[0][0] == "role_trainer/pay"


def test_an_answer_on_money_is_left_first() -> None:
    ranked = [("salary/per_year", 0.4), ("salary/", 0.1)]
    assert for_the_pay(CONTENT, ranked, "on est payé combien avec le bac ?", Context()) == ranked


def test_it_is_that_of_the_job_spoken_of_where_that_is_their_own() -> None:
    told = Context(last_answer=Message("", "breaks", "answer", role="supervisor"))
    found = for_the_pay(CONTENT, [("salary/", 0.3)], "combien on gagne à mon poste", told)
    assert found[0][0] == "role_supervisor/pay"


@pytest.mark.parametrize(
    ("spoken_of", "first"),
    [("ma fille commence lundi", "salary/"), ("elle est en formation", "training/paid")],
)
def test_of_a_training_that_nobody_named_no_pay_is_asked(spoken_of: str, first: str) -> None:
    ranked = [("training/paid", 0.4), ("salary/", 0.1)]
    found = for_the_pay(CONTENT, ranked, "elle sera payée combien", Context(), spoken_of)
    assert found[0][0] == first


def test_whether_one_earns_more_is_no_amount() -> None:
    ranked = [("diploma/more_pay", 0.4), ("salary/", 0.1)]
    found = for_the_pay(CONTENT, ranked, "ils vont le payer combien ?", Context())
    assert found[0][0] == "salary/"


def test_in_a_swindle_no_wage_is_asked() -> None:
    told = Context(stages=frozenset({"paid"}), last_answer=Message("", "cpf_scam", "answer"))
    assert for_the_pay(CONTENT, _DIPLOMA, "ils lui ont payé combien ?", told) == _DIPLOMA


def test_nothing_found_stays_nothing() -> None:
    assert for_the_pay(CONTENT, [], "combien je gagne ?", Context()) == []


def test_countries_are_no_pay() -> None:
    assert not cued("pay_asked", "Foundever est présent dans combien de pays ?")


@pytest.mark.parametrize(
    ("text", "first"),
    [("on gagne combien ?", "salary/"), ("au Maroc, on gagne combien ?", "offshore/pay_there")],
)
def test_the_pay_of_a_country_is_asked_by_who_names_it(text: str, first: str) -> None:
    ranked = [("offshore/pay_there", 0.5), ("salary/", 0.3)]
    assert for_the_pay(CONTENT, ranked, text, Context())[0][0] == first


def test_pay_of_a_job_is_asked_though_a_swindle_was_spoken_of() -> None:
    last = Message("…", "cpf_scam", "answer", detail="file_complaint")
    context = Context(last_answer=last, last=last, stages=frozenset({"cpf_scam/hung_up"}))
    ranked = [("offshore/pay_there", 0.5), ("salary/", 0.3)]
    paid = for_the_pay(CONTENT, ranked, "on gagne combien comme conseiller ?", context)
    assert paid[0][0] == "salary/"
    assert for_the_pay(CONTENT, ranked, "ils ont gagné combien ?", context) == ranked

"""The kind of contract or internship that a visitor told, and the answers that are of it."""

from __future__ import annotations

import pytest

from bot.dialogue.kinds_spoken_of import CONTRACTS, INTERNSHIPS, for_the_kind
from tests.contents import CONTENT

_GENERAL, _FIXED_TERM = "trial_period/", "trial_period/fixed_term"
_RANKED = [(_GENERAL, 0.5), (_FIXED_TERM, 0.3), ("contract_types/agency_end_bonus", 0.1)]
_ESSAI = "la période d'essai est de 2 mois c'est normal ?"


def _first(text: str, *said: str) -> str:
    return for_the_kind(CONTENT, _RANKED, text, said, CONTRACTS)[0][0]


@pytest.mark.parametrize(
    "told",
    [
        "on m'a proposé un poste de téléconseillère en cdd de 6 mois",
        "je suis en CDD depuis mars",
        "mon cdd finit en juin",
        "jsuis embauché en cdd",
        "j'ai signé un contrat à durée déterminée",
    ],
)
def test_an_answer_on_the_contract_that_was_told_is_likelier(told: str) -> None:
    assert _first(_ESSAI, told) == _FIXED_TERM
    assert _first(_ESSAI, "ils veulent que je signe demain", told) == _FIXED_TERM


def test_an_answer_that_holds_for_another_contract_is_less_likely() -> None:
    # The general answer says « deux mois au plus en CDI ».
    ranked = [(_GENERAL, 0.5), ("trial_period/stop_trial", 0.3)]
    assert for_the_kind(CONTENT, ranked, _ESSAI, ["je suis en cdd"], CONTRACTS)[0][0] != _GENERAL
    assert for_the_kind(CONTENT, ranked, _ESSAI, ["je suis en cdi"], CONTRACTS)[0][0] == _GENERAL


@pytest.mark.parametrize("label", ["how_to_apply/", "stress_and_health/leave_now"])
def test_an_answer_that_but_names_a_contract_in_passing_is_as_likely_as_before(label: str) -> None:
    ranked = [(label, 0.5), ("who_hires/", 0.3)]
    assert for_the_kind(CONTENT, ranked, "et ailleurs ?", ["je suis en cdd"], CONTRACTS) == ranked


@pytest.mark.parametrize(
    "said",
    [
        "c'est quoi un cdd ?",
        "cdd ou cdi, je choisis quoi",
        "je suis en cdi",
        "mon contrat est long",
        "on m'a proposé un cdd ou un cdi",
        "je suis pas en CDD",
        "je suis plus en cdd",
        "ils m'ont refusé un cdd",
        "mon ex est en CDD",
        "mon collègue est en cdd",
        "je suis recruteuse, mon entreprise embauche en CDD",
        "je voudrais savoir si un cdd est possible",
    ],
)
def test_it_is_not_where_none_was_told_or_another_or_two(said: str) -> None:
    assert _first(_ESSAI, said) == _GENERAL


def test_the_message_that_names_one_is_of_that_one() -> None:
    told = "je suis en cdd"
    assert _first("et la période d'essai en cdi ?", told) == _GENERAL


@pytest.mark.parametrize(
    "later",
    [
        "finalement j'ai eu un cdi",
        "je passe en CDI",
        "mon cdd est devenu un cdi",
        "je suis plus en cdd",
    ],
)
def test_what_was_told_last_of_a_contract_counts(later: str) -> None:
    assert _first(_ESSAI, later, "je suis en cdd") == _GENERAL


@pytest.mark.parametrize("label", ["contract_types/agency_same_pay", "role_trainer/no_answer"])
def test_a_title_that_compares_or_names_a_trainee_is_of_no_contract(label: str) -> None:
    ranked = [("salary/", 0.5), (label, 0.3)]
    told = dict(for_the_kind(CONTENT, ranked, "et la paie ?", ["je suis en cdi"], CONTRACTS))
    assert told == pytest.approx(dict(ranked))


def test_answers_on_another_contract_are_less_likely() -> None:
    ranked = [("contract_types/agency_end_bonus", 0.5), ("contract_types/end_bonus", 0.3)]
    told = for_the_kind(
        CONTENT, ranked, "je touche une prime à la fin ?", ["je suis en CDD"], CONTRACTS
    )
    assert told[0][0] == "contract_types/end_bonus"


def test_it_may_be_that_of_somebody_close() -> None:
    ranked = [("salary/pay_day", 0.3), ("internships/internship_pay", 0.25)]
    said = ["mon fils doit faire son stage de seconde, c'est possible chez vous ?"]
    told = for_the_kind(CONTENT, ranked, "il sera payé ?", said, CONTRACTS)
    assert told[0][0] == "internships/internship_pay"


def test_one_that_is_looked_for_is_told_too() -> None:
    ranked = [("unions/which_unions", 0.3), ("internships/stage_convention", 0.25)]
    said = ["dans un centre dappel sa craint non", "slt jcherche un stage de 3e"]
    told = for_the_kind(CONTENT, ranked, "jai pas de convention encore", said, CONTRACTS)
    assert told[0][0] == "internships/stage_convention"


_PFMP, _OF_3E = "internships/pfmp_calls", "internships/stage_3e_do"


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("wesh g 15 ans je cherche un stage de 3eme", _OF_3E),
        ("Bonjour, ma fille est en troisième et doit faire un stage", _OF_3E),
        ("ma pfmp de terminale", _PFMP),
        ("je suis en bac pro accueil et je cherche un stage", _PFMP),
        ("la troisième fois qu'on m'appelle pendant mon stage", _PFMP),
        ("stage de 3e ou pfmp ?", _PFMP),
        ("je cherche un stage", _PFMP),
    ],
)
def test_a_pupil_hears_of_the_internship_that_they_told(said: str, first: str) -> None:
    ranked = [(_PFMP, 0.4), (_OF_3E, 0.2)]
    found = for_the_kind(CONTENT, ranked, "et jferais quoi la bas", [said], INTERNSHIPS)
    assert found[0][0] == first


@pytest.mark.parametrize(
    ("text", "first"),
    [("et en pfmp ?", _PFMP), ("euh c 1 semaine mn stage de 3eme pas 2 mois", _OF_3E)],
)
def test_a_pupil_may_name_the_internship_that_they_ask_of(text: str, first: str) -> None:
    ranked = [(_PFMP, 0.3), (_OF_3E, 0.2)]
    said = ["je cherche un stage de 3e"]
    assert for_the_kind(CONTENT, ranked, text, said, INTERNSHIPS)[0][0] == first

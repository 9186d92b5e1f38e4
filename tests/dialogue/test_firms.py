"""What a message asks about a firm that its answer says nothing of."""

from __future__ import annotations

import pytest

from bot.dialogue.firms import firm_asked_about
from bot.publishing import GLOSSARY
from bot.text.glossary import Glossary
from tests.contents import CONTENT

_TERMS = {term.id: term for term in CONTENT.part(GLOSSARY)}
_GLOSSARY = Glossary((term.id, term.forms, term.watch) for term in _TERMS.values())


def _firm(text: str, said: str = "Au moins le Smic.", precise: bool = False) -> str:
    return firm_asked_about(text, said, _GLOSSARY, _TERMS, precise)


@pytest.mark.parametrize("precise", [True, False])
def test_a_firm_that_the_answer_does_not_hold_is_said_to_be_unknown(precise: bool) -> None:
    assert "Konecta" in _firm("chez Konecta on gagne combien", precise=precise)


def test_a_body_is_asked_about_where_nothing_precise_answers() -> None:
    assert _firm("on gagne combien à la CGT ?") == "CGT"
    assert _firm("on gagne combien à la CGT ?", precise=True) == ""


@pytest.mark.parametrize(
    "text",
    [
        "je suis délégué CGT, notre boîte veut envoyer la moitié du plateau au maroc",
        "D'accord, mais ce chiffre vient d'un syndicat patronal. Vous avez plus neutre ?",
        "ils ont envoyé un contrat avec le logo de Foundever quand même",
        "comment écrire un mail pour postuler chez Armatis",
        "le patron va le savoir si je prends ma carte à la CGT",
    ],
)
def test_who_names_a_firm_in_passing_hears_no_disclaimer(text: str) -> None:
    assert _firm(text, precise=True) == ""


def test_a_name_that_the_answer_holds_is_not_missing_however_it_is_written() -> None:
    assert _firm("on attend combien à la CAF ?", "À la Caf, l'après-midi.") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Quel est le chiffre d'affaires d'Armatis en 2026 ?",
        "combien de personnes ont postulé chez concentrix l'an dernier",
        "qui dirige Konecta en France actuellement ?",
        "prime de nuit chez intelcia, le montant précis svp",
    ],
)
def test_a_figure_of_one_company_is_asked_of_that_company(text: str) -> None:
    assert _firm(text, precise=True)


def test_a_figure_asked_of_a_body_is_not() -> None:
    assert _firm("combien je touche, France Travail me l'a pas dit", precise=True) == ""


def test_the_samu_is_no_firm_that_an_answer_on_the_15_does_not_know() -> None:
    assert _firm("quelle formation pour devenir assistant de régulation médicale au Samu ?") == ""

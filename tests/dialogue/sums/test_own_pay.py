"""A visitor's own pay beside the Smic, to the cent, by the facts of content/."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot import publishing
from bot.content.sums import SUM_LIMIT
from bot.dialogue.asides import Asides
from bot.dialogue.messages import WORDED, Context, Message
from bot.dialogue.sums.own_pay import beside_the_smic, pay_question
from bot.dialogue.sums.results import Sum
from tests.contents import CONTENT

TODAY = date(2026, 11, 27)
SUMS = CONTENT.part(publishing.SUMS)
ASIDES = Asides(CONTENT)
RULE = SUMS.own_pay.rule


def _sum(text: str, before: str = "", day: date = TODAY) -> Sum | None:
    question = pay_question(text, before)
    return beside_the_smic(question, SUMS, CONTENT.facts.values(), day) if question else None


@pytest.mark.parametrize(
    ("text", "answer", "more"),
    [
        # Less than the Smic, or more.
        ("1850 brut c'est en dessous du smic non ?", "Oui :", "-17.02"),
        (
            "le smic c'est 1867 et on lui propose 1850 donc c'est moins non ?",
            "Oui, si c’est du brut :",
            "-17.02",
        ),
        ("1600 net c'est plus que le smic ?", "Oui :", "122.07"),
        (
            "je gagnerais moins qu'à la caisse ? Je suis à 1520 net.",
            "Par rapport au Smic :",
            "42.07",
        ),
        ("1600 net c'est bien plus que le smic ?", "Oui :", "122.07"),
        ("1850 brut c'est plus que le smic ?", "Non :", "-17.02"),
        ("1850 brut ça dépasse le smic ?", "Non :", "-17.02"),
        ("1900 brut c'est moins que le smic ?", "Non :", "32.98"),
        ("est-ce que 1850 brut c'est inférieur au smic ?", "Oui :", "-17.02"),
        ("1850 brut, c'est pas en dessous du smic ?", "Si :", "-17.02"),
        ("1900 brut, c'est pas en dessous du smic ?", "Non :", "32.98"),
        ("le smic c'est plus que 1600 net ?", "Non :", "122.07"),
        ("le smic c'est plus que 1400 net ?", "Oui :", "-77.93"),
        ("1600 net c'est combien de plus que le smic ?", "Par rapport au Smic :", "122.07"),
        # The Smic itself, though its cents are not typed.
        ("1867 brut c'est le smic ?", "Oui, c’est le Smic", "-0.02"),
        ("1867 brut c'est moins que le smic ?", "Non, c’est le Smic", "-0.02"),
        ("1478 net c'est le smic non ?", "Oui, c’est le Smic", "0.07"),
        ("1850 brut c'est le smic ?", "Non :", "-17.02"),
        # A judgement.
        ("on me propose 1850 brut c'est correct ?", "Non :", "-17.02"),
        ("on lui propose 1850 brut, je voudrais savoir si c'est normal", "Non :", "-17.02"),
        ("on me propose 1850 brut. C'est correct ?", "Non :", "-17.02"),
        ("on me propose 1850 c'est correct ?", "Non, si c’est du brut :", "-17.02"),
        ("on lui propose 1900€ brut par mois, est-ce que c'est normal ?", "Oui, au", "32.98"),
        ("c'est légal de me payer 1850 brut ?", "Non :", "-17.02"),
        ("c'est légal de me payer 1850 brut, moins que le smic ?", "Non :", "-17.02"),
        ("mon patron me donne 1500 brut pour 35 heures il a le droit ?", "Non :", "-367.02"),
        ("il a le droit de me payer 1700 brut ?", "Non :", "-167.02"),
        ("moi je suis à 1950 net, c'est bien ?", "Oui, au regard du Smic :", "472.07"),
        ("1600 net après cinq ans de boîte, c'est peu non ?", "Non, au regard", "122.07"),
        ("1850 brut c'est pas un peu bas ?", "Oui :", "-17.02"),
        ("1900 brut c'est ok pour débuter ?", "Oui, au regard du Smic :", "32.98"),
        ("1450 net c'est normal ?", "Presque :", "-27.93"),  # the net depends on the company
        ("1400 net c'est normal ?", "Non :", "-77.93"),
        # A part time has its own minimum.
        ("1200 brut pour 25h c'est correct ?", "Non :", "-133.59"),
        ("1400 brut pour 25h par semaine c'est plus que le smic ?", "Oui :", "66.41"),
        ("950 brut à mi-temps c'est en dessous du smic ?", "Non :", "16.49"),
        # The gross one of two.
        ("1850 brut soit 1450 net, c'est correct ?", "Non :", "-17.02"),
    ],
)
def test_a_pay_is_put_beside_the_smic(text: str, answer: str, more: str) -> None:
    told = _sum(text)
    assert told is not None
    assert told.text.replace("\u00a0", " ").startswith(answer), told.text
    assert told.amount == Decimal(more)
    assert len(told.text) <= SUM_LIMIT


@pytest.mark.parametrize(
    "text",
    [
        # A pay that is told, and nothing asked of it.
        "je gagne 1850 et je veux partir",
        "je gagne 1850 brut et je veux partir",
        "je touche 1600 net, plus que le smic, et je m'ennuie",
        "je touche 1 450 net comme agent de propreté. Est-ce que je gagnerais plus ?",
        "1850 brut ça fait combien en net ?",
        "en brut c'est écrit 1850, ça donne quoi pour de vrai",
        "tu peux me convertir 1 850 euros net",
        "je vise 2000 net c'est réaliste ou je rêve",
        # Something else is judged.
        "1478 net c'est bien mais c'est tous les mois pareil ?",
        "1800 brut ça fait combien net et c'est normal pour ce métier ?",
        "je gagne 1850 brut et mon chef me crie dessus, c'est normal ?",
        "je gagne 1850 brut. Mon chef me surveille aux toilettes. C'est normal ?",
        "avec 1600 net je peux louer, c'est bien non ?",
        "je suis au smic à 1850 brut, c'est possible d'avoir un prêt ?",
        # No pay of theirs, or no pay of a month.
        "je suis au smic, c'est normal ?",
        "le smic c'est 1867 brut c'est peu",
        "22000 brut par an c'est correct ?",
        "12,50 brut de l'heure c'est correct ?",
        "on me demande 1500 euros de formation, c'est normal ?",
        "une prime de 500 brut c'est bien ?",
        "entre 1800 et 1900 brut c'est correct ?",
        # Another minimum than the Smic.
        "apprenti à 19 ans, 800 brut c'est normal ?",
        "j'ai 17 ans on me propose 1600 brut c'est correct ?",
        "en stage 600 brut c'est normal ?",
        "1850 brut pour 39h c'est correct ?",  # overtime is not worked out
    ],
)
def test_what_asks_nothing_of_a_pay_is_left_alone(text: str) -> None:
    assert _sum(text) is None


def test_the_operation_the_date_and_the_rule_are_said() -> None:
    told = _sum("1850 brut c'est en dessous du smic non ?")
    assert told is not None
    assert told.text.replace("\u00a0", " ") == (
        "Oui : 1 867,02 € − 1 850 € = 17,02 € bruts par mois de moins que le Smic à temps plein, "
        "depuis juin 2026. Un adulte à temps plein ne peut en principe pas toucher moins ; à temps "
        "partiel, c’est selon les heures."
    )
    assert told.facts == ("pay_smic_month_june_2026", RULE)


def test_a_net_pay_is_put_beside_the_net_that_is_relayed() -> None:
    told = _sum("1600 net c'est plus que le smic ?")
    assert told is not None and told.facts == ("pay_smic_net_june_2026",)
    assert "selon Service-Public" in told.text and "1\u00a0477,93" in told.text


@pytest.mark.parametrize("net", ["1000", "1 400,50", "1450", "1 454,55"])
def test_below_the_smic_there_is_room_for_the_rule(net: str) -> None:
    for asked in ("c'est moins que le smic ?", "c'est normal ?", "c'est pas moins que le smic ?"):
        told = _sum(f"{net} net {asked}")
        assert told is not None and RULE in told.facts, told
        assert "brut d’un adulte à temps plein" in told.text


def test_the_hours_of_a_part_time_are_in_the_operation() -> None:
    told = _sum("1200 brut pour 25h c'est correct ?")
    assert told is not None
    plain = told.text.replace("\u00a0", " ")
    assert "1 867,02 € × 25 ÷ 35 − 1 200 € = 133,59 €" in plain
    assert "le Smic de 25 heures par semaine" in plain


@pytest.mark.parametrize("day", [date(2026, 5, 31), date(2027, 1, 1)])
def test_nothing_is_compared_before_a_value_begins_or_after_its_review(day: date) -> None:
    assert _sum("1850 brut c'est moins que le smic ?", day=day) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("et 1900 ?", "Oui, au regard du Smic : 1 900 € − 1 867,02 €"),
        ("et 1500 net ?", "Oui, au regard du Smic : 1 500 € − 1 477,93 €"),
    ],
)
def test_another_pay_after_it_is_asked_the_same(text: str, answer: str) -> None:
    question = pay_question("on me propose 1850 brut c'est correct ?")
    assert question is not None
    told = _sum(text, question.written())
    assert told is not None and told.text.replace("\u00a0", " ").startswith(answer)
    assert _sum(text) is None


CORRECT = "on me propose 1850 brut c'est correct ?"
LESS = "1850 brut c'est moins que le smic ?"


def test_what_may_be_wanted_next_is_offered_once() -> None:
    below = ASIDES.read(CORRECT, None, [], Context())
    assert below is not None and below.topic == "salary"
    assert below.offers == (SUMS.own_pay.below,) and below.facts
    above = ASIDES.read("1900 brut c'est correct ?", None, [], Context())
    assert above is not None and above.offers == (SUMS.own_pay.above,)
    told = ASIDES.read(CORRECT, None, [], Context(told=frozenset(below.offers)))
    assert told is not None and told.offers == ()


@pytest.mark.parametrize("topic", [None, "salary", "contract_types"])
def test_a_pay_is_compared_whatever_was_told_last(topic: str | None) -> None:
    for last in (None, Message("…", "bonuses_benefits", "answer")):
        reading = ASIDES.read(CORRECT, topic, [], Context(last_answer=last, last=last))
        assert reading is not None and "17,02" in reading.words


def test_a_detail_past_doubt_on_another_matter_comes_before_a_judgement() -> None:
    for text, likely in ((CORRECT, "salary"), (LESS, "breaks")):
        assert ASIDES.read(text, None, [], Context(), likely, precise=True) is not None
    assert ASIDES.read(CORRECT, None, [], Context(), "breaks", precise=True) is None


def test_a_job_paid_above_the_smic_is_not_judged_by_it_unless_it_is_named() -> None:
    assert ASIDES.read(CORRECT, None, ["supervisor"], Context()) is None
    assert ASIDES.read(LESS, None, ["supervisor"], Context()) is not None


def test_no_offer_that_may_be_a_swindle_is_called_correct() -> None:
    text = "on me propose 2500 net à domicile sans entretien, c'est normal ?"
    assert ASIDES.read(text, None, [], Context()) is not None
    for topic in ("fake_job_offers", "cpf_scam", "other_scams"):
        assert ASIDES.read(text, topic, [], Context()) is None


def test_a_comparison_is_no_sum_to_go_on_from() -> None:
    question = pay_question(CORRECT)
    assert question is not None
    last = Message("…", "salary", "answer", detail=WORDED)
    context = replace(Context(last_answer=last, last=last), sum=question.written())
    reading = ASIDES.read("et à mi-temps ?", None, [], context)
    assert reading is not None and "933,51" in reading.words

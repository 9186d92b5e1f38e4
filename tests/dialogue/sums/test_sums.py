"""What visitors ask to work out, and the sums, to the cent, by the facts of content/."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot import publishing
from bot.content.sums import SUM_LIMIT
from bot.dialogue.sums.requests import sum_asked
from bot.dialogue.sums.results import Sum, work_out
from bot.dialogue.sums.sum_request import read_request
from bot.text.numbers import numbers_in
from tests.contents import CONTENT

TODAY = date(2026, 11, 27)
SUMS = CONTENT.part(publishing.SUMS)


def _sum(text: str, topic: str = "salary", detail: str = "", day: date = TODAY) -> Sum | None:
    request = sum_asked(text, topic, detail, numbers_in(text))
    return work_out(request, SUMS, CONTENT.facts.values(), day) if request else None


@pytest.mark.parametrize(
    ("text", "topic", "detail", "amount"),
    [
        # Part time.
        ("un mi temps au smic ca fait combien par mois", "salary", "", "933.51"),
        ("et à mi-temps ?", "salary", "part_time", "933.51"),
        ("24h/semaine", "salary", "", "1280.24"),
        ("et si je fais que 24h par semaine du coup ?", "salary", "", "1280.24"),
        ("je suis a 30h semaine au smic, brut mensuel ?", "salary", "", "1600.30"),
        ("vingt heures par semaine", "salary", "", "1066.87"),
        ("15h par semaine", "salary", "part_time", "800.15"),
        ("temps partiel à 80 %", "salary", "", "1493.62"),
        ("un trois quarts temps", "salary", "", "1400.27"),
        ("35h ça fait combien", "salary", "", "1867.02"),
        ("25h/mois", "salary", "", "307.75"),
        ("7h par jour", "salary", "", "86.17"),
        ("100 heures au smic", "salary", "", "1231.00"),
        ("on paye combien pour 20h par semaine", "working_hours", "", "1066.87"),
        ("au smic, 10 heures par semaine", "who_hires", "", "533.43"),
        ("j'aurais combien alors avec 16h ?", "salary", "", "853.49"),
        ("j'aurais combien alors avec 16h ?", "working_hours", "", "853.49"),
        ("12h la semaine + 8h le weekend ça fait combien", "salary", "", "1066.87"),
        ("et 4h le samedi et 4h le dimanche ?", "salary", "", "426.75"),
        (
            "non pas d'heures sup, 20h en tout par semaine. ça fait combien en net",
            "salary",
            "",
            "844.53",
        ),
        # Other periods.
        ("et par an ?", "salary", "", "22404.24"),
        ("ça fait combien à l'année", "salary", "per_year", "22404.24"),
        ("à mi-temps par an", "salary", "", "11202.12"),
        ("20h par semaine, par an ça fait quoi", "salary", "", "12802.42"),
        ("de l'heure ?", "salary", "", "12.31"),
        ("une heure au smic", "salary", "", "12.31"),
        ("et par mois ?", "salary", "per_hour", "1867.02"),
        ("par semaine ?", "salary", "", "430.85"),
        # Net, where a fact holds it.
        ("et en net ?", "salary", "gross_net", "1477.93"),
        ("en net par an", "salary", "", "17735.16"),
        ("d'accord. et c'est payé combien par mois à temps plein", "salary", "", "1867.02"),
        ("24h par semaine ça fait combien en net par mois", "salary", "", "1013.44"),
        ("un mi-temps en net", "salary", "", "738.97"),
        ("en net de l'heure ?", "salary", "", "9.74"),
        # By age.
        ("et à 16 ans ?", "salary", "", "1493.62"),
        ("j'ai 17 ans je touche combien", "salary", "minor", "1680.32"),
        ("à 16 ans ça fait combien en net", "salary", "", "1182.34"),
        ("j'ai 17 ans, combien net pour 20h par semaine", "salary", "", "760.08"),
        ("17 ans et 20h par semaine", "salary", "", "960.18"),
        ("à 17 ans de l'heure", "salary", "", "11.08"),
        # Apprentices, by year of contract.
        ("apprenti de 17 ans 1ere année ça donne quoi en euros", "apprenticeship", "", "504.10"),
        ("j'ai 18 ans", "apprenticeship", "pay_first_year", "802.82"),
        ("20 ans", "apprenticeship", "", "802.82"),
        ("j'ai 22 ans", "apprenticeship", "", "989.52"),
        ("26 ans", "apprenticeship", "", "1867.02"),
        ("deuxième année à 17 ans", "apprenticeship", "", "728.14"),
        ("2e année, 19 ans", "apprenticeship", "", "952.18"),
        ("2eme annee 21 ans", "apprenticeship", "", "1138.88"),
        ("troisième année, 17 ans", "apprenticeship", "", "1026.86"),
        ("3e année à 20 ans", "apprenticeship", "", "1250.90"),
        ("3e année à 25 ans", "apprenticeship", "", "1456.28"),
        ("un apprenti de 19 ans gagne combien", "salary", "", "802.82"),
        ("et à 17 ans par an ?", "apprenticeship", "", "6049.14"),
        # The other contract of work and school.
        (
            "contrat de professionnalisation j'ai 19 ans pas de bac pro",
            "apprenticeship",
            "",
            "1026.86",
        ),
        ("19 ans avec un bac pro", "apprenticeship", "pro_contract", "1213.56"),
        ("contrat pro à 22 ans", "apprenticeship", "", "1306.91"),
        ("contrat pro à 22 ans, j'ai le bac pro", "apprenticeship", "", "1493.62"),
        # Overtime and internships.
        ("les heures sup au smic ca fait combien", "salary", "", "15.39"),
        (
            "la premiere au smic ça fait combien alors",
            "sundays_and_overtime",
            "sunday_night_overtime",
            "15.39",
        ),
        ("4 heures sup au smic, combien ?", "salary", "", "61.55"),
        ("10 heures sup au smic, combien ?", "salary", "", "160.03"),  # two at another rate
        ("combien pour 3 heures sup à temps plein", "sundays_and_overtime", "overtime", "46.16"),
        (
            "stage de 4 mois a 4,50 de l'heure et 7h par jour ca fait combien",
            "apprenticeship",
            "",
            "31.50",
        ),
        ("35h par semaine en stage c'est payé combien", "apprenticeship", "", "157.50"),
    ],
)
def test_a_sum_is_right_to_the_cent(text: str, topic: str, detail: str, amount: str) -> None:
    told = _sum(text, topic, detail)
    assert told is not None and told.amount == Decimal(amount)
    shown = f"{told.amount:,.2f}".replace(",", "\u00a0").replace(".", ",")
    assert shown in told.text
    assert len(told.text) <= SUM_LIMIT
    assert told.facts and all(fact in CONTENT.facts for fact in told.facts)


@pytest.mark.parametrize(
    ("text", "topic", "detail"),
    [
        ("on gagne combien", "salary", ""),  # the card answers
        ("et un superviseur, il gagne combien par mois", "salary", ""),
        ("j'ai 19 ans, je gagne combien ?", "salary", ""),
        ("à 16 ou 17 ans", "salary", ""),  # the card says both
        ("j'ai 15 ans", "salary", ""),  # no value at that age
        ("à 14 ans", "apprenticeship", ""),
        ("contrat pro à 30 ans", "apprenticeship", ""),
        ("l'apprentissage, c'est payé ?", "apprenticeship", ""),  # no age, no share
        ("40h par semaine", "salary", ""),  # overtime: not worked out
        ("39h", "salary", ""),
        ("14 heures sup au smic combien", "salary", ""),  # beyond the longest week
        ("14 heures par jour", "salary", ""),
        ("en 2027 à mi-temps", "salary", ""),  # no value of that year
        ("en 2019 par an", "salary", ""),
        ("12 € de l'heure ça fait combien par mois", "salary", ""),  # the visitor's own figure
        ("13,50 euros de l'heure pour 24h par semaine", "salary", ""),
        ("25 % de plus le dimanche", "salary", ""),
        ("120 % ", "salary", ""),
        ("50 % de femmes", "diversity_inclusion", ""),
        ("20 % de variable c'est beaucoup ?", "salary", ""),
        ("j'ai combien de pauses avec 16h ?", "working_hours", ""),
        ("35h plus 4h sup ça fait combien", "salary", ""),  # two kinds of hours
        ("ils veulent que je paye 80 %", "cpf_scam", ""),
        ("20h par semaine c'est possible ?", "working_hours", ""),
        ("ils appellent à 20h", "stop_unwanted_calls", ""),
        ("j'ai 16 ans", "who_hires", ""),
        ("80 % pourquoi ? c'est abusé", "salary", "minor"),
        ("la prime d'activité avec 25h au smic, j'y ai droit ?", "salary", ""),
        ("si on compte tout, 24 000 sur 13 mois ça fait combien net par mois ?", "salary", ""),
        ("jai 16 ans jveux me faire de la thune cet été on peut bosser ?", "student_jobs", ""),
        ("36 euros par semaine seulement ? y a pas un poste sans refaire d'école", "salary", ""),
        ("1478 net c'est bien mais c'est tous les mois pareil ?", "salary", ""),
        (
            "ils téléphonent combien de fois par semaine, les chefs, pour contrôler ?",
            "who_hires",
            "",
        ),
    ],
)
def test_what_no_value_holds_is_not_worked_out(text: str, topic: str, detail: str) -> None:
    assert _sum(text, topic, detail) is None


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        (["15h par semaine", "et en net ?"], "633.40"),
        (["15h par semaine", "et en net ?", "et par an"], "7600.78"),
        (["15h par semaine", "en net", "et en brut du coup"], "800.15"),
        (["15h par semaine", "et par an ?"], "9601.82"),
        (["et par an ?", "non, pas à temps plein, à 24h, par an"], "15362.91"),
        (["24h par semaine", "et pour 20h alors"], "1066.87"),
        (["24h par semaine en net", "pour 15h stp"], "633.40"),
        (["à mi-temps", "en net ça donne quoi"], "738.97"),
        (["24h par semaine", "et à temps plein"], "1867.02"),
        (["et à 16 ans ?", "et par an"], "17923.39"),
        (["apprenti de 19 ans", "et par an ?"], "9633.82"),
        (["apprenti de 19 ans", "et en deuxième année"], "952.18"),
        (["12h la semaine + 8h le weekend", "en net ?"], "844.53"),
    ],
)
def test_a_sum_goes_on_from_the_one_before(said: list[str], amount: str) -> None:
    request = None
    for text in said:
        request = sum_asked(text, "salary", "", numbers_in(text), request)
        assert request is not None, text
        assert read_request(request.written()) == request
    told = work_out(request, SUMS, CONTENT.facts.values(), TODAY)
    assert told is not None and told.amount == Decimal(amount), told


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("pas de mi-temps, 2 jours x 7h = 14h, fois 4 semaines. calcule stp", "689.36"),
        ("14h par semaine pendant 4 semaines en net, ça fait combien", "545.69"),
        ("et si je fais les 2 jours à 7h payé au smic ça me fait combien par mois ?", "746.81"),
    ],
)
def test_hours_are_counted_by_their_days_and_weeks(text: str, amount: str) -> None:
    told = _sum(text)
    assert told is not None and told.amount == Decimal(amount), told


def test_days_and_weeks_are_shown() -> None:
    told = _sum("2 jours x 7h fois 4 semaines ça fait combien")
    assert told is not None
    assert told.text.replace("\u00a0", " ").startswith(
        "2 × 7 = 14 heures par semaine, pendant 4 semaines : 12,31 € × 14 × 4 = 689,36 € bruts"
    )


def test_hours_that_are_added_up_are_shown_added() -> None:
    told = _sum("et si je fais 12h la semaine + 8h le weekend ça fait combien")
    assert told is not None
    assert told.text.startswith("12 + 8 = 20 heures par semaine")


@pytest.mark.parametrize(
    "text",
    [
        "ma question c'était le job d'été, pas l'apprentissage. A 17 ans on peut ?",
        "non pas en apprentissage, à 17 ans",
        "pas d'alternance, elle a 17 ans",
    ],
)
def test_who_denies_the_contract_before_gets_no_sum_of_it(text: str) -> None:
    first = "apprenti à 17 ans"
    before = sum_asked(first, "apprenticeship", "", numbers_in(first))
    assert before is not None
    assert sum_asked(text, "apprenticeship", "", numbers_in(text), before) is None


def test_what_changes_nothing_of_the_sum_before_is_no_sum() -> None:
    before = sum_asked("15h par semaine", "salary", "", numbers_in("15h par semaine"))
    for text in ("et les primes ?", "merci", "pourquoi si peu ?", "c'est où ?"):
        assert sum_asked(text, "salary", "", (), before) is None, text


def test_the_operation_and_the_date_are_said() -> None:
    told = _sum("24h par semaine")
    assert told is not None
    assert told.text.replace("\u00a0", " ") == (
        "24 heures par semaine : 1 867,02 € × 24 ÷ 35 = 1 280,24 € bruts par mois, "
        "depuis juin 2026. C’est un minimum : on peut toucher plus."
    )
    assert told.facts == ("pay_smic_month_june_2026",)


def test_hours_of_no_period_are_said_by_the_week_and_in_all() -> None:
    told = _sum("pour 15 heures ?")
    assert told is not None
    plain = told.text.replace("\u00a0", " ")
    assert "15 heures par semaine : 1 867,02 € × 15 ÷ 35 = 800,15 € bruts par mois." in plain
    assert "15 heures en tout : 12,31 € × 15 = 184,65 € bruts, depuis juin 2026." in plain


def test_a_share_cites_its_own_fact_and_its_limit() -> None:
    told = _sum("et à 16 ans ?")
    assert told is not None
    assert told.facts == ("pay_smic_month_june_2026", "pay_smic_minor_rates")
    assert "× 80" in told.text and "six mois" in told.text


def test_net_is_never_made_of_gross() -> None:
    told = _sum("apprenti de 17 ans 1ere année ça fait combien en net", topic="apprenticeship")
    assert told is not None
    assert "bruts" in told.text and "Je ne calcule pas le net" in told.text


def test_a_relayed_amount_names_who_says_it() -> None:
    told = _sum("et en net ?")
    assert told is not None and "selon Service-Public" in told.text


@pytest.mark.parametrize("day", [date(2026, 5, 31), date(2027, 1, 1)])
def test_nothing_is_worked_out_before_a_value_begins_or_after_its_review(day: date) -> None:
    assert _sum("à mi-temps", day=day) is None


def test_a_new_amount_takes_over_on_its_day() -> None:
    old = CONTENT.facts["pay_smic_month_june_2026"]
    value = old.values[0].copy(update={"amount": 1900.0, "since": "2027-01-01"})
    new = old.copy(update={"id": "new", "values": [value], "review_by": "2027-12"})
    request = sum_asked("à mi-temps", "salary", "", numbers_in("à mi-temps"))
    assert request is not None
    before = work_out(request, SUMS, [new, old], date(2026, 12, 31))
    after = work_out(request, SUMS, [new, old], date(2027, 1, 1))
    assert before is not None and before.amount == Decimal("933.51")
    assert after is not None and after.amount == Decimal("950.00") and "janvier 2027" in after.text


@pytest.mark.parametrize(
    "text",
    [
        "je fais 4h de plus cette semaine c payé plus ?",
        "contrat de 20h, la semaine derniere j'en ai fait 25, payées plus ?",
    ],
)
def test_who_asks_at_which_rate_more_hours_are_paid_gets_no_sum(text: str) -> None:
    assert _sum(text, "sundays_and_overtime", "extra_hours") is None
    assert _sum("je fais 24h par semaine, payé combien ?") is not None


def test_what_comes_to_the_bank_is_the_net() -> None:
    told = _sum("18 heures par semaine, je reçois combien dans la banque ?")
    assert told is not None
    assert told.amount == Decimal("760.08")


def test_an_answer_that_is_clear_asks_for_no_net() -> None:
    assert _sum("voilà, c'est net, merci. est-ce qu'il faut taper vite ?", "channels") is None


@pytest.mark.parametrize(
    "text",
    [
        "si je passe à 80 %, je garde mes tickets restaurant et mes congés payés comme avant ?",
        "à mi-temps j'ai droit à la mutuelle ?",
        "et à 24h par semaine, mes congés ?",
    ],
)
def test_what_comes_with_a_job_is_no_sum(text: str) -> None:
    assert _sum(text) is None


def test_what_is_paid_for_leave_may_be_one() -> None:
    assert _sum("à 80 %, congés compris, ça fait combien ?") is not None


def test_a_pay_that_stagnates_is_no_intern_s() -> None:
    text = "mon salaire stagne à 20h par semaine, ça fait combien ?"
    request = sum_asked(text, "salary", "", numbers_in(text))
    assert request is not None and request.worker == "adult"

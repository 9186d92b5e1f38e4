"""The numbers of a message, with their units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.text.numbers import department_codes, numbers_in


def _read(text: str) -> list[tuple[str, ...]]:
    """The numbers as (amount, unit) or (amount, unit, period)."""
    return [
        tuple(
            part for part in (f"{number.amount.normalize():f}", number.unit, number.period) if part
        )
        for number in numbers_in(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Ages.
        ("j'ai 16 ans", [("16", "age")]),
        ("jai 17an", [("17", "age")]),
        ("g 16 piges", [("16", "age")]),
        ("a 17 ans on touche combien", [("17", "age")]),
        ("j’ai seize ans et demi", [("16", "age")]),
        ("ma fille de dix-sept ans", [("17", "age")]),
        ("j'ai 17, je peux ?", [("17", "age")]),
        ("à 16 ou 17 ans", [("16", "age"), ("17", "age")]),
        ("quarante-cinq ans", [("45", "age")]),
        ("soixante et onze ans", [("71", "age")]),
        # Lengths of time are no ages.
        ("non j'ai pas 16 ans", []),
        ("pas encore 18 ans", []),
        ("j'ai 3 ans d'expérience", [("3", "years")]),
        ("depuis 12 ans", [("12", "years")]),
        ("15 ans de boîte", [("15", "years")]),
        ("un CDD de 6 mois", [("6", "months")]),
        ("six mois", [("6", "months")]),
        # Hours.
        ("24h/semaine", [("24", "hours", "week")]),
        ("24h par semaine", [("24", "hours", "week")]),
        ("30h semaine au smic", [("30", "hours", "week")]),
        ("20 heures", [("20", "hours")]),
        ("quinze heures", [("15", "hours")]),
        ("une quinzaine d'heures par semaine", [("15", "hours", "week")]),
        ("vingt-et-une heures hebdo", [("21", "hours", "week")]),
        ("17h30 par semaine", [("17.5", "hours", "week")]),
        ("17,5 h par sem", [("17.5", "hours", "week")]),
        ("25h/mois", [("25", "hours", "month")]),
        ("7h par jour", [("7", "hours", "day")]),
        ("une heure au smic", [("1", "hours")]),
        ("contrat de 20h", [("20", "hours")]),
        ("un contrat a 20h", [("20", "hours")]),
        ("et 24h ?", [("24", "hours")]),
        ("passer à 28h", [("28", "hours")]),
        ("20h en tout par semaine", [("20", "hours", "week")]),
        ("20 heures au total par mois", [("20", "hours", "month")]),
        # Hours that are added up.
        ("12h la semaine + 8h le weekend", [("20", "hours", "week")]),
        ("12 heures en semaine et 8 heures le week-end", [("20", "hours", "week")]),
        ("6h le lundi, 6h le mardi et 4h le samedi", [("16", "hours", "week")]),
        ("3h30 le samedi plus 4h le dimanche", [("7.5", "hours", "week")]),
        ("10h + 10h par semaine", [("20", "hours", "week")]),
        ("12h+8h", [("20", "hours")]),
        ("20h par semaine + 5h sup", [("20", "hours", "week"), ("5", "hours")]),
        ("12h la semaine ou 8h le week-end", [("12", "hours", "week"), ("8", "hours")]),
        ("ils appellent à 8h le samedi et à 9h le dimanche", []),
        # Times of day and deadlines are no lengths of work.
        ("ils appellent à 20h", []),
        ("de 9h à 18h", []),
        ("9h-18h", []),
        ("entre 10h et 13h", []),
        ("après 20h", []),
        ("le soir jusqua 22h", []),
        ("20h00", []),
        ("24 heures sur 24", []),
        ("24h/24", []),
        ("sous 48h", []),
        ("toutes les 2 heures", []),
        # Shares of a full time.
        ("et à mi-temps ?", [("50", "percent")]),
        ("mi temps", [("50", "percent")]),
        ("temps partiel à 80 %", [("80", "percent")]),
        ("80%", [("80", "percent")]),
        ("quatre-vingts pour cent", [("80", "percent")]),
        ("un trois quarts temps", [("75", "percent")]),
        ("4/5e", [("80", "percent")]),
        # Euros.
        ("12,31 euros de l'heure", [("12.31", "euros", "hour")]),
        ("1500e/mois", [("1500", "euros", "month")]),
        ("1 867,02 € par mois", [("1867.02", "euros", "month")]),
        ("1200 balles", [("1200", "euros")]),
        ("25k par an", [("25000", "euros", "year")]),
        ("mille cinq cents euros par mois", [("1500", "euros", "month")]),
        ("1400 € net par mois", [("1400", "euros", "month")]),
        ("12€/h", [("12", "euros", "hour")]),
        ("4,50 de l'heure", [("4.5", "euros", "hour")]),
        # Years of the calendar, and of a contract.
        ("en 2027", [("2027", "year")]),
        ("deux mille vingt-sept", [("2027", "year")]),
        ("la deuxième année", [("2", "contract_year")]),
        ("2eme annee", [("2", "contract_year")]),
        ("1ere anne", [("1", "contract_year")]),
        ("3e année d'apprentissage", [("3", "contract_year")]),
        ("je suis en seconde", []),
        ("depuis 1998", [("1998", "year")]),
        ("le smic 2026", [("2026", "year")]),
        ("j'étais à 1 900 net", []),
        # An amount is no age, however its thousands are written.
        ("2 900", []),
        ("j'ai 2 900", []),
        ("j'ai 2 900 par mois", []),
        ("2900 euros", [("2900", "euros")]),
        ("j'ai 2 900 euros", [("2900", "euros")]),
        ("j'ai 2.900 €", [("2900", "euros")]),
        ("j'ai 29 ans et 2 900 euros", [("29", "age"), ("2900", "euros")]),
        ("mes deux mille d'infirmière", []),
        # Departments.
        ("dans le 59", [("59", "department")]),
        ("je suis du 62", [("62", "department")]),
        ("département 13", [("13", "department")]),
        ("dans le 15e arrondissement", []),
        ("appelez le 17", []),
        ("le 3114", []),
        # No unit, no number.
        ("bonjour", []),
        ("2", []),
        ("bac+2", []),
        ("3 appels", []),
        # Several.
        ("17 ans et 20h par semaine", [("17", "age"), ("20", "hours", "week")]),
        ("apprenti 19 ans 2e année", [("19", "age"), ("2", "contract_year")]),
        ("deux trois heures par jour", [("3", "hours", "day")]),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, expected: list[tuple[str, ...]]) -> None:
    assert _read(text) == expected


def test_hours_that_are_added_up_are_known_apart() -> None:
    (number,) = numbers_in("12h la semaine + 8h le weekend")
    assert number.parts == (Decimal(12), Decimal(8))


def test_capitals_and_no_break_spaces_change_nothing() -> None:
    assert numbers_in("24\u00a0H PAR SEMAINE") == numbers_in("24 h par semaine")
    assert numbers_in("1\u202f200 €")[0].amount == Decimal(1200)


def test_a_department_of_corsica_has_a_letter() -> None:
    assert [code for _, code in department_codes("j'habite dans le 2a, pas dans le 2B")] == [
        "2A",
        "2B",
    ]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("les 2 jours à 7h payé au smic", ["14"]),
        ("2 jours x 7h = 14h, fois 4 semaines", ["14"]),
        ("3 jours par semaine de 5h", ["15"]),
        ("7h par jour sur 2 jours", ["14"]),
        ("2 jours, 7h30 par jour", ["15.00"]),
        ("7h x 2 jours ça fait 14h", ["14"]),
    ],
)
def test_days_of_so_many_hours_are_hours_of_a_week(text: str, hours: list[str]) -> None:
    found = [number for number in numbers_in(text) if number.unit == "hours"]
    assert [(str(number.amount), number.period) for number in found] == [(hours[0], "week")]
    assert sum(found[0].parts) == found[0].amount


@pytest.mark.parametrize(
    "text",
    [
        "je commence 2 jours à 7h",
        "2 jours de 7h à 15h",
        "dans 2 jours à 20h",
        "2 jours x 7h = 15h",  # the visitor reckons amiss
        "2 jours de repos et 7h",
    ],
)
def test_other_days_and_hours_are_not_multiplied(text: str) -> None:
    assert not any(number.parts for number in numbers_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "la paie tombe vers le 15 ou le 30 ?",
        "je commence le 28 août",
        "je viens le 14",
        "vers le 10 ?",
    ],
)
def test_a_day_of_the_month_is_no_department(text: str) -> None:
    assert not department_codes(text)


def test_a_length_of_time_is_no_year_of_a_contract() -> None:
    units = [number.unit for number in numbers_in("j'ai travaillé 1 an 2 mois")]
    assert "contract_year" not in units and "months" in units
    assert numbers_in("je bosse depuis un an 3 jours par semaine") == ()

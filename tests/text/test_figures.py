"""The figures that a fact must vouch for."""

from __future__ import annotations

import pytest

from bot.text.figures import figures, unsupported_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("78 centres", {"78"}),
        ("7000 emplois", {"7000"}),
        ("7 000 emplois", {"7000"}),
        ("7\u00a0000 emplois", {"7000"}),
        ("7\u202f000 emplois", {"7000"}),
        ("12 345 678 appels", {"12345678"}),
        ("1 867,02 euros", {"1867.02"}),
        ("1867.02", {"1867.02"}),
        ("14,60 euros de l'heure", {"14.6"}),
        ("97,0 %", {"97"}),
        ("0,5 %", {"0.5"}),
        ("une baisse de -17 à -22 %", {"17", "22"}),
        ("bac+2", {"2"}),
        ("de 14h30 à 20 h", {"14", "30", "20"}),
        ("20 %, 30 % puis 40 %", {"20", "30", "40"}),
        ("en 2019 300 personnes", {"2019", "300"}),
        ("le 12 2024 fois", {"12", "2024"}),
    ],
)
def test_a_number_has_one_spelling_however_it_is_typed(text: str, expected: set[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 mille appels", {"3000"}),
        ("1,3 million d'appels", {"1300000"}),
        ("1 million", {"1000000"}),
        ("2 à 3 millions", {"2", "3000000"}),
        ("1,5 milliard d'euros", {"1500000000"}),
        ("3 milliards", {"3000000000"}),
        ("2 millionnaires", {"2"}),
    ],
)
def test_a_scale_in_letters_multiplies_its_number(text: str, expected: set[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en août 2026", {"août 2026", "2026"}),
        ("Août 2026", {"août 2026", "2026"}),
        ("en mai\u00a02024", {"mai 2024", "2024"}),
        ("le 1er juin 2026", {"1", "juin 2026", "2026"}),
        ("2026-08", {"août 2026", "2026"}),
        ("2026-08-11", {"11", "août 2026", "2026"}),
        ("de juin à juillet 2025", {"juillet 2025", "2025"}),
    ],
)
def test_a_month_and_its_year_are_a_figure_of_their_own(text: str, expected: set[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la saison 2020-21", {"2020", "21"}),
        ("2020-13-01", {"2020", "13", "1"}),
    ],
)
def test_two_numbers_that_are_no_month_are_still_figures(text: str, expected: set[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le 01 02 03 04 05", {"0102030405"}),
        ("le 0102030405", {"0102030405"}),
        ("au 0 806 000 126, prix d'un appel", {"0806000126"}),
        ("au 0\u00a0800\u00a0130\u00a0000.", {"0800130000"}),
        ("le 3975", {"3975"}),
        ("le 39 75", {"3975"}),
        ("le 39 75, gratuit", {"3975"}),
        ("le 39 75.", {"3975"}),
        ("le 3114", {"3114"}),
        ("transférez-le au 33 700", {"33700"}),
    ],
)
def test_a_telephone_number_is_one_figure(text: str, expected: set[str]) -> None:
    assert figures(text) == expected


def test_a_telephone_number_is_the_same_with_and_without_spaces() -> None:
    assert unsupported_figures("le 01 02 03 04 05", ["le 0102030405"]) == []
    assert unsupported_figures("le 0102030405", ["le 01 02 03 04 05"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "trois questions",
        "17cyber.gouv.fr répond jour et nuit",
        "voyez https://exemple.fr/2024/12?page=3",
        "en août",
    ],
)
def test_prose_and_addresses_have_no_figure(text: str) -> None:
    assert figures(text) == set()


def test_the_unsupported_figures_are_sorted_and_only_those_missing_from_every_source() -> None:
    sources = ["En 2019, 89 % de satisfaits.", "7 000 emplois"]
    text = "En 2019, 7000 emplois, 99 centres et 12 métiers."
    assert unsupported_figures(text, sources) == ["12", "99"]


def test_without_sources_every_figure_is_unsupported() -> None:
    assert unsupported_figures("89 % en 2019", []) == ["2019", "89"]


def test_a_year_does_not_vouch_for_a_month_of_that_year() -> None:
    assert unsupported_figures("en mars 2026", ["en août 2026"]) == ["mars 2026"]


def test_a_number_does_not_vouch_for_another_scale() -> None:
    assert unsupported_figures("3 millions d'appels", ["3 milliards d'appels"]) == ["3000000"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("quatre-vingts euros", {"80"}),
        ("quatre-vingt-dix-sept pour cent", {"97"}),
        ("soixante et onze ans", {"71"}),
        ("deux mille", {"2000"}),
        ("Deux mille vingt-six", {"2026"}),
        ("mille huit cent soixante-sept euros", {"1867"}),
        ("trois cent mille salariés", {"300000"}),
        ("un million d'appels", {"1000000"}),
        ("sept millions deux cent mille", {"7200000"}),
        ("vingt et un jours", {"21"}),
        ("dix-sept ans", {"17"}),
        ("dix pour cent", {"10"}),
        ("trois euros", {"3"}),
        ("cent personnes", {"100"}),
    ],
)
def test_a_number_in_letters_is_a_figure(text: str, found: set[str]) -> None:
    assert figures(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "trois questions, seize métiers, une heure et un euro",
        "la vingtième fois, le vingt-cinquième jour",
        "des millions de gens, des centaines d'appels",
        "de dix à quinze minutes",
        "un appel sur deux, neuf ou d'occasion",
        "le centième, le millier, la trentaine",
    ],
)
def test_a_small_number_in_letters_is_prose(text: str) -> None:
    assert figures(text) == set()


def test_letters_and_digits_are_one_figure() -> None:
    assert unsupported_figures("quatre-vingts pour cent", ["80 % en 2019"]) == []
    assert unsupported_figures("80 %", ["quatre-vingts pour cent"]) == []
    assert figures("12 millions") == {"12000000"}
    assert figures("78 pour cent") == {"78"}

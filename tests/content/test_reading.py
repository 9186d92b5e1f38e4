"""Reading content/: what is understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content import OUT_OF_SCOPE, read_yaml
from tests.contents import CONTENT, content_of, copy_content, edit, edit_card, edit_fact


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that the test may break."""
    return copy_content(tmp_path)


def test_every_file_of_the_real_content_is_read() -> None:
    content = CONTENT
    assert {path.stem for path in (content.folder / "answers").glob("*.yml")} == set(content.cards)
    written = [
        entry["id"]
        for path in (content.folder / "facts").glob("*.yml")
        for entry in read_yaml(path)
    ]
    assert sorted(content.facts) == sorted(written)


def test_the_topics_are_those_of_the_catalogue_with_out_of_scope_last() -> None:
    content = CONTENT
    catalogue = read_yaml(content.folder / "topics.yml")
    assert content.topics == [*catalogue["faq"], *catalogue["chat"], OUT_OF_SCOPE]


def test_a_title_comes_from_the_card_or_from_the_reply_or_is_empty() -> None:
    content = CONTENT
    assert content.title("salary") == content.cards["salary"].title != ""
    assert content.title("help") == "Menu"
    assert content.title("greet") == ""
    assert content.title("no_such_topic") == ""


def test_the_texts_of_an_editor_are_typeset(folder: Path) -> None:
    edit_card(
        folder,
        "salary",
        title="L'argent ?",
        answer="L'un\net l'autre !",
        short="7 000 €",
        by_role={"advisor": {"answer": "Qu'en dire ?", "facts": ["adv_missions"]}},
        details=[
            {
                "id": "rise",
                "asks": "L'an prochain ?",
                "answer": "97 %",
                "facts": ["adv_missions"],
                "by_role": {"advisor": {"answer": "C'est peu !", "facts": ["adv_missions"]}},
            }
        ],
    )
    card = content_of(folder).cards["salary"]
    assert (card.title, card.answer) == ("L’argent\u00a0?", "L’un\net l’autre\u00a0!")
    assert card.short == "7\u00a0000\u00a0€"
    assert card.by_role["advisor"].answer == "Qu’en dire\u00a0?"
    (detail,) = card.details
    assert (detail.asks, detail.answer) == ("L’an prochain\u00a0?", "97\u00a0%")
    assert detail.by_role["advisor"].answer == "C’est peu\u00a0!"


def test_a_detail_is_found_by_its_id() -> None:
    card = CONTENT.cards["salary"]
    detail = card.detail("part_time")
    assert detail is not None and detail.id == "part_time"
    assert card.detail("no_such_detail") is card.detail("") is None


def test_each_job_has_its_names_and_points_each_with_a_fact() -> None:
    content = CONTENT
    advisor = content.roles["advisor"]
    names = (advisor.name, advisor.feminine, advisor.plural, advisor.with_article)
    assert names == ("conseiller", "conseillère", "conseillers", "un conseiller")
    assert set(advisor.points) == {"missions", "contact", "hours", "pay", "studies", "way_in"}
    for role in content.roles.values():
        assert role.points.keys() == advisor.points.keys()
        for point in role.points.values():
            assert point.text and set(point.facts) <= content.facts.keys()


def test_the_points_of_a_job_are_typeset(folder: Path) -> None:
    pay = {"text": "d'abord 1 867 €", "facts": ["adv_missions"]}
    edit(folder / "roles.yml", lambda roles: roles["advisor"]["points"].update(pay=pay))
    text = content_of(folder).roles["advisor"].points["pay"].text
    assert text == "d’abord 1\u00a0867\u00a0€"


def test_the_values_of_a_fact_are_figures_to_compute_with(folder: Path) -> None:
    value = {"amount": 12.31, "unit": "euros", "per": "heure", "gross": True, "from": "2026-06-01"}
    edit_fact(folder, "adv_missions", values=[value])
    fact = content_of(folder).facts["adv_missions"]
    (read,) = fact.values
    assert (read.amount, read.unit, read.per) == (12.31, "euros", "heure")
    assert (read.gross, read.since, read.until) == (True, "2026-06-01", "")
    assert fact.wording.endswith(" ; 12.31 ; 2026-06-01")


def test_dates_and_years_stay_as_they_were_typed(tmp_path: Path) -> None:
    file = tmp_path / "dates.yml"
    file.write_text("day: 2026-08-11\nmonth: 2026-08\n", encoding="utf-8")
    assert read_yaml(file) == {"day": "2026-08-11", "month": "2026-08"}


def test_a_year_typed_as_a_number_is_read_as_words(folder: Path) -> None:
    source = {"publisher": "Insee", "title": "Page", "date": 2022}
    edit_fact(folder, "adv_missions", as_of=2011, source=source)
    fact = content_of(folder).facts["adv_missions"]
    assert (fact.as_of, fact.source.date) == ("2011", "2022")


@pytest.mark.parametrize(
    ("value", "written"), [(7000, "7000"), (151.67, "151.67"), (12000000, "12000000")]
)
def test_the_wording_of_a_fact_holds_all_its_figures(
    folder: Path, value: float, written: str
) -> None:
    source = {"publisher": "Insee", "title": "Page 99", "date": "2024-10"}
    edit_fact(
        folder,
        "adv_missions",
        **{"statement": "Une phrase.", "value": value, "unit": "heures", "as_of": 2011},
        source=source,
    )
    wording = content_of(folder).facts["adv_missions"].wording
    assert wording == f"Une phrase. ; {written} ; heures ; 2011 ; 2024-10 ; Page 99 ; "


def test_a_card_cannot_be_changed_by_accident() -> None:
    card = CONTENT.cards["salary"]
    with pytest.raises(TypeError):
        card.answer = "Autre chose."

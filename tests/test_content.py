"""Reading content/: what is understood, and how a malformed file is reported."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.content import OUT_OF_SCOPE, PROGRAM_REPLIES, Content, read_card, read_yaml
from bot.errors import ContentError
from tests.content_copies import copy_content, edit, edit_card, edit_fact, edit_reply

SALARY = "answers/salary.yml"
CARD = """\
title: "Un titre"
answer: Une réponse.
short: Une réponse.
more: Une suite.
facts: [adv_missions]
related: [salary, diploma]
"""
FACT = """\
- id: new_fact
  topics: [salary]
  statement: Une phrase.
  source: {publisher: Insee, title: Une page}
  confidence: verified
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that the test may break."""
    return copy_content(tmp_path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("title: Un\nanswer: Deux : trois\n", ":2", id="colon without quotes"),
        pytest.param('title: Un\nanswer: "Deux\n', ":3", id="quote left open"),
        pytest.param("title: Un\n\tanswer: Deux\n", ":2", id="tab"),
        pytest.param("title: Un\nfacts: [a, b\n", ":3", id="bracket left open"),
        pytest.param("title: Un\x07\n", "", id="control character"),
    ],
)
@pytest.mark.parametrize("file", ["topics.yml", "replies.yml", "facts/jobs.yml", SALARY])
def test_unreadable_yaml_is_reported_with_its_file_and_line(
    folder: Path, file: str, text: str, line: str
) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        Content(folder)
    assert caught.value.where == f"{folder / file}{line}"
    assert "YAML illisible" in caught.value.problem


@pytest.mark.parametrize("text", ["", "- title: Un\n", "une phrase\n"])
@pytest.mark.parametrize("file", ["topics.yml", "roles.yml", "replies.yml", SALARY])
def test_a_file_without_fields_is_reported_with_its_name(
    folder: Path, file: str, text: str
) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        Content(folder)
    assert caught.value.where == str(folder / file)
    assert "pas une liste de champs" in caught.value.problem


@pytest.mark.parametrize(
    ("text", "field"),
    [
        pytest.param(CARD.replace("answer:", "anwser:"), "answer", id="field misspelt"),
        pytest.param(CARD + "colour: red\n", "colour", id="field unknown"),
        pytest.param(CARD.replace("Une suite.", "[une, suite]"), "more", id="list for a text"),
        pytest.param(CARD.replace("[adv_missions]", "[]"), "facts", id="no fact"),
        pytest.param(CARD.replace("[adv_missions]", ""), "facts", id="facts left empty"),
        pytest.param(
            CARD + "by_role: {advisor: {answer: Oui, facts: []}}\n",
            "by_role.advisor.facts",
            id="variant without fact",
        ),
        pytest.param(
            CARD + "by_role: {advisor: {facts: [adv_missions]}}\n",
            "by_role.advisor.answer",
            id="variant without answer",
        ),
    ],
)
def test_a_malformed_card_is_reported_with_its_file_and_field(
    folder: Path, text: str, field: str
) -> None:
    (folder / SALARY).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        Content(folder)
    assert caught.value.where == str(folder / SALARY)
    assert f"champ « {field} »" in caught.value.problem


@pytest.mark.parametrize(
    ("file", "text", "place", "problem"),
    [
        ("topics.yml", "chat: {greet: {about: Salut}}", "faq", "section manque"),
        ("topics.yml", "faq:\nchat: {greet: {about: Salut}}", "faq", "section manque"),
        ("topics.yml", "faq: {salary: {about: Paie}}", "chat", "section manque"),
        ("topics.yml", "faq: {salary: {abuot: Paie}}\nchat: {}", "salary", "« about »"),
        ("topics.yml", "faq: {salary: Paie}\nchat: {}", "salary", "pas une liste de champs"),
        ("roles.yml", "advisor: {name: conseiller}", "advisor", "« with_article »"),
        ("replies.yml", "greet: {texts: []}", "greet", "« texts »"),
        ("replies.yml", "greet: {buttons: [help]}", "greet", "« texts »"),
        ("replies.yml", "greet: {texts: [Salut], tilte: Un}", "greet", "« tilte »"),
    ],
)
def test_a_malformed_entry_is_reported_with_its_file_and_key(
    folder: Path, file: str, text: str, place: str, problem: str
) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        Content(folder)
    assert caught.value.where == f"{folder / file}: {place}"
    assert problem in caught.value.problem


@pytest.mark.parametrize("text", ["", "new_fact: {}\n"])
def test_a_file_of_facts_that_is_no_list_is_reported_with_its_name(folder: Path, text: str) -> None:
    file = folder / "facts" / "new.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        Content(folder)
    assert caught.value.where == str(file)
    assert "pas une liste de faits" in caught.value.problem


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        (FACT.replace("verified", "sure"), "new_fact", "« confidence »"),
        (FACT.replace("publisher: Insee, ", ""), "new_fact", "« source.publisher »"),
        (FACT.replace("Une page", ""), "new_fact", "« source.title »"),
        (FACT + "  value: beaucoup\n", "new_fact", "« value »"),
        (FACT + "  reviewby: 2027-01\n", "new_fact", "« reviewby »"),
        (FACT.replace("new_fact", "adv_missions"), "adv_missions", "existe deux fois"),
        (FACT + FACT, "new_fact", "existe deux fois"),
        (FACT + "- topics: [salary]\n", "fait n° 2", "« id »"),
        (FACT + "- une phrase\n", "fait n° 2", "pas une liste de champs"),
    ],
)
def test_a_malformed_fact_is_reported_with_its_file_and_id_or_number(
    folder: Path, text: str, place: str, problem: str
) -> None:
    file = folder / "facts" / "new.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        Content(folder)
    assert caught.value.where == f"{file}: {place}"
    assert problem in caught.value.problem


@pytest.mark.parametrize("file", ["topics.yml", "roles.yml", "replies.yml"])
def test_a_missing_file_is_reported_with_its_name(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(ContentError) as caught:
        Content(folder)
    assert caught.value.where == str(folder / file)
    assert "manque" in caught.value.problem


@pytest.mark.parametrize("file", ["topics.yml", "answers/salary.yml", "facts/jobs.yml"])
def test_a_file_that_is_not_utf_8_is_reported_with_its_name(folder: Path, file: str) -> None:
    (folder / file).write_bytes("title: métier".encode("latin-1"))
    with pytest.raises(ContentError) as caught:
        Content(folder)
    assert caught.value.where == str(folder / file)
    assert "UTF-8" in caught.value.remedy


@pytest.mark.parametrize("key", PROGRAM_REPLIES)
def test_a_reply_that_the_program_needs_may_not_be_missing(folder: Path, key: str) -> None:
    edit(folder / "replies.yml", lambda replies: replies.pop(key))
    with pytest.raises(ContentError, match=f"replies.yml: la réponse « {key} » manque"):
        Content(folder)


def test_a_folder_that_does_not_exist_is_a_content_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"topics\.yml: le fichier manque"):
        Content(tmp_path / "nowhere")


def test_the_error_is_one_line_with_the_remedy(folder: Path) -> None:
    (folder / "answers" / "salary.yml").write_text("title: Un\nanswer: Deux : trois\n")
    with pytest.raises(ContentError) as caught:
        Content(folder)
    assert len(str(caught.value).splitlines()) == 1
    assert caught.value.remedy in str(caught.value)


def test_a_source_with_an_empty_date_field_is_refused_rather_than_dated_none(folder: Path) -> None:
    edit_fact(folder, "adv_missions", source={"publisher": "Insee", "title": "Page", "date": None})
    with pytest.raises(ContentError, match=r"adv_missions: champ « source\.date »"):
        Content(folder)


def test_every_file_of_the_real_content_is_read() -> None:
    content = Content()
    assert {path.stem for path in (content.folder / "answers").glob("*.yml")} == set(content.cards)
    written = [
        entry["id"]
        for path in (content.folder / "facts").glob("*.yml")
        for entry in read_yaml(path)
    ]
    assert sorted(content.facts) == sorted(written)


def test_the_topics_are_those_of_the_catalogue_with_out_of_scope_last() -> None:
    content = Content()
    catalogue = read_yaml(content.folder / "topics.yml")
    assert content.topics == [*catalogue["faq"], *catalogue["chat"], OUT_OF_SCOPE]


def test_a_title_comes_from_the_card_or_from_the_reply_or_is_empty() -> None:
    content = Content()
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
        more="97 %",
        by_role={"advisor": {"answer": "Qu'en dire ?", "facts": ["adv_missions"]}},
    )
    card = Content(folder).cards["salary"]
    assert (card.title, card.answer) == ("L’argent\u00a0?", "L’un et l’autre\u00a0!")
    assert (card.short, card.more) == ("7\u00a0000\u00a0€", "97\u00a0%")
    assert card.by_role["advisor"].answer == "Qu’en dire\u00a0?"


def test_dates_and_years_stay_as_they_were_typed(tmp_path: Path) -> None:
    file = tmp_path / "dates.yml"
    file.write_text("day: 2026-08-11\nmonth: 2026-08\n", encoding="utf-8")
    assert read_yaml(file) == {"day": "2026-08-11", "month": "2026-08"}


def test_a_year_typed_as_a_number_is_read_as_words(folder: Path) -> None:
    source = {"publisher": "Insee", "title": "Page", "date": 2022}
    edit_fact(folder, "adv_missions", as_of=2011, source=source)
    fact = Content(folder).facts["adv_missions"]
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
    wording = Content(folder).facts["adv_missions"].wording
    assert wording == f"Une phrase. ; {written} ; heures ; 2011 ; 2024-10"


def test_a_card_cannot_be_changed_by_accident() -> None:
    card = Content().cards["salary"]
    with pytest.raises(TypeError):
        card.answer = "Autre chose."


def test_an_edited_card_is_taken_without_reading_the_rest_again(folder: Path) -> None:
    content = Content(folder)
    other = content.cards["tools"]
    edit_card(folder, "salary", answer="Une réponse toute neuve.")
    edit_card(folder, "diploma", answer="Pas encore relue.")
    assert content.refresh() == []
    assert content.cards["salary"].answer == "Une réponse toute neuve."
    assert content.cards["diploma"].answer == "Pas encore relue."
    assert content.cards["tools"] is other


@pytest.mark.parametrize(
    "text", ["title: Un\nanswer: Deux : trois\n", "title: Un\n", "", "- une liste\n"]
)
def test_a_broken_edit_is_reported_and_the_last_good_card_kept(folder: Path, text: str) -> None:
    content = Content(folder)
    before = content.cards["salary"]
    content.card_path("salary").write_text(text, encoding="utf-8")
    (error,) = content.refresh()
    assert error.where.split(":")[0] == str(content.card_path("salary"))
    assert content.cards["salary"] == before
    assert content.refresh() == [], "a broken edit is told once"


def test_the_last_good_version_of_a_deleted_card_is_kept(folder: Path) -> None:
    content = Content(folder)
    before = content.cards["salary"]
    content.card_path("salary").unlink()
    assert content.refresh() == []
    assert content.cards["salary"] == before


def test_edited_replies_facts_and_roles_are_taken_too(folder: Path) -> None:
    content = Content(folder)
    edit_reply(folder, "thanks", texts=["Je vous en prie, vraiment."])
    edit_fact(folder, "sal_smic_2026", review_by="2030-01")
    assert content.refresh() == []
    assert content.replies["thanks"].texts == ["Je vous en prie, vraiment."]
    assert content.facts["sal_smic_2026"].review_by == "2030-01"


def test_a_card_mended_after_a_broken_edit_is_taken_again(folder: Path) -> None:
    content = Content(folder)
    path = content.card_path("salary")
    good = path.with_suffix(".good")
    shutil.copy(path, good)
    path.write_text("title: Un\n", encoding="utf-8")
    assert len(content.refresh()) == 1
    shutil.copy(good, path)
    edit_card(folder, "salary", short="Une réponse corrigée.")
    assert content.refresh() == []
    assert content.cards["salary"].short == "Une réponse corrigée."


def test_a_card_is_read_alone(tmp_path: Path) -> None:
    path = tmp_path / "card.yml"
    path.write_text(CARD, encoding="utf-8")
    card = read_card(path)
    assert (card.title, card.related) == ("Un titre", ["salary", "diploma"])
    assert (card.more_facts, card.by_role) == ([], {})

"""A malformed file of content/ is told with its name, its line or key, and the remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.content import PROGRAM_REPLIES, Content
from bot.errors import ContentError
from tests.contents import content_of, copy_content, edit, edit_fact, read_card

SALARY = "answers/salary.yml"
CARD = """\
title: "Un titre"
answer: Une réponse.
short: Une réponse.
facts: [adv_missions]
details:
  - {id: first, asks: "Et alors ?", answer: Une suite., facts: [adv_missions]}
related: [salary, diploma]
"""
FACT = """\
- id: new_fact
  topics: [salary]
  statement: Une phrase.
  source: {publisher: Insee, title: Une page}
  confidence: verified
"""
ROLE = "advisor: {name: un, feminine: une, plural: des, with_article: un un, topic: role_advisor}"


def _card_file(folder: Path, text: str) -> Path:
    path = folder / "answers" / "card.yml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_a_card_is_read_alone(tmp_path: Path) -> None:
    card = read_card(_card_file(tmp_path, CARD))
    assert (card.title, card.related) == ("Un titre", ["salary", "diploma"])
    assert [detail.id for detail in card.details] == ["first"]
    assert card.by_role == card.details[0].by_role == {}


# --- What is said of a file that cannot be read ---------------------------------------------------

_UNCLOSED = """\
title: "On gagne combien ?
answer: >-
  Au moins le Smic.
short: "Au moins le Smic."
facts: [adv_missions]
related: [diploma, tools]
"""


def _unlined(error: ContentError) -> str:
    """Return where an error is without the line, which has tests of its own below."""
    return re.sub(r"(?<=\.yml):\d+", "", error.where)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that the test may break."""
    return copy_content(tmp_path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("title: Un\nanswer: Deux : trois\n", ":2", id="colon without quotes"),
        pytest.param('title: Un\nanswer: "Deux\n', ":2", id="quote left open"),
        pytest.param("title: Un\n\tanswer: Deux\n", ":2", id="tab"),
        pytest.param("title: Un\nfacts: [a, b\n", ":2", id="bracket left open"),
        pytest.param("title: Un\x07\n", ":1", id="control character"),
    ],
)
@pytest.mark.parametrize("file", ["topics.yml", "replies.yml", "facts/jobs.yml", SALARY])
def test_unreadable_yaml_is_reported_with_its_file_and_line(
    folder: Path, file: str, text: str, line: str
) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        content_of(folder)
    assert caught.value.where == f"{folder / file}{line}"
    assert "YAML illisible" in caught.value.problem


@pytest.mark.parametrize("text", ["", "- title: Un\n", "une phrase\n"])
@pytest.mark.parametrize("file", ["topics.yml", "roles.yml", "replies.yml", SALARY])
def test_a_file_without_fields_is_reported_with_its_name(
    folder: Path, file: str, text: str
) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        content_of(folder)
    assert _unlined(caught.value) == str(folder / file)
    assert "pas une liste de champs" in caught.value.problem


@pytest.mark.parametrize(
    ("text", "field"),
    [
        pytest.param(CARD.replace("answer: Une r", "anwser: Une r"), "answer", id="field misspelt"),
        pytest.param(CARD + "colour: red\n", "colour", id="field unknown"),
        pytest.param(CARD + "more: Une suite.\n", "more", id="field of old"),
        pytest.param(
            CARD.replace("Une suite.", "[une, suite]"), "details.0.answer", id="list for a text"
        ),
        pytest.param(CARD.replace("facts: [adv_missions]\n", "facts: []\n"), "facts", id="no fact"),
        pytest.param(
            CARD.replace("facts: [adv_missions]\n", "facts:\n"), "facts", id="facts left empty"
        ),
        pytest.param(CARD.replace("[adv_missions]}", "[]}"), "details.0.facts", id="detail alone"),
        pytest.param(CARD.replace("id: first", "id: À part"), "details.0.id", id="id in words"),
        pytest.param(CARD.replace("id: first, ", ""), "details.0.id", id="detail without id"),
        pytest.param(CARD.replace("asks:", "ask:"), "details.0.asks", id="detail's field misspelt"),
        pytest.param(
            CARD.replace("[adv_missions]}", "[adv_missions], by_role: {advisor: {answer: Oui}}}"),
            "details.0.by_role.advisor.facts",
            id="variant of a detail without fact",
        ),
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
        content_of(folder)
    assert _unlined(caught.value) == str(folder / SALARY)
    assert f"champ « {field} »" in caught.value.problem


@pytest.mark.parametrize(
    ("file", "text", "place", "problem"),
    [
        ("topics.yml", "chat: {greet: {about: Salut}}", "faq", "section manque"),
        ("topics.yml", "faq:\nchat: {greet: {about: Salut}}", "faq", "section manque"),
        ("topics.yml", "faq: {salary: {about: Paie}}", "chat", "section manque"),
        ("topics.yml", "faq: {salary: {abuot: Paie}}\nchat: {}", "salary", "« about »"),
        ("topics.yml", "faq: {salary: Paie}\nchat: {}", "salary", "pas une liste de champs"),
        ("roles.yml", "advisor: {name: conseiller}", "advisor", "« feminine »"),
        ("roles.yml", f"{ROLE[:-1]}, ponits: {{}}}}", "advisor", "« ponits »"),
        ("roles.yml", f"{ROLE[:-1]}, points: {{pay: Smic}}}}", "advisor", "« points.pay »"),
        (
            "roles.yml",
            f"{ROLE[:-1]}, points: {{pay: {{text: Smic, facts: []}}}}}}",
            "advisor",
            "« points.pay.facts »",
        ),
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
        content_of(folder)
    assert _unlined(caught.value) == f"{folder / file}: {place}"
    assert problem in caught.value.problem


@pytest.mark.parametrize("text", ["", "new_fact: {}\n"])
def test_a_file_of_facts_that_is_no_list_is_reported_with_its_name(folder: Path, text: str) -> None:
    file = folder / "facts" / "new.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        content_of(folder)
    assert _unlined(caught.value) == str(file)
    assert "pas une liste de faits" in caught.value.problem


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        (FACT.replace("verified", "sure"), "new_fact", "« confidence »"),
        (FACT.replace("publisher: Insee, ", ""), "new_fact", "« source.publisher »"),
        (FACT.replace("Une page", ""), "new_fact", "« source.title »"),
        (FACT + "  value: beaucoup\n", "new_fact", "« value »"),
        (FACT + "  reviewby: 2027-01\n", "new_fact", "« reviewby »"),
        (FACT + "  values: [{amount: 12.31}]\n", "new_fact", "« values.0.unit »"),
        (FACT + "  values: [{amount: douze, unit: euros}]\n", "new_fact", "« values.0.amount »"),
        (FACT + "  values: [{amount: 1, unit: an, form: 2026}]\n", "new_fact", "« values.0.form »"),
        (FACT.replace("new_fact", "adv_missions"), "adv_missions", "existe déjà dans jobs.yml"),
        (FACT + FACT, "new_fact", "existe déjà dans new.yml"),
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
        content_of(folder)
    assert _unlined(caught.value) == f"{file}: {place}"
    assert problem in caught.value.problem


@pytest.mark.parametrize("file", ["topics.yml", "roles.yml", "replies.yml"])
def test_a_missing_file_is_reported_with_its_name(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(ContentError) as caught:
        content_of(folder)
    assert _unlined(caught.value) == str(folder / file)
    assert "manque" in caught.value.problem


@pytest.mark.parametrize("file", ["topics.yml", "answers/salary.yml", "facts/jobs.yml"])
def test_a_file_that_is_not_utf_8_is_reported_with_its_name(folder: Path, file: str) -> None:
    (folder / file).write_bytes("title: métier".encode("latin-1"))
    with pytest.raises(ContentError) as caught:
        content_of(folder)
    assert _unlined(caught.value) == str(folder / file)
    assert "UTF-8" in caught.value.remedy


@pytest.mark.parametrize("key", PROGRAM_REPLIES)
def test_a_reply_that_the_program_needs_may_not_be_missing(folder: Path, key: str) -> None:
    edit(folder / "replies.yml", lambda replies: replies.pop(key))
    with pytest.raises(ContentError, match=f"replies.yml: la réponse « {key} » manque"):
        content_of(folder)


def test_a_folder_that_does_not_exist_is_a_content_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"topics\.yml: le fichier manque"):
        Content(tmp_path / "nowhere")


def test_the_error_is_one_line_with_the_remedy(folder: Path) -> None:
    (folder / "answers" / "salary.yml").write_text("title: Un\nanswer: Deux : trois\n")
    with pytest.raises(ContentError) as caught:
        content_of(folder)
    assert len(str(caught.value).splitlines()) == 1
    assert caught.value.remedy in str(caught.value)


def test_a_source_with_an_empty_date_field_is_refused_rather_than_dated_none(folder: Path) -> None:
    edit_fact(folder, "adv_missions", source={"publisher": "Insee", "title": "Page", "date": None})
    with pytest.raises(ContentError, match=r"adv_missions: le champ « source\.date »"):
        content_of(folder)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        pytest.param(_UNCLOSED, 1, "jamais fermés", id="quote closed lines below"),
        pytest.param(_UNCLOSED.replace('"', "'"), 1, "jamais fermés", id="single quote"),
        pytest.param("title: Un\nfacts: [a,\n  b\nshort: c\n", 2, "crochet", id="bracket"),
        pytest.param("title: Un\nfacts: [\n", 2, "crochet", id="bracket at the end"),
        pytest.param("title: [", 1, "crochet", id="bracket on the last line"),
        pytest.param("title: Un\nanswer: Deux : trois\n", 2, "« : »", id="colon"),
        pytest.param("title: Un\n\tanswer: Deux\n", 2, "tabulation", id="tab"),
        pytest.param("title: Un\nune phrase\n", 2, "« champ: valeur »", id="no colon"),
        pytest.param("title: Un\nanswer: @Deux\n", 2, "signe", id="sign"),
        pytest.param("title: Un\nanswer: *Deux* mots\n", 2, "signe", id="star"),
        pytest.param("title: Un\nanswer: !Deux\n", 2, "signe", id="tag"),
        pytest.param("title: Un\nanswer: {a: b\n", 2, "accolade", id="brace"),
        pytest.param('title: Un\nanswer: "a\\d"\n', 2, "barre", id="backslash"),
        pytest.param("title: Un\n  answer: Deux\n", 2, "", id="indent"),
        pytest.param("title: Un\nanswer: a\ntitle: Deux\n", 3, "ligne 1", id="key twice"),
        pytest.param(
            "by_role:\n  a: {answer: x, facts: [y], answer: z}\n", 2, "", id="key twice, inline"
        ),
    ],
)
def test_a_slip_is_told_in_french_where_it_stands(
    tmp_path: Path, text: str, line: int, problem: str
) -> None:
    path = _card_file(tmp_path, text)
    with pytest.raises(ContentError) as caught:
        read_card(path)
    assert caught.value.where == f"{path}:{line}"
    assert problem in caught.value.problem
    english = ("found", "expected", "mapping", "while", "token", "allowed")
    assert not [word for word in english if word in str(caught.value).split()]
    assert caught.value.remedy


@pytest.mark.parametrize("text", ['title: "Un\n  deux"\n', "title: 'l''un\n  deux'\n"])
def test_a_quoted_text_may_take_several_lines(tmp_path: Path, text: str) -> None:
    path = _card_file(tmp_path, text + "answer: Deux : trois\n")
    with pytest.raises(ContentError) as caught:
        read_card(path)
    assert caught.value.where == f"{path}:3"


def test_a_misspelt_field_is_named_as_such_and_not_as_missing(tmp_path: Path) -> None:
    path = _card_file(
        tmp_path, CARD.replace("answer: Une r", "anwser: Une r").replace("short:", "shrot:")
    )
    with pytest.raises(ContentError) as caught:
        read_card(path)
    assert [(error.where, error.problem, error.remedy) for error in caught.value.all] == [
        (f"{path}:2", "le champ « answer » est mal écrit : « anwser »", "écrivez « answer »"),
        (f"{path}:3", "le champ « short » est mal écrit : « shrot »", "écrivez « short »"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("answer: Une réponse.\n", "", "le champ « answer » manque"),
        ("answer: Une réponse.", "answer:", "le champ « answer » est vide"),
        ("answer: Une réponse.", "answer: [a]", "le champ « answer » doit être un texte"),
        ("facts: [adv_missions]\n", "facts: oui\n", "le champ « facts » doit être une liste"),
        (
            "facts: [adv_missions]\n",
            "facts: []\n",
            "le champ « facts » doit avoir 1 élément(s) au moins",
        ),
        ("related:", "by_role: [a]\nrelated:", "le champ « by_role » doit être une table"),
        ("related:", "colour: red\nrelated:", "le champ « colour » n'existe pas"),
    ],
)
def test_a_wrong_field_is_told_in_french(
    tmp_path: Path, before: str, after: str, problem: str
) -> None:
    path = _card_file(tmp_path, CARD.replace(before, after))
    with pytest.raises(ContentError) as caught:
        read_card(path)
    assert [error.problem for error in caught.value.all] == [problem]


def test_all_that_is_wrong_with_the_folder_is_told_at_once(folder: Path) -> None:
    (folder / SALARY).write_text("title: Un\n", encoding="utf-8")
    (folder / "answers" / "tools.yml").write_text("title: [", encoding="utf-8")
    (folder / "roles.yml").unlink()
    with pytest.raises(ContentError) as caught:
        content_of(folder)
    named = {Path(error.where.split(":")[0]).name for error in caught.value.all}
    assert named == {"salary.yml", "tools.yml", "roles.yml"}

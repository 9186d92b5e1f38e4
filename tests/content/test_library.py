"""The library of a process: an edit is said once it passes the check, and not before."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import structlog
import yaml

from bot.content import Library, read_yaml
from bot.content.library import LAST_GOOD, LOOK_EVERY
from bot.errors import ContentError
from bot.publishing import CONTACT, ORIENTATION, PARTS, QUIZ, SENTENCES, THEMES, open_library
from tests.contents import (
    copy_content,
    edit,
    edit_card,
    edit_fact,
    edit_reply,
    edit_unnoticed,
    restore,
    write,
)

NEW_FACT = {
    "id": "new_fact",
    "topics": ["tools"],
    "statement": "Ils sont 4 321.",
    "source": {"publisher": "Insee", "title": "Page"},
    "confidence": "verified",
}


class Editor:
    """Edits a copy of the content and lets time pass, so that the library looks."""

    def __init__(self, folder: Path, kept: Path | None = None) -> None:
        self.folder, self.kept = folder, kept
        self.now = 0.0
        self.library = self.started()

    def started(self) -> Library:
        """Return a library as a process makes it at its start."""
        return open_library(self.folder, self.kept, lambda: self.now)

    def look(self) -> list[str]:
        """Let the library look, and return the problems that it has with the files."""
        self.now += LOOK_EVERY
        self.library.current()
        return [finding.problem for finding in self.library.refused]

    def restore(self) -> None:
        """Undo every edit, so that the library says the real content again."""
        restore(self.folder)
        assert self.look() == []


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Editor:
    """Who edits the copy that the tests take in turns: to read and check all takes seconds."""
    folder = tmp_path_factory.mktemp("edited")
    return Editor(copy_content(folder), folder / "data" / LAST_GOOD)


@pytest.fixture
def editor(shared: Editor) -> Editor:
    """An editor whose library says the real content."""
    shared.restore()
    return shared


def _logged(logs: list[Any]) -> list[dict[str, Any]]:
    return [line for line in logs if line["event"] == "content.kept_last_good"]


# --- What is taken --------------------------------------------------------------------------------


def test_an_edited_card_is_taken_without_reading_the_rest_again(editor: Editor) -> None:
    other = editor.library.current().cards["tools"]
    edit_unnoticed(editor.library.current().card_path("tools"))
    edit_card(editor.folder, "salary", answer="Une réponse toute neuve.")
    edit_card(editor.folder, "diploma", answer="Pas encore relue.")
    assert editor.look() == []
    cards = editor.library.current().cards
    assert cards["salary"].answer == "Une réponse toute neuve."
    assert cards["diploma"].answer == "Pas encore relue."
    assert cards["tools"] is other


def test_the_files_are_looked_at_every_two_seconds_at_most(editor: Editor) -> None:
    edit_card(editor.folder, "salary", answer="Une réponse toute neuve.")
    before = editor.library.current()
    editor.now += LOOK_EVERY / 2
    assert editor.library.current() is before
    editor.now += LOOK_EVERY / 2
    assert editor.library.current().cards["salary"].answer == "Une réponse toute neuve."


def test_what_was_taken_for_a_turn_stays_as_it_was(editor: Editor) -> None:
    before = editor.library.current()
    said = before.cards["salary"].answer
    edit_card(editor.folder, "salary", answer="Une réponse toute neuve.")
    editor.look()
    assert before.cards["salary"].answer == said


def test_edited_replies_facts_and_roles_are_taken_too(editor: Editor) -> None:
    edit_reply(editor.folder, "thanks", texts=["Je vous en prie, vraiment."])
    edit_fact(editor.folder, "pay_smic_hour_june_2026", review_by="2030-01")
    edit(editor.folder / "roles.yml", lambda roles: roles["advisor"].update(name="conseillère"))
    assert editor.look() == []
    content = editor.library.current()
    assert content.replies["thanks"].texts == ["Je vous en prie, vraiment."]
    assert content.facts["pay_smic_hour_june_2026"].review_by == "2030-01"
    assert content.roles["advisor"].name == "conseillère"


def test_edited_flows_themes_and_sentences_of_the_channels_are_taken_too(editor: Editor) -> None:
    folder = editor.folder
    edit(folder / "orientation.yml", lambda file: file.update(again="Une autre fois"))
    edit(folder / "quiz.yml", lambda file: file["buttons"].update(again="Encore"))
    edit(folder / "contact.yml", lambda file: file["texts"].update(noted="Je le note."))
    edit(folder / "themes.yml", lambda file: file[0].update(title="Le travail"))
    edit(folder / "channels.yml", lambda file: file["voice"].update(text="Écrivez-moi."))
    assert editor.look() == []
    content = editor.library.current()
    assert content.part(ORIENTATION).again == "Une autre fois"
    assert content.part(QUIZ).buttons.again == "Encore"
    assert content.part(CONTACT).texts.noted == "Je le note."
    assert content.part(THEMES)[0].title == "Le travail"
    assert content.part(SENTENCES)["voice"].text == "Écrivez-moi."


def _add_topic(folder: Path) -> None:
    edit(folder / "topics.yml", lambda file: file["faq"].update(parking={"about": "Se garer"}))
    edit(folder / "themes.yml", lambda file: file[0]["topics"].append("parking"))
    edit(folder / "pages.yml", lambda file: file["slugs"].update(parking="parking"))
    shutil.copy(folder / "answers" / "tools.yml", folder / "answers" / "parking.yml")
    edit_card(folder, "parking", title="Où se garer ?")


def test_a_new_topic_is_taken_with_its_card_and_its_theme(editor: Editor) -> None:
    _add_topic(editor.folder)
    assert editor.look() == []
    assert "parking" in editor.library.current().faq_topics
    assert editor.library.current().title("parking") == "Où se garer\u00a0?"


def test_a_new_topic_is_taken_though_another_file_is_broken(editor: Editor) -> None:
    (editor.folder / "answers" / "salary.yml").write_text("title: [", encoding="utf-8")
    _add_topic(editor.folder)
    assert len(editor.look()) == 1
    assert "parking" in editor.library.current().cards


def test_a_topic_without_card_is_not_taken(editor: Editor) -> None:
    _add_topic(editor.folder)
    (editor.folder / "answers" / "parking.yml").unlink()
    assert "ce sujet n'a pas de fiche" in editor.look()
    assert "parking" not in editor.library.current().topics


def test_a_topic_deleted_with_all_that_names_it_is_no_more(editor: Editor) -> None:
    _add_topic(editor.folder)
    editor.look()
    (editor.folder / "answers" / "parking.yml").unlink()
    edit(editor.folder / "topics.yml", lambda file: file["faq"].pop("parking"))
    edit(editor.folder / "themes.yml", lambda file: file[0]["topics"].remove("parking"))
    edit(editor.folder / "pages.yml", lambda file: file["slugs"].pop("parking"))
    assert editor.look() == []
    assert "parking" not in editor.library.current().cards


def test_a_new_file_of_facts_is_taken_with_the_card_that_cites_it(editor: Editor) -> None:
    write(editor.folder / "facts" / "new.yml", [NEW_FACT])
    edit_card(editor.folder, "tools", answer="Ils sont 4 321.", facts=["new_fact"])
    edit_card(editor.folder, "tools", short="Ils sont 4 321.", details=[], by_role={})
    assert editor.look() == []
    assert editor.library.current().cards["tools"].facts == ["new_fact"]


# --- What is not ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["title: Un\nanswer: Deux : trois\n", "title: Un\n", "", "- une liste\n"]
)
def test_a_broken_edit_is_told_once_and_the_last_good_card_kept(editor: Editor, text: str) -> None:
    before = editor.library.current().cards["salary"]
    path = editor.library.current().card_path("salary")
    path.write_text(text, encoding="utf-8")
    with structlog.testing.capture_logs() as logs:
        editor.look()
        edit_card(editor.folder, "tools", answer="Une réponse toute neuve.")
        editor.look()
    told = _logged(logs)
    assert told and {line["where"].split(":")[0] for line in told} == {str(path)}
    assert all(line["remedy"] for line in told)
    assert len({line["problem"] for line in told}) == len(told), "each problem is told once"
    cards = editor.library.current().cards
    assert cards["salary"] == before
    assert cards["tools"].answer == "Une réponse toute neuve."


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"answer": "Ils sont 4 321."}, "« 4321 »"),
        ({"answer": "é" * 281}, "texte de 281 caractères"),
        ({"facts": ["no_such_fact"]}, "« no_such_fact »"),
        ({"related": ["tools", "no_such_topic"]}, "« no_such_topic »"),
        ({"short": "Gardé {conversation_jours} jours."}, "« {conversation_jours} »"),
    ],
)
def test_an_edit_that_fails_the_check_is_not_said(
    editor: Editor, fields: dict[str, Any], problem: str
) -> None:
    before = editor.library.current().cards["salary"]
    edit_card(editor.folder, "salary", **fields)
    with structlog.testing.capture_logs() as logs:
        problems = editor.look()
    assert any(problem in each for each in problems)
    assert editor.library.current().cards["salary"] is before
    assert {line["where"].split(":")[0] for line in _logged(logs)} == {
        str(editor.library.current().card_path("salary"))
    }


@pytest.mark.parametrize("kind", ["quiz", "orientation", "contact", "themes", "channels", "pages"])
@pytest.mark.parametrize("harm", ["broken", "empty", "deleted"])
def test_a_file_of_its_own_kind_that_is_broken_stays_as_it_was(
    editor: Editor, kind: str, harm: str
) -> None:
    before, name = editor.library.current(), f"{kind}.yml"
    if harm == "deleted":
        (editor.folder / name).unlink()
    else:
        (editor.folder / name).write_text("- a: [" if harm == "broken" else "", encoding="utf-8")
    assert editor.look()
    content = editor.library.current()
    assert all(content.part(part) is before.part(part) for part in PARTS)


def test_a_flow_that_fails_its_check_stays_as_it_was(editor: Editor) -> None:
    edit(editor.folder / "quiz.yml", lambda quiz: quiz["items"][0].update(claim="Ils sont 4 321."))
    assert any("« 4321 »" in problem for problem in editor.look())
    assert "4" not in editor.library.current().part(QUIZ).items[0].claim


def test_a_card_deleted_alone_is_said_on(editor: Editor) -> None:
    before = editor.library.current().cards["salary"]
    editor.library.current().card_path("salary").unlink()
    assert "ce sujet n'a pas de fiche" in editor.look()
    assert editor.library.current().cards["salary"] is before


def test_a_fact_deleted_while_cards_cite_it_is_kept_and_so_are_they(editor: Editor) -> None:
    (editor.folder / "facts" / "careers.yml").unlink()
    edit_card(editor.folder, "tools", answer="Une réponse toute neuve.")
    assert editor.look()
    content = editor.library.current()
    assert "q_core" in content.facts
    assert content.cards["tools"].answer == "Une réponse toute neuve."


def test_a_card_mended_after_a_broken_edit_is_taken_again(editor: Editor) -> None:
    path = editor.library.current().card_path("salary")
    good = path.read_text(encoding="utf-8")
    path.write_text("title: Un\n", encoding="utf-8")
    assert editor.look()
    path.write_text(good, encoding="utf-8")
    edit_card(editor.folder, "salary", short="Une réponse corrigée.")
    assert editor.look() == []
    assert editor.library.current().cards["salary"].short == "Une réponse corrigée."


def test_a_file_that_nothing_reads_is_told(editor: Editor) -> None:
    shutil.copy(editor.folder / "answers" / "tools.yml", editor.folder / "answers" / "new.yaml")
    with structlog.testing.capture_logs() as logs:
        editor.look()
        editor.look()
    told = [line["where"] for line in logs if line["event"] == "content.not_read"]
    assert told == [str(editor.folder / "answers" / "new.yaml")]


# --- A start beside a broken file -----------------------------------------------------------------


def test_a_start_beside_a_broken_file_finds_the_last_good_version(editor: Editor) -> None:
    edit_card(editor.folder, "salary", answer="La dernière bonne.")
    editor.look()
    path = editor.library.current().card_path("salary")
    path.write_text('title: "Un\nanswer: Deux\n', encoding="utf-8")
    edit_card(editor.folder, "tools", answer="Une réponse toute neuve.")
    with structlog.testing.capture_logs() as logs:
        library = editor.started()
    assert library.current().cards["salary"].answer == "La dernière bonne."
    assert library.current().cards["tools"].answer == "Une réponse toute neuve."
    (finding,) = library.refused
    assert finding.where == f"{path}:1"
    assert [line["where"] for line in _logged(logs)] == [f"{path}:1"]


def test_a_broken_file_does_not_replace_the_last_good_version(editor: Editor) -> None:
    editor.library.current().card_path("salary").write_text("", encoding="utf-8")
    said = editor.library.current().cards["salary"]
    for _ in range(2):
        assert editor.started().current().cards["salary"] == said


def test_a_start_without_any_good_version_names_every_broken_file(editor: Editor) -> None:
    assert editor.kept is not None
    editor.kept.unlink()
    (editor.folder / "quiz.yml").write_text("texts: [\n", encoding="utf-8")
    (editor.folder / "answers" / "salary.yml").write_text("title: Un\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        editor.started()
    named = {Path(error.where.split(":")[0]).name for error in caught.value.all}
    assert named == {"quiz.yml", "salary.yml"}


def test_a_last_good_version_that_is_damaged_is_none(editor: Editor) -> None:
    assert editor.kept is not None
    editor.kept.write_bytes(b"PK nothing")
    editor.started()
    assert open_library(editor.folder, editor.kept).current().cards
    editor.kept.write_bytes(editor.kept.read_bytes()[:500])
    (editor.folder / "quiz.yml").write_text("", encoding="utf-8")
    with pytest.raises(ContentError, match="quiz"):
        editor.started()


def test_a_data_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with structlog.testing.capture_logs() as logs:
        library = open_library(copy_content(tmp_path), tmp_path / "file" / LAST_GOOD)
    assert library.current().cards
    assert [line["event"] for line in logs] == ["content.last_good_not_kept"]


def test_the_last_good_version_is_the_files_themselves(editor: Editor, tmp_path: Path) -> None:
    assert editor.kept is not None
    shutil.unpack_archive(editor.kept, tmp_path / "unpacked")
    card = tmp_path / "unpacked" / "answers" / "salary.yml"
    assert read_yaml(card) == yaml.safe_load((editor.folder / "answers/salary.yml").read_text())

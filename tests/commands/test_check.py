"""`decroche check` on a new topic: it names everything that the topic still lacks."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from bot.content import read_yaml
from bot.content.library import LAST_GOOD
from bot.publishing import open_library
from bot.settings import ROOT
from tests.conftest import DECROCHE
from tests.contents import CONTENT, copy_content, edit


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with the real data and a copy of the content."""
    copy_content(tmp_path)
    (tmp_path / "data").symlink_to(ROOT / "data")
    return tmp_path


def _add_topic(home: Path, section: str) -> None:
    edit(
        home / "content" / "topics.yml",
        lambda topics: topics[section].update(new_topic={"about": "Du neuf."}),
    )


def _check(home: Path) -> tuple[int, list[str]]:
    """Return the exit code and the errors on the new topic."""
    run = subprocess.run(
        [*DECROCHE, "check"],
        cwd=ROOT,
        env={**os.environ, "DECROCHE_HOME": str(home), "COLUMNS": "1000"},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, [line for line in run.stdout.splitlines() if "new_topic" in line]


def test_a_fact_without_card_examples_theme_and_address_is_an_error_each(home: Path) -> None:
    _add_topic(home, "faq")
    code, errors = _check(home)
    assert code == 1
    what = ("ce sujet n'a pas de fiche", "aucun exemple")
    wanted = (*what, "n'a pas de thème", "n'a pas d'adresse", "n'a pas de titre court")
    assert len(errors) == len(wanted)
    assert [words for words in wanted if any(words in error for error in errors)] == [*wanted]


def test_a_topic_that_steers_without_reply_and_examples_is_two_errors(home: Path) -> None:
    _add_topic(home, "chat")
    code, errors = _check(home)
    assert code == 1
    assert len(errors) == 2
    wanted = ("aucune réponse", "aucun exemple")
    assert [words for words in wanted if any(words in error for error in errors)] == [*wanted]


def _run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*DECROCHE, *arguments],
        cwd=ROOT,
        env={
            **os.environ,
            "DECROCHE_HOME": str(home),
            "DECROCHE_DATA": str(home / "var"),
            "COLUMNS": "1000",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_all_broken_files_are_shown_with_their_lines(home: Path) -> None:
    content = home / "content"
    (content / "answers" / "salary.yml").write_text('title: "Un\nanswer: Deux\n', encoding="utf-8")
    (content / "answers" / "tools.yml").write_text("title: Un\nanwser: Deux\n", encoding="utf-8")
    (content / "quiz.yml").write_text("texts: [\n", encoding="utf-8")
    (content / "answers" / "diploma.yaml").write_text("title: Un\n", encoding="utf-8")
    run = _run(home, "check")
    assert run.returncode == 1
    for place in ("answers/salary.yml:1", "answers/tools.yml:2", "quiz.yml:1", "diploma.yaml"):
        assert place in run.stdout
    assert "le champ « answer » est mal écrit : « anwser »" in run.stdout
    assert "ce sujet n'a pas de fiche" not in run.stdout, "its card is there, but unreadable"
    assert f"{len(CONTENT.cards) - 2} fiches" in run.stdout and " 7 erreur(s)" in run.stdout


def test_a_finding_names_the_line_of_its_field(home: Path) -> None:
    path = home / "content" / "answers" / "heat_pumps.yml"
    card = {**read_yaml(path), "short": "Ils sont 4 321."}
    path.write_text(yaml.safe_dump(card, allow_unicode=True), encoding="utf-8")
    line = [row.split(":")[0] for row in path.read_text().splitlines()].index("short") + 1
    assert f"heat_pumps.yml:{line}: short : « 4321 »" in _run(home, "check").stdout


def test_a_start_without_any_good_content_names_every_error(home: Path) -> None:
    content = home / "content"
    (content / "answers" / "salary.yml").write_text("title: [", encoding="utf-8")
    edit(content / "answers" / "tools.yml", lambda card: card.update(facts=["no_such_fact"]))
    (content / "roles.yml").write_text("", encoding="utf-8")
    run = _run(home, "train")
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    assert "salary.yml:1" in run.stderr and "roles.yml" in run.stderr


def test_a_start_beside_a_broken_file_says_what_stays_in_use(home: Path) -> None:
    open_library(home / "content", home / "var" / LAST_GOOD)
    (home / "content" / "answers" / "salary.yml").write_text("title: [", encoding="utf-8")
    (home / "data").unlink()  # so that the command ends here, before it trains
    (home / "data").mkdir()
    (home / "data" / "nlu.yml").write_text("nlu: [", encoding="utf-8")
    run = _run(home, "train")
    said = run.stderr.splitlines()
    assert "answers/salary.yml:1 : YAML illisible" in said[0]
    assert said[1] == "La dernière bonne version de ces fichiers reste en service."

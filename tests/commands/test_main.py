"""The command `decroche`, as an operator types it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.content import read_yaml
from bot.settings import ROOT, Settings
from tests.conftest import run_decroche, settings_in
from tests.contents import CONTENT, write


def test_ask_answers_the_three_questions_of_the_readme(settings: Settings) -> None:
    questions = [
        "vous vendez juste des pompes à chaleur ?",
        "c koi le salaire dun superviseur",
        "quelle heure est-il à Tokyo",
    ]
    run = run_decroche("ask", "--json", settings=settings, stdin="\n".join(questions) + "\n")
    assert run.returncode == 0, run.stderr
    first, second, third = (json.loads(line) for line in run.stdout.splitlines())
    assert first["topic"] == "heat_pumps"
    assert first["facts"] == CONTENT.cards["heat_pumps"].facts
    assert (second["topic"], second["role"]) == ("role_supervisor", "supervisor")
    assert second["replies"][0]["text"].startswith(CONTENT.statement("role_supervisor/pay"))
    assert third["topic"] == "out_of_scope"
    assert [line["text"] for line in (first, second, third)] == questions
    assert all(len(line["ranking"]) == 5 for line in (first, second, third))
    assert all(line["milliseconds"] > 0 for line in (first, second, third))
    assert first["replies"][0]["buttons"][0]["payload"].startswith("/heat_pumps{")


def test_ask_streams_its_answers(settings: Settings) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot.commands.main", "ask", "--json"],
        env={**dict(__import__("os").environ), **settings.as_environment()},
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin and process.stdout
        for question in ("salaire ?", "et le télétravail ?"):
            process.stdin.write(f"{question}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["text"] == question
        process.stdin.close()


def test_ask_takes_its_questions_as_arguments(settings: Settings) -> None:
    run = run_decroche("ask", "faut-il un diplôme ?", settings=settings)
    assert run.returncode == 0, run.stderr
    assert CONTENT.cards["diploma"].answer[:60] in run.stdout.replace("\n", " ")


def test_the_same_question_has_the_same_answer_each_time(settings: Settings) -> None:
    run = run_decroche("ask", "--json", "salaire ?", "salaire ?", settings=settings)
    first, second = (json.loads(line) for line in run.stdout.splitlines())
    assert first["ranking"] == second["ranking"]
    assert first["replies"] == second["replies"]


def test_chat_lets_a_number_choose_a_button(settings: Settings) -> None:
    run = run_decroche("chat", settings=settings, stdin="1\n\n")
    assert run.returncode == 0, run.stderr
    said = " ".join(run.stdout.split())
    assert "assistant automatique" in said
    first_button = CONTENT.replies["greet"].buttons[0]
    assert " ".join(CONTENT.cards[first_button].answer[:60].split()) in said


def test_evaluate_prints_accuracy_topics_and_confusions(settings: Settings, tmp_path: Path) -> None:
    labelled = tmp_path / "labelled.yml"
    labelled.write_text(
        "- {text: c'est payé combien ?, topic: salary}\n"
        "- {text: quel temps fait-il à Brest ?, topic: out_of_scope}\n"
        "- {text: bonjour, topic: goodbye}\n",
        encoding="utf-8",
    )
    run = run_decroche("evaluate", str(labelled), "--json", settings=settings)
    assert run.returncode == 0, run.stderr
    report = json.loads(run.stdout)
    assert report["messages"] == 3
    assert report["right"] == pytest.approx(2 / 3)
    assert report["out_of_scope_caught"] == 1.0
    assert report["confusions"] == [["goodbye", "greet", 1]]
    table = run_decroche("evaluate", str(labelled), settings=settings)
    assert "66.7%" in table.stdout


def test_evaluate_ranks_the_questions_of_details(tmp_path: Path) -> None:
    (tmp_path / "content").symlink_to(ROOT / "content")
    few = {}
    for topic in ("salary", "tools"):
        questions = read_yaml(ROOT / "data" / "details" / f"{topic}.yml")
        few[topic] = dict(list(questions[topic].items())[:3])
        write(tmp_path / "data" / "details" / f"{topic}.yml", {topic: few[topic]})
    installation = replace(settings_in(tmp_path / "var"), home=tmp_path)
    run = run_decroche("evaluate", "--details", "--json", settings=installation)
    assert run.returncode == 0, run.stderr
    report = json.loads(run.stdout)
    asked = sum(len(texts) for details in few.values() for texts in details.values())
    assert report["alone"]["questions"] == asked
    # Few: the weights were chosen where every answer has its examples, here six have.
    assert 0.1 < report["alone"]["first"] <= report["alone"]["among_three"] <= 1
    assert report["following"]["questions"] == 0
    assert report["forms"]["form"] > 0.9


def test_evaluate_reads_rasa_nlu_data(settings: Settings, tmp_path: Path) -> None:
    labelled = tmp_path / "nlu.yml"
    labelled.write_text(
        'version: "3.1"\nnlu:\n- intent: salary\n  examples: |\n    - on gagne combien ?\n',
        encoding="utf-8",
    )
    run = run_decroche("evaluate", str(labelled), "--json", settings=settings)
    assert json.loads(run.stdout)["right"] == 1.0


@pytest.mark.parametrize("text", ["- [", "- {text: sans sujet}", "rien: rien", ""])
def test_evaluate_says_what_is_wrong_with_its_file(
    settings: Settings, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "broken.yml"
    file.write_text(text, encoding="utf-8")
    run = run_decroche("evaluate", str(file), settings=settings)
    assert run.returncode == 2
    assert str(file) in run.stderr
    assert "Traceback" not in run.stderr


def test_a_missing_model_is_one_line(tmp_path: Path, settings: Settings) -> None:
    from dataclasses import replace

    run = run_decroche("ask", "salaire ?", settings=replace(settings, data=tmp_path))
    assert run.returncode == 2
    assert run.stderr.strip().endswith("(run `decroche train`)")


@pytest.mark.parametrize(
    "code",
    [
        "from typer.testing import CliRunner; from bot.commands.main import app;"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0",
        "from typer.testing import CliRunner; from bot.commands.main import app;"
        "assert CliRunner().invoke(app, ['check']).exit_code == 0",
        "import actions",
        "import bot.serving.launcher",
    ],
    ids=["help", "check", "actions", "launcher"],
)
def test_light_commands_load_neither_rasa_nor_tensorflow(code: str) -> None:
    heavy = "sorted({'rasa', 'tensorflow', 'spacy'} & set(sys.modules))"
    program = f"import sys; {code}; print({heavy})"
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines()[-1] == "[]"


def test_a_ranker_is_chosen_on_dialogues_and_follow_ups_or_not_at_all(settings: Settings) -> None:
    run = run_decroche("evaluate", "--choose-ranker", settings=settings)
    assert run.returncode == 2
    assert "give --dialogues and --follow-ups" in run.stderr

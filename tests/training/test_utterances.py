"""Reading labelled utterances: Rasa NLU data and lists to evaluate."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import DataError
from bot.settings import ROOT
from bot.training.utterances import Utterance, read_utterances

NLU = """\
version: "3.1"
nlu:
- intent: salary
  examples: |
    - on gagne combien ?
    - un [superviseur](role) gagne combien
    - et un [téléconseiller]{"entity": "role", "value": "advisor"} alors
- synonym: advisor
  examples: |
    - conseiller
- intent: faq/tools
  examples: |
    - quels logiciels
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_examples_of_each_intent_are_read_in_order(tmp_path: Path) -> None:
    file = write(tmp_path / "nlu.yml", NLU)
    assert [(u.text, u.intent) for u in read_utterances(file)] == [
        ("on gagne combien ?", "salary"),
        ("un superviseur gagne combien", "salary"),
        ("et un téléconseiller alors", "salary"),
        ("quels logiciels", "tools"),
    ]


def test_an_utterance_knows_where_it_stands(tmp_path: Path) -> None:
    file = write(tmp_path / "nlu.yml", NLU)
    assert read_utterances(file)[0].where == f"{file}: salary"


def test_a_list_to_evaluate_is_read_with_the_number_of_each_entry(tmp_path: Path) -> None:
    file = write(tmp_path / "list.yml", "- {topic: salary, text: la paye}\n- {text: 42, topic: a}")
    assert read_utterances(file) == [
        Utterance("la paye", "salary", f"{file}: entry 1"),
        Utterance("42", "a", f"{file}: entry 2"),
    ]


def test_every_yaml_file_of_a_folder_is_read_at_any_depth(tmp_path: Path) -> None:
    write(tmp_path / "b.yml", "- {topic: salary, text: deux}")
    write(tmp_path / "a" / "deep.yml", "- {topic: salary, text: un}")
    write(tmp_path / "notes.txt", "- {topic: salary, text: trois}")
    assert [u.text for u in read_utterances(tmp_path)] == ["un", "deux"]


@pytest.mark.parametrize("text", ["rules: []\n", "nlu:\n", "nlu:\n- lookup: city\n"])
def test_rasa_data_without_utterances_give_none(tmp_path: Path, text: str) -> None:
    assert read_utterances(write(tmp_path / "rules.yml", text)) == []


def test_the_questions_of_details_are_no_utterances(tmp_path: Path) -> None:
    # data/details and data/follow_ups.yml lie in the same folder: bot/training/questions.py.
    write(tmp_path / "details/salary.yml", "salary: {part_time: [et à mi-temps ?]}")
    write(tmp_path / "voices" / "neutral.yml", NLU)
    assert len(read_utterances(tmp_path)) == 4


@pytest.mark.parametrize("entry", ["{text: la paye}", "{topic: salary}", "la paye"])
def test_an_entry_without_text_or_topic_is_reported_with_its_number(
    tmp_path: Path, entry: str
) -> None:
    file = write(tmp_path / "list.yml", f"- {{topic: salary, text: la paye}}\n- {entry}\n")
    with pytest.raises(DataError) as caught:
        read_utterances(file)
    assert caught.value.where == f"{file}: entry 2"


@pytest.mark.parametrize("text", ["", "une phrase\n"])
def test_a_file_of_another_shape_is_reported_with_its_name(tmp_path: Path, text: str) -> None:
    file = write(tmp_path / "list.yml", text)
    with pytest.raises(DataError) as caught:
        read_utterances(file)
    assert caught.value.where == str(file)


def test_unreadable_yaml_is_a_data_error_with_its_line(tmp_path: Path) -> None:
    file = write(tmp_path / "list.yml", "- topic: salary\n  text: a : b\n")
    with pytest.raises(DataError) as caught:
        read_utterances(file)
    assert caught.value.where == f"{file}:2"


def test_a_missing_file_is_a_data_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere\.yml"):
        read_utterances(tmp_path / "nowhere.yml")


def test_one_broken_file_of_a_folder_is_reported(tmp_path: Path) -> None:
    write(tmp_path / "a.yml", NLU)
    broken = write(tmp_path / "b.yml", "- {topic: salary}\n")
    with pytest.raises(DataError) as caught:
        read_utterances(tmp_path)
    assert caught.value.where == f"{broken}: entry 1"


@pytest.mark.parametrize(
    "text",
    [
        "C'est payé combien, le métier ?",
        "c'est payé combien le métier",
        "C’EST PAYÉ COMBIEN LE MÉTIER !",
        "  c est   paye combien le metier...",
        "c'est paye\u0301 combien le me\u0301tier",
    ],
)
def test_case_accents_punctuation_and_spaces_make_no_other_utterance(text: str) -> None:
    assert Utterance(text, "salary", "").key == "c est paye combien le metier"


def test_other_words_make_another_utterance() -> None:
    keys = {Utterance(text, "a", "").key for text in ("combien ?", "combien de", "comment")}
    assert len(keys) == 3


def test_texts_of_marks_alone_stay_apart() -> None:
    assert {Utterance(text, "a", "").key for text in ("?", "!!", "👍")} == {"?", "!!", "👍"}


def test_the_real_data_leave_no_annotation_in_a_text() -> None:
    utterances = [*read_utterances(ROOT / "data"), *read_utterances(ROOT / "tests/understanding")]
    assert utterances
    assert [u for u in utterances if "](" in u.text or "]{" in u.text or not u.text] == []

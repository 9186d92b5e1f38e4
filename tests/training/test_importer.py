"""The importer: the same training data as Rasa's own, and what each topic brings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.shared.core.events import ActionExecuted, UserUttered  # noqa: E402
from rasa.shared.core.training_data.structures import RuleStep, StoryGraph  # noqa: E402
from rasa.shared.importers.importer import TrainingDataImporter  # noqa: E402
from rasa.shared.importers.rasa import RasaFileImporter  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402

from bot.errors import DataError  # noqa: E402
from bot.nlu.heard import DETAIL  # noqa: E402
from bot.settings import ROOT  # noqa: E402
from bot.training.importer import VoiceImporter  # noqa: E402
from tests.contents import CONTENT, copy_content, edit  # noqa: E402

# Each one-turn rule makes two entries in a cache of 1,000: past it, each message costs three times
# as much.
_MOST_RULES = 500
_CONFIG, _DOMAIN = ROOT / "bot" / "config.yml", ROOT / "bot" / "domain.yml"

_FILES = {
    "voices/neutral.yml": """\
version: "3.1"

nlu:
  - intent: salary
    examples: |
      - on gagne combien ?
      - c'est payé : combien # par mois ?
      - « le salaire », dit-il
  - intent: greet
    examples: |
      - Bonjour
      - slt 🙂
""",
    "voices/teen_sms.yml": """\
version: "3.1"
nlu:
- intent: salary
  examples: |
    - cb on gagn
    - on gagne combien ?
""",
    "nlu.yml": """\
version: "3.1"
nlu:
  - synonym: advisor
    examples: |
      - conseiller
      - conseillère
""",
    "rules.yml": """\
version: "3.1"
rules:
  - rule: salary
    steps:
      - intent: salary
      - action: utter_salary
""",
    "stories.yml": """\
version: "3.1"
stories:
  - story: a greeting
    steps:
      - intent: greet
      - action: utter_greet
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two voices, and the files that are none."""
    for name, text in _FILES.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "data"


def _examples(data: TrainingData) -> list[tuple[str, str]]:
    return sorted((e.get("text"), e.get("intent")) for e in data.training_examples)


def _importer(kind: type[RasaFileImporter], paths: Any) -> RasaFileImporter:
    return kind(config_file=str(ROOT / "bot" / "config.yml"), training_data_paths=paths)


def test_the_examples_are_those_of_rasa_s_importer(folder: Path) -> None:
    ours, rasa_s = (
        _importer(kind, [str(folder)]).get_nlu_data() for kind in (VoiceImporter, RasaFileImporter)
    )
    assert len(_examples(ours)) == 6
    assert _examples(ours) == _examples(rasa_s)
    assert ours.intents == rasa_s.intents == {"salary", "greet"}


def test_the_synonyms_are_those_of_rasa_s_importer(folder: Path) -> None:
    ours, rasa_s = (
        _importer(kind, [str(folder)]).get_nlu_data() for kind in (VoiceImporter, RasaFileImporter)
    )
    assert ours.entity_synonyms == rasa_s.entity_synonyms
    assert set(ours.entity_synonyms) == {"conseiller", "conseillère"}


def test_rules_and_stories_are_read(folder: Path) -> None:
    steps = _importer(VoiceImporter, [str(folder)]).get_stories().story_steps
    assert sorted(step.block_name for step in steps) == ["a greeting", "salary"]


_DETAILS = """\
salary:
  part_time:
    - on gagne combien à mi-temps ?
    - cb on gagn
"""
_FOLLOW_UPS = """\
salary:
  part_time:
    - et à mi-temps ?
tools:
  headset:
    - et à mi-temps ?
"""


def _details(data: TrainingData) -> dict[tuple[str, str | None], str | None]:
    """What is learnt of details: [text, label] to intent."""
    return {(e.get("text"), e.get(DETAIL)): e.get("intent") for e in data.training_examples}


def _write_details(folder: Path, text: str) -> None:
    (folder / "details").mkdir(exist_ok=True)
    (folder / "details" / "salary.yml").write_text(text, encoding="utf-8")


@pytest.fixture
def with_details(folder: Path) -> TrainingData:
    """What is learnt when the folder says how details are asked too."""
    _write_details(folder, _DETAILS)
    (folder / "follow_ups.yml").write_text(_FOLLOW_UPS, encoding="utf-8")
    return _importer(VoiceImporter, [str(folder)]).get_nlu_data()


def test_a_question_of_a_detail_teaches_its_topic_too(with_details: TrainingData) -> None:
    learnt = _details(with_details)
    assert learnt["on gagne combien à mi-temps ?", "salary/part_time"] == "salary"


def test_what_follows_a_topic_teaches_its_detail_alone(with_details: TrainingData) -> None:
    learnt = _details(with_details)
    assert learnt["et à mi-temps ?", "salary/part_time"] is None
    assert learnt["et à mi-temps ?", "tools/headset"] is None
    assert "et à mi-temps ?" not in [e.get("text") for e in with_details.intent_examples]


def test_the_neutral_voice_asks_the_general_question_of_each_topic(
    with_details: TrainingData,
) -> None:
    learnt = _details(with_details)
    assert learnt["on gagne combien ?", "salary/"] == "salary"
    assert learnt["Bonjour", "greet/"] == "greet"
    assert [label for text, label in learnt if text == "on gagne combien ?"] == ["salary/"]


def test_what_asks_a_detail_is_not_taught_by_a_voice_too(with_details: TrainingData) -> None:
    labels = [
        e.get(DETAIL) for e in with_details.training_examples if e.get("text") == "cb on gagn"
    ]
    assert labels == ["salary/part_time"]


def test_details_named_as_files_are_no_data_of_rasa_s(folder: Path) -> None:
    _write_details(folder, _DETAILS)
    paths = [str(path) for path in sorted(folder.rglob("*.yml"))]
    data = _importer(VoiceImporter, paths).get_nlu_data()
    assert len(data.training_examples) == 6


def test_malformed_questions_are_a_data_error(folder: Path) -> None:
    _write_details(folder, "salary: [une question]")
    with pytest.raises(DataError, match=r"salary\.yml: salary"):
        _importer(VoiceImporter, [str(folder)]).get_nlu_data()


@pytest.mark.corpus
def test_every_real_question_of_a_detail_is_learnt_under_a_label_that_has_an_answer() -> None:
    data = _importer(VoiceImporter, [str(ROOT / "data")]).get_nlu_data()
    learnt = {e.get(DETAIL) for e in data.training_examples} - {None}
    cards = CONTENT.cards.items()
    details = {f"{topic}/{detail.id}" for topic, card in cards for detail in card.details}
    assert details <= learnt
    assert {f"{topic}/" for topic in CONTENT.faq_topics} <= learnt
    assert {label for label in learnt - details if not label.endswith("/")} == set()


@pytest.mark.parametrize("as_list", [True, False])
def test_files_may_be_named_one_by_one_or_by_their_folder(folder: Path, as_list: bool) -> None:
    paths: Any = [str(folder / name) for name in _FILES] if as_list else str(folder)
    assert len(_importer(VoiceImporter, paths).get_nlu_data().training_examples) == 6


def test_an_example_that_changes_has_another_fingerprint(folder: Path) -> None:
    data = _importer(VoiceImporter, [str(folder)]).get_nlu_data()
    before = data.fingerprint()
    assert before == _importer(VoiceImporter, [str(folder)]).get_nlu_data().fingerprint()
    data.training_examples[0].set("normalised_text", "on gagne combien ?")
    assert data.fingerprint() != before


def test_without_voices_what_the_other_files_hold_is_left(folder: Path) -> None:
    data = _importer(VoiceImporter, [str(folder / "nlu.yml")]).get_nlu_data()
    assert data.training_examples == []
    assert data.entity_synonyms


def test_the_bot_s_configuration_names_the_importer(folder: Path) -> None:
    importer = TrainingDataImporter.load_from_config(
        str(ROOT / "bot" / "config.yml"), str(ROOT / "bot" / "domain.yml"), [str(folder)]
    )
    trained = [e for e in importer.get_nlu_data().training_examples if e.get("text")]
    assert {"cb on gagn", "Bonjour"} <= {example.get("text") for example in trained}


def _project(content: Path | None = None, *data: Path) -> VoiceImporter:
    """The real configuration and domain, with other content or other data."""
    paths = [str(path) for path in data or [ROOT / "data" / "rules.yml"]]
    given = {"content": content} if content else {}
    return VoiceImporter(str(_CONFIG), str(_DOMAIN), paths, **given)


def _answers(stories: StoryGraph) -> dict[str, list[str | None]]:
    """What the bot does first on each intent that a rule answers."""
    answers: dict[str, list[str | None]] = {}
    for step in stories.story_steps:
        asked = [event.intent_name for event in step.events if isinstance(event, UserUttered)]
        done = [event.action_name for event in step.events if isinstance(event, ActionExecuted)]
        if isinstance(step, RuleStep) and asked:
            answers.setdefault(asked[0], []).extend(d for d in done if d != "...")
    return answers


def test_each_topic_brings_its_intent_and_its_response() -> None:
    domain = _project().get_domain()
    assert set(CONTENT.topics) <= set(domain.intents)
    brought = {f"utter_{topic}": [{"text": topic}] for topic in CONTENT.topics}
    special = domain.responses.keys() - brought.keys()
    own = {"utter_did_you_mean", "utter_something_else", "utter_which_one"}  # of bot/domain.yml
    assert special == own
    assert brought == {name: domain.responses[name] for name in brought}


def test_the_domain_keeps_what_its_file_says() -> None:
    domain = _project().get_domain()
    assert {"role", "orientation", "erased"} <= {slot.name for slot in domain.slots}
    assert {"action_erase", "utter_salary"} <= set(domain.action_names_or_texts)
    assert set(domain.form_names) == {"contact_form", "orientation_form", "quiz_form"}
    assert domain.session_config.session_expiration_time == 60
    assert not domain.session_config.carry_over_slots


def test_each_topic_has_one_rule_its_own_or_its_answer() -> None:
    answers = _answers(_project().get_stories())
    assert set(answers) == {*CONTENT.topics, "nlu_fallback"}
    assert {len(done) for done in answers.values()} == {1}
    assert answers["salary"] == ["utter_salary"]
    assert answers["delete_my_data"] == ["action_erase"]
    assert answers["find_my_job"] == ["orientation_form"]


def test_the_rules_stay_below_what_rasa_s_cache_holds() -> None:
    rules = [s for s in _project().get_stories().story_steps if isinstance(s, RuleStep)]
    assert len(CONTENT.topics) < len(rules) < _MOST_RULES


@pytest.mark.corpus
def test_a_new_topic_of_the_catalogue_is_all_that_rasa_needs(tmp_path: Path) -> None:
    content = copy_content(tmp_path)
    edit(content / "topics.yml", lambda topics: topics["faq"].update(new_topic={"about": "Neuf"}))
    project = _project(content)
    assert "new_topic" in project.get_domain().intents
    assert project.get_domain().responses["utter_new_topic"] == [{"text": "new_topic"}]
    assert _answers(project.get_stories())["new_topic"] == ["utter_new_topic"]


def test_a_rule_of_its_own_takes_the_place_of_the_answer(folder: Path) -> None:
    rules = folder / "rules.yml"
    rules.write_text(_FILES["rules.yml"].replace("utter_salary", "action_erase"), encoding="utf-8")
    assert _answers(_project(None, folder).get_stories())["salary"] == ["action_erase"]


def test_a_story_on_a_topic_leaves_it_its_rule(folder: Path) -> None:
    assert _answers(_project(None, folder).get_stories())["greet"] == ["utter_greet"]


def test_the_configuration_may_name_other_content(tmp_path: Path) -> None:
    content = copy_content(tmp_path)
    edit(content / "topics.yml", lambda topics: topics["faq"].pop("arcep"))
    config = {"importers": [{"name": "bot.training.importer.VoiceImporter", "content": content}]}
    importer = TrainingDataImporter.load_from_dict(config, str(_CONFIG), str(_DOMAIN), [])
    assert "arcep" not in importer.get_domain().intents

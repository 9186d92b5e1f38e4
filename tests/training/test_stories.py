"""Each story of data/stories.yml decides something: without it, its last turn goes another way.

The policies are trained as bot/config.yml says, on the stories and rules alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.core.policies.ensemble import DefaultPolicyPredictionEnsemble  # noqa: E402
from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.core.events import ActionExecuted, UserUttered  # noqa: E402
from rasa.shared.core.generator import TrainingDataGenerator  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.content import read_yaml  # noqa: E402
from bot.dialogue.rules import IndexedRulePolicy  # noqa: E402
from bot.dialogue.stories import IndexedStoryPolicy  # noqa: E402
from bot.settings import ROOT  # noqa: E402
from bot.training.importer import VoiceImporter  # noqa: E402

_DATA, _DOMAIN = ROOT / "data", ROOT / "bot" / "domain.yml"
STORIES: list[dict[str, Any]] = read_yaml(_DATA / "stories.yml")["stories"]
_POLICIES = {
    "bot.dialogue.stories.IndexedStoryPolicy": IndexedStoryPolicy,
    "bot.dialogue.rules.IndexedRulePolicy": IndexedRulePolicy,
}


class Dialogue:
    """The policies of bot/config.yml, trained on the rules and on some stories."""

    def __init__(self, stories: list[dict[str, Any]], folder: Path) -> None:
        folder.mkdir()
        file = folder / "stories.yml"
        text = yaml.safe_dump({"version": "3.1", "stories": stories}, allow_unicode=True)
        file.write_text(text, encoding="utf-8")
        importer = VoiceImporter(None, str(_DOMAIN), [str(file), str(_DATA / "rules.yml")])
        self._domain = importer.get_domain()
        graph = importer.get_stories()
        trackers = TrainingDataGenerator(graph, self._domain, augmentation_factor=0).generate()
        (folder / "models").mkdir()
        storage = LocalModelStorage.create(folder / "models")
        self._policies = []
        for given in read_yaml(ROOT / "bot" / "config.yml")["policies"]:
            kind = _POLICIES[given["name"]]
            config = {**kind.get_default_config(), **given}
            context = ExecutionContext(GraphSchema({}))
            policy = kind(config, storage, Resource(given["name"]), context)
            policy.train(trackers, self._domain)
            self._policies.append(policy)

    def follows(self, turns: list[tuple[str, str | None]]) -> str:
        """Return what is done at the last of some turns, each an intent and what was done."""
        tracker = DialogueStateTracker("visitor", self._domain.slots)
        tracker.update(ActionExecuted("action_listen"))
        for intent, action in turns:
            tracker.update(UserUttered(intent, {"name": intent, "confidence": 1.0}))
            if action:
                tracker.update(ActionExecuted(action))
                tracker.update(ActionExecuted("action_listen"))
        said = [
            policy.predict_action_probabilities(tracker, self._domain) for policy in self._policies
        ]
        best = DefaultPolicyPredictionEnsemble().combine_predictions(said, tracker, self._domain)
        names: list[str] = self._domain.action_names_or_texts
        return names[best.probabilities.index(max(best.probabilities))]


@pytest.fixture(scope="module")
def dialogue(tmp_path_factory: pytest.TempPathFactory) -> Dialogue:
    """All stories as they are."""
    return Dialogue(STORIES, tmp_path_factory.mktemp("stories") / "all")


def _turns(story: dict[str, Any]) -> list[tuple[str, str | None]]:
    steps = [next(iter(step.items())) for step in story["steps"]]
    pairs = zip(steps[::2], steps[1::2], strict=True)
    return [(intent, action) for (_, intent), (_, action) in pairs]


def _open(story: dict[str, Any]) -> tuple[list[tuple[str, str | None]], str | None]:
    """Return the turns of a story without its end, and its end."""
    *before, (intent, action) = _turns(story)
    return [*before, (intent, None)], action


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["story"])
def test_a_story_decides_wherever_it_comes(story: dict[str, Any], dialogue: Dialogue) -> None:
    turns, end = _open(story)
    assert dialogue.follows(turns) == end
    earlier: list[tuple[str, str | None]] = [("salary", "utter_salary"), ("greet", "utter_greet")]
    assert dialogue.follows([*earlier, *turns]) == end


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["story"])
def test_a_turn_between_ends_a_story(story: dict[str, Any], dialogue: Dialogue) -> None:
    turns, end = _open(story)
    apart = [*turns[:-1], ("salary", "utter_salary"), turns[-1]]
    assert dialogue.follows(apart) == f"utter_{turns[-1][0]}" != end


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["story"])
def test_without_a_story_its_last_turn_goes_another_way(
    story: dict[str, Any], tmp_path: Path
) -> None:
    turns, end = _open(story)
    without = Dialogue([other for other in STORIES if other is not story], tmp_path / "some")
    assert without.follows(turns) != end


@pytest.mark.parametrize("intent", ["salary", "greet", "affirm", "deny", "distress"])
def test_a_turn_of_no_story_follows_its_rule(intent: str, dialogue: Dialogue) -> None:
    assert dialogue.follows([(intent, None)]) == f"utter_{intent}"
    assert dialogue.follows([("tools", "utter_tools"), (intent, None)]) == f"utter_{intent}"

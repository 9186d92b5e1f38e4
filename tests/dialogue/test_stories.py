"""Stories asked only at the intents that they end with predict what MemoizationPolicy predicts."""

from __future__ import annotations

from typing import Any

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.core.policies.memoization import MemoizationPolicy  # noqa: E402
from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import ActionExecuted, Event, UserUttered  # noqa: E402
from rasa.shared.core.generator import TrainingDataGenerator  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.content import read_yaml  # noqa: E402
from bot.dialogue.stories import IndexedStoryPolicy  # noqa: E402
from bot.settings import ROOT  # noqa: E402
from bot.training.importer import VoiceImporter  # noqa: E402

Policies = tuple[MemoizationPolicy, IndexedStoryPolicy, Domain]


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Policies:
    files = [str(ROOT / "data" / name) for name in ("stories.yml", "rules.yml")]
    importer = VoiceImporter(None, str(ROOT / "bot" / "domain.yml"), files)
    domain, graph = importer.get_domain(), importer.get_stories()
    trackers = TrainingDataGenerator(graph, domain, augmentation_factor=0).generate()
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("policies"))
    given = read_yaml(ROOT / "bot" / "config.yml")["policies"][0]
    both: list[Any] = []
    for kind in (MemoizationPolicy, IndexedStoryPolicy):
        config = {**kind.get_default_config(), **given}
        policy = kind(config, storage, Resource(kind.__name__), ExecutionContext(GraphSchema({})))
        policy.train(trackers, domain)
        both.append(policy)
    return both[0], both[1], domain


def _turn(intent: str, *actions: str) -> list[Event]:
    said = UserUttered(intent, {"name": intent, "confidence": 1.0})
    return [said, *map(ActionExecuted, actions)]


_ASKED = _turn("nlu_fallback", "utter_did_you_mean", "action_listen")


@pytest.mark.parametrize(
    "turns",
    [
        [],
        _turn("salary"),
        _turn("nlu_fallback"),
        [*_ASKED, *_turn("affirm")],
        [*_ASKED, *_turn("affirm", "utter_which_one")],
        [*_ASKED, *_turn("salary")],
        [*_turn("salary", "utter_salary", "action_listen"), *_turn("affirm")],
    ],
)
def test_it_predicts_what_rasas_policy_does(policies: Policies, turns: list[Event]) -> None:
    rasas, ours, domain = policies
    tracker = DialogueStateTracker("visitor", domain.slots)
    for event in (ActionExecuted("action_listen"), *turns):
        tracker.update(event)
    expected = rasas.predict_action_probabilities(tracker, domain)
    found = ours.predict_action_probabilities(tracker, domain)
    assert found.probabilities == expected.probabilities


def test_a_topic_is_in_no_story_and_what_is_read_there_is_followed(policies: Policies) -> None:
    _, ours, domain = policies
    tracker = DialogueStateTracker("visitor", domain.slots)
    for event in (ActionExecuted("action_listen"), *_ASKED, *_turn("affirm")):
        tracker.update(event)
    found = ours.predict_action_probabilities(tracker, domain).probabilities
    assert domain.action_names_or_texts[found.index(1.0)] == "utter_which_one"

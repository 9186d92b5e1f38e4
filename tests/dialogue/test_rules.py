"""Rules found by the action before and the intent predict what Rasa's RulePolicy predicts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.core.policies.rule_policy import RulePolicy  # noqa: E402
from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import (  # noqa: E402
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    LoopInterrupted,
    UserUttered,
)
from rasa.shared.core.generator import TrainingDataGenerator  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.content import read_yaml  # noqa: E402
from bot.dialogue.rules import IndexedRulePolicy  # noqa: E402
from bot.settings import ROOT  # noqa: E402
from bot.training.importer import VoiceImporter  # noqa: E402

# Rules of kinds that data/ has none of: at the beginning alone, on a slot, whatever is said.
_MORE = """\
version: "3.1"
rules:
- rule: at the beginning
  conversation_start: true
  steps:
  - intent: greet
  - action: utter_joke
- rule: after a joke, whatever is said
  steps:
  - action: utter_joke
  - action: utter_thanks
"""
Policies = tuple[RulePolicy, IndexedRulePolicy, Domain]


def _trained(folder: Path, *files: str) -> Policies:
    importer = VoiceImporter(None, str(ROOT / "bot" / "domain.yml"), list(files))
    domain, graph = importer.get_domain(), importer.get_stories()
    trackers = TrainingDataGenerator(graph, domain, augmentation_factor=0).generate()
    storage = LocalModelStorage.create(folder)
    given = read_yaml(ROOT / "bot" / "config.yml")["policies"][1]
    policies: list[Any] = []
    for kind in (RulePolicy, IndexedRulePolicy):
        config = {**kind.get_default_config(), **given}
        context = ExecutionContext(GraphSchema({}))
        policies.append(kind(config, storage, Resource(kind.__name__), context))
        policies[-1].train(trackers, domain)
    return policies[0], policies[1], domain


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Policies:
    """Both policies, trained on the stories and rules of data/."""
    data = (str(ROOT / "data" / name) for name in ("stories.yml", "rules.yml"))
    return _trained(tmp_path_factory.mktemp("rules"), *data)


@pytest.fixture(scope="module")
def with_more(tmp_path_factory: pytest.TempPathFactory) -> Policies:
    """The same, with rules of other kinds."""
    folder = tmp_path_factory.mktemp("more")
    (folder / "more.yml").write_text(_MORE, encoding="utf-8")
    (folder / "models").mkdir()
    return _trained(folder / "models", str(folder / "more.yml"), str(ROOT / "data" / "rules.yml"))


def _heard(intent: str) -> UserUttered:
    return UserUttered(f"/{intent}", {"name": intent, "confidence": 1.0})


def _conversations(domain: Domain) -> Iterator[list[Event]]:
    listen = ActionExecuted("action_listen")
    greeted = [listen, _heard("greet"), ActionExecuted("utter_greet"), listen]
    for intent in ("", *domain.intents):
        said = [_heard(intent)] if intent else []
        yield said
        yield [listen, *said]
        yield [*greeted, *said]
        yield [listen, *said, ActionExecuted(f"utter_{intent}")]
        yield [listen, *said, ActionExecuted("utter_joke")]
        for form in domain.form_names:
            begun = [listen, _heard("affirm"), ActionExecuted(form), ActiveLoop(form)]
            yield [*begun, *said]
            yield [*begun, listen, *said]
            rejected = [*begun, listen, *said, ActionExecutionRejected(form)]
            yield rejected
            yield [*rejected, ActionExecuted(f"utter_{intent}")]
            yield [*begun, listen, LoopInterrupted(True), *said]
            yield [*begun, ActiveLoop(None), *said]


@pytest.mark.corpus
@pytest.mark.parametrize("rules", ["policies", "with_more"])
def test_every_turn_goes_as_by_rasas_policy(rules: str, request: pytest.FixtureRequest) -> None:
    rasas, ours, domain = request.getfixturevalue(rules)
    assert ours.lookup == rasas.lookup
    decided = 0
    for events in _conversations(domain):
        tracker = DialogueStateTracker.from_events("visitor", events, domain.slots)
        told, own = (
            policy.predict_action_probabilities(tracker, domain) for policy in (rasas, ours)
        )
        for name in ("probabilities", "events", "is_no_user_prediction", "hide_rule_turn"):
            assert getattr(own, name) == getattr(told, name), events
        decided += max(own.probabilities) == 1
    assert decided > len(domain.intents)

"""The stories, which are looked up only at the intents that they end with.

Rasa's MemoizationPolicy plays the turns of a conversation again at each prediction, to look up what
few stories hold: a topic's question is in none.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from rasa.core.policies.memoization import MemoizationPolicy
from rasa.core.policies.policy import PolicyPrediction
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

_INTENT = re.compile(r"intent: (\w+)")


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class IndexedStoryPolicy(MemoizationPolicy):
    """Rasa's MemoizationPolicy: the same predictions, sooner."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return Rasa's settings; what is remembered stays readable, for its intents are read."""
        config = MemoizationPolicy.get_default_config()
        return {**config, "enable_feature_string_compression": False}

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Return the prediction: none where no story has the intent in its last turn."""
        heard = tracker.latest_message
        if heard is not None and heard.intent_name not in self._intents:
            return self._prediction(self._default_predictions(domain))
        return super().predict_action_probabilities(tracker, domain, rule_only_data, **kwargs)

    @cached_property
    def _intents(self) -> frozenset[str | None]:
        """The last intent of each memory; None of one in which nothing is said."""
        said = (_INTENT.findall(states) for states in self.lookup)
        return frozenset(intents[-1] if intents else None for intents in said)

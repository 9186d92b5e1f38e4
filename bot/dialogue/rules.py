"""The rules, of which a turn looks only at those that may hold.

Rasa's RulePolicy compares each rule with each state of a turn, and reads the conversation once more
for rules that mind the very words, of which there may be none: a tenth of a turn for two hundred
rules. Nearly all of them name the action before and the intent: by these two they are found.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import (
    ACTION_LISTEN_NAME,
    PREVIOUS_ACTION,
    SHOULD_NOT_BE_SET,
    USER,
)
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

_Found = tuple[str | None, str | None, bool]  # an action, where it comes from, an interrupted loop
_Cue = tuple[str | None, str | None]  # the action before, the intent; None for any


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class IndexedRulePolicy(RulePolicy):
    """Rasa's RulePolicy: the same predictions, sooner."""

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        """Return the rules of `lookup` that the states agree with."""
        near = _may_hold(lookup, _cue(states[-1])) if states else lookup
        found: set[str] = super()._get_possible_keys({key: lookup[key] for key in near}, states)
        return found

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> _Found:
        """Return the action of the rules; by the very words none where no rule can mind them."""
        said = (ACTION_LISTEN_NAME, None)
        minds_words = tracker.active_loop_name or any(_may_hold(self.lookup[RULES], said))
        if use_text_for_last_user_input and not minds_words:
            return None, None, False
        found: _Found = super()._find_action_from_rules(
            tracker, domain, use_text_for_last_user_input
        )
        return found


def _may_hold(lookup: Iterable[str], cue: _Cue) -> list[str]:
    """Return the rules that do not ask for another action before or another intent."""
    by_cue = _indexed(tuple(lookup))
    action, intent = cue
    cues = dict.fromkeys(((action, intent), (action, None), (None, intent), (None, None)))
    return [rule for each in cues for rule in by_cue.get(each, ())]


@lru_cache(maxsize=8)  # of the rules, and of those of an interrupted form
def _indexed(rules: tuple[str, ...]) -> dict[_Cue, list[str]]:
    by_cue: defaultdict[_Cue, list[str]] = defaultdict(list)
    for rule in rules:
        by_cue[_cue(json.loads(rule)[-1])].append(rule)
    return dict(by_cue)


def _cue(state: State) -> _Cue:
    action = _named(state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME))
    # Where no action came before, Rasa lets a rule hold whatever is said.
    return action, _named(state.get(USER, {}).get(INTENT)) if action else None


def _named(value: object) -> str | None:
    return value if isinstance(value, str) and value not in ("", SHOULD_NOT_BE_SET) else None

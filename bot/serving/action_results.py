"""The check of what the action server answers, its schema read once.

Rasa builds and checks its JSON schema anew at each answer (`RemoteAction._validate_action_result`),
a fifth of a busy server's time, and no setting or subclass reaches it: Rasa makes the RemoteAction
itself. `tests/serving/test_action_results.py` fails once Rasa's own no longer does.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema.exceptions import best_match  # type: ignore[import-untyped]
from jsonschema.validators import validator_for  # type: ignore[import-untyped]
from rasa.core.actions.action import RemoteAction


def check_results_with_one_schema() -> None:
    """Have Rasa check every answer of the action server against a schema that is read once."""
    RemoteAction._validate_action_result = _validate


@cache
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def _validate(action: RemoteAction, result: dict[str, Any]) -> bool:
    """Return True. Raises ValidationError for what is no answer of an action server."""
    error = best_match(_validator().iter_errors(result))
    if error is not None:
        raise error
    return True

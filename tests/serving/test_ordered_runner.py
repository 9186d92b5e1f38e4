"""A graph run in order gives what Rasa's own runner gives, without its scheduling."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

import dask  # noqa: E402
from rasa.engine.exceptions import GraphRunError  # noqa: E402
from rasa.engine.graph import (  # noqa: E402
    ExecutionContext,
    GraphComponent,
    GraphSchema,
    SchemaNode,
)
from rasa.engine.runner.dask import DaskGraphRunner  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402

from bot.serving.ordered_runner import OrderedRunner  # noqa: E402


class Joined(GraphComponent):  # type: ignore[misc]
    """Puts what it is handed behind its own word; counts how often it ran."""

    runs = 0

    def __init__(self, word: str) -> None:
        self._word = word

    @classmethod
    def create(cls, config: dict[str, Any], *_: Any, **__: Any) -> Joined:
        return cls(config["word"])

    def say(self, first: str = "", second: str = "") -> str:
        Joined.runs += 1
        return f"{self._word}({first},{second})"


def _node(word: str, is_target: bool = False, **needs: str) -> SchemaNode:
    return SchemaNode(needs, Joined, "create", "say", {"word": word}, is_target=is_target)


_SCHEMA = GraphSchema(
    {
        "end": _node("end", first="left", second="right", is_target=True),
        "left": _node("left", first="start"),
        "right": _node("right", first="start", second="__said__"),
        "start": _node("start", first="__said__"),
        "apart": _node("apart", is_target=True),
    }
)


@pytest.fixture
def runners(tmp_path: Path) -> tuple[DaskGraphRunner, OrderedRunner]:
    """Rasa's runner, and ours of the same nodes."""
    storage = LocalModelStorage(tmp_path)
    rasas = DaskGraphRunner.create(_SCHEMA, storage, ExecutionContext(_SCHEMA))
    return rasas, OrderedRunner(rasas)


@pytest.mark.parametrize("targets", [None, ["end"], ["right", "start"], ["apart"]], ids=str)
def test_it_gives_what_rasas_gives(
    runners: tuple[DaskGraphRunner, OrderedRunner], targets: list[str] | None
) -> None:
    rasas, ours = (runner.run({"__said__": "oui"}, targets) for runner in runners)
    assert ours == rasas
    assert set(ours) == set(targets or ["end", "apart"])


def test_each_node_that_is_needed_runs_once(
    runners: tuple[DaskGraphRunner, OrderedRunner],
) -> None:
    Joined.runs = 0
    runners[1].run({"__said__": "oui"}, ["end"])
    assert Joined.runs == 4


def test_an_input_stands_for_a_node(runners: tuple[DaskGraphRunner, OrderedRunner]) -> None:
    said = {"__said__": "oui", "start": "début"}
    assert runners[1].run(said, ["left"]) == {"left": "left(début,)"}


def test_an_input_that_is_missing_is_refused_as_by_rasas(
    runners: tuple[DaskGraphRunner, OrderedRunner],
) -> None:
    for runner in runners:
        with pytest.raises(GraphRunError):
            runner.run({}, ["end"])


def test_ours_can_be_made_by_name_too(tmp_path: Path) -> None:
    made = OrderedRunner.create(_SCHEMA, LocalModelStorage(tmp_path), ExecutionContext(_SCHEMA))
    assert made.run(targets=["apart"]) == {"apart": "apart(,)"}


def test_rasas_still_has_dask_schedule_each_run(
    runners: tuple[DaskGraphRunner, OrderedRunner], monkeypatch: pytest.MonkeyPatch
) -> None:
    scheduled: list[Any] = []

    def count(graph: Any, targets: list[str]) -> list[tuple[str, str]]:
        scheduled.append(graph)
        return [(target, "") for target in targets]

    monkeypatch.setattr(dask, "get", count)
    for _ in range(2):
        runners[0].run({"__said__": "oui"}, ["end"])
    assert len(scheduled) == 2, "bot/serving/ordered_runner.py is needed no more"

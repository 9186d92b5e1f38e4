"""Two Rasa servers on one PostgreSQL: every message answered once, whichever server gets it."""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Event, Thread

import pytest
import requests

from bot.settings import Settings
from tests.channels.web.servers import Servers, WebVisitor, replicated
from tests.conftest import UNHURRIED, wait_for
from tests.storage.cluster import Cluster, new_database, own_cluster

_QUESTIONS = ("on gagne combien ?", "quels sont les horaires ?", "il faut un diplôme ?")


@dataclass
class Room:
    """Two servers, and the database that they share."""

    servers: tuple[Servers, Servers]
    cluster: Cluster

    def visitor(self) -> tuple[WebVisitor, WebVisitor]:
        """Return one visitor who is known to both servers."""
        first = WebVisitor(self.servers[0].url)
        return first, replace(first, url=self.servers[1].url)


@pytest.fixture(scope="module")
def room(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    data = tmp_path_factory.mktemp("replicas")
    models = data / "model"
    shutil.copytree(settings.model.parent, models)  # which a test replaces
    with own_cluster() as cluster:
        options = {"database": new_database(cluster.url)}
        rates = {"web_rate": UNHURRIED, "web_address_rate": UNHURRIED}
        with replicated(data / "data", models, **options, **rates) as servers:
            yield Room(servers, cluster)


def said_in(visitor: WebVisitor) -> list[str | None]:
    return [turn["said"] for turn in visitor.history()]


@pytest.mark.parametrize("_", range(5))
def test_two_answers_at_once_on_two_servers_are_heard_one_after_the_other(
    room: Room, _: int
) -> None:
    pair = room.visitor()
    pair[0].send(payload="/play_myth_quiz")
    asked = [question(pair[1], "vrai")]
    with ThreadPoolExecutor(2) as pool:
        asked += sorted(pool.map(lambda visitor: question(visitor, "vrai"), pair))
    assert asked == [2, 3, 4]
    assert pair[0].history() == pair[1].history()
    assert said_in(pair[0])[1:] == ["vrai"] * 3


def question(visitor: WebVisitor, answer: str) -> int:
    """Answer a question of the quiz and return the number of the next."""
    found = re.search(r"Question (\d) sur 5", visitor.say(answer))
    assert found
    return int(found[1])


def test_one_message_at_both_servers_is_answered_once(room: Room) -> None:
    pair = room.visitor()
    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            id = str(uuid.uuid4())
            told = list(pool.map(lambda v, id=id: v.send(id, text=_QUESTIONS[0]), pair * 4))
            assert all(replies == told[0] for replies in told)
    assert said_in(pair[0]) == [_QUESTIONS[0]] * 5


def test_a_killed_server_is_replaced_by_the_other_in_the_middle_of_a_message(room: Room) -> None:
    pair, id = room.visitor(), str(uuid.uuid4())
    first = room.servers[0]
    with ThreadPoolExecutor(1) as pool:
        cut = pool.submit(pair[0].ask, "POST", "messages", {"id": id, "text": _QUESTIONS[0]})
        first.kill_rasa()
        told = pair[1].send(id, text=_QUESTIONS[0])
        assert cut.exception() or cut.result().json()["replies"] == told
    first.start()
    assert pair[0].send(id, text=_QUESTIONS[0]) == told
    assert said_in(pair[0]) == [_QUESTIONS[0]]


def test_a_rolling_restart_with_another_model_loses_no_turn_and_doubles_none(room: Room) -> None:
    pair, over = room.visitor(), Event()
    sent: list[str] = []

    def talk() -> None:
        while not over.is_set():
            text = f"{_QUESTIONS[len(sent) % 3]} {len(sent)}"
            send_to_either(pair, text)
            sent.append(text)

    talking = Thread(target=talk)
    talking.start()
    for server in room.servers:
        model = server.settings.model.resolve()
        fresh = model.with_suffix(".new")
        shutil.copy(model, fresh)
        fresh.replace(model)  # as a training does
        server.restart_rasa()
    over.set()
    talking.join()
    assert said_in(pair[0])[-100:] == sent[-100:]
    assert all(turn["replies"] for turn in pair[1].history())


def test_a_database_that_restarts_costs_no_turn(room: Room) -> None:
    pair, id = room.visitor(), str(uuid.uuid4())
    for visitor in pair:
        visitor.say("on gagne combien ?")
    room.cluster.stop()
    refused = pair[0].ask("POST", "messages", {"id": id, "text": _QUESTIONS[1]})
    assert refused.status_code == 503 and refused.json()["detail"]
    assert {visitor.ask("GET", "health").status_code for visitor in pair} == {503}
    room.cluster.start()
    assert {visitor.ask("GET", "health").status_code for visitor in pair} == {200}
    told = pair[1].send(id, text=_QUESTIONS[1])
    assert pair[0].send(id, text=_QUESTIONS[1]) == told
    assert said_in(pair[0]) == ["on gagne combien ?"] * 2 + [_QUESTIONS[1]]


def send_to_either(pair: tuple[WebVisitor, WebVisitor], text: str) -> None:
    """Send a message until a server has answered, as a page behind a proxy does."""
    id, servers = str(uuid.uuid4()), list(pair)

    def answered() -> bool:
        servers.reverse()
        try:
            return servers[0].ask("POST", "messages", {"id": id, "text": text}).ok
        except requests.RequestException:
            return False

    wait_for(answered, "an answer")

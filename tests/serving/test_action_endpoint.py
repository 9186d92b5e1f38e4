"""The action server away, or broken: the bot says so, and goes on where it was."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from structlog.testing import capture_logs

from bot.serving import action_endpoint
from bot.serving.action_endpoint import ActionServer
from bot.settings import Settings
from tests.channels.web.servers import Servers, WebVisitor, running
from tests.conftest import UNHURRIED, free_ports

ANSWER: dict[str, Any] = {"events": [], "responses": [{"text": "Bonjour Zoé"}]}
CALL: dict[str, Any] = {
    "next_action": "validate_orientation_form",
    "tracker": {"slots": {"orientation": {"asked": "people", "answers": {}}}},
}


@asynccontextmanager
async def answering(port: int, status: int = 200, text: str = "") -> AsyncIterator[list[Any]]:
    """Run an action server that says one thing to all; gives the calls that it got."""
    calls: list[Any] = []

    async def answer(request: web.Request) -> web.Response:
        calls.append(await request.json())
        if not text:
            return web.json_response(ANSWER)
        return web.Response(status=status, text=text, content_type="application/json")

    app = web.Application()
    app.router.add_post("/webhook", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield calls
    finally:
        await runner.cleanup()


@pytest.fixture
def port() -> int:
    return free_ports(1)[0]


@pytest.fixture
def actions(port: int, monkeypatch: pytest.MonkeyPatch) -> ActionServer:
    monkeypatch.setattr(action_endpoint, "_TRY_EVERY", 0.01)
    return ActionServer.at(EndpointConfig(f"http://127.0.0.1:{port}/webhook"))


async def test_a_server_that_starts_again_is_awaited(
    actions: ActionServer, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action_endpoint, "_STARTS_WITHIN", 3600)
    asked = asyncio.ensure_future(actions.request(method="post", json=CALL))
    await asyncio.sleep(0.1)  # it was tried in vain meanwhile
    async with answering(port) as calls:
        assert await asked == ANSWER
        assert calls == [CALL]


async def test_a_server_that_stays_away_is_awaited_once(
    actions: ActionServer, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action_endpoint, "_STARTS_WITHIN", 0.05)
    assert is_away(await actions.request(method="post", json=CALL))
    monkeypatch.setattr(action_endpoint, "_STARTS_WITHIN", 3600)
    assert is_away(await actions.request(method="post", json=CALL))
    async with answering(port):
        assert await actions.request(method="post", json=CALL) == ANSWER


@pytest.mark.parametrize(
    ("status", "text"), [(500, '{"error": "Zoé"}'), (401, "{}"), (200, "{"), (200, "null")]
)
async def test_what_is_no_result_is_told_in_no_words_of_a_visitor(
    actions: ActionServer, port: int, status: int, text: str
) -> None:
    async with answering(port, status, text):
        with capture_logs() as logs:
            result = await actions.request(method="post", json=CALL)
    state = CALL["tracker"]["slots"]["orientation"]
    assert result["events"] == [{"event": "slot", "name": "orientation", "value": state}]
    assert is_away(result)
    assert [log["event"] for log in logs] == ["actions.away"] and "Zoé" not in str(logs)


async def test_a_rejection_is_rasas_to_read(actions: ActionServer, port: int) -> None:
    async with answering(port, 400, '{"action_name": "x"}'):
        with pytest.raises(ClientResponseError):
            await actions.request(method="post", json=CALL)


async def test_an_action_that_is_no_flow_ends_its_turn(actions: ActionServer, port: int) -> None:
    async with answering(port, 500, "{}"):
        result = await actions.request(method="post", json={"next_action": "action_erase"})
    assert result["events"] == [{"event": "followup", "name": "action_listen"}]


def is_away(result: dict[str, Any]) -> bool:
    return bool(result["responses"] == [{"response": "utter_actions_away"}])


@pytest.fixture(scope="module")
def servers(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    data = tmp_path_factory.mktemp("away")
    rates = {"web_rate": UNHURRIED, "web_address_rate": UNHURRIED}
    webhook = {"contact_webhook": "http://127.0.0.1:9/"}
    with running(data, settings.model.parent, **rates, **webhook) as started:
        yield started


@pytest.mark.parametrize("flow", ["find_my_job", "play_myth_quiz", "leave_contact_details"])
def test_a_flow_says_that_it_cannot_go_on_and_does_when_it_can(servers: Servers, flow: str) -> None:
    visitor = WebVisitor(servers.url)
    first = visitor.send(payload=f"/{flow}")[-1]
    assert first["kind"] == "question"
    servers.kill_actions()
    for words in ("blabla zut", "stop"):
        assert visitor.send(text=words)[-1]["topic"] == "actions_away"
    servers.start()
    again = visitor.send(text="blabla zut")[-1]
    assert again["kind"] == "question" and again["buttons"] == first["buttons"]


def test_a_flow_that_could_not_begin_begins_when_it_can(servers: Servers) -> None:
    visitor = WebVisitor(servers.url)
    servers.kill_actions()
    assert visitor.send(payload="/find_my_job")[-1]["topic"] == "actions_away"
    servers.start()
    replies = visitor.send(payload="/find_my_job")
    assert replies[-1]["kind"] == "question" and replies[-1]["buttons"]


def test_nothing_is_said_to_be_erased_that_is_not(servers: Servers) -> None:
    visitor = WebVisitor(servers.url)
    visitor.say("on gagne combien ?")
    servers.kill_actions()
    assert visitor.send(text="efface mes données")[-1]["topic"] == "actions_away"
    assert visitor.send(payload="/heat_pumps")[-1]["topic"] == "heat_pumps", "the FAQ needs none"
    servers.start()
    assert visitor.send(text="efface mes données")[-1]["topic"] == "erased_all"
    assert visitor.history() == []

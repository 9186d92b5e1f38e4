"""The REST channel of the running servers: who may speak, in whose name, how much, how often."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests
from rasa.core.channels.channel import register
from rasa.core.channels.rest import RestInput
from rasa.shared.core.events import UserUttered
from sanic import Sanic

from bot.channels.rest import RestChannel
from bot.settings import Settings
from bot.storage.conversations import ConversationStore
from bot.storage.conversations.window import Snapshot
from tests.channels.rest.conftest import ADDRESS_RATE, RATE, Program, address_of
from tests.channels.web.servers import Servers, WebVisitor, running
from tests.channels.web.stub import StubAgent
from tests.conftest import REST_TOKEN, free_ports

PROBLEM = "application/problem+json"


def problem(answer: requests.Response) -> tuple[int, str]:
    """Return status and kind of a refusal."""
    assert answer.headers["Content-Type"] == PROBLEM, answer.text
    return answer.status_code, answer.json()["type"].rpartition(":")[2]


def test_without_a_token_in_the_settings_the_channel_is_off(
    settings: Settings, tmp_path: Path
) -> None:
    with running(tmp_path / "data", settings.model.parent) as servers:
        program = Program(address_of(servers.settings))
        assert program.say("moi", "bonjour").status_code == 404
        program.headers = {"Authorization": "Bearer "}
        assert program.say("moi", "bonjour").status_code == 404
        kept = sqlite3.connect(servers.settings.database.removeprefix("sqlite:///"))
        with closing(kept):
            assert kept.execute("SELECT count(*) FROM events").fetchone() == (0,)


def test_with_the_token_a_program_is_answered_as_rasa_does(program: Program) -> None:
    answer = program.say("moi", "bonjour")
    assert answer.status_code == 200
    (said,) = answer.json()
    assert said["recipient_id"] == "moi" and said["text"]
    assert {"title", "payload"} <= said["buttons"][0].keys()


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer wrong", "Basic the-token-of-the-tests", "the-token-of-the-tests", "Bé"],
)
def test_without_the_token_nothing_is_heard(program: Program, authorization: str) -> None:
    program.headers = {"Authorization": authorization.encode("latin-1")}  # type: ignore[dict-item]
    assert problem(program.say("moi", "bonjour")) == (401, "no-token")


def test_nobody_speaks_inside_a_web_visitors_conversation(
    program: Program, open_servers: Servers
) -> None:
    visitor = WebVisitor(open_servers.url)
    visitor.say("on gagne combien ?")
    named = visitor.token.split(".")[0]
    conversation = json.loads(_decoded(named))[0]
    assert program.say(conversation, "/restart").status_code == 200
    assert program.say(conversation, "c'est moi").status_code == 200
    assert [turn["said"] for turn in visitor.history()] == ["on gagne combien ?"]


def _decoded(part: str) -> bytes:
    from itsdangerous.encoding import base64_decode

    return base64_decode(part)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_read(program: Program, kind: str) -> None:
    body = json.dumps({"sender": "moi", "message": "bonjour"})
    answer = program.post(data=body, headers={"Content-Type": kind})
    assert problem(answer) == (415, "wrong-media-type")


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"sender": "moi"},
        {"message": "bonjour"},
        {"sender": "", "message": "bonjour"},
        {"sender": 7, "message": "bonjour"},
        {"sender": "x\0y", "message": "bonjour"},
        {"sender": "\ud800", "message": "bonjour"},
        {"sender": "x" * 201, "message": "bonjour"},
        {"sender": "moi", "message": ["bonjour"]},
        {"sender": "moi", "message": "bonjour", "input_channel": "web"},
        {"sender": "moi", "message": "bonjour", "metadata": {"title": "x"}},
    ],
)
def test_a_body_that_is_no_message_is_refused(program: Program, body: Any) -> None:
    assert problem(program.post(body)) == (400, "unreadable")


@pytest.mark.parametrize("words", ["x\0y", "\ud800", "bonjour \udfff"])
def test_words_that_no_database_keeps_end_no_server(
    program: Program, open_servers: Servers, words: str
) -> None:
    assert program.say(uuid.uuid4().hex, words).status_code == 200
    assert open_servers.rasa and open_servers.rasa.poll() is None


def test_a_large_body_is_refused(program: Program) -> None:
    assert problem(program.say("moi", "a" * 16_384)) == (413, "too-large")


async def test_a_conversation_has_its_length(open_servers: Servers, program: Program) -> None:
    settings = open_servers.settings
    store = ConversationStore(host=settings.database)
    tracker = await store.get_or_create_tracker("rest-full")
    tracker.update(UserUttered("bonjour"))
    tracker.snapshot = Snapshot(turns=settings.session_turns)
    tracker.is_snapshot_new = True
    await store.save(tracker)
    assert problem(program.say("full", "encore")) == (410, "conversation-full")


def test_a_sender_has_the_rate_of_a_web_visitor(program: Program) -> None:
    sender = uuid.uuid4().hex
    assert {program.say(sender, "bonjour").status_code for _ in range(RATE)} == {200}
    refused = program.say(sender, "bonjour")
    assert problem(refused) == (429, "too-many")
    assert int(refused.headers["Retry-After"]) > 0
    assert program.say(uuid.uuid4().hex, "bonjour").status_code == 200


@pytest.mark.parametrize("channel", [RestChannel, RestInput])
async def test_a_message_that_fails_leaves_no_word_in_the_log(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], channel: type[RestInput]
) -> None:
    """Rasa's own channel does leave them: when it no longer does, this test says so."""
    (port,) = free_ports(1)
    settings = Settings("127.0.0.1", port, port, tmp_path, rest_token=REST_TOKEN)
    app = Sanic(f"rest_{channel.__name__}", configure_logging=False)
    app.ctx.agent = StubAgent()
    app.ctx.agent.fault = RuntimeError("the words: je m'appelle Zoé")
    register([channel(settings) if channel is RestChannel else channel()], app, "/webhooks/")
    server = await app.create_server("127.0.0.1", port, return_asyncio_server=True)
    await server.startup()
    await server.start_serving()
    program = Program(address_of(settings))
    answer = await asyncio.to_thread(program.say, "moi", "je m'appelle Zoé")
    server.close()
    await server.wait_closed()
    said = "".join(capfd.readouterr())
    if channel is RestChannel:
        assert problem(answer) == (500, "internal")
        assert "RuntimeError" in said and "Zoé" not in said + answer.text
    else:
        assert "Zoé" in said


def test_guessing_the_token_is_slowed_down(program: Program) -> None:
    program.headers = {"Authorization": "Bearer guess"}
    told = [program.say("moi", "bonjour").status_code for _ in range(ADDRESS_RATE + 1)]
    assert set(told) == {401, 429} and told[-1] == 429

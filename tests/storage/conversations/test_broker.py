"""Events handed over to RabbitMQ: all of them, in order, whatever is away and for how long."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from structlog.testing import capture_logs

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

import aio_pika  # noqa: E402
from rasa.core.brokers.broker import EventBroker  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import ActiveLoop, BotUttered, UserUttered  # noqa: E402
from rasa.utils.endpoints import EndpointConfig, read_endpoint_config  # noqa: E402

from bot.serving.rasa_server import environment  # noqa: E402
from bot.settings import ROOT  # noqa: E402
from bot.storage import Erasure  # noqa: E402
from bot.storage.broker import Publisher  # noqa: E402
from bot.storage.conversations import ConversationStore  # noqa: E402
from bot.storage.outbox import Outbox  # noqa: E402
from tests.conftest import settings_in  # noqa: E402
from tests.storage.conftest import postgresql, url  # noqa: E402

__all__ = ["postgresql", "url"]

_PATIENCE = 60  # seconds that an event may take on a busy machine
_QUEUE = "decroche.events"


class Way:
    """The way to RabbitMQ, which can be closed and opened: a proxy on a port of its own."""

    def __init__(self, rabbitmq: str) -> None:
        self._to = urlsplit(rabbitmq)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self.port = 0

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}"

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._pass_on, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Cut every connection, and take no other."""
        if self._server:
            self._server.close()
        for writer in list(self._open):
            writer.transport.abort()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to, at = await asyncio.open_connection(self._to.hostname, self._to.port)
        self._open |= {writer, at}
        await asyncio.gather(_pump(reader, at), _pump(to, writer))
        self._open -= {writer, at}


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while chunk := await reader.read(65_536):
            writer.write(chunk)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


@pytest.fixture
async def way(rabbitmq: str) -> AsyncIterator[Way]:
    """A way to RabbitMQ that has a port and is closed, its queue empty."""
    async with await aio_pika.connect(rabbitmq) as connection:
        channel = await connection.channel()
        await (await channel.declare_queue(_QUEUE, durable=True)).purge()
    made = Way(rabbitmq)
    await made.open()
    await made.close()
    yield made
    await made.close()


@pytest.fixture
async def serve(way: Way, url: str) -> AsyncIterator[Callable[[], Publisher]]:
    """Starts the broker of one more server."""
    started: list[Publisher] = []

    def start() -> Publisher:
        publisher = Publisher(way.url, Outbox(url), "decroche", [_QUEUE], lambda failures: 0.05)
        publisher.start()
        started.append(publisher)
        return publisher

    yield start
    for each in started:
        await each.close()


def _say(number: int, sender: str = "visitor") -> dict[str, Any]:
    return {"event": "user", "text": f"message {number}", "sender_id": sender}


async def _received(rabbitmq: str, count: int) -> list[aio_pika.abc.AbstractIncomingMessage]:
    """Return the next messages of the queue, once so many are there."""
    received: list[aio_pika.abc.AbstractIncomingMessage] = []
    async with await aio_pika.connect(rabbitmq) as connection:
        channel = await connection.channel()
        queue = await channel.get_queue(_QUEUE)
        async with queue.iterator(timeout=_PATIENCE) as arrivals:
            while len(received) < count:
                message = await arrivals.__anext__()
                await message.ack()
                received.append(message)
    return received


def _events(messages: list[aio_pika.abc.AbstractIncomingMessage]) -> list[dict[str, Any]]:
    return [json.loads(message.body) for message in messages]


async def _until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(_PATIENCE):
        while not condition():
            await asyncio.sleep(0.02)


async def test_what_was_said_while_the_broker_was_away_arrives_in_order(
    way: Way, url: str, rabbitmq: str, serve: Callable[[], Publisher]
) -> None:
    with capture_logs() as logs:
        broker = serve()  # it is away at the start: nobody waits
        for number in range(3):
            broker.publish(_say(number))
        await _until(lambda: logs)
        await way.open()
        assert len(await _received(rabbitmq, 3)) == 3
        await way.close()  # and again in the middle
        for number in range(3, 120):
            broker.publish(_say(number))
        await _until(lambda: [log["event"] for log in logs].count("broker.away") == 2)
        await way.open()
        messages = await _received(rabbitmq, 117)
    assert [event["text"] for event in _events(messages)] == [f"message {n}" for n in range(3, 120)]
    assert len({message.message_id for message in messages}) == 117
    await _until(lambda: Outbox(url).next(1) == [])
    assert "message" not in str(logs) and "guest" not in str(logs)


async def test_a_way_that_breaks_again_and_again_loses_nothing(
    way: Way, url: str, rabbitmq: str, serve: Callable[[], Publisher]
) -> None:
    await way.open()
    broker = serve()
    for number in range(200):
        broker.publish(_say(number))
        if number % 40 == 20:
            await way.close()
            await asyncio.to_thread(Outbox(url).next, 1)  # let it notice
            await way.open()
    seen: dict[str, None] = {}  # at least once: some may come again
    while "message 199" not in seen:
        seen |= {event["text"]: None for event in _events(await _received(rabbitmq, 1))}
    assert list(seen) == [f"message {n}" for n in range(200)], "each first arrives in its turn"


async def test_two_servers_hand_over_each_event_once(
    way: Way, url: str, rabbitmq: str, serve: Callable[[], Publisher]
) -> None:
    await way.open()
    brokers = [serve(), serve()]
    for number in range(100):
        brokers[number % 2].publish(_say(number, f"visitor {number % 2}"))
    messages = await _received(rabbitmq, 100)
    assert [event["text"] for event in _events(messages)] == [f"message {n}" for n in range(100)]
    await _until(lambda: Outbox(url).next(1) == [])
    await brokers[0].close()
    brokers[1].publish(_say(100))
    assert [event["text"] for event in _events(await _received(rabbitmq, 1))] == ["message 100"]


async def test_another_server_goes_on_where_a_killed_one_stopped(url: str) -> None:
    now = [1_000.0]
    killed, other = Outbox(url, lambda: now[0]), Outbox(url, lambda: now[0])
    killed.put([_say(0), _say(1)])
    first = killed.next(10)
    assert other.next(10) == [], "one at a time"
    killed.done(first[:1])
    now[0] += 31
    assert other.next(10) == first[1:], "the same id again"


async def test_an_erased_visitor_s_events_are_not_handed_over(url: str) -> None:
    outbox = Outbox(url)
    outbox.put([_say(0, "one"), _say(0, "other")])
    assert Erasure(url).erase_conversation("one") == {"broker_events": 1}
    assert [json.loads(each.event)["sender_id"] for each in outbox.next(10)] == ["other"]


# --- As the server uses it ------------------------------------------------------------------------


def _endpoint(monkeypatch: pytest.MonkeyPatch, folder: Path, url: str) -> EndpointConfig:
    """The broker of bot/endpoints.yml, as `decroche run` sets its address."""
    for name, value in environment(replace(settings_in(folder), event_broker=url)).items():
        monkeypatch.setenv(name, value)
    endpoint = read_endpoint_config(str(ROOT / "bot" / "endpoints.yml"), "event_broker")
    assert endpoint is not None
    return endpoint


async def test_without_an_address_nothing_is_published(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    endpoint = _endpoint(monkeypatch, tmp_path, "")
    assert await EventBroker.create(endpoint, asyncio.get_running_loop()) is None


@pytest.fixture
async def publisher(
    way: Way, rabbitmq: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[Publisher]:
    """The broker of bot/endpoints.yml, connected to a RabbitMQ of our own."""
    endpoint = _endpoint(monkeypatch, tmp_path, f"{rabbitmq}/%2F")
    broker = await EventBroker.create(endpoint, asyncio.get_running_loop())
    assert isinstance(broker, Publisher)
    yield broker
    await broker.close()


async def test_of_a_contact_form_only_its_beginning_and_its_end_arrive(
    publisher: Publisher, rabbitmq: str, tmp_path: Path
) -> None:
    def said(text: str, topic: str) -> UserUttered:
        return UserUttered(text, {"name": topic}, parse_data={"intent": {"name": topic}})

    database = settings_in(tmp_path).database
    for events in (
        [said("on gagne combien ?", "salary")],
        [said("contactez-moi, je suis Léa", "leave_contact_details"), ActiveLoop("contact_form")],
        [said("Léa Martin", "nlu_fallback"), BotUttered("J'ai noté : Léa Martin")],
        [said("oui", "affirm"), BotUttered("Merci Léa."), ActiveLoop(None)],
        [said("et les horaires ?", "hours")],
    ):
        # Another server each time.
        store = ConversationStore(Domain.empty(), database, publisher)
        tracker = await store.get_or_create_tracker("visitor", append_action_listen=False)
        for event in events:
            tracker.update(event)
        await store.save(tracker)
    received = _events(await _received(rabbitmq, 4))
    told = [(event["event"], event.get("text") or event.get("name")) for event in received]
    assert told == [
        ("user", "on gagne combien ?"),
        ("active_loop", "contact_form"),
        ("active_loop", None),
        ("user", "et les horaires ?"),
    ]


async def test_a_turn_that_is_not_kept_is_not_told(
    publisher: Publisher, rabbitmq: str, tmp_path: Path
) -> None:
    store = ConversationStore(Domain.empty(), settings_in(tmp_path).database, publisher)
    tracker = await store.get_or_create_tracker("visitor", append_action_listen=False)
    tracker.update(UserUttered("une question", parse_data={"x": object()}))  # no JSON
    with pytest.raises(TypeError):
        await store.save(tracker)
    publisher.publish(_say(1))
    assert [event["text"] for event in _events(await _received(rabbitmq, 1))] == ["message 1"]


async def test_events_arrive_masked_in_the_queue_of_the_endpoints(
    publisher: Publisher, rabbitmq: str
) -> None:
    text = "rappelez-moi au 06 12 34 56 78 ou à zoe@exemple.fr"
    publisher.publish({"event": "user", "text": text, "sender_id": "visitor"})
    (event,) = _events(await _received(rabbitmq, 1))
    assert event["text"] == "rappelez-moi au [numéro] ou à [e-mail]"
    assert event["sender_id"] == "visitor"

"""Events published to RabbitMQ: masked, and only when an address is set."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

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
from bot.storage.conversations import ConversationStore  # noqa: E402
from bot.storage.events import Publisher, masked_event  # noqa: E402
from tests.conftest import settings_in  # noqa: E402

_PATIENCE = 30  # seconds that an event may take on a busy machine


# --- What is published ----------------------------------------------------------------------------


def test_the_texts_of_an_event_are_masked_however_deep_they_stand() -> None:
    event = {
        "event": "user",
        "text": "mon mail : zoe@exemple.fr",
        "parse_data": {
            "text": "mon mail : zoe@exemple.fr",
            "entities": [{"entity": "x", "value": "06 12 34 56 78"}],
        },
        "timestamp": 1785000000.123456,
        "metadata": None,
    }
    assert masked_event(event) == {
        "event": "user",
        "text": "mon mail : [e-mail]",
        "parse_data": {
            "text": "mon mail : [e-mail]",
            "entities": [{"entity": "x", "value": "[numéro]"}],
        },
        "timestamp": 1785000000.123456,
        "metadata": None,
        "sender_id": None,
    }


def test_the_event_itself_is_left_as_it_was() -> None:
    event = {"event": "user", "text": "zoe@exemple.fr", "sender_id": "visitor"}
    masked_event(event)
    assert event["text"] == "zoe@exemple.fr"


@pytest.mark.parametrize("sender", ["visitor", "0612345678", "zoe@exemple.fr"])
def test_the_conversation_keeps_its_name(sender: str) -> None:
    assert masked_event({"event": "user", "sender_id": sender})["sender_id"] == sender


@pytest.mark.parametrize(
    "value", [{"first_name": "Zoé", "email": "zoe@exemple.fr", "asked": "consent"}, None]
)
def test_the_state_of_a_contact_request_is_not_published(value: Any) -> None:
    event = {"event": "slot", "name": "contact", "value": value, "sender_id": "visitor"}
    assert masked_event(event) == {**event, "value": None}


def test_any_other_slot_is_published_masked() -> None:
    event = {"event": "slot", "name": "quiz", "value": {"asked": "q1", "x": ["zoe@exemple.fr"]}}
    assert masked_event(event)["value"] == {"asked": "q1", "x": ["[e-mail]"]}


def test_the_name_read_back_in_a_contact_request_is_not_published() -> None:
    memory = {"topic": "leave_contact_details", "kind": "question"}
    event = {"event": "bot", "text": "J'ai noté :\nPrénom : Zoé", "metadata": memory}
    assert "Zoé" not in json.dumps(masked_event(event), ensure_ascii=False)


# --- To whom --------------------------------------------------------------------------------------


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
    rabbitmq: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[EventBroker]:
    """The broker of bot/endpoints.yml, connected to a RabbitMQ of our own."""
    endpoint = _endpoint(monkeypatch, tmp_path, rabbitmq)
    broker = await EventBroker.create(endpoint, asyncio.get_running_loop())
    assert isinstance(broker, Publisher)
    yield broker
    await broker.close()


async def _received(rabbitmq: str, count: int) -> list[dict[str, Any]]:
    """Return the next events of the queue, once so many are there."""
    received: list[dict[str, Any]] = []
    async with await aio_pika.connect(rabbitmq) as connection:
        channel = await connection.channel()
        queue = await channel.get_queue("decroche.events")
        async with queue.iterator(timeout=_PATIENCE) as arrivals:
            while len(received) < count:
                message = await arrivals.__anext__()
                await message.ack()
                received.append(json.loads(message.body))
    return received


async def test_of_a_contact_form_only_its_beginning_and_its_end_arrive(
    publisher: EventBroker, rabbitmq: str, tmp_path: Path
) -> None:
    def said(text: str, topic: str) -> UserUttered:
        return UserUttered(text, {"name": topic}, parse_data={"intent": {"name": topic}})

    for events in (
        [said("on gagne combien ?", "salary")],
        [said("contactez-moi, je suis Léa", "leave_contact_details"), ActiveLoop("contact_form")],
        [said("Léa Martin", "nlu_fallback"), BotUttered("J'ai noté : Léa Martin")],
        [said("oui", "affirm"), BotUttered("Merci Léa."), ActiveLoop(None)],
        [said("et les horaires ?", "hours")],
    ):
        # Another server each time.
        store = ConversationStore(Domain.empty(), f"sqlite:///{tmp_path}/c.db", publisher)
        tracker = await store.get_or_create_tracker("visitor", append_action_listen=False)
        for event in events:
            tracker.update(event)
        await store.save(tracker)
    received = await _received(rabbitmq, 4)
    told = [(event["event"], event.get("text") or event.get("name")) for event in received]
    assert told == [
        ("user", "on gagne combien ?"),
        ("active_loop", "contact_form"),
        ("active_loop", None),
        ("user", "et les horaires ?"),
    ]


async def test_an_event_that_cannot_be_published_is_kept_and_its_words_are_not_logged(
    publisher: Publisher,
) -> None:
    await publisher.close()
    with capture_logs() as logs:
        publisher.publish({"event": "user", "text": "je suis Léa", "sender_id": "visitor"})
        await asyncio.gather(*publisher._background_tasks)
    assert [log["event"] for log in logs] == ["events.not_published"]
    assert "Léa" not in str(logs)
    assert [event["text"] for event in publisher._unpublished_events] == ["je suis Léa"]


async def test_events_arrive_masked_in_the_queue_of_the_endpoints(
    publisher: EventBroker, rabbitmq: str
) -> None:
    text = "rappelez-moi au 06 12 34 56 78 ou à zoe@exemple.fr"
    publisher.publish({"event": "user", "text": text, "sender_id": "visitor"})
    (event,) = await _received(rabbitmq, 1)
    assert event["text"] == "rappelez-moi au [numéro] ou à [e-mail]"
    assert event["sender_id"] == "visitor"

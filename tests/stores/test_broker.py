"""Events published to RabbitMQ: masked, and only when an address is set."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.quiet import prepare

prepare()  # before numpy and Rasa load

import aio_pika  # noqa: E402
from rasa.core.brokers.broker import EventBroker  # noqa: E402
from rasa.utils.endpoints import EndpointConfig, read_endpoint_config  # noqa: E402

from bot.settings import ROOT  # noqa: E402
from bot.stores import Publisher  # noqa: E402
from bot.stores._broker import masked_event  # noqa: E402
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
    for name, value in replace(settings_in(folder), event_broker=url).as_environment().items():
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


async def test_events_arrive_masked_in_the_queue_of_the_endpoints(
    publisher: EventBroker, rabbitmq: str
) -> None:
    text = "rappelez-moi au 06 12 34 56 78 ou à zoe@exemple.fr"
    publisher.publish({"event": "user", "text": text, "sender_id": "visitor"})
    async with await aio_pika.connect(rabbitmq) as connection:
        channel = await connection.channel()
        queue = await channel.get_queue("decroche.events")
        async with queue.iterator(timeout=_PATIENCE) as arrivals:
            message = await arrivals.__anext__()
            await message.ack()
    event = json.loads(message.body)
    assert event["text"] == "rappelez-moi au [numéro] ou à [e-mail]"
    assert event["sender_id"] == "visitor"

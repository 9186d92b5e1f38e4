"""What of an event RabbitMQ may know: masked, however deep it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.privacy import mask_contacts
from bot.storage.public_events import masked_events
from tests.contents import CONTENT


def masked_event(event: dict[str, Any]) -> dict[str, Any]:
    """Return an event of a turn that has no other, as it may be published."""
    (masked,) = masked_events([event])
    return masked


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


def test_a_name_is_masked_in_the_words_and_in_all_that_was_made_of_them() -> None:
    event = {
        "event": "user",
        "text": "je m'appelle léa martin, on gagne combien ?",
        "parse_data": {"reading": {"heard": "léa martin, on gagne combien"}},
    }
    told = json.dumps(masked_event(event), ensure_ascii=False)
    assert told.count("[nom]") == 2
    assert "léa" not in told and "martin" not in told
    slot = {"event": "slot", "name": "profile", "value": {"who": "Karim Benali m'a appelé"}}
    assert masked_event(slot)["value"] == {"who": "[nom] m'a appelé"}


def test_what_is_no_words_stays_whatever_it_looks_like() -> None:
    event = {
        "event": "user",
        "text": "je m'appelle user",
        "message_id": "d94f0612345678b4a1e09876543210ab",
        "metadata": {"model_id": "fr7612345678901234567890", "assistant_id": "decroche"},
        "sender_id": "visitor",
    }
    assert masked_event(event) == {**event, "text": "je m'appelle [nom]"}


def test_who_is_named_in_an_answer_of_the_bot_is_no_secret() -> None:
    buttons = {"buttons": [{"title": "Et Claude Bernard ?"}]}
    answers = [card.answer for card in CONTENT.cards.values()]
    told = [{"event": "bot", "text": text, "data": buttons} for text in answers]
    masked = masked_events(told)
    assert [event["text"] for event in masked] == [mask_contacts(text) for text in answers]
    assert all(event["data"] == buttons for event in masked)


def test_addresses_and_numbers_are_masked_in_what_the_bot_says_too() -> None:
    event = {"event": "bot", "text": "Écrivez à zoe@exemple.fr ou au 06 12 34 56 78."}
    assert masked_event(event)["text"] == "Écrivez à [e-mail] ou au [numéro]."


def test_a_visitor_s_name_is_masked_where_the_bot_repeats_it() -> None:
    said = {"event": "user", "text": "je m'appelle Léa Martin, et Simone Veil ?"}
    told = {"event": "bot", "text": "Rien sur Simone Veil, Léa. Le prix Nobel, oui."}
    assert masked_events([said, told])[1]["text"] == "Rien sur [nom], [nom]. Le prix Nobel, oui."

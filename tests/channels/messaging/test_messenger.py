"""What Messenger's events mean, and how replies look there; no server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.channels.messaging.messages import Call
from bot.channels.messaging.messenger import MessengerChannel
from bot.channels.messaging.services import MessagingServices
from bot.settings import Settings
from tests.channels.golden import assert_golden
from tests.channels.library import LIBRARY
from tests.channels.platform_meta import (
    APP_SECRET,
    PAGE_TOKEN,
    PERSON,
    SETTINGS,
    VERIFY,
    batch,
    error,
    followed,
    pressed,
    said,
    sent,
    signed,
    tapped,
)
from tests.channels.replies import SOURCES, reply


def _channel(data: Path, public_url: str | None = None) -> MessengerChannel:
    settings = Settings("127.0.0.1", 1, 1, data, public_url=public_url, **SETTINGS)
    return MessengerChannel(MessagingServices(settings, LIBRARY))


@pytest.fixture(scope="module")
def channel(tmp_path_factory: pytest.TempPathFactory) -> MessengerChannel:
    return _channel(tmp_path_factory.mktemp("messenger"))


def lower(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


@pytest.mark.feature("wrong signature refused", "messenger")
def test_only_what_the_app_secret_signed_is_true(channel: MessengerChannel) -> None:
    raw, headers = signed(batch(said("bonjour")))
    good = lower(headers)["x-hub-signature-256"]
    assert channel.verify(lower(headers), raw, "")
    _, forged = signed(batch(said("bonjour")), secret="guess")
    wrong = [
        lower(forged),
        {},
        {"x-hub-signature-256": ""},
        {"x-hub-signature-256": "sha256="},
        {"x-hub-signature-256": good.removeprefix("sha256=")},
        {"x-hub-signature-256": good.replace("sha256", "sha1")},
        {"x-hub-signature-256": good.replace("sha256", "nonsense")},
        {"x-hub-signature-256": "sha256=é"},
        {"x-hub-signature": good},
    ]
    assert not any(channel.verify(headers, raw, "") for headers in wrong)
    assert not channel.verify(lower(headers), raw + b" ", "")


def test_without_a_secret_nothing_is_true(tmp_path: Path) -> None:
    off = MessengerChannel(MessagingServices(Settings("127.0.0.1", 1, 1, tmp_path), LIBRARY))
    raw, headers = signed(batch(said("bonjour")), secret="")
    assert not off.is_on(off.settings) and not off.verify(lower(headers), raw, "")


def test_the_address_proves_itself_with_the_verify_word(channel: MessengerChannel) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444"}
    assert channel.challenge(asked) == "1158201444"
    assert channel.challenge({**asked, "hub.verify_token": "é"}) is None
    assert channel.challenge({**asked, "hub.mode": "unsubscribe"}) is None
    assert channel.challenge({}) is None


@pytest.mark.feature("several events in one request", "messenger")
def test_every_event_of_a_batch_arrives(channel: MessengerChannel) -> None:
    body = batch(said("un"), said("deux"), pressed("/salary"))
    body["entry"][0]["messaging"].append(said("trois"))
    arrived = channel.arrivals(body)
    assert [(a.text, a.pressed) for a in arrived] == [
        ("un", False),
        ("trois", False),
        ("deux", False),
        ("/salary", True),
    ]
    assert len({a.message_id for a in arrived}) == 4
    assert len({a.conversation for a in arrived}) == 1
    assert PERSON not in arrived[0].conversation and arrived[0].recipient == PERSON


def test_two_people_have_two_conversations(channel: MessengerChannel) -> None:
    one, other = channel.arrivals(batch(said("un"), said("un", person="2")))
    assert one.conversation != other.conversation


def test_events_keep_their_time(channel: MessengerChannel) -> None:
    late, early = said("deux"), said("un")
    late["timestamp"], early["timestamp"] = 1_800_000_002_000, "1800000001000"
    second, first = channel.arrivals(batch(late, early))
    assert (first.sent_at, second.sent_at) == (1_800_000_001.0, 1_800_000_002.0)


@pytest.mark.parametrize("payload", ["/delete_my_data", '/find_my_job{"option": "people"}'])
def test_what_is_typed_is_never_pressed(channel: MessengerChannel, payload: str) -> None:
    typed, tap, button = channel.arrivals(batch(said(payload), tapped(payload), pressed(payload)))
    assert not typed.pressed and tap.pressed and button.pressed
    assert typed.text == tap.text == button.text == payload


@pytest.mark.feature("deep link or first contact", "messenger")
def test_get_started_and_links_to_a_topic(channel: MessengerChannel) -> None:
    linked = pressed("/greet", referral={"ref": "heat_pumps", "source": "SHORTLINK"})
    events = [pressed("/greet"), linked, followed("heat_pumps"), followed("nonsense")]
    assert [a.text for a in channel.arrivals(batch(*events))] == [
        "/greet",
        "/heat_pumps",
        "/heat_pumps",
    ]
    (call,) = channel.set_up_calls()
    assert call.url == "/me/messenger_profile"
    assert_golden("messenger_profile", call.json)
    (breakers,) = call.json["ice_breakers"] if call.json else []
    assert 0 < len(breakers["call_to_actions"]) <= 4
    assert all(0 < len(asked["question"]) <= 80 for asked in breakers["call_to_actions"])


@pytest.mark.feature("media answered by a sentence", "messenger")
@pytest.mark.parametrize(
    ("event", "notice"),
    [
        (sent("audio"), "voice"),
        (sent("image"), "image"),
        (sent("image", sticker_id=369239263222822), "sticker"),
        (sent("video"), "video"),
        (sent("file"), "document"),
        (sent("location", coordinates={"lat": 1, "long": 2}), "location"),
        (sent("fallback"), "media"),
        (said(""), "media"),
    ],
)
def test_media_get_a_sentence(
    channel: MessengerChannel, event: dict[str, Any], notice: str
) -> None:
    (arrival,) = channel.arrivals(batch(event))
    assert (arrival.text, arrival.notice) == ("", notice)
    assert notice in channel.sentences


def test_words_with_a_link_preview_are_words(channel: MessengerChannel) -> None:
    preview = [{"type": "fallback", "payload": {"url": "https://example.fr"}}]
    (arrival,) = channel.arrivals(batch(said("c'est vrai ?", attachments=preview)))
    assert arrival.text == "c'est vrai ?" and not arrival.notice


@pytest.mark.feature("edited, blocked and unknown events ignored", "messenger")
def test_what_says_nothing_is_let_go(channel: MessengerChannel) -> None:
    nobody = {"sender": {"id": PERSON}, "timestamp": 1}
    silent = [
        said("écho", is_echo=True),
        said("", is_deleted=True),
        {**nobody, "read": {"watermark": 1}},
        {**nobody, "delivery": {"mids": ["m"]}},
        {**nobody, "reaction": {"emoji": "❤"}},
        {**nobody, "message_edit": {"mid": "m", "text": "corrigé"}},
        {"message": {"mid": "m", "text": "de personne"}},
    ]
    assert channel.arrivals(batch(*silent)) == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"entry": None},
        {"entry": ["x", {"messaging": "y"}, {"messaging": [None, 3]}]},
        {"entry": [{"standby": [said("à une autre application")]}]},
        {"entry": [{"messaging": [{"sender": "x", "message": "y", "postback": []}]}]},
    ],
)
def test_odd_bodies_hold_nothing(channel: MessengerChannel, body: dict[str, Any]) -> None:
    assert channel.arrivals(body) == []


@pytest.mark.feature("menu at hand", "messenger")
def test_the_page_has_a_menu(channel: MessengerChannel) -> None:
    (call,) = channel.set_up_calls()
    assert call.json is not None
    (menu,) = call.json["persistent_menu"]
    actions = menu["call_to_actions"]
    assert [action["payload"] for action in actions] == ["/help", "/find_my_job", "/start_over"]
    assert all(0 < len(action["title"]) <= 30 for action in actions)


def test_the_calls_of_a_turn_name_who_is_answered_and_the_page(tmp_path: Path) -> None:
    channel = _channel(tmp_path, "https://bot.example.fr")
    (arrival,) = channel.arrivals(batch(said("?")))
    (call,) = channel.calls(arrival, [reply("Oui.", "answer", topic="salary", sources=SOURCES)])
    assert call.json and call.json["recipient"] == {"id": PERSON}
    assert call.json["messaging_type"] == "RESPONSE"
    (link,) = call.json["message"]["attachment"]["payload"]["buttons"]
    assert link["url"] == "https://bot.example.fr/web/questions/salaire"


def test_secrets_are_added_when_a_call_leaves(channel: MessengerChannel) -> None:
    (arrival,) = channel.arrivals(batch(said("?")))
    (call,) = channel.calls(arrival, [reply("Oui.")])
    assert PAGE_TOKEN not in repr(call) and APP_SECRET not in repr(call)
    leaving = channel.authorised(call)
    assert leaving.url.startswith("https://graph.facebook.com/v")
    assert "/me/messages?appsecret_proof=" in leaving.url and PAGE_TOKEN not in leaving.url
    assert leaving.headers["Authorization"] == f"Bearer {PAGE_TOKEN}"
    assert leaving.json == call.json


@pytest.mark.parametrize(
    ("status", "body", "again", "gone"),
    [
        (200, {"message_id": "m"}, False, False),
        (400, error(613), True, False),
        (403, error(4), True, False),
        (400, error(190), True, False),
        (500, error(2, is_transient=True), True, False),
        (503, {}, True, False),
        (400, error(551), False, True),
        (403, error(200, 1545041), False, True),
        (400, error(100), False, False),
        (400, error(10, 2018279), False, False),
        (400, {"error": "odd"}, False, False),
    ],
)
def test_what_the_graph_says_of_a_call(
    channel: MessengerChannel, status: int, body: dict[str, Any], again: bool, gone: bool
) -> None:
    outcome = channel.outcome(status, {}, body)
    assert outcome.delivered == (status == 200)
    assert (outcome.again, outcome.gone) == (again, gone)


def test_a_typing_sign_names_the_recipient_only(channel: MessengerChannel) -> None:
    (arrival,) = channel.arrivals(batch(said("?")))
    assert channel.receipts(arrival) == [
        Call("/me/messages", json={"recipient": {"id": PERSON}, "sender_action": action})
        for action in ("mark_seen", "typing_on")
    ]

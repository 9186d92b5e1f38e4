"""What Twilio's forms mean, and how replies look by SMS and on WhatsApp; no server."""

from __future__ import annotations

import base64
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.channels.messaging.messages import Arrival
from bot.channels.messaging.services import MessagingServices
from bot.channels.messaging.sms import SmsChannel
from bot.channels.messaging.twilio import TwilioChannel
from bot.channels.messaging.whatsapp import WhatsAppChannel
from bot.settings import Settings
from tests.channels.golden import assert_golden
from tests.channels.library import LIBRARY
from tests.channels.platform_twilio import (
    NUMBER,
    PERSON,
    SETTINGS,
    SID,
    TOKEN,
    error,
    media,
    signed,
    sms,
    whatsapp,
)
from tests.channels.replies import LINK, LONG_TEXT, TURNS, buttons, reply

URL = "https://bot.example/webhooks/twilio/webhook"
KINDS = {"sms": (SmsChannel, sms), "whatsapp": (WhatsAppChannel, whatsapp)}


class Side:
    """One of the two channels, with what Twilio sends to it."""

    def __init__(self, name: str, data: Path, **settings: Any) -> None:
        kind, self.form = KINDS[name]
        chosen = Settings("127.0.0.1", 1, 1, data, **{**SETTINGS, **settings})
        self.database = chosen.database.removeprefix("sqlite:///")
        self.channel: TwilioChannel = kind(MessagingServices(chosen, LIBRARY))

    def hear(self, text: str = "", **fields: str) -> Arrival:
        """Return the only arrival of a form."""
        (arrival,) = self.channel.arrivals(self.form(text, **fields))
        return arrival

    def shown(self, replies: list[Any]) -> list[str]:
        """Return the texts of the calls that show replies."""
        arrival = self.hear("?")
        forms = [call.form or {} for call in self.channel.calls(arrival, replies)]
        assert all(form["To"] == arrival.recipient for form in forms)
        assert all(form["From"] == self.channel.number() for form in forms)
        return [form["Body"] for form in forms]

    def instead(self, text: str, **fields: str) -> list[str] | None:
        """Return the texts that answer a message without the bot."""
        calls = self.channel.instead(self.hear(text, **fields))
        return None if calls is None else [(call.form or {})["Body"] for call in calls]


@pytest.fixture(params=list(KINDS))
def channel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def side(channel: str, tmp_path: Path) -> Side:
    return Side(channel, tmp_path)


def lower(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


@pytest.mark.feature("wrong signature refused")
def test_only_what_the_auth_token_signed_is_true(side: Side) -> None:
    form = side.form("c'est payé combien ? é & = +", Empty="")
    raw, headers = signed(form, URL)
    good = lower(headers)
    verify = side.channel.verify
    assert verify(good, raw, URL)
    assert not verify(lower(signed(form, URL, "guess")[1]), raw, URL)
    assert not verify({}, raw, URL)
    assert not verify({"x-twilio-signature": ""}, raw, URL)
    assert not verify({"x-twilio-signature": "é"}, raw, URL)
    assert not verify(good, raw + b"&Body=autre", URL)
    assert not verify(good, raw.replace(b"From", b"Fr0m"), URL)
    assert not verify(good, raw, URL.replace("https", "http"))
    assert not verify(good, raw, f"{URL}?x=1")
    assert not verify(good, b"\xff\xfe", URL)
    for odd_host in ("http://[/webhooks", "http://\udce9/webhooks", "http://h:port/webhooks"):
        assert not verify(good, raw, odd_host)


def test_the_port_of_the_address_may_be_signed_or_not(side: Side) -> None:
    form = side.form("bonjour")
    with_port = URL.replace("bot.example", "bot.example:443")
    raw, headers = signed(form, with_port)
    assert side.channel.verify(lower(headers), raw, URL)
    raw, headers = signed(form, URL)
    assert side.channel.verify(lower(headers), raw, with_port)


def test_without_secrets_nothing_is_true(tmp_path: Path) -> None:
    off = SmsChannel(MessagingServices(Settings("127.0.0.1", 1, 1, tmp_path), LIBRARY))
    raw, headers = signed(sms("bonjour"), URL, "")
    assert not off.is_on(off.settings) and not off.verify(lower(headers), raw, URL)


def test_each_number_is_a_channel_of_its_own(tmp_path: Path) -> None:
    only_sms = Settings("127.0.0.1", 1, 1, tmp_path, **{**SETTINGS, "twilio_whatsapp_number": None})
    assert SmsChannel.is_on(only_sms) and not WhatsAppChannel.is_on(only_sms)
    assert (SmsChannel.name(), WhatsAppChannel.name()) == ("twilio", "whatsapp")


def test_a_message_arrives_without_its_number_in_its_name(side: Side) -> None:
    arrival = side.hear(" bonjour ", sid="SM1")
    assert (arrival.text, arrival.message_id, arrival.pressed) == ("bonjour", "SM1", False)
    assert arrival.recipient.endswith(PERSON) and PERSON[1:] not in arrival.conversation
    assert arrival.conversation.startswith(f"{side.channel.name()}-")


def test_who_writes_on_both_has_two_conversations(tmp_path: Path) -> None:
    one, other = Side("sms", tmp_path), Side("whatsapp", tmp_path)
    assert one.hear("?").conversation != other.hear("?").conversation


def test_a_typed_payload_is_not_pressed_and_a_template_button_is(side: Side) -> None:
    assert not side.hear("/delete_my_data").pressed
    button = side.hear("Le salaire", ButtonText="Le salaire", ButtonPayload="/salary")
    assert button.pressed and button.text == "/salary"


@pytest.mark.feature("media answered by a sentence")
@pytest.mark.parametrize(
    ("fields", "notice"),
    [
        (media("audio/ogg"), "voice"),
        (media("image/jpeg"), "image"),
        (media("image/webp"), "sticker"),
        (media("video/mp4"), "video"),
        (media("application/pdf"), "document"),
        (media("text/vcard"), "contact"),
        (media("text/x-vcard"), "contact"),
        (media("text/plain"), "document"),
        ({"Latitude": "48.85", "Longitude": "2.35", "Address": "Paris"}, "location"),
        ({}, "media"),
    ],
)
def test_media_get_a_sentence(side: Side, fields: dict[str, str], notice: str) -> None:
    arrival = side.hear("", **fields)
    assert (arrival.text, arrival.notice) == ("", notice)
    # No number stands under it: the bot did not offer it.
    assert side.channel.sentence(notice)["buttons"] == []


def test_a_caption_is_what_was_said(side: Side) -> None:
    arrival = side.hear("c'est une arnaque ?", **media("image/jpeg"))
    assert arrival.text == "c'est une arnaque ?" and not arrival.notice


def test_a_form_without_body_is_no_error(side: Side) -> None:
    form = side.form("")
    del form["Body"]
    (arrival,) = side.channel.arrivals(form)
    assert arrival.notice == "media"


@pytest.mark.feature("edited, blocked and unknown events ignored")
def test_reports_and_odd_forms_hold_nothing(side: Side) -> None:
    delivered = side.form("", SmsStatus="delivered", MessageStatus="delivered")
    answered_by_twilio = side.form("HELP", OptOutType="HELP")
    for form in (delivered, answered_by_twilio, {}, {"From": PERSON}, {"MessageSid": "SM1"}):
        assert side.channel.arrivals(form) == []


def test_networks_that_turn_an_at_sign_are_understood(tmp_path: Path) -> None:
    assert Side("sms", tmp_path).hear("ines¡example.fr").text == "ines@example.fr"


@pytest.mark.feature("4, 6, 14 buttons")
@pytest.mark.feature("button that opens a page")
@pytest.mark.feature("emoji")
@pytest.mark.feature("sources of a figure")
def test_how_replies_look(side: Side, channel: str) -> None:
    assert_golden(channel, {name: side.shown(turn) for name, turn in TURNS.items()})


@pytest.mark.feature("long texts")
def test_a_long_text_is_cut_between_sentences(side: Side) -> None:
    *texts, last = side.shown([reply(LONG_TEXT, links=[LINK], buttons=buttons(2))])
    assert len(texts) > 5
    assert all(text.endswith(".") and len(text) <= 1600 for text in texts)
    assert last.endswith("2. Choix 1\nRépondez 1 ou 2") and LINK["url"] in last


@pytest.mark.feature("rendering within the platform's limits")
@pytest.mark.feature("a payload is never shown")
def test_no_payload_is_ever_shown(side: Side) -> None:
    texts = [text for turn in TURNS.values() for text in side.shown(turn)]
    assert not any("/choice" in text or "/tell_me" in text for text in texts)
    assert all(0 < len(text) <= 1600 for text in texts)


@pytest.mark.feature("choices by number")
def test_one_message_a_turn_with_one_list(side: Side) -> None:
    (body,) = side.shown(TURNS["digression"])
    assert body.count("1. ") == 1 and "Plus 0" not in body
    assert body.endswith("Répondez 1, 2 ou 3")


def test_a_list_by_sms_has_short_titles(tmp_path: Path) -> None:
    titles = [{"title": "On gagne combien dans ce métier ?", "payload": "/salary"}, *buttons(1)]
    (body,) = Side("sms", tmp_path).shown([reply("Alors ?", "question", buttons=titles)])
    assert body == "Alors ?\n1. Le salaire\n2. Choix 0\nRépondez 1 ou 2"


def test_after_an_erasure_nothing_is_chosen_by_number(side: Side) -> None:
    (body,) = side.shown([reply("C’est effacé.", topic="erased_all", buttons=buttons(2))])
    assert "1." not in body


@pytest.mark.feature("STOP and START")
def test_stop_is_honoured_and_remembered_until_start(side: Side, tmp_path: Path) -> None:
    assert side.instead("on gagne combien ?") is None
    (told,) = side.instead(" Stop. ", sid="SM1") or []
    assert "START" in told
    assert side.instead("Stop", sid="SM1") == [told]  # the server died before it was said
    assert side.instead("on gagne combien ?") == []
    assert side.instead("", **media("image/jpeg")) == []
    assert side.instead("STOP") == []  # said once
    restarted = Side({"twilio": "sms"}.get(side.channel.name(), "whatsapp"), tmp_path)
    assert restarted.instead("y'a quelqu'un ?") == []
    (told,) = restarted.instead("START") or []
    assert "STOP" in told
    assert restarted.instead("START") is None
    assert restarted.instead("on gagne combien ?") is None


@pytest.mark.feature("STOP and START")
def test_start_is_heard_when_twilio_answers_the_opt_out_words_itself(side: Side) -> None:
    assert side.instead("arrêt")  # one that Twilio does not know
    assert side.instead("START", OptOutType="START") == []  # Twilio has answered
    assert side.instead("on gagne combien ?") is None


@pytest.mark.feature("STOP and START")
def test_an_opt_out_word_of_the_operator_s_own_is_honoured(side: Side) -> None:
    assert side.instead("plus de messages", OptOutType="STOP") == []
    assert side.instead("on gagne combien ?") == []
    assert side.instead("je reviens", OptOutType="START") == []
    assert side.instead("on gagne combien ?") is None


@pytest.mark.feature("STOP and START")
def test_who_stops_leaves_what_was_under_way(side: Side) -> None:
    assert side.channel.aside(side.hear("STOP")) == "/start_over"
    assert side.channel.aside(side.hear("oui", OptOutType="STOP")) == "/start_over"
    assert side.channel.aside(side.hear("START")) == side.channel.aside(side.hear("oui")) == ""


@pytest.mark.parametrize(
    "text",
    [
        *("STOP", "stop", "Arrêt", "ARRET", "stop sms", "Désabonnement"),
        *("REVOKE", "OPTOUT", "opt-out"),
    ],
)
def test_the_words_of_opting_out(side: Side, text: str) -> None:
    assert side.instead(text)


@pytest.mark.parametrize(
    "text", ["comment stopper les appels ?", "stop au démarchage", "j'arrête mes études", "non"]
)
def test_words_about_stopping_are_questions(side: Side, text: str) -> None:
    assert side.instead(text) is None


def test_one_who_stops_stops_alone(side: Side) -> None:
    side.instead("STOP")
    assert side.instead("on gagne combien ?", person="+33699999999") is None


def test_no_number_is_remembered(side: Side) -> None:
    side.instead("STOP")
    connection = sqlite3.connect(side.database)
    try:
        assert not any(PERSON[1:] in line for line in connection.iterdump())
    finally:
        connection.close()


def test_secrets_are_added_when_a_call_leaves(side: Side) -> None:
    (call,) = side.channel.calls(side.hear("?"), [reply("Oui.")])
    assert TOKEN not in repr(call)
    leaving = side.channel.authorised(call)
    assert leaving.url == f"https://api.twilio.com/2010-04-01/Accounts/{SID}/Messages.json"
    pair = base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
    assert leaving.headers["Authorization"] == f"Basic {pair}"
    assert leaving.form == call.form


@pytest.mark.parametrize(
    ("name", "given", "field", "value"),
    [
        ("sms", NUMBER, "From", NUMBER),
        ("sms", "MG123", "MessagingServiceSid", "MG123"),
        ("whatsapp", NUMBER, "From", f"whatsapp:{NUMBER}"),
        ("whatsapp", f"whatsapp:{NUMBER}", "From", f"whatsapp:{NUMBER}"),
        ("whatsapp", "MG123", "MessagingServiceSid", "MG123"),
    ],
)
def test_who_answers(tmp_path: Path, name: str, given: str, field: str, value: str) -> None:
    side = Side(name, tmp_path, twilio_number=given, twilio_whatsapp_number=given)
    (call,) = side.channel.calls(side.hear("?"), [reply("Oui.")])
    assert call.form and call.form[field] == value


@pytest.mark.parametrize(
    ("status", "body", "again", "gone"),
    [
        (201, {"sid": "SM1"}, False, False),
        (400, error(21610), False, True),  # opted out with Twilio itself
        (400, error(21211), False, True),
        (400, error(63017), False, False),
        (429, error(20429, 429), True, False),
        (500, {}, True, False),
    ],
)
def test_what_twilio_says_of_a_call(
    side: Side, status: int, body: dict[str, Any], again: bool, gone: bool
) -> None:
    outcome = side.channel.outcome(status, {}, body)
    assert outcome.delivered == (status == 201)
    assert (outcome.again, outcome.gone) == (again, gone)


def test_the_webhook_answers_with_no_words(side: Side) -> None:
    accepted = side.channel.accepted()
    assert accepted.body == b"<Response/>" and accepted.content_type == "text/xml"

"""WhatsApp and SMS by Twilio: signed forms in, one form a message out.

« STOP » is honoured and remembered on both, whatever Twilio itself does about it.
"""

from __future__ import annotations

import base64
import hmac
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlparse

from multidict import MultiDict
from rasa.core.channels.twilio import TwilioInput
from sanic.response import HTTPResponse
from twilio.request_validator import (  # type: ignore[import-untyped]
    RequestValidator,
    add_port,
    remove_port,
)

from bot.channels._messages import Arrival, Call, Outcome
from bot.channels._opt_outs import OptOuts
from bot.channels._replies import Reply
from bot.channels._twilio_rendering import sms_bodies, whatsapp_bodies
from bot.channels.messaging import MessagingChannel, MessagingServices
from bot.phrases import plain_words

_SIGNATURE = "x-twilio-signature"
_RECEIVED = "received"
_SERVICE = "MG"  # how the id of a messaging service begins, where a number may stand
_WHATSAPP = "whatsapp:"

# Alone in a message. Twilio's own words and the French ones.
_STOP = frozenset(
    (
        *("stop", "stopall", "stop all", "stop sms", "unsubscribe", "cancel", "end", "quit"),
        *("arret", "arreter", "desabonner", "desabonnement", "desinscription", "me desabonner"),
    )
)
_START = frozenset(("start", "unstop", "reprendre"))

_NOTICES = {"audio": "voice", "image": "image", "video": "video", "text": "contact"}
_STICKER = "image/webp"
_DOCUMENT, _LOCATION, _UNREADABLE = "document", "location", "media"

# https://www.twilio.com/docs/api/errors: opted out, no such number, no mobile, not on WhatsApp.
_GONE = frozenset({21610, 21211, 21614, 63003, 63024})


class TwilioChannel(MessagingChannel, TwilioInput):
    """What WhatsApp and SMS share."""

    def __init__(self, services: MessagingServices) -> None:
        MessagingChannel.__init__(self, services)
        settings = services.settings
        number = self.number()
        TwilioInput.__init__(
            self, settings.twilio_account_sid, settings.twilio_auth_token, number, debug_mode=False
        )

    def _open(self, services: MessagingServices) -> None:
        super()._open(services)
        self._opt_outs = OptOuts(services.settings.database, services.wall_clock)

    @abstractmethod
    def number(self) -> str:
        """Return the number that answers, or a messaging service's id."""

    @abstractmethod
    def bodies(self, replies: list[Reply]) -> list[str]:
        """Return the texts that show the replies of one turn."""

    def verify(self, headers: Mapping[str, str], body: bytes, url: str) -> bool:
        """Tell whether Twilio signed a form for this address, with or without its port."""
        token = self.settings.twilio_auth_token
        given = headers.get(_SIGNATURE, "").encode()
        if not token or not given:
            return False
        form = MultiDict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        parsed = urlparse(url)
        signer = RequestValidator(token)
        made = (signer.compute_signature(known(parsed), form) for known in (add_port, remove_port))
        return any(hmac.compare_digest(given, signature.encode()) for signature in made)

    def arrivals(self, body: dict[str, Any]) -> list[Arrival]:
        sender, id = body.get("From"), body.get("MessageSid") or body.get("SmsMessageSid")
        # A status of ours; or an opt-out word that Twilio has answered already.
        is_ours = body.get("SmsStatus", _RECEIVED) != _RECEIVED or body.get("OptOutType")
        if not sender or not id or is_ours:
            return []
        text, pressed = self._said(body)
        return [
            Arrival(
                channel=self.name(),
                message_id=str(id),
                conversation=self.conversation(str(sender)),
                text=text,
                recipient=str(sender),
                pressed=pressed,
                notice="" if text else _notice(body),
            )
        ]

    def instead(self, arrival: Arrival) -> list[Call] | None:
        """Honour « STOP » and « START »; stay silent in between."""
        conversation = arrival.conversation
        words = "" if arrival.pressed else plain_words(arrival.text)
        if words in _STOP:
            known = self._opt_outs.holds(conversation)
            self._opt_outs.add(conversation)
            self._mailbox.drop_calls(conversation)
            return [] if known else self._sentence(arrival, "opted_out")
        if words in _START and self._opt_outs.remove(conversation):
            return self._sentence(arrival, "opted_in")
        return [] if self._opt_outs.holds(conversation) else None

    def sentence(self, key: str) -> Reply:
        """Return a sentence without its buttons: the bot knows nothing of their numbers."""
        return {**super().sentence(key), "buttons": []}

    def calls(self, arrival: Arrival, replies: list[Reply]) -> list[Call]:
        return [self._call(arrival, body) for body in self.bodies(replies)]

    def authorised(self, call: Call) -> Call:
        settings = self.settings
        pair = f"{settings.twilio_account_sid}:{settings.twilio_auth_token}"
        basic = base64.b64encode(pair.encode()).decode()
        return Call(
            f"{settings.twilio_api}/Accounts/{settings.twilio_account_sid}{call.url}",
            form=call.form,
            headers={**call.headers, "Authorization": f"Basic {basic}"},
        )

    def outcome(self, status: int, headers: Mapping[str, str], body: dict[str, Any]) -> Outcome:
        if body.get("code") in _GONE:
            return Outcome(reason=f"code {body['code']}", gone=True)
        return super().outcome(status, headers, body)

    def accepted(self) -> HTTPResponse:
        """Return an empty TwiML document: any other text would be sent to the visitor."""
        return HTTPResponse("<Response/>", content_type="text/xml")

    def _said(self, body: dict[str, Any]) -> tuple[str, bool]:
        if payload := body.get("ButtonPayload"):  # of a template that the operator had approved
            return str(payload), True
        return str(body.get("Body") or "").strip(), False

    def _sentence(self, arrival: Arrival, key: str) -> list[Call]:
        return self.calls(arrival, [self.sentence(key)])

    def _call(self, arrival: Arrival, body: str) -> Call:
        number = self.number()
        sender = "MessagingServiceSid" if number.startswith(_SERVICE) else "From"
        return Call("/Messages.json", form={"To": arrival.recipient, sender: number, "Body": body})


class SmsChannel(TwilioChannel):
    """The way of whoever writes an SMS; Rasa's name for it is « twilio »."""

    def number(self) -> str:
        return self.settings.twilio_number or ""

    def bodies(self, replies: list[Reply]) -> list[str]:
        return sms_bodies(replies, self.sentences)

    def _said(self, body: dict[str, Any]) -> tuple[str, bool]:
        text, pressed = super()._said(body)
        # Some networks turn the one into the other: an e-mail address would be lost.
        return text.replace("¡", "@"), pressed


class WhatsAppChannel(TwilioChannel):
    """The way of WhatsApp's users."""

    @classmethod
    def name(cls) -> str:
        return "whatsapp"

    def number(self) -> str:
        number = self.settings.twilio_whatsapp_number or ""
        bare = number.startswith((_WHATSAPP, _SERVICE)) or not number
        return number if bare else f"{_WHATSAPP}{number}"

    def bodies(self, replies: list[Reply]) -> list[str]:
        return whatsapp_bodies(replies, self.sentences)


def _notice(body: dict[str, Any]) -> str:
    if body.get("Latitude") and body.get("Longitude"):
        return _LOCATION
    media = str(body.get("MediaContentType0") or "")
    if media == _STICKER:
        return "sticker"
    if not media:
        return _UNREADABLE
    kind, _, subtype = media.partition("/")
    if kind == "text" and "vcard" not in subtype:
        return _DOCUMENT
    return _NOTICES.get(kind, _DOCUMENT)

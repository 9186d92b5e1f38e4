"""WhatsApp and SMS by Twilio: signed forms in, one form a message out.

« STOP » is honoured and remembered on both, whatever Twilio itself does about it.
"""

from __future__ import annotations

import base64
from abc import abstractmethod
from collections.abc import Mapping, Sequence
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

from bot.channels.messaging.channel import MessagingChannel, MessagingServices
from bot.channels.messaging.messages import Arrival, Call, Outcome
from bot.channels.messaging.opt_outs import OptOuts
from bot.channels.messaging.rendering import choose, link_line, numbered, offered, with_sources
from bot.channels.messaging.sentences import Sentences
from bot.channels.messaging.sms_alphabet import economical, parts
from bot.channels.messaging.splitting import split, utf16_size
from bot.channels.replies import FACTUAL, Button, Reply
from bot.installation.secret import is_same
from bot.text.phrases import plain_words

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
        given = headers.get(_SIGNATURE, "")
        if not token or not given:
            return False
        form = MultiDict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        signer = RequestValidator(token)
        try:
            known = [way(urlparse(url)) for way in (add_port, remove_port)]
            return any(is_same(given, signer.compute_signature(name, form)) for name in known)
        except ValueError:  # an odd Host: of no address that Twilio knows
            return False

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


_LONGEST_BODY = 1600  # Twilio's, on both channels


# What an answer proposes to go on with may be left out: words do as well.
_OPTIONAL = FACTUAL | {"sources"}


def whatsapp_bodies(replies: Sequence[Reply], sentences: Sentences) -> list[str]:
    """Return the texts that show the replies of one turn on WhatsApp."""
    said = _said(replies, sentences, brief=False)
    return _pieces("\n".join([said, *_list(offered(replies), sentences)]))


def sms_bodies(replies: Sequence[Reply], sentences: Sentences) -> list[str]:
    """Return the texts that show the replies of one turn by SMS.

    What an answer proposes is listed as far as it costs nothing more; the choices of a question
    always are.
    """
    said = _said(replies, sentences, brief=True)
    buttons = offered(replies)
    fewest = 0 if _is_optional(replies) else len(buttons)
    bodies = [
        economical("\n".join([said, *_list(buttons[:count], sentences)]))
        for count in range(len(buttons), fewest - 1, -1)
    ]
    paid = parts(economical(said))
    return _pieces(next((body for body in bodies if parts(body) <= paid), bodies[-1]))


def _said(replies: Sequence[Reply], sentences: Sentences, brief: bool) -> str:
    lines = [
        line
        for reply in replies
        for line in (with_sources(reply, sentences, brief), *map(link_line, reply["links"]))
    ]
    return "\n".join(filter(None, lines))


def _is_optional(replies: Sequence[Reply]) -> bool:
    offering = next((reply for reply in reversed(replies) if reply["buttons"]), None)
    return offering is not None and offering["kind"] in _OPTIONAL


def _list(buttons: Sequence[Button], sentences: Sentences) -> list[str]:
    if not buttons:
        return []
    return [*numbered(buttons), choose(len(buttons), sentences)]


def _pieces(text: str) -> list[str]:
    return split(text, _LONGEST_BODY, utf16_size)

"""What WhatsApp and SMS share, both by Twilio: signed forms in, one form a message out.

« STOP » is honoured and remembered on both, whatever Twilio itself does about it.
"""

from __future__ import annotations

import base64
from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlparse

import structlog
from multidict import MultiDict
from rasa.core.channels.twilio import TwilioInput
from sanic.response import HTTPResponse
from twilio.request_validator import (  # type: ignore[import-untyped]
    RequestValidator,
    add_port,
    remove_port,
)

from bot.channels.messaging.channel import MessagingChannel
from bot.channels.messaging.messages import Arrival, Call, Outcome
from bot.channels.messaging.opt_outs import OptOuts
from bot.channels.messaging.outbox import tell_closed
from bot.channels.messaging.rendering import choose, link_line, numbered, with_sources
from bot.channels.messaging.sentences import Sentences
from bot.channels.messaging.services import MessagingServices
from bot.channels.messaging.splitting import split, utf16_size
from bot.channels.replies import Button, Reply
from bot.content import ERASED_ALL
from bot.content.keys import START_OVER
from bot.installation.secret import is_same
from bot.text.phrases import plain_words

logger = structlog.get_logger()

_SIGNATURE = "x-twilio-signature"
_RECEIVED = "received"
SERVICE = "MG"  # how the id of a messaging service begins, where a number may stand


# Alone in a message they opt out of everything: Twilio's own words and the French ones. No text
# may quote one as a way out of anything less.
STOP = frozenset(
    (
        *("stop", "stopall", "stop all", "stop sms", "unsubscribe", "cancel", "end", "quit"),
        *("revoke", "optout", "opt out"),
        *("arret", "arreter", "desabonner", "desabonnement", "desinscription", "me desabonner"),
    )
)
_START = frozenset(("start", "unstop", "yes", "reprendre"))

# What Twilio's Advanced Opt-Out says of a message that it took for one of its words, and answered.
_OPT_OUT_TYPES = {"STOP": "stop", "START": "start"}

_UNDELIVERED = frozenset({"failed", "undelivered"})

_LONGEST_BODY = 1600  # Twilio's, on both channels

_NOTICES = {"audio": "voice", "image": "image", "video": "video", "text": "contact"}
_STICKER = "image/webp"
_DOCUMENT, _LOCATION, _UNREADABLE = "document", "location", "media"

# https://www.twilio.com/docs/api/errors: opted out, no such number, no mobile, not on WhatsApp.
_GONE = frozenset({21610, 21211, 21614, 63003, 63024})
_CLOSED = 63016  # more than a day after the visitor's last message: only approved templates


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
        if body.get("SmsStatus", _RECEIVED) != _RECEIVED:
            self._note_status(body)
            return []
        opting = str(body.get("OptOutType") or "")
        if not sender or not id or (opting and opting not in _OPT_OUT_TYPES):
            return []
        text, pressed = self._said(body)
        if opting:  # whatever the operator's own word for it is
            text, pressed = _OPT_OUT_TYPES[opting], False
        return [
            Arrival(
                channel=self.name(),
                message_id=str(id),
                conversation=self.conversation(str(sender)),
                text=text,
                recipient=str(sender),
                pressed=pressed,
                notice="" if text else _notice(body),
                answered=bool(opting),
                receipt=str(id),
            )
        ]

    def keep(self, arrivals: Iterable[Arrival]) -> list[Arrival]:
        """Keep arrivals; « STOP » counts at once, whatever waits to be answered before it."""
        new = super().keep(arrivals)
        for arrival in new:
            if _words(arrival) in STOP:
                self._stop(arrival)
        return new

    def is_stopped(self, conversation: str) -> bool:
        return self._opt_outs.holds(conversation)

    def instead(self, arrival: Arrival) -> list[Call] | None:
        """Honour « STOP » and « START »; stay silent in between."""
        conversation, words = arrival.conversation, _words(arrival)
        if words in STOP:
            is_told = not self._stop(arrival) or arrival.answered
            return [] if is_told else self._sentence(arrival, "opted_out")
        if words in _START and self._opt_outs.remove(conversation):
            return [] if arrival.answered else self._sentence(arrival, "opted_in")
        is_silent = arrival.answered or self._opt_outs.holds(conversation)
        return [] if is_silent else None

    def aside(self, arrival: Arrival) -> str:
        """Return the payload that leaves a flow, for a visitor who stops: it does not wait."""
        return f"/{START_OVER}" if _words(arrival) in STOP else ""

    def sentence(self, key: str) -> Reply:
        """Return a sentence without its buttons: the bot knows nothing of their numbers."""
        return {**super().sentence(key), "buttons": []}

    def calls(self, arrival: Arrival, replies: list[Reply]) -> list[Call]:
        shown = [without_choices(reply) for reply in replies]
        return [self._call(arrival, body) for body in self.bodies(shown)]

    def authorised(self, call: Call) -> Call:
        settings = self.settings
        pair = f"{settings.twilio_account_sid}:{settings.twilio_auth_token}"
        basic = base64.b64encode(pair.encode()).decode()
        return replace(
            call,
            url=f"{settings.twilio_api}/Accounts/{settings.twilio_account_sid}{call.url}",
            headers={**call.headers, "Authorization": f"Basic {basic}"},
        )

    def outcome(self, status: int, headers: Mapping[str, str], body: dict[str, Any]) -> Outcome:
        if body.get("code") in _GONE:
            return Outcome(reason=f"code {body['code']}", gone=True)
        if body.get("code") == _CLOSED:
            return Outcome(reason=f"code {_CLOSED}", closed=True)
        return super().outcome(status, headers, body)

    def accepted(self) -> HTTPResponse:
        """Return an empty TwiML document: any other text would be sent to the visitor."""
        return HTTPResponse("<Response/>", content_type="text/xml")

    def _stop(self, arrival: Arrival) -> bool:
        """Write no more to who sent an arrival; tell whether it is the one that asked for it."""
        asked = self._opt_outs.add(arrival.conversation, arrival.message_id)
        if asked:  # else the confirmation may be waiting
            self._mailbox.drop_calls(arrival.conversation)
        return asked

    def _said(self, body: dict[str, Any]) -> tuple[str, bool]:
        if payload := body.get("ButtonPayload") or body.get("ListId"):
            return str(payload), True
        return str(body.get("Body") or "").strip(), False

    def _sentence(self, arrival: Arrival, key: str) -> list[Call]:
        return self.calls(arrival, [self.sentence(key)])

    def _call(self, arrival: Arrival, body: str) -> Call:
        return Call("/Messages.json", form={**self._ends(arrival), "Body": body})

    def _ends(self, arrival: Arrival) -> dict[str, str]:
        """Return who writes to whom, and where Twilio is to say what became of it."""
        number = self.number()
        sender = "MessagingServiceSid" if number.startswith(SERVICE) else "From"
        told = {"StatusCallback": self.webhook} if self.webhook else {}
        return {"To": arrival.recipient, sender: number, **told}

    def _note_status(self, body: dict[str, Any]) -> None:
        status = str(body.get("MessageStatus") or body.get("SmsStatus"))
        code = str(body.get("ErrorCode") or "")
        if status in _UNDELIVERED and code == str(_CLOSED):
            tell_closed(self.name(), f"code {code}")
        elif status in _UNDELIVERED:
            logger.error("messaging.undelivered", channel=self.name(), status=status, code=code)


def _words(arrival: Arrival) -> str:
    return "" if arrival.pressed else plain_words(arrival.text)


def without_choices(reply: Reply) -> Reply:
    """Return the reply to an erasure without its buttons: nobody remembers their numbers."""
    return {**reply, "buttons": []} if reply["topic"] == ERASED_ALL else reply


def listed(
    replies: list[Reply], buttons: list[Button], sentences: Sentences, brief: bool = False
) -> str:
    """Return the words of the replies of one turn, and the buttons as a numbered list."""
    lines = [
        line
        for reply in replies
        for line in (with_sources(reply, sentences, brief), *map(link_line, reply["links"]))
    ]
    chosen = [*numbered(buttons), choose(len(buttons), sentences)] if buttons else []
    return "\n".join([*filter(None, lines), *chosen])


def pieces(text: str) -> list[str]:
    """Return a text in messages that Twilio takes."""
    return split(text, _LONGEST_BODY, utf16_size)


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

"""WhatsApp by Twilio: buttons and lists where the account has our templates, else numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from bot.channels.messaging.menus import NAMES, known, menu, template
from bot.channels.messaging.messages import Arrival, Call, Outcome
from bot.channels.messaging.rendering import offered, offered_on
from bot.channels.messaging.sentences import LIST_BUTTON, Sentences
from bot.channels.messaging.services import MessagingServices
from bot.channels.messaging.splitting import shorten
from bot.channels.messaging.twilio import SERVICE, TwilioChannel, listed, pieces, without_choices
from bot.channels.replies import Reply
from bot.publishing import SHORT_TITLES

_PREFIX = "whatsapp:"
_CONTENT, _TYPING = "/Content", "/Indicators/Typing.json"
_PAGE = 500  # templates: more than an account of ours has
# For a day after the visitor's last message WhatsApp takes any words, then approved templates only;
# near its end nobody knows whose clock counts.
_OPEN = 24 * 3600.0 - 300.0  # seconds
_LONGEST_VALUE = 900  # characters: a template has 1,024, its own words among them


class WhatsAppChannel(TwilioChannel):
    """The way of WhatsApp's users."""

    def __init__(self, services: MessagingServices) -> None:
        super().__init__(services)
        self._menus: dict[str, str] = {}  # ids of our templates by name
        self._asked = False

    @classmethod
    def name(cls) -> str:
        return "whatsapp"

    def number(self) -> str:
        number = self.settings.twilio_whatsapp_number or ""
        bare = number.startswith((_PREFIX, SERVICE)) or not number
        return number if bare else f"{_PREFIX}{number}"

    def bodies(self, replies: list[Reply]) -> list[str]:
        return whatsapp_bodies(replies, self.sentences)

    def set_up_calls(self) -> Iterator[Call]:
        """Yield the call that asks for our templates, then one for each that is not there yet."""
        yield Call(f"{_CONTENT}?PageSize={_PAGE}", method="GET")
        if self._asked:  # else Twilio did not say, and they would be made twice
            for name in NAMES:
                if name not in self._menus:
                    yield Call(_CONTENT, json=template(name))

    def receipts(self, arrival: Arrival) -> list[Call]:
        """Return the call that says « typing »."""
        return [Call(_TYPING, form={"messageId": arrival.receipt, "channel": "whatsapp"})]

    def calls(self, arrival: Arrival, replies: list[Reply]) -> list[Call]:
        """Return the calls that show replies: with buttons or a list, or by number without them."""
        by_number = [
            self._kept_for_later(arrival, call) for call in super().calls(arrival, replies)
        ]
        shown = [without_choices(reply) for reply in replies]
        sentences, titles = self.sentences, self.content.part(SHORT_TITLES)
        text = listed(shown, [], sentences)
        opens = sentences[LIST_BUTTON].text
        chosen = menu(text, offered(shown), titles, opens, offered_on(shown))
        if chosen is None or chosen[0] not in self._menus or len(by_number) != 1:
            return by_number
        name, variables = chosen
        filled = {"ContentSid": self._menus[name], "ContentVariables": variables}
        (plain,) = by_number
        return [replace(plain, form={**self._ends(arrival), **filled}, otherwise=plain.form)]

    def _kept_for_later(self, arrival: Arrival, call: Call) -> Call:
        """Return a call with what is sent in its place to who wrote more than a day ago."""
        template = self.settings.twilio_whatsapp_template
        if not template or not call.form:
            return call
        words = shorten(" ".join(call.form["Body"].split()), _LONGEST_VALUE)
        variables = json.dumps({"1": words}, ensure_ascii=False)
        late = {**self._ends(arrival), "ContentSid": template, "ContentVariables": variables}
        until = arrival.written_at + _OPEN if arrival.written_at else 0.0
        return replace(call, late=late, open_until=until)

    def authorised(self, call: Call) -> Call:
        usual, settings = super().authorised(call), self.settings
        apis = {_CONTENT: settings.twilio_content_api, _TYPING: settings.twilio_messaging_api}
        api = next((api for path, api in apis.items() if call.url.startswith(path)), None)
        return replace(usual, url=f"{api}{call.url}") if api else usual

    def outcome(self, status: int, headers: Mapping[str, str], body: dict[str, Any]) -> Outcome:
        """Tell what became of a call; note the ids of templates that its answer names."""
        self._asked = self._asked or (status == HTTPStatus.OK and "contents" in body)
        self._menus |= known(body)
        return super().outcome(status, headers, body)


def whatsapp_bodies(replies: list[Reply], sentences: Sentences) -> list[str]:
    """Return the texts that show the replies of one turn on WhatsApp, its choices by number."""
    return pieces(listed(replies, offered(replies), sentences))

"""What the messaging channels share: the webhook, its guard, and the way of a message behind it.

A request is verified first: with a wrong signature nothing is read of it, nothing is kept. What it
brings is kept in the database, the platform gets its 200, and only then the bot answers: each
message once, those of a conversation in order. Answers wait in the database until the platform has
taken them (`mailbox.py`, `inbox.py`, `outbox.py`).
"""

from __future__ import annotations

import asyncio
import functools
import hashlib
import hmac
from abc import abstractmethod
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import structlog
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.conversations import Conversations
from bot.channels.key import signing_key
from bot.channels.limits import Rate, chunks_of, read_body
from bot.channels.messaging.background import Background
from bot.channels.messaging.bodies import parsed
from bot.channels.messaging.inbox import Reception
from bot.channels.messaging.lanes import Lanes
from bot.channels.messaging.mailbox import Mailbox
from bot.channels.messaging.messages import Arrival, Call, Outcome
from bot.channels.messaging.outbox import Delivery, by_status
from bot.channels.messaging.platforms import platform_of
from bot.channels.messaging.rendering import with_page
from bot.channels.messaging.sentences import MEDIA, Sentences, said
from bot.channels.messaging.services import MessagingServices
from bot.channels.rates import rates_of
from bot.channels.refusals import NotAnswering, TooLarge
from bot.channels.replays import Replays
from bot.channels.replies import Reply
from bot.content import Content
from bot.dialogue.sources import page_addresses
from bot.errors import RecordsError, place_of
from bot.publishing import QUESTION_PAGES, SENTENCES
from bot.settings import Settings
from bot.storage import Erasure

logger = structlog.get_logger()

_MOST_BYTES = 1_048_576  # of a body: Messenger sends up to a thousand events in one
_GRACE = 2.5  # seconds, twice, for what is under way at the end: the launcher kills after 8
_CONVERSATION_LENGTH = 32  # hexadecimal digits

Channel = TypeVar("Channel", bound="MessagingChannel")


class MessagingChannel(InputChannel):
    """A platform's way to the bot: class SlackChannel(MessagingChannel, SlackInput).

    A subclass says how the platform signs, what its requests mean and how it shows a reply.
    """

    def __init__(self, services: MessagingServices) -> None:
        self.settings = services.settings
        self._services = services
        self._current = services.library.current
        self._refusals = Rate(1, services.clock)
        self._app: Any = None
        self._background = Background()
        if self.is_on(self.settings):
            self._key = signing_key(self.settings).encode()
            self._open(services)

    def _open(self, services: MessagingServices) -> None:
        settings, name = self.settings, self.name()
        self._mailbox = Mailbox(settings.database, name, services.wall_clock)
        self._delivery = Delivery(name, self, self._mailbox, services.waits, services.to_answer)
        self._outgoing = Lanes("messaging.out", self._deliver)
        reception = Reception(
            self,
            self._mailbox,
            Conversations(
                self._current,
                Replays(settings.database, services.wall_clock),
                Erasure(settings.database),
            ),
            self._agent,
            self._outgoing.wake,
            rates=rates_of(settings, services.clock),
            rate=settings.web_rate,
            hours=settings.session_hours,
            waits=services.waits,
            wall_clock=services.wall_clock,
        )
        self._incoming = Lanes("messaging.in", reception.work)

    @classmethod
    def from_credentials(cls: type[Channel], credentials: dict[str, Any] | None) -> Channel:
        """Return the channel of this installation. Raises StartupError, ContentError."""
        return cls(MessagingServices(Settings.from_environment()))

    @classmethod
    def is_on(cls, settings: Settings) -> bool:
        """Tell whether the settings hold all that the channel needs."""
        return platform_of(cls.name()).is_on(settings)

    # --- What a platform says of itself ---------------------------------------------------------

    @abstractmethod
    def verify(self, headers: Mapping[str, str], body: bytes, url: str) -> bool:
        """Tell whether a request comes from the platform.

        Names of headers are in lower case. `url` is the one that the platform knows.
        """

    @abstractmethod
    def arrivals(self, body: dict[str, Any]) -> list[Arrival]:
        """Return the messages of a request: its JSON object, or the fields of its form."""

    @abstractmethod
    def calls(self, arrival: Arrival, replies: list[Reply]) -> list[Call]:
        """Return the calls that show replies to who sent `arrival`, in order."""

    def authorised(self, call: Call) -> Call:
        """Return a call with the platform's address and the secrets that it wants."""
        return call

    def outcome(self, status: int, headers: Mapping[str, str], body: dict[str, Any]) -> Outcome:
        """Tell what became of a call from the platform's answer; no JSON object is {}."""
        return by_status(status, headers)

    def keep(self, arrivals: Iterable[Arrival]) -> list[Arrival]:
        """Keep arrivals until they are answered, and return those that never came before.

        Runs in a thread: it may use the database, as `is_stopped` and `instead`.
        """
        return self._mailbox.keep(arrivals)

    def is_stopped(self, conversation: str) -> bool:
        """Tell whether nothing may be sent to a conversation but what `instead` says."""
        return False

    def receipts(self, arrival: Arrival) -> list[Call]:
        """Return the calls to make once, before the bot answers: « is typing »."""
        return []

    def instead(self, arrival: Arrival) -> list[Call] | None:
        """Return the calls that answer an arrival without the bot, [] for silence, or None."""
        return None

    def aside(self, arrival: Arrival) -> str:
        """Return the payload that the bot hears of what was answered without it, or ""."""
        return ""

    def withheld(self, arrival: Arrival, replies: list[Reply]) -> str:
        """Return the sentence that is said in place of replies that others would read, or ""."""
        return ""

    def paged(self, reply: Reply, topic: str) -> Reply:
        """Return a reply with the page of `topic`, which links the sources that it leaves out."""
        return with_page(reply, self.sentences, self.pages.get(topic, ""))

    def challenge(self, query: Mapping[str, str]) -> str | None:
        """Return what a GET that tries the address wants to read, or None to refuse it."""
        return None

    def echo(self, body: dict[str, Any]) -> str | None:
        """Return what a signed request that only tries the address wants back, or None."""
        return None

    def accepted(self) -> HTTPResponse:
        """Return the answer to a request that was taken."""
        return HTTPResponse("", content_type="text/plain")

    def set_up_calls(self) -> Iterable[Call]:
        """Return the calls that tell the platform about us, made at the start."""
        return []

    # --- What a subclass can count on -----------------------------------------------------------

    @property
    def content(self) -> Content:
        """The content as it is now."""
        return self._current()

    @property
    def sentences(self) -> Sentences:
        """The sentences of content/channels.yml as they are now."""
        return self._current().part(SENTENCES)

    @property
    def pages(self) -> dict[str, str]:
        """The addresses of the pages that link a topic's sources, none without a public one."""
        slugs = self.content.part(QUESTION_PAGES).slugs
        return page_addresses(slugs, self.settings.public_url)

    @property
    def webhook(self) -> str | None:
        """The address that the platform is to call, None while it has no public one."""
        own = platform_of(self.name()).webhook(self.settings)
        return own if self.settings.public_url else None

    def conversation(self, user: str) -> str:
        """Return the name of a user's conversation, which tells nobody who that is."""
        digest = hmac.new(self._key, f"{self.name()}:{user}".encode(), hashlib.sha256).hexdigest()
        return f"{self.name()}-{digest[:_CONVERSATION_LENGTH]}"

    def sentence(self, key: str) -> Reply:
        """Return a sentence of content/channels.yml as a reply."""
        sentences = self.sentences
        return said(self.content, sentences.get(key) or sentences[MEDIA])

    # --- The web server's side ------------------------------------------------------------------

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes: none while the channel is off."""
        routes = Blueprint(f"decroche_{self.name()}")
        if not self.is_on(self.settings):
            return routes
        # Sanic writes on a handler; on a method it cannot.
        health, serve = functools.partial(self._health), functools.partial(self._serve)
        routes.add_route(health, "/", methods=["GET"], name="health")
        routes.add_route(
            serve,
            "/webhook",
            methods=["GET", "POST"],
            name="webhook",
            stream=True,  # the size of a body is judged before it is all here
        )
        routes.listener("after_server_start")(self._begin)
        routes.listener("before_server_stop")(self._end)
        return routes

    def get_output_channel(self) -> OutputChannel | None:
        """Return None: answers leave by `calls`, and nobody is written to unasked."""
        return None

    async def _health(self, request: Request) -> HTTPResponse:
        return HTTPResponse('{"status":"ok"}', content_type="application/json")

    async def _serve(self, request: Request) -> HTTPResponse:
        try:
            return await (self._prove if request.method == "GET" else self._take)(request)
        except TooLarge:
            logger.warning("messaging.too_large", channel=self.name())
            return HTTPResponse("", status=413)
        except RecordsError as error:
            # The platform keeps the message, and brings it again.
            logger.error("messaging.no_database", channel=self.name(), problem=str(error))
            return HTTPResponse("", status=503)

    async def _prove(self, request: Request) -> HTTPResponse:
        answer = self.challenge(dict(parse_qsl(request.query_string)))
        if answer is None:
            return HTTPResponse("", status=403)
        return HTTPResponse(answer, content_type="text/plain")

    async def _take(self, request: Request) -> HTTPResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        declared = headers.get("content-length", "")
        raw = await read_body(declared, chunks_of(request), _MOST_BYTES)
        if not self.verify(headers, raw, self._address(request)):
            if not self._refusals.spend(""):  # anybody may send a thousand
                logger.error("messaging.wrong_signature", channel=self.name())
            return HTTPResponse("", status=403)
        body = parsed(headers.get("content-type", ""), raw)
        echo = self.echo(body)
        if echo is not None:
            return HTTPResponse(echo, content_type="text/plain")
        await self._keep(self._read(body))
        return self.accepted()

    def _read(self, body: dict[str, Any]) -> list[Arrival]:
        try:
            return self.arrivals(body)
        except Exception as error:
            # It was signed: the platform would bring the same again, for hours.
            kind, place = type(error).__name__, place_of(error)
            logger.error("messaging.unreadable", channel=self.name(), error=kind, place=place)
            return []

    async def _keep(self, arrivals: list[Arrival]) -> None:
        if not arrivals:
            return
        new = await asyncio.to_thread(self.keep, arrivals)
        for arrival in new:
            self._incoming.wake(arrival.conversation)
            self._background.announce(arrival.conversation, self._receive(arrival))

    def _address(self, request: Request) -> str:
        base = self.settings.public_url or f"{request.scheme}://{request.host}"
        query = f"?{request.query_string}" if request.query_string else ""
        return f"{base}{request.path}{query}"

    def _agent(self) -> Agent:
        agent: Agent | None = getattr(self._app.ctx, "agent", None) if self._app else None
        if agent is None or not agent.is_ready():
            raise NotAnswering
        return agent

    # --- Behind it ------------------------------------------------------------------------------

    async def _begin(self, app: Any, loop: Any) -> None:
        self._app = app
        self._background.begin(self._look_around())
        self._background.begin(self._delivery.set_up(self.set_up_calls))

    async def _end(self, app: Any, loop: Any) -> None:
        self._background.cancel()
        await self._incoming.stop(_GRACE)
        await self._outgoing.stop(_GRACE)
        await self._delivery.close()
        try:
            await asyncio.to_thread(self._mailbox.let_go)
        except RecordsError as error:
            logger.error("messaging.no_database", channel=self.name(), problem=str(error))

    async def _look_around(self) -> None:
        """Take up what an earlier or another server left undone, again and again."""
        while True:
            try:
                await asyncio.to_thread(self._mailbox.hold_on)
                arrivals, calls = await asyncio.to_thread(self._mailbox.unfinished)
            except RecordsError as error:
                logger.error("messaging.no_database", channel=self.name(), problem=str(error))
            else:
                for conversation in arrivals:
                    self._incoming.wake(conversation)
                for conversation in calls:
                    self._outgoing.wake(conversation)
            await asyncio.sleep(self._services.look_every)

    async def _receive(self, arrival: Arrival) -> None:
        try:
            calls = await asyncio.to_thread(self.receipts, arrival)
            if not calls or await asyncio.to_thread(self.is_stopped, arrival.conversation):
                return
        except RecordsError:  # said by those who answer; a receipt is nothing to insist on
            return
        for call in calls:
            await self._delivery.attempt(call)

    async def _deliver(self, conversation: str) -> float | None:
        """Make the next call of a conversation: « is typing » after the answer would stay there."""
        await self._background.announced(conversation)
        return await self._delivery.work(conversation)

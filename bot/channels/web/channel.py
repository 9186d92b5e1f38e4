"""The web channel: its pages, and the API that they speak (docs/openapi.yml).

Served by the Rasa server on its own port, under /web. A visitor holds a token that the server
signed, bound to one conversation; a message carries an id that the page made, so that sending it
again is harmless.
"""

from __future__ import annotations

import contextlib
import functools
import json
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import structlog
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.constants import HTTP_METHODS
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.bodies import body_of
from bot.channels.conversations import Conversations
from bot.channels.key import signing_key
from bot.channels.limits import LONGEST_TEXT, Clock
from bot.channels.problems import (
    Failed,
    ForeignOrigin,
    NoSession,
    NotFound,
    Unreadable,
    WrongMethod,
    response_to,
)
from bot.channels.rates import Spending, rates_of
from bot.channels.refusals import NotAnswering, Refusal, TooLarge
from bot.channels.replays import Replays
from bot.channels.visitors import Origins, OwnAddress, Subscribers
from bot.channels.web.asking import Asking, Told
from bot.channels.web.bodies import MessageRequest, SessionRequest, message_of
from bot.channels.web.faq import FaqFile
from bot.channels.web.files import Files, sent
from bot.channels.web.pages import Pages
from bot.channels.web.scripts import WEB_DIR
from bot.channels.web.session import Session, Sessions
from bot.channels.web.site import CODE, Handler, Site
from bot.channels.web.speech import Speech
from bot.channels.web.widget_files import WidgetFiles
from bot.content import Library
from bot.errors import RecordsError, place_of
from bot.nlu.normaliser import MOST_CHARACTERS
from bot.publishing import BRANDS, THEMES, library
from bot.settings import Settings
from bot.storage import Erasure

logger = structlog.get_logger()

PREFIX = "/web"

_PREFLIGHT_HOLDS = "600"  # seconds
_API = "api/"
_MESSAGES = "api/messages"
_SPEECH = "api/speech"
_BRANDED = re.compile(r"brands/(?P<brand>[a-z0-9-]{1,40})(?:/(?P<rest>.*))?")  # any address below


@dataclass
class WebServices:
    """What the channel works with; tests give clocks and folders of their own."""

    settings: Settings
    library: Library = field(default_factory=library)
    pages: Path = WEB_DIR
    wall_clock: Clock = time.time
    clock: Clock = time.monotonic


class WebChannel(InputChannel):
    """The widget's and the kiosk's way to the bot."""

    def __init__(self, services: WebServices) -> None:
        settings = services.settings
        self._settings = settings
        self._current_content = services.library.current
        self._origins = Origins(settings.web_origins, settings.public_url)
        self._own = OwnAddress(settings)
        self._rates = rates_of(settings, services.clock)
        self._subscribers = Subscribers(self.name(), settings)
        key = signing_key(settings)
        self._sessions = Sessions(key, settings.session_hours, services.wall_clock)
        self._conversations = Conversations(
            self._current_content,
            Replays(settings.database, services.wall_clock),
            Erasure(settings.database),
        )
        self._endpoints: dict[str, dict[str, Handler]] = {
            "api/session": {"POST": self._open_session},
            _MESSAGES: {"POST": self._take_message, "GET": self._show_history},
            "api/conversation": {"DELETE": self._erase},
            "api/health": {"GET": self._health},
            "api/faq": {"GET": self._show_faq},
            _SPEECH: Speech(settings.voice, self._session).methods,
        }
        self._asking = Asking(self._conversations, self._sessions)
        self._faq = FaqFile(lambda content: content.part(THEMES))
        files = Files(services.pages)
        self._site = Site(
            files,
            WidgetFiles(files),
            Pages(
                self._current_content,
                WEB_DIR / "templates",
                settings.request_days if settings.delivers else 0,
                is_public=settings.public_url is not None,
            ),
            self._current_content,
            lambda request: f"{self._own.url(request)}{PREFIX}",
            settings.web_origins,
            self._answer_alone,
            self._pay,
        )

    @classmethod
    def name(cls) -> str:
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebChannel:
        """Return the channel of this installation. Raises StartupError, ContentError."""
        return cls(WebServices(Settings.from_environment()))

    def url_prefix(self) -> str:
        return PREFIX

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes. Everything is asked of the agent, which knows `on_new_message`."""
        routes = Blueprint("decroche_web")
        for name, address in (("home", "/"), ("below", "/<path:path>")):
            routes.add_route(
                functools.partial(self._serve),  # Sanic writes on it; on a method it cannot
                address,
                methods=list(map(str, HTTP_METHODS)),
                name=name,
                stream=True,  # the size of a body is judged before it is all here
            )
        routes.middleware("response")(self._finish)
        routes.listener("before_server_start")(self._speak_for_sanic)
        return routes

    async def _speak_for_sanic(self, app: Any, loop: Any) -> None:
        """Say as a problem what the web server refuses before a route is found."""

        def refuse(request: Request, error: SanicException) -> HTTPResponse:
            if not (request and request.path.startswith(f"{PREFIX}/")):
                return default(request, error)
            response = response_to(self._refusal(request, error.status_code))
            self._finish(request, response)
            return response

        default = app.error_handler.default
        app.error_handler.add(SanicException, refuse)

    def _refusal(self, request: Request, status: int) -> Refusal:
        if status == 405:
            path = _BRANDED.sub(r"\g<rest>", request.path.removeprefix(f"{PREFIX}/"))
            methods = self._methods(path)
            return WrongMethod(*methods, "OPTIONS")
        # 408 and 503: the request took too long to come, or its answer: it is to be sent again.
        kinds: dict[int, type[Refusal]] = {
            **{404: NotFound, 413: TooLarge},
            **{408: NotAnswering, 503: NotAnswering},
        }
        return kinds.get(status, Unreadable)()

    async def _serve(self, request: Request, path: str = "") -> HTTPResponse:
        try:
            request.ctx.brand, path = self._branded(path)
            handler = await self._handler(request, path)
            return await handler(request)
        except Refusal as refusal:
            return response_to(refusal)
        except RecordsError as error:
            logger.error("web.no_database", problem=str(error))
            return response_to(NotAnswering())
        except Exception as error:
            # Neither its text nor its values: they may be a visitor's.
            kind, place = type(error).__name__, place_of(error)
            logger.error("web.failed", error=kind, place=place, path=path)
            return response_to(Failed())

    def _branded(self, path: str) -> tuple[str, str]:
        """Return the brand that an address names, "" for none, and the rest of the address.

        Raises NotFound.
        """
        named = _BRANDED.fullmatch(path)
        if named is None:
            return "", path
        if named["brand"] not in self._current_content().part(BRANDS):
            raise NotFound
        return named["brand"], named["rest"] or ""

    async def _handler(self, request: Request, path: str) -> Handler:
        methods = self._methods(path)
        if request.method == "OPTIONS":
            return self._preflight
        if path.startswith(_API):
            self._require_known_origin(request)
        if path.startswith(_API) or path == CODE:  # what costs more than a file
            await self._rates.require_patience(*self._spendings(request, path))
        if not methods:
            raise NotFound
        if request.method not in methods:
            raise WrongMethod(*methods, "OPTIONS")
        return methods[request.method]

    def _spendings(self, request: Request, path: str) -> list[Spending]:
        """Return what a request costs: a message, or a reading, costs its session, too."""
        spent = [self._subscribers.spending(request)]
        if path in (_MESSAGES, _SPEECH) and request.method == "POST":
            with contextlib.suppress(NoSession):  # told once the address has paid
                session = self._session(request)
                spent.append(Spending(session.conversation, self._settings.web_rate))
        return spent

    def _methods(self, path: str) -> dict[str, Handler]:
        if path in self._endpoints:
            return self._endpoints[path]
        if path.startswith(_API):
            return {}
        return self._site.handlers(path)

    def _finish(self, request: Request, response: HTTPResponse) -> None:
        """Add to a response what all share, whoever made it."""
        headers = response.headers
        for name in [name for name in headers if name.lower().startswith("access-control-")]:
            del headers[name]  # Rasa's CORS extension adds some, allowed or not
        headers.setdefault("Cache-Control", "no-store")
        headers.setdefault("Content-Security-Policy", "default-src 'none'; sandbox")
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Vary"] = "Origin, Accept-Encoding"
        is_known = self._knows_origin(request)
        if request.method == "OPTIONS":
            self._answer_preflight(request, response, is_known)
        origin = request.headers.get("origin")
        if origin and is_known:
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Expose-Headers"] = "Retry-After, ETag"

    async def _preflight(self, request: Request) -> HTTPResponse:
        # Rasa's own CORS extension may answer in its place; `_finish` makes it right.
        return HTTPResponse(status=204)

    def _answer_preflight(self, request: Request, response: HTTPResponse, is_known: bool) -> None:
        response.status = 204 if is_known else 403
        response.body = b""
        response.content_type = "text/plain"
        path = _BRANDED.sub(r"\g<rest>", str(request.match_info.get("path", "")))
        methods = ", ".join([*self._methods(path), "OPTIONS"])
        response.headers["Allow"] = methods
        if is_known and request.headers.get("origin"):
            response.headers["Access-Control-Allow-Methods"] = methods
            response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
            response.headers["Access-Control-Max-Age"] = _PREFLIGHT_HOLDS

    # --- The API ------------------------------------------------------------------------------

    async def _open_session(self, request: Request) -> HTTPResponse:
        wanted = await body_of(request, SessionRequest)
        profile = wanted.profile
        if wanted.restart:
            old = self._sessions.read(request.headers.get("authorization", ""))
            await self._conversations.end(old)
            profile = profile or old.profile
        session, token = self._sessions.open(profile or "site")
        body = {
            "token": token,
            "expires_at": session.expiry,
            "profile": session.profile,
            "dictation": self._settings.dictation,
            "longest_text": LONGEST_TEXT,
            "longest_read": MOST_CHARACTERS,
        }
        return _json(body, 201)

    async def _take_message(self, request: Request) -> HTTPResponse:
        session = self._session(request)
        given = message_of(await body_of(request, MessageRequest))
        message = replace(given, brand=request.ctx.brand)
        replies = await self._conversations.answer(_agent(request), session, message)
        return _json({"id": message.id, "replies": replies})

    async def _show_history(self, request: Request) -> HTTPResponse:
        session = self._session(request)
        return _json({"turns": await self._conversations.history(_agent(request), session)})

    async def _erase(self, request: Request) -> HTTPResponse:
        await self._conversations.erase(_agent(request), self._session(request))
        return HTTPResponse(status=204)

    async def _health(self, request: Request) -> HTTPResponse:
        _agent(request)
        await self._conversations.require_database()
        return _json({"status": "ok"})

    async def _show_faq(self, request: Request) -> HTTPResponse:
        return sent(request, self._faq.file(self._current_content()))

    async def _answer_alone(self, request: Request, question: str) -> Told:
        await self._pay(request)
        return await self._asking.answer(_agent(request), question, request.ctx.brand)

    async def _pay(self, request: Request) -> None:
        await self._rates.require_patience(self._subscribers.spending(request))

    # --- Who asks -----------------------------------------------------------------------------

    def _session(self, request: Request) -> Session:
        return self._sessions.read(request.headers.get("authorization", ""))

    def _require_known_origin(self, request: Request) -> None:
        if not self._knows_origin(request):
            raise ForeignOrigin

    def _knows_origin(self, request: Request) -> bool:
        origins = request.headers.getall("origin", [])
        own = self._own.hosts(request)
        return all(self._origins.allows(origin, own) for origin in origins) and len(origins) < 2


def _agent(request: Request) -> Agent:
    agent: Agent | None = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise NotAnswering
    return agent


def _json(body: dict[str, Any], status: int = 200) -> HTTPResponse:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return HTTPResponse(text, status=status, content_type="application/json")

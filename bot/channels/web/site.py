"""What is served below /web beside the API: pages, files, and the picture of a QR code."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.problems import PROBLEMS, NotFound, TooLong, wait_of
from bot.channels.refusals import Empty, NotAnswering, Refusal, TooLarge, TooMany
from bot.channels.web.asking import Told, check_question, typed_in
from bot.channels.web.brand_files import ICON, SCRIPT, brand_file, is_of_brand
from bot.channels.web.files import IMAGE_POLICY, PAGE_POLICY, File, Files, sent
from bot.channels.web.pages import JOBS, QUESTIONS, Pages
from bot.channels.web.qr import page_address, qr_svg
from bot.channels.web.widget_files import WIDGET, WidgetFiles
from bot.content import Content
from bot.errors import RecordsError

CODE = "qr.svg"
CHAT = "chat"  # the assistant alone, for a frame in a page of somebody else
KIOSK = "kiosk"
_HTML = "text/html; charset=utf-8"
# Why a question of a form has no answer -> the words of content/pages.yml that say so.
_EXCUSES: dict[type[Refusal], str] = {
    Empty: "empty",
    TooLong: "too_long",
    TooLarge: "too_long",
    TooMany: "too_many",
    NotAnswering: "asleep",
}

Handler = Callable[[Request], Awaitable[HTTPResponse]]


@dataclass
class Site:
    """The addresses that a browser opens.

    `request.ctx.brand` names the brand of an address, "" for the installation's own. `base_of` is
    the address of the channel as the asking browser knows it; the pages of `framed_by` may
    show the assistant in a frame; `ask` asks the bot; `pay` has a request that costs more than a
    file count for its address, and raises TooMany.
    """

    files: Files
    widget: WidgetFiles
    pages: Pages
    content: Callable[[], Content]
    base_of: Callable[[Request], str]
    framed_by: Sequence[str]
    ask: Callable[[Request, str], Awaitable[Told]]
    pay: Callable[[Request], Awaitable[None]]

    def handlers(self, address: str) -> dict[str, Handler]:
        """Return what answers at an address, by method."""
        if address == CODE:
            return {"GET": self._show_code, "HEAD": self._show_code}
        show = functools.partial(self._show, address=address)
        if address == QUESTIONS:
            return {"GET": show, "HEAD": show, "POST": self._answer}
        return {"GET": show, "HEAD": show}

    async def _show(self, request: Request, address: str) -> HTTPResponse:
        if elsewhere := self._moved(request, address):
            return HTTPResponse(
                "", status=308, headers={"Location": elsewhere}, content_type="text/plain"
            )
        base, brand = self.base_of(request), str(request.ctx.brand)
        if is_of_brand(address):
            own = self.files.file(ICON if address == ICON else SCRIPT)
            return sent(request, brand_file(address, self.content(), brand, own))
        if file := self.widget.file(address, self.content(), brand):
            return sent(request, file)
        if self.widget.is_outdated(address):  # a page that pins a name outlives a release
            return HTTPResponse("", status=307, headers={"Location": f"./{WIDGET}"})
        try:
            return sent(request, await self._page_of(request, address, base, brand))
        except NotFound:
            if address == JOBS or (address.startswith(f"{QUESTIONS}/") and address.count("/") == 1):
                return _page(self.pages.missing(address, base, brand), 404)
        file = self.files.file(address)
        if policy := self._policy_of_its_own(address):
            file = replace(file, headers={**file.headers, "Content-Security-Policy": policy})
        return sent(request, file)

    async def _page_of(self, request: Request, address: str, base: str, brand: str) -> File:
        """Return a page of the server's. Raises TooMany for what is written anew, and NotFound."""
        named = request.args.get("roles", "") if address == JOBS else ""
        if named or self.pages.is_unwritten(address, base, brand):
            await self.pay(request)
        if named:
            return self.pages.jobs(named, base, brand)
        return self.pages.page(address, base, brand)

    def _policy_of_its_own(self, address: str) -> str:
        """Return what a page that may do more than others is allowed, else ""."""
        if address == CHAT:
            framed = " ".join(("frame-ancestors 'self'", *self.framed_by))
            return PAGE_POLICY.replace("frame-ancestors 'self'", framed)
        if address == KIOSK:  # it plays what it was read aloud
            return PAGE_POLICY.replace("media-src 'self'", "media-src 'self' blob:")
        return ""

    def _moved(self, request: Request, address: str) -> str:
        """Return where a page is to be found, when it is not at this address, else ""."""
        query = f"?{request.query_string}" if request.query_string else ""
        if not address and not request.path.endswith("/"):
            # A page finds its neighbours from the slash on.
            return f"./{request.path.rpartition('/')[2]}/{query}"
        if address == QUESTIONS:
            return "./"
        # As the codes that are printed already have it.
        topic, roles = request.args.get("topic"), request.args.get("roles")
        if not address and topic in self.pages.slugs:
            return f"./{QUESTIONS}/{self.pages.slugs[topic]}"
        if not address and roles:
            return f"./{JOBS}?{urlencode({'roles': roles}, safe=',')}"
        return ""

    async def _show_code(self, request: Request) -> HTTPResponse:
        arguments = request.get_args(keep_blank_values=True)
        given = {name: values[-1] for name, values in arguments.items()}
        base, brand = self.base_of(request), str(request.ctx.brand)
        room = f"{base}/brands/{brand}" if brand else base
        image = qr_svg(page_address(room, given, self.content(), self.pages.slugs))
        headers = {
            "Content-Security-Policy": IMAGE_POLICY,
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        return HTTPResponse(image, headers=headers, content_type="image/svg+xml")

    async def _answer(self, request: Request) -> HTTPResponse:
        base, brand = self.base_of(request), str(request.ctx.brand)
        question = ""
        try:
            question = await typed_in(request)
            check_question(question)
            told = await self.ask(request, question)
        except (Refusal, RecordsError) as error:
            refusal = error if isinstance(error, Refusal) else NotAnswering()
            kind = type(refusal)
            if kind not in _EXCUSES:
                raise
            excuse = self.pages.excuse(_EXCUSES[kind], question, base, brand)
            return _page(excuse, PROBLEMS[kind].status, wait_of(refusal))
        return _page(self.pages.answer(question, told, base, brand), 200)


def _page(body: bytes, status: int, wait: dict[str, str] | None = None) -> HTTPResponse:
    """Return a page that is for who asked alone; `wait` is the header that says how long."""
    headers = {"Content-Security-Policy": PAGE_POLICY, **(wait or {})}
    return HTTPResponse(body, status=status, headers=headers, content_type=_HTML)

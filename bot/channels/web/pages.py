"""The pages that the server writes: the entry, one a question, the jobs, an answer without script.

Made of content/ and of the templates of bot/web/templates; what does not hang on a visitor is
written once for each version of the content.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.channels.limits import LONGEST_TEXT
from bot.channels.problems import NotFound
from bot.channels.web.asking import Told
from bot.channels.web.files import PAGE_POLICY, File, file_of
from bot.channels.web.foreign import with_english
from bot.channels.web.jobs import jobs_named
from bot.channels.web.views import NO_REFUSAL, Views
from bot.content import Content
from bot.flows.contact import PAGE as CONSENT
from bot.nlu.normaliser import MOST_CHARACTERS
from bot.publishing import QUESTION_PAGES

QUESTIONS = "questions"
JOBS = "metiers"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
_ROOMS = frozenset({"", QUESTIONS, JOBS, CONSENT, SITEMAP, ROBOTS})

_HTML = "text/html; charset=utf-8"
# An edit shows within some minutes; kept for the hours in which the server is away.
_KEPT = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
_MOST_KEPT = 512  # pages: an address that a stranger names is no reason to fill the memory


class Pages:
    """The pages of the content as it is now; `templates` is the folder of what they look like.

    Contact requests are kept for `request_days`; where none is taken, it is 0. `is_public` says
    that all are written for one base, the operator's.
    """

    def __init__(
        self,
        content: Callable[[], Content],
        templates: Path,
        request_days: int = 0,
        is_public: bool = False,
    ) -> None:
        self._content = content
        self._is_public = is_public
        self._request_days = request_days
        self._of: Content | None = None
        self._written: OrderedDict[tuple[str, str, str], File] = OrderedDict()
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {
            "longest_text": LONGEST_TEXT,
            "longest_read": MOST_CHARACTERS,
            "no_refusal": NO_REFUSAL,
        }
        self._environment.filters["english"] = self._with_english
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}

    def is_unwritten(self, address: str, base: str, brand: str = "") -> bool:
        """Tell whether a page has to be written first, or there is none where one might be."""
        if address.partition("/")[0] not in _ROOMS:
            return False
        return self._content() is not self._of or (address, base, brand) not in self._written

    def page(self, address: str, base: str, brand: str = "") -> File:
        """Return the page of an address below `base`, without a slash at its end.

        `brand` is the id of one, "" for that of the installation. Raises NotFound.
        """
        content = self._content()
        if content is not self._of:
            self._of = content
            self._written.clear()
        key = (address, base, brand)
        if key not in self._written:
            self._written[key] = self._write(content, address, base, brand)
            if len(self._written) > _MOST_KEPT:
                self._written.popitem(last=False)
        self._written.move_to_end(key)
        return self._written[key]

    def jobs(self, named: str, base: str, brand: str = "") -> File:
        """Return the page of the jobs that an orientation found: « trainer,planner ».

        Raises NotFound when one of them is none.
        """
        content = self._content()
        roles = jobs_named(content, named)
        if not roles:
            raise NotFound
        return self._html("jobs", Views(content, base, brand).jobs(roles), is_kept=False)

    def answer(self, question: str, told: Told, base: str, brand: str = "") -> bytes:
        """Return the page of what the bot says to a question: nobody else is to see it."""
        view = Views(self._content(), base, brand).answer(question, told.replies)
        return self._rendered("answer", view | {"is_forgotten": told.is_forgotten})

    def excuse(self, name: str, question: str, base: str, brand: str = "") -> bytes:
        """Return the entry with the words of this name: why what was asked has no answer."""
        return self._rendered("home", Views(self._content(), base, brand).refused(name, question))

    def missing(self, address: str, base: str, brand: str = "") -> bytes:
        """Return what stands where there is no such page."""
        return self._rendered("missing", Views(self._content(), base, brand).missing(address))

    @property
    def slugs(self) -> dict[str, str]:
        """The addresses of the pages of topics, below the questions."""
        return Views(self._content(), "").slugs

    def _write(self, content: Content, address: str, base: str, brand: str) -> File:
        room, _, slug = address.partition("/")
        if room not in _ROOMS:  # a file of the widget's: no page to look for
            raise NotFound
        views = Views(content, base, brand)
        if not address:
            return self._html("home", views.home())
        if address == JOBS:
            return self._html("jobs", views.jobs(list(content.roles)))
        if address == CONSENT and self._request_days:
            return self._html("consent", views.consent(self._request_days))
        if room == QUESTIONS and slug in views.topics:
            return self._html("question", views.question(views.topics[slug]))
        if address == SITEMAP:
            body = self._rendered("sitemap", views.sitemap())
            headers = {"Content-Type": "application/xml", "Cache-Control": _KEPT}
            return file_of(body, headers, is_kept=self._is_public)
        if address == ROBOTS:
            body = self._rendered("robots", {"base": base, "path": urlsplit(base).path})
            kind = "text/plain; charset=utf-8"
            return file_of(body, {"Content-Type": kind, "Cache-Control": _KEPT})
        raise NotFound

    def _with_english(self, text: str) -> Markup:
        return with_english(text, self._content().part(QUESTION_PAGES).english)

    def _html(self, template: str, view: dict[str, Any], is_kept: bool = True) -> File:
        headers = {
            "Content-Type": _HTML,
            "Cache-Control": _KEPT,
            "Content-Security-Policy": PAGE_POLICY,
        }
        # Packed best, which takes ten times as long as the writing, where no stranger names a base.
        is_kept = is_kept and self._is_public
        return file_of(self._rendered(template, view), headers, is_kept=is_kept)

    def _rendered(self, template: str, view: dict[str, Any]) -> bytes:
        return self._environment.get_template(f"{template}.jinja").render(view).encode()

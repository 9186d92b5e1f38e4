"""What the templates of the pages are filled with: plain values, made of the content."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, TypedDict

from bot.channels.replies import Reply, Source, sources_of
from bot.channels.web.brand_files import logo_of
from bot.channels.web.lead import lead, portions
from bot.channels.web.questions import PageWords
from bot.content import Card, Content, Detail, Variant
from bot.content.brands import brand_of
from bot.dialogue.messages import FACTUAL
from bot.dialogue.sources import in_short
from bot.flows.contact import PAGE as CONSENT
from bot.flows.contact.wording import whole_consent
from bot.publishing import CONTACT, QUESTION_PAGES, THEMES
from bot.text.sentences import sentences_of
from bot.text.typography import date_in_words

_ISO = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
_BULLET = "•"
_ASKS = "question"  # the kind of a reply that wants an answer
_ALL_JOBS = "job_list"  # the topic of all jobs
_WEB = ("https://", "http://")
_SCHEME = re.compile("^https?://(?:www[.])?")

_FAULTS = frozenset({"empty", "too_long"})  # excuses: the visitor may mend the question

View = dict[str, Any]

NO_REFUSAL: View = {"excuse": "", "question": "", "is_faulty": False}


class Link(TypedDict):
    """A page of ours, or of somebody else."""

    title: str
    url: str


class Cited(TypedDict):
    """A source: `name` is « Insee, 2022 », `url` is "" where there is no address.

    `apart` is what tells it from a work of the same name at another address, for who hears links.
    """

    name: str
    publisher: str
    title: str
    date: str
    url: str
    apart: str


class Views:
    """What each page of a content shows; `base` is the address of the channel.

    `brand` is the id of a brand, "" for that of the installation.
    """

    def __init__(self, content: Content, base: str, brand: str = "") -> None:
        self._content, self._base = content, base
        self._brand = brand_of(content, brand)
        pages = content.part(QUESTION_PAGES)
        self._first = pages.first
        given = pages.words.dict() | self._brand.pages
        self._words = PageWords(**{name: self._brand.filled(text) for name, text in given.items()})
        self._themes = content.part(THEMES)
        self.slugs = {topic: slug for topic, slug in pages.slugs.items() if topic in content.cards}
        self.topics = {slug: topic for topic, slug in self.slugs.items()}

    def home(self) -> View:
        """Return the entry: what this is, the themes with their questions."""
        view = self._page("", self._words.home_title, self._words.home_description)
        view |= {"refusal": NO_REFUSAL, "first": self._questions(self._first)}
        return view | {"themes": self._index()}

    def refused(self, name: str, question: str) -> View:
        """Return the entry where a question has no answer: the words of this name say why."""
        refusal = {
            "excuse": getattr(self._words, name),
            "question": question,
            "is_faulty": name in _FAULTS,
        }
        title = {"title": self._words.refused_title, "is_listed": False}
        return self.home() | title | {"refusal": refusal}

    def missing(self, address: str) -> View:
        """Return what stands where there is no such page."""
        page = self._page(address, self._words.missing_title, self._words.missing_lead)
        return page | {"themes": self._index(), "is_listed": False}

    def question(self, topic: str) -> View:
        """Return the page of a topic."""
        card = self._content.cards[topic]
        theme = next(theme for theme in self._themes if topic in theme.topics)
        view = self._page(f"questions/{self.slugs[topic]}", card.title, card.short)
        return view | {
            "topic": topic,
            "text": _blocks(card.answer),
            "sources": self._cited(card.facts),
            "variants": self._variants(card.by_role),
            "details": [self._detail(detail) for detail in card.details],
            "theme": {"id": theme.id, "title": theme.title},
            "related": self._questions(card.related),
            "siblings": self._questions(
                other for other in theme.topics if other not in {topic, *card.related}
            ),
            "data": self._data(card, view["canonical"]),
        }

    def jobs(self, roles: list[str]) -> View:
        """Return the page of some jobs; of a few, it is the result of an orientation."""
        words = self._words
        is_result = len(roles) < len(self._content.roles)
        title = words.jobs_result if is_result else words.jobs_title
        view = self._page("metiers", title, words.jobs_lead)
        return view | {
            "is_result": is_result,
            "is_listed": not is_result,
            "next": self._next(roles[0] if is_result else ""),
            "jobs": [self._job(role) for role in roles],
        }

    def consent(self, days: int) -> View:
        """Return the page of what a request to be contacted agrees to, kept for so many days."""
        words, controller = self._words, self._brand.says_controller
        view = self._page(CONSENT, words.consent_title, words.consent_lead)
        consent = whole_consent(self._content.part(CONTACT), days, controller)
        return view | {"text": sentences_of(consent), "is_listed": False}

    def answer(self, question: str, replies: Iterable[Reply]) -> View:
        """Return the page of what the bot says to a question.

        Nobody could answer what it asks in its turn: a test, a game or a request to be contacted.
        """
        replies = list(replies)
        asking = {reply["topic"] for reply in replies if reply["kind"] == _ASKS}
        replies = [reply for reply in replies if reply["topic"] not in asking]
        said = [
            {
                "text": _blocks(reply["text"], reply["kind"] in FACTUAL),
                "links": [link for link in reply["links"] if link["url"].startswith(_WEB)],
                "sources": [self._told(source) for source in reply["sources"]],
            }
            for reply in replies
        ]
        topics = [reply["topic"] or "" for reply in replies]
        offered = [
            button["payload"].removeprefix("/").partition("/")[0]
            for reply in replies
            for button in reply["buttons"]
        ]
        view = self._page("questions", self._words.answer_title, "")
        pages = self._questions(
            dict.fromkeys([*topics, *offered, *(self._first if asking else ())])
        )
        told = {"question": question, "said": said, "asks": bool(asking), "pages": pages}
        return view | told | {"is_listed": False}

    def sitemap(self) -> View:
        """Return every address that may be found."""
        below = ["", "metiers", *(f"questions/{slug}" for slug in self.topics)]
        return {"addresses": [f"{self._base}/{address}" for address in below]}

    # --- Parts of a page ----------------------------------------------------------------------

    def _page(self, address: str, title: str, description: str) -> View:
        return {
            "words": self._words,
            "bot": self._brand.bot,
            "logo": logo_of(self._brand),
            "title": title,
            "description": description,
            "canonical": f"{self._base}/{address}",
            "root": "../" * address.count("/") or "./",
            "is_listed": True,
        }

    def _index(self) -> list[View]:
        return [
            {"id": theme.id, "title": theme.title, "questions": self._questions(theme.topics)}
            for theme in self._themes
        ]

    def _questions(self, topics: Iterable[str]) -> list[Link]:
        return [
            {"title": self._content.cards[topic].title, "url": f"questions/{self.slugs[topic]}"}
            for topic in topics
            if topic in self.slugs
        ]

    def _detail(self, detail: Detail) -> View:
        return {
            "id": detail.id,
            "title": detail.asks,
            "text": _blocks(detail.answer),
            "sources": self._in_short(detail.facts),
            "variants": self._variants(detail.by_role),
        }

    def _variants(self, by_role: Mapping[str, Variant]) -> list[View]:
        return [
            {
                "id": f"role-{role}",
                "title": _with_capital(self._content.roles[role].name),
                "text": _blocks(variant.answer),
                "sources": self._in_short(variant.facts),
                "variants": (),
            }
            for role, variant in by_role.items()
            if role in self._content.roles
        ]

    def _job(self, role: str) -> View:
        known = self._content.roles[role]
        card = self._content.cards.get(known.topic)
        return {
            "name": _with_capital(f"{known.name}, {known.feminine}"),
            "text": _blocks(card.answer) if card else [],
            "sources": self._in_short(card.facts) if card else [],
            "pages": self._questions([known.topic]),
        }

    def _next(self, role: str) -> View:
        """Return what the assistant is asked by who goes on there from the jobs."""
        topic = self._content.roles[role].topic if role else _ALL_JOBS
        return {"topic": topic, "title": self._content.title(topic)}

    def _cited(self, facts: Iterable[str]) -> list[Cited]:
        return [self._told(source) for source in sources_of(self._content, facts)]

    def _told(self, source: Source) -> Cited:
        is_twice = len(self._addresses[source["title"]]) > 1
        return _cited(source, _SCHEME.sub("", source["url"]) if is_twice else "")

    @cached_property
    def _addresses(self) -> dict[str, set[str]]:
        """Where works of a title may be read."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for source in sources_of(self._content, self._content.facts):
            found[source["title"]].add(_SCHEME.sub("", source["url"]))
        return found

    def _in_short(self, facts: Iterable[str]) -> list[Cited]:
        """Return sources for one line, where a work has no second name for the same address."""
        found: dict[tuple[str, str], Cited] = {}
        for source in self._cited(facts):
            found.setdefault((source["name"], source["url"] or source["title"]), source)
        return list(found.values())

    def _data(self, card: Card, address: str) -> View:
        """Return the page as schema.org describes questions and their answers."""
        asked: list[tuple[str, Card | Detail]] = [(card.title, card)]
        asked += [(detail.asks, detail) for detail in card.details]
        return {
            "@context": "https://schema.org",
            "@type": "FAQPage",
            "inLanguage": "fr",
            "url": address,
            "name": card.title,
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": question,
                    "acceptedAnswer": {
                        "@type": "Answer",
                        "text": told.answer,
                        "citation": [_work(source) for source in self._cited(told.facts)],
                    },
                }
                for question, told in asked
            ],
        }


def _blocks(text: str, has_lead: bool = True) -> list[View]:
    """Return the paragraphs and lists of a text; where it `has_lead`, what answers stands out."""
    blocks: list[View] = []
    for line in (line.strip() for line in text.split("\n")):
        if line.startswith(_BULLET):
            if not blocks or not blocks[-1]["points"]:
                blocks.append({"points": []})
            blocks[-1]["points"].append(line.removeprefix(_BULLET).strip())
        elif line:
            blocks += _paragraphs(line, has_lead and not blocks)
    return blocks


def _paragraphs(line: str, has_lead: bool) -> list[View]:
    """Return a line in short paragraphs: what stands `before` its lead, the lead, the rest."""
    start, end = lead(line) if has_lead else (0, 0)
    paragraphs: list[View] = []
    begun = 0
    for portion in portions(line):
        ended = begun + len(portion)
        has_it = start < end and begun <= start and end <= ended
        cuts = (start - begun, end - begun) if has_it else (0, 0)
        parts = {"before": portion[: cuts[0]], "lead": portion[slice(*cuts)]}
        paragraphs.append(parts | {"rest": portion[cuts[1] :].rstrip(), "points": []})
        begun = ended
    return paragraphs


def _cited(source: Source, apart: str) -> Cited:
    return {
        "name": in_short(source["publisher"], source["date"]),
        "publisher": source["publisher"],
        "title": source["title"],
        "date": _ISO.sub(lambda iso: date_in_words(iso[0]), source["date"]),
        "url": source["url"] if source["url"].startswith(_WEB) else "",
        "apart": apart,
    }


def _work(source: Cited) -> View:
    work = {"@type": "CreativeWork", "name": source["title"], "url": source["url"]}
    named = work | {"publisher": {"@type": "Organization", "name": source["publisher"]}}
    return {key: value for key, value in named.items() if value}


def _with_capital(name: str) -> str:
    return name[:1].upper() + name[1:]

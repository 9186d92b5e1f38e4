"""How a source is worded: the only place that does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.content import Content, Fact
from bot.text.typography import NO_BREAK_SPACE, date_in_words, typeset

_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_GUILLEMETS = re.compile(r"«\s*(.*?)\s*»")
_ENGLISH = "“\\1”"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
SOURCE_LINE_LENGTH = 3  # publishers in the line under an answer; « ta source ? » gives them all
SOURCES_LISTED = 6  # in full: more than a screen of a phone is read by nobody


def source_line(content: Content, fact_ids: tuple[str, ...]) -> str:
    """Return « Sources : Insee, 2022 ; … » for the facts that have a public source, or ""."""
    names = short_sources(content, fact_ids)[:SOURCE_LINE_LENGTH]
    if not names:
        return ""
    return typeset(f"{_label(len(names))} : {' ; '.join(names)}.")


def source_summary(content: Content, fact_ids: tuple[str, ...]) -> str:
    """Return « Sources : Insee, 2022 + 2 », the line that unfolds into all of them, or ""."""
    names = short_sources(content, fact_ids)
    if not names:
        return ""
    first, others = names[0], len(names) - 1
    more = f"{NO_BREAK_SPACE}+{NO_BREAK_SPACE}{others}" if others else ""
    return typeset(f"{_label(len(names))} : {first}{more}")


def _label(count: int) -> str:
    return "Sources" if count > 1 else "Source"


def publishers(content: Content, fact_ids: tuple[str, ...]) -> str:
    """Return « Insee, 2022 ; … » for the facts that have a public source, or ""."""
    return typeset(" ; ".join(short_sources(content, fact_ids)[:SOURCE_LINE_LENGTH]))


def newest(facts: Sequence[Fact]) -> tuple[Fact, str] | None:
    """Return the newest of facts whose year is told, and its source, « Insee, 2022 »."""
    found = ((fact, _YEAR.search(fact.as_of or fact.source.date)) for fact in facts)
    dated = [(year.group(), fact) for fact, year in found if year]
    if not dated:
        return None
    _, fact = max(dated, key=lambda each: each[0])
    source = _short_source(fact)
    return (fact, source) if source else None


def short_sources(content: Content, fact_ids: tuple[str, ...]) -> list[str]:
    """Return « Insee, 2022 », once each, for the facts that have a public source."""
    cited = [_short_source(content.facts[fact]) for fact in fact_ids if fact in content.facts]
    return once_each(name for name in cited if name)


def once_each(names: Iterable[str]) -> list[str]:
    """Return short names of sources, no publisher undated beside its dated work."""
    named = list(dict.fromkeys(names))
    dated = {name.rpartition(", ")[0] for name in named}
    return [name for name in named if name not in dated]


def _short_source(fact: Fact) -> str:
    if fact.confidence == "general":
        return ""
    return in_short(fact.source.publisher, f"{fact.source.date} {fact.as_of or ''}")


def page_addresses(slugs: Mapping[str, str], public_url: str | None) -> dict[str, str]:
    """Return the addresses of the pages that link a topic's sources, none without a public one."""
    if not public_url:
        return {}
    return {topic: f"{public_url}/web/questions/{slug}" for topic, slug in slugs.items()}


def full_source(fact: Fact) -> str:
    """Return publisher, title, date and address of a fact's source."""
    source = fact.source
    return in_full(source.publisher, source.title, date_of(fact), source.url)


def date_of(fact: Fact) -> str:
    """Return when a fact's source was written, else when what it states was so."""
    return fact.source.date or fact.as_of or ""


def in_short(publisher: str, date: str) -> str:
    """Return « Insee, 2022 »."""
    publisher = _IN_BRACKETS.sub("", publisher)
    year = _YEAR.search(date)
    return f"{publisher}, {year.group()}" if year else publisher


def in_full(publisher: str, title: str, date: str, url: str) -> str:
    """Return publisher, title, date and address of a source."""
    words = in_words(publisher, title, date)
    return f"{words}{NO_BREAK_SPACE}: {url}" if url else words


def in_words(publisher: str, title: str, date: str) -> str:
    """Return publisher, title and date of a source."""
    return typeset(", ".join(filter(None, (publisher, quoted(title), date_in_words(date)))))


def quoted(title: str) -> str:
    """Return a title in guillemets."""
    return f"« {inside_guillemets(title)} »"


def inside_guillemets(title: str) -> str:
    """Return a title whose own guillemets are English marks: wherever it is cited, « » hold it."""
    return _GUILLEMETS.sub(_ENGLISH, title)

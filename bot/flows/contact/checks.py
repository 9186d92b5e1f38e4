"""The checks of content/contact.yml. Findings are in French, the editors' language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.content import REPLY_LIMIT, TITLE_LIMIT, Content
from bot.content.checks import Finding, check_text
from bot.flows.contact import CONTACT_FILE, ContactContent
from bot.text.phrases import mentions

# What a text must hold, and all that it may hold; a question after the first name may say it.
_NEEDED = {
    "unavailable.human": {"contact"},
    "unavailable.hours": {"hours"},
    "texts.intro": {"days"},
    "texts.line": {"field", "value"},
    "texts.consent": {"days"},
    "brief.consent": {"who", "days", "page"},
    "questions.email_typo.ask": {"proposed"},
    "questions.email_typo.puzzled": {"proposed", "typed"},
    "refusals.phone_length": {"count"},
    "refusals.email_invalid": {"email"},
    "refusals.subject_long": {"limit"},
}
_ALLOWED = {
    "texts.saved": {"first_name"},
    "questions.reach.ask": {"first_name"},
    "questions.subject.ask": {"first_name"},
    "questions.consent.ask": {"first_name"},
    "brief.ask": {"first_name"},
}
# A visitor must be told how to take the request back.
_ERASE = "efface mes données"
_MUST_TELL_ERASE = ("texts.consent", "brief.consent")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True)
class _Text:
    where: str
    text: str
    limit: int = REPLY_LIMIT


def check_contact(contact: ContactContent, content: Content) -> list[Finding]:
    """Return every finding on the words of the contact request."""
    return [
        *(finding for text in _texts(contact) for finding in _check_text(contact, content, text)),
        *_check_erasure(contact),
        *_check_buttons(contact, content),
        *_check_facts(contact, content),
        *_check_domains(contact),
    ]


def _ways(contact: ContactContent) -> dict[str, dict[str, str]]:
    """Return the buttons that lead to topics, by where they stand."""
    return {
        "unavailable.buttons": contact.unavailable.buttons,
        "afterwards": contact.afterwards,
    }


def _texts(contact: ContactContent) -> Iterator[_Text]:
    unavailable = contact.unavailable.dict(exclude={"buttons"})
    sections = (
        ("unavailable", unavailable),
        ("texts", contact.texts.dict()),
        ("brief", contact.brief.dict()),
    )
    for section, texts in sections:
        yield from (_Text(f"{section}.{key}", text) for key, text in texts.items())
    yield from (_Text(f"refusals.{key}", text) for key, text in contact.refusals.items())
    yield from (_Text(f"fields.{key}", text, TITLE_LIMIT) for key, text in contact.fields.items())
    for where, titles in _ways(contact).items():
        for topic, title in titles.items():
            yield _Text(f"{where}.{topic}", title, TITLE_LIMIT)
    for asked, question in contact.questions.items():
        yield _Text(f"questions.{asked}.ask", question.ask)
        yield _Text(f"questions.{asked}.puzzled", question.puzzled)
        for option, title in question.buttons.items():
            yield _Text(f"questions.{asked}.buttons.{option}", title, TITLE_LIMIT)


def _check_text(contact: ContactContent, content: Content, text: _Text) -> Iterator[Finding]:
    where = f"{CONTACT_FILE}: {text.where}"
    yield from check_text(content, where, text.text, contact.facts, text.limit)
    yield from _check_placeholders(text)


def _check_placeholders(text: _Text) -> Iterator[Finding]:
    held = set(_PLACEHOLDER.findall(text.text))
    needed = _NEEDED.get(text.where, set())
    for name in sorted(needed - held):
        yield _error(text.where, f"« {{{name}}} » manque", "remettez-le, le programme le remplit")
    for name in sorted(held - needed - _ALLOWED.get(text.where, set())):
        yield _error(text.where, f"rien ne remplit « {{{name}}} » ici", "retirez-le")


def _check_erasure(contact: ContactContent) -> Iterator[Finding]:
    texts = {text.where: text.text for text in _texts(contact)}
    for where in _MUST_TELL_ERASE:
        if not mentions(texts[where], [_ERASE]):
            yield _error(where, f"« {_ERASE} » manque", "dites comment retirer son accord")


def _check_buttons(contact: ContactContent, content: Content) -> Iterator[Finding]:
    for where, topic in (
        (where, topic) for where, ways in _ways(contact).items() for topic in ways
    ):
        if topic not in content.topics or not content.title(topic):
            yield _error(where, f"sujet introuvable « {topic} »", "nommez un sujet qui a un titre")
    for asked, question in contact.questions.items():
        titles = [title.lower() for title in question.buttons.values()]
        for title in sorted({title for title in titles if titles.count(title) > 1}):
            yield _error(f"questions.{asked}.buttons", f"deux fois « {title} »", "changez-en un")


def _check_facts(contact: ContactContent, content: Content) -> Iterator[Finding]:
    for fact in contact.facts:
        if fact not in content.facts:
            yield _error("facts", f"fait introuvable « {fact} »", "nommez un fait de content/facts")


def _check_domains(contact: ContactContent) -> Iterator[Finding]:
    for domain in contact.email_domains:
        if not re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", domain):
            problem = f"« {domain} » n'est pas la fin d'une adresse"
            yield _error("email_domains", problem, "écrivez-la comme « gmail.com »")


def _error(where: str, problem: str, remedy: str) -> Finding:
    return Finding("error", f"{CONTACT_FILE}: {where}", problem, remedy)

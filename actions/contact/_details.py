"""The details that a message gives: a first name, an address, a number."""

from __future__ import annotations

from actions.contact._request import TOPIC
from actions.contact._state import PROPOSED, TYPED
from actions.flow import Heard
from bot.contact import (
    Asked,
    ContactContent,
    NotUsable,
    Words,
    bare_first_name,
    checked_email,
    email_in,
    first_name_after,
    likely_email,
    phone_in,
)
from bot.content import OUT_OF_SCOPE
from bot.phrases import is_question, mentions

# A first name is no topic: with any other one that is sure, the visitor speaks of something else.
_NAME_TOPICS = frozenset(
    {None, OUT_OF_SCOPE, TOPIC, "greet", "thanks", "affirm", "other_language", "how_are_you"}
)


def holds_details(text: str, words: Words) -> bool:
    """Tell whether a message gives an address or a number, whatever it sounds like."""
    # « paul.vrai@… » sounds like anything to a classifier.
    return bool(email_in(text, words.spoken) or phone_in(text, words.spoken))


def details_in(
    heard: Heard, asked: Asked, content: ContactContent
) -> tuple[dict[str, str], NotUsable | None]:
    """Return the name, address and number that a message gives, and why one was refused."""
    details: dict[str, str] = {}
    refused: NotUsable | None = None
    if heard.text.startswith("/"):
        return details, refused
    text = heard.text
    if found := email_in(text, content.words.spoken):
        address, text = found
        try:
            details |= _address(address, content.email_domains)
        except NotUsable as error:
            refused = error
    try:
        if number := _number(asked, text, content.words):
            details["phone"], text = number
        if name := _first_name(asked, text, heard, content.words):
            details["first_name"] = name
    except NotUsable as error:
        refused = refused or error
    return details, refused


def _address(address: str, domains: list[str]) -> dict[str, str]:
    proposed = likely_email(address, domains)
    if proposed:
        return {TYPED: address, PROPOSED: proposed}
    return {"email": checked_email(address)}


def _number(asked: Asked, text: str, words: Words) -> tuple[str, str] | None:
    try:
        return phone_in(text, words.spoken)
    except NotUsable as refused:
        # « un BTS en 2 ans » is a subject, « et le 3114 ? » a question.
        short = refused.reason == "phone_short" and asked not in ("reach", "phone")
        if short or asked == "subject" or is_question(text):
            return None
        raise


def _first_name(asked: Asked, text: str, heard: Heard, words: Words) -> str | None:
    if name := first_name_after(text, words.named, words):
        return name
    if asked != "first_name" or is_question(text) or heard.topic not in _NAME_TOPICS:
        return None
    if mentions(text, words.cancel):
        return None
    return first_name_after(text, words.introduced, words) or bare_first_name(text, words)

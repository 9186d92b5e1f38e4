"""E-mail addresses: typed or dictated, and the slips of the hand that they may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from email_validator import EmailNotValidError, validate_email

from bot.flows.contact.content import NotUsable, Symbol, alternatives
from bot.text.words import composed, without_accents

_EMAIL_LIKE = re.compile(r"[^\s@<>(),;:\"«»’]+@[^\s@<>(),;:\"«»’]+")
_SPACED_POINT = re.compile(r"(@[\w-]+)\s*\.\s*(?=[a-z]{2,})", re.IGNORECASE)


def email_in(text: str, spoken: Mapping[Symbol, list[str]]) -> tuple[str, str] | None:
    """Return what looks like an address in `text`, as typed or dictated, and the text around it."""
    written = _written_out(composed(text), spoken)
    found = _EMAIL_LIKE.search(written)
    if found is None:
        return None
    return found.group().strip(".!?…"), written[: found.start()] + " " + written[found.end() :]


def _written_out(text: str, spoken: Mapping[Symbol, list[str]]) -> str:
    at = alternatives(spoken["@"])
    text = re.sub(
        rf"\s*[(\[]\s*(?:{at})\s*[)\]]\s*|\s+(?:{at})\s+(?=\w)|\s*@\s*", "@", text, flags=re.I
    )
    if "@" not in text:
        return text
    # « tiret du bas » before « tiret »: the longest first.
    symbols: tuple[Symbol, ...] = ("_", "-", ".")
    pairs = [(word, symbol) for symbol in symbols for word in spoken[symbol]]
    for word, symbol in sorted(pairs, key=lambda pair: -len(pair[0])):
        text = _joined(text, alternatives([word]), symbol)
    return _SPACED_POINT.sub(r"\1.", text)


def _joined(text: str, word: str, symbol: str) -> str:
    after = re.compile(rf"(@\S*\w)\s+(?:{word})\s+(?=\w)", re.IGNORECASE)
    before = re.compile(rf"(\w)\s+(?:{word})\s+(?=\w[\w.+-]*@)", re.IGNORECASE)
    for pattern in (after, before):
        while (joined := pattern.sub(rf"\g<1>{symbol}", text)) != text:
            text = joined
    return text


def checked_email(address: str) -> str:
    """Return an address in its normal form. Raises NotUsable."""
    try:
        valid = validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise NotUsable("email_invalid", email=address) from None
    return valid.normalized


def likely_email(address: str, domains: Iterable[str]) -> str | None:
    """Return the address that a slip of the hand made into this one, or None."""
    local, _, typed = address.rpartition("@")
    domain = _known_domain(typed.lower(), list(domains)) or typed
    proposed = f"{without_accents(local)}@{domain}"
    if proposed.lower() == address.lower():
        return None
    try:
        return checked_email(proposed)
    except NotUsable:
        return None


def _known_domain(typed: str, domains: list[str]) -> str | None:
    if typed in domains:
        return None
    for domain in domains:
        if typed == domain.split(".")[0] or typed == domain.replace(".", ""):
            return domain
    return next((domain for domain in domains if _is_slip(typed, domain)), None)


def _is_slip(typed: str, domain: str) -> bool:
    """Tell whether each side of the point is the other's but for one letter."""
    name, _, ending = typed.partition(".")
    known_name, _, known_ending = domain.partition(".")
    return _one_off(name, known_name) and _one_off(ending, known_ending)


def _one_off(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    if len(one) == len(other):
        places = [place for place, char in enumerate(one) if char != other[place]]
        swapped = len(places) == 2 and places[1] == places[0] + 1
        first = places[0] if places else 0
        return len(places) < 2 or (
            swapped and one[first] == other[first + 1] and one[first + 1] == other[first]
        )
    shorter = (other[:place] + other[place + 1 :] for place in range(len(other)))
    return len(one) + 1 == len(other) and one in shorter

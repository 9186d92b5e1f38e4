"""Phone numbers: those on which somebody can be called, and how the French write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from bot.flows.contact.content import NotUsable, Symbol, alternatives
from bot.text.phrases import plain_words
from bot.text.typography import NO_BREAK_SPACE

_SHORT_NUMBER = 6  # digits: 15, 3114, 118 218
_FRENCH_LENGTH = 10  # digits, of which zero is the first
_AROUND_A_NUMBER = {2: 2, 3: 4}  # words: « le 15 », « vous pouvez appeler le 3114 »
# The regions of one numbering plan: « 0692 » is a mobile of La Réunion, not one of the mainland.
_REGIONS = ("FR", "GP", "MQ", "GF", "RE", "YT")
_FRENCH_CODES = frozenset({33, 262, 508, 590, 594, 596})
_REACHABLE = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,  # the line of a French internet box
    }
)
_NUMBER = re.compile(r"(?<![\w@])(?:\+\s?|00)?\(?\d(?:[\s.\-/()]*\d)*")
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}\b")
_LETTER_O = re.compile(r"(?<!\w)[oO](?=[\s.]?[1-9](?:[\s.\-]?\d){7})")


def phone_in(text: str, spoken: Mapping[Symbol, list[str]]) -> tuple[str, str] | None:
    """Return the first usable number of `text` in E.164 and the text around it, or None.

    Raises NotUsable when the only numbers are of no use to call somebody.
    """
    text = _digits_out(text, spoken)
    refused: NotUsable | None = None
    for found in _NUMBER.finditer(text):
        around = text[: found.start()] + " " + text[found.end() :]
        if _is_other_number(found.group(), around):
            continue
        try:
            return checked_phone(found.group()), around
        except NotUsable as error:
            refused = refused or error
    if refused:
        raise refused
    return None


def _digits_out(text: str, spoken: Mapping[Symbol, list[str]]) -> str:
    text = _DATE.sub(" ", text)
    text = _LETTER_O.sub("0", text)
    text = re.sub(
        rf"\b(?:{alternatives(spoken.get('0', []) or ['0'])})\s+(?=\d)", "0", text, flags=re.I
    )
    plus = alternatives(spoken.get("+", []) or [r"+"])
    return re.sub(rf"(?<!\w)(?:{plus})\s+(?=[1-9]\d)", "+", text, flags=re.IGNORECASE)


def _is_other_number(number: str, around: str) -> bool:
    """Tell whether digits are an age, a year or a quantity rather than a number to call."""
    digits = _digits(number)
    if len(digits) > _SHORT_NUMBER:
        return False
    most = _AROUND_A_NUMBER.get(min(len(digits), 3), -1)
    return len(plain_words(around).split()) > most


def checked_phone(number: str) -> str:
    """Return a number in E.164 when somebody can be called on it. Raises NotUsable."""
    if len(_digits(number)) <= _SHORT_NUMBER:
        raise NotUsable("phone_short")
    valid = next(filter(phonenumbers.is_valid_number, _readings(number)), None)
    if valid is None:
        raise _refused_phone(number)
    if phonenumbers.number_type(valid) not in _REACHABLE:
        raise NotUsable("phone_special")
    return phonenumbers.format_number(valid, PhoneNumberFormat.E164)


def shown_phone(e164: str) -> str:
    """Return a number as the French write it, with its country's code when it is foreign."""
    number = phonenumbers.parse(e164)
    french = number.country_code in _FRENCH_CODES
    form = PhoneNumberFormat.NATIONAL if french else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form).replace(" ", NO_BREAK_SPACE)


def _readings(number: str) -> Iterator[phonenumbers.PhoneNumber]:
    # « +33 692 … » is a mobile of La Réunion written with the mainland's code.
    spellings = dict.fromkeys([number.strip(), _national(number)])
    for spelling in spellings:
        for region in _REGIONS:
            try:
                yield phonenumbers.parse(spelling, region)
            except NumberParseException:
                continue


def _national(number: str) -> str:
    """Return the digits of a number, the code of France replaced by its zero."""
    return re.sub(r"^(?:0033|33(?=\d{8}))0?", "0", _digits(number))


def _refused_phone(number: str) -> NotUsable:
    national = _national(number)
    abroad = number.strip().startswith("+") or national.startswith("00")
    if national.startswith("08") and len(national) == _FRENCH_LENGTH:
        return NotUsable("phone_special")
    if len(national) == _FRENCH_LENGTH or (abroad and not national.startswith("0")):
        return NotUsable("phone_unknown")
    return NotUsable("phone_length", count=str(len(national)))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)

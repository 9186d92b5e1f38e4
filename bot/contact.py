"""The contact request: its words, and what is a usable first name, e-mail or phone number.

Plain functions of text. The French stands in content/contact.yml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal, get_args

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType
from pydantic import BaseModel, Extra, Field, ValidationError, validator

from bot.content import CONTENT_DIR, read_yaml
from bot.errors import ContentError
from bot.phrases import plain_words
from bot.typography import NO_BREAK_SPACE, typeset

CONTACT_FILE = "contact.yml"

FIRST_NAME_LIMIT = 40  # characters
SUBJECT_LIMIT = 200  # characters: a sentence, not a letter

FieldName = Literal["first_name", "email", "phone", "subject"]
Asked = Literal[
    "first_name", "reach", "email", "phone", "email_typo", "subject", "consent", "field"
]
Reason = Literal[
    "first_name_digits",
    "first_name_long",
    "phone_short",
    "phone_special",
    "phone_length",
    "phone_unknown",
    "email_invalid",
    "subject_long",
]
Symbol = Literal["@", ".", "-", "_", "+", "0"]  # what is dictated in words
FIELDS: tuple[FieldName, ...] = get_args(FieldName)

# The buttons of a question, by what the program does when one is pressed.
OPTIONS: dict[str, frozenset[str]] = {
    "reach": frozenset({"email", "phone"}),
    "email_typo": frozenset({"proposed", "typed"}),
    "consent": frozenset({"accept", "fix", "cancel"}),
    "field": frozenset(FIELDS),
}

_NAME_WORDS = 3
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
_EMAIL_LIKE = re.compile(r"[^\s@<>(),;:\"«»’]+@[^\s@<>(),;:\"«»’]+")
_SPACED_POINT = re.compile(r"(@[\w-]+)\s*\.\s*(?=[a-z]{2,})", re.IGNORECASE)
_NAME_ENDS = re.compile(r"[,;!?()/:\"«»\n]|\.(?=\s|$)")
_ELISION = re.compile(r"(?:c|j|l|m|n|qu|s|t)'")  # not « d' »: d'Artagnan
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class NotUsable(Exception):
    """What was typed is no first name, address or number; `reason` names the sentence to say."""

    def __init__(self, reason: Reason, **values: str) -> None:
        self.reason = reason
        self.values = values
        super().__init__(reason)


class _Entry(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Unavailable(_Entry):
    """What is said where nobody receives a request; `buttons` are titles by topic."""

    text: str
    human: str  # {contact}
    hours: str  # {hours}
    elsewhere: str
    buttons: dict[str, str]

    @validator("*", each_item=True)
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Texts(_Entry):
    """What is said around the questions; `consent` is what the visitor agrees to, to the letter."""

    intro: str  # {days}
    noted: str
    read_back: str
    line: str  # {field} {value}
    consent: str  # {days}
    saved: str  # {first_name}
    stopped: str

    @validator("*")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Question(_Entry):
    """A question, what is said when the answer is none, and its buttons' titles by option."""

    ask: str
    puzzled: str
    buttons: dict[str, str] = {}

    @validator("*", each_item=True)
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Words(_Entry):
    """What visitors type. `named` and `introduced` stand before a first name."""

    named: list[str] = Field(min_items=1)
    introduced: list[str] = Field(min_items=1)
    fillers: list[str]
    not_names: str
    accept: list[str] = Field(min_items=1)
    around_accept: str
    doubt: list[str] = Field(min_items=1)
    deny: list[str] = Field(min_items=1)
    cancel: list[str] = Field(min_items=1)
    correct: list[str] = Field(min_items=1)
    fields: dict[FieldName, list[str]]
    lacks: list[str]
    unsure: list[str]
    spoken: dict[Symbol, list[str]]

    @validator("fields", "spoken")
    def _whole(cls, value: dict[str, Any], field: Any) -> dict[str, Any]:
        return _with_all(value, FIELDS if field.name == "fields" else get_args(Symbol))


class ContactContent(_Entry):
    """The whole of content/contact.yml; `facts` vouch for its texts."""

    unavailable: Unavailable
    texts: Texts
    fields: dict[FieldName, str]
    questions: dict[Asked, Question]
    refusals: dict[Reason, str]
    words: Words
    email_domains: list[str]
    facts: list[str] = []

    @validator("fields", "refusals", each_item=True)
    def _spaced(cls, value: str) -> str:
        return typeset(value)

    @validator("fields", "refusals", "questions")
    def _whole(cls, value: dict[str, Any], field: Any) -> dict[str, Any]:
        needed = {"fields": FIELDS, "refusals": get_args(Reason), "questions": get_args(Asked)}
        return _with_all(value, needed[field.name])

    @validator("questions")
    def _with_buttons(cls, value: dict[str, Question]) -> dict[str, Question]:
        for asked, options in OPTIONS.items():
            if set(value[asked].buttons) != options:
                raise ValueError(f"boutons de « {asked} » : il faut {', '.join(sorted(options))}")
        if not value["subject"].buttons:
            raise ValueError("« subject » n'a aucun bouton")
        if taken := set(value["subject"].buttons) & frozenset().union(*OPTIONS.values()):
            raise ValueError(f"boutons de « subject » : noms déjà pris, {', '.join(sorted(taken))}")
        return value


def _with_all(value: dict[str, Any], needed: Iterable[str]) -> dict[str, Any]:
    if missing := [key for key in needed if key not in value]:
        raise ValueError(f"il manque {', '.join(missing)}")
    return value


def read_contact(path: Path = CONTENT_DIR / CONTACT_FILE) -> ContactContent:
    """Return the content of a file. Raises ContentError naming the field."""
    document: Any = read_yaml(path)
    if not isinstance(document, dict):
        raise ContentError(
            str(path), "pas une liste de champs", "écrivez des lignes « champ: valeur »"
        )
    try:
        return ContactContent(**document)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ContentError(
            str(path), f"champ « {field} » : {first['msg']}", "comparez avec la dernière version"
        ) from None


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with each known `{name}` replaced; what a visitor typed is never filled in."""
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)


# First names


def first_name_after(text: str, phrases: Iterable[str], words: Words) -> str | None:
    """Return the first name that follows one of the phrases, or None. Raises NotUsable."""
    text = _composed(text)
    found = _any_of(phrases).search(_folded(text))
    return _name(text[found.end() :], words, whole=False) if found else None


def bare_first_name(text: str, words: Words) -> str | None:
    """Return the first name that `text` is, greetings aside, or None. Raises NotUsable."""
    return _name(_composed(text), words, whole=True)


def _name(text: str, words: Words, whole: bool) -> str | None:
    tokens = _tokens(text if whole else _NAME_ENDS.split(text.lstrip(" :,"))[0])
    fillers = {_folded(word) for word in words.fillers}
    others = {_folded(word) for word in words.not_names.split()} | fillers
    if whole:
        tokens = [token for token in tokens if _folded(token) not in fillers]
    named = list(takewhile(lambda token: not _is_no_name(token, others), tokens))
    if whole and (len(tokens) > _NAME_WORDS or named != tokens):
        return None
    named = named[:_NAME_WORDS]
    return _checked_name(" ".join(named)) if named else None


def _is_no_name(token: str, others: set[str]) -> bool:
    return _folded(token) in others or bool(_ELISION.match(_folded(token)))


def _tokens(text: str) -> list[str]:
    """Return the words of `text`, without the marks and pictures around them."""
    bare = (
        re.sub(r"^[^\w]+|[^\w.]+$", "", token) if not _is_marked(token) else token
        for token in re.split(r"[\s,;!?()/:\"«»]+", text)
    )
    return [token.rstrip(".") if len(token) > 3 else token for token in bare if token.strip(".")]


def _is_marked(token: str) -> bool:
    # A name of an Indian script ends with a vowel sign, which is no \w.
    return bool(token) and unicodedata.category(token[-1]).startswith("M")


def _checked_name(name: str) -> str | None:
    if any(char.isdigit() for char in name):
        raise NotUsable("first_name_digits")
    if len(name) > FIRST_NAME_LIMIT:
        raise NotUsable("first_name_long")
    if not _is_spelled_like_a_name(name):
        return None
    return _capitals(name) if name == name.lower() else name


def _capitals(name: str) -> str:
    return re.sub(r"(?:^|(?<=[\s\-'’]))\w", lambda match: match.group().upper(), name)


def _is_spelled_like_a_name(name: str) -> bool:
    letters = [char for char in name if unicodedata.category(char)[0] in "LM"]
    return len(letters) >= 2 and all(char in letters or char in " -'’." for char in name)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("’", "'")


def _folded(text: str) -> str:
    """Return `text` in lower case without accents, a character for a character."""
    return "".join((unicodedata.normalize("NFKD", char)[0].lower() or char)[0] for char in text)


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(map(_folded, phrases), key=len, reverse=True)
    spaced = (re.escape(phrase).replace(r"\ ", r"\s*") for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)")


# E-mail addresses


def email_in(text: str, spoken: Mapping[Symbol, list[str]]) -> tuple[str, str] | None:
    """Return what looks like an address in `text`, as typed or dictated, and the text around it."""
    written = _written_out(_composed(text), spoken)
    found = _EMAIL_LIKE.search(written)
    if found is None:
        return None
    return found.group().strip(".!?…"), written[: found.start()] + " " + written[found.end() :]


def _written_out(text: str, spoken: Mapping[Symbol, list[str]]) -> str:
    at = _alternatives(spoken["@"])
    text = re.sub(
        rf"\s*[(\[]\s*(?:{at})\s*[)\]]\s*|\s+(?:{at})\s+(?=\w)|\s*@\s*", "@", text, flags=re.I
    )
    if "@" not in text:
        return text
    # « tiret du bas » before « tiret »: the longest first.
    symbols: tuple[Symbol, ...] = ("_", "-", ".")
    pairs = [(word, symbol) for symbol in symbols for word in spoken[symbol]]
    for word, symbol in sorted(pairs, key=lambda pair: -len(pair[0])):
        text = _joined(text, _alternatives([word]), symbol)
    return _SPACED_POINT.sub(r"\1.", text)


def _joined(text: str, word: str, symbol: str) -> str:
    after = re.compile(rf"(@\S*\w)\s+(?:{word})\s+(?=\w)", re.IGNORECASE)
    before = re.compile(rf"(\w)\s+(?:{word})\s+(?=\w[\w.+-]*@)", re.IGNORECASE)
    for pattern in (after, before):
        while (joined := pattern.sub(rf"\g<1>{symbol}", text)) != text:
            text = joined
    return text


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


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
    proposed = f"{_folded_accents(local)}@{domain}"
    if proposed.lower() == address.lower():
        return None
    try:
        return checked_email(proposed)
    except NotUsable:
        return None


def _folded_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


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


# Phone numbers


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
        rf"\b(?:{_alternatives(spoken.get('0', []) or ['0'])})\s+(?=\d)", "0", text, flags=re.I
    )
    plus = _alternatives(spoken.get("+", []) or [r"+"])
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

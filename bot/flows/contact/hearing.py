"""How a message is heard: a clear yes, a no, a way out, the field that it names."""

from __future__ import annotations

from bot.content import OUT_OF_SCOPE
from bot.flows.contact.content import FIELDS, Asked, ContactContent, FieldName, NotUsable, Words
from bot.flows.contact.email import checked_email, email_in, likely_email
from bot.flows.contact.first_name import bare_first_name, first_name_after
from bot.flows.contact.phone import phone_in
from bot.flows.contact.state import PROPOSED, TOPIC, TYPED
from bot.flows.flow import Heard
from bot.text.phrases import is_question, mentions, plain_words

# About the conversation, not about what the visitor wants to be contacted for.
_ASIDES = frozenset(
    {
        *("are_you_a_bot", "ask_source", "delete_my_data", "find_my_job", "goodbye", "greet"),
        *("help", "how_are_you", "joke", "negative_feedback", "other_language"),
        *("play_myth_quiz", "positive_feedback", "privacy", "repeat", "start_over"),
        *("tell_me_more", "thanks"),
    }
)


_NO_SUBJECTS = _ASIDES | {"affirm", "deny"}


_FEW_WORDS = 8  # a yes, a no or « par mail »: in a longer message the word may mean anything


_SHORT_YES = 3  # words around a yes that the classifier alone heard


_BARE = 2  # words: « laissez tomber », when anything longer may be a subject


_SUBJECT_LETTERS = 3


def agrees(heard: Heard, words: Words) -> bool:
    """Tell whether a message is a yes and nothing but a yes."""
    if is_question(heard.text) or is_long(heard.text):
        return False
    rest = f" {plain_words(heard.text)} "
    for phrase in sorted(map(plain_words, words.accept), key=len, reverse=True):
        rest = rest.replace(f" {phrase} ", "  ")
    if mentions(rest, [*words.doubt, *words.correct]):
        return False
    if heard.topic == "affirm":
        return len(rest.split()) <= _SHORT_YES
    around = set(plain_words(words.around_accept).split())
    return mentions(heard.text, words.accept) and around.issuperset(rest.split())


def denies(heard: Heard, words: Words) -> bool:
    """Tell whether a message says no, in a few words."""
    short = not is_question(heard.text) and not is_long(heard.text)
    return short and mentions(heard.text, words.deny) and not agrees(heard, words)


def settles(heard: Heard, words: Words) -> bool:
    """Tell whether a message is a yes or a no."""
    return heard.topic in ("affirm", "deny") or denies(heard, words) or agrees(heard, words)


def cancels(heard: Heard, asked: Asked, words: Words) -> bool:
    """Tell whether the visitor wants to leave."""
    most = _BARE if asked == "subject" else _FEW_WORDS
    if is_question(heard.text) or len(plain_words(heard.text).split()) > most:
        return False
    return mentions(heard.text, words.cancel)


def is_aside(heard: Heard) -> bool:
    """Tell whether a message is a question, or about the conversation itself."""
    return is_question(heard.text) or heard.topic in _ASIDES


def is_no_subject(text: str, heard: Heard, words: Words) -> bool:
    """Tell whether `text`, what was heard without its odd characters, is no subject."""
    return (
        text.startswith("/")
        or is_question(text)
        or heard.topic in _NO_SUBJECTS
        or sum(map(str.isalpha, text)) < _SUBJECT_LETTERS
        or (not is_long(text) and mentions(text, words.unsure))
    )


def named_field(text: str, content: ContactContent) -> FieldName | None:
    """Return the field that a message names, « le prénom », or None."""
    named = content.words.fields
    titles = content.fields
    return next((one for one in FIELDS if mentions(text, [*named[one], titles[one]])), None)


def is_long(text: str) -> bool:
    """Tell whether a message is so long that a word of it may mean anything."""
    return len(plain_words(text).split()) > _FEW_WORDS


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

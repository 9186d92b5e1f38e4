"""The contact request: its words, and what is a usable first name, e-mail or phone number.

Plain functions of text, which import neither Rasa nor TensorFlow. The French stands in
content/contact.yml.
"""

from bot.flows.contact.content import (
    CONTACT_FILE,
    FIELDS,
    OPTIONS,
    SUBJECT_LIMIT,
    Asked,
    ContactContent,
    FieldName,
    NotUsable,
    Question,
    Reason,
    Symbol,
    Texts,
    Unavailable,
    Words,
    contact_of,
    fill,
)
from bot.flows.contact.email import checked_email, email_in, likely_email
from bot.flows.contact.first_name import FIRST_NAME_LIMIT, bare_first_name, first_name_after
from bot.flows.contact.flow import ContactFlow
from bot.flows.contact.phone import checked_phone, phone_in, shown_phone
from bot.flows.contact.state import PAGE, TOPIC, Desk, NewContact

__all__ = [
    "CONTACT_FILE",
    "FIELDS",
    "FIRST_NAME_LIMIT",
    "OPTIONS",
    "PAGE",
    "SUBJECT_LIMIT",
    "TOPIC",
    "Asked",
    "ContactContent",
    "ContactFlow",
    "Desk",
    "FieldName",
    "NewContact",
    "NotUsable",
    "Question",
    "Reason",
    "Symbol",
    "Texts",
    "Unavailable",
    "Words",
    "bare_first_name",
    "checked_email",
    "checked_phone",
    "contact_of",
    "email_in",
    "fill",
    "first_name_after",
    "likely_email",
    "phone_in",
    "shown_phone",
]

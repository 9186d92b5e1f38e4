"""Personal data in a text, put out of sight: for logs, feedback and what is published."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ ]?[A-Za-z0-9]{4}){3,7}(?:[ ]?[A-Za-z0-9]{1,3})?\b")
# A French phone number, a social security number or a card number: eight digits or more, however
# they are grouped. « 1 867,02 euros » and years stay.
_LONG_NUMBER = re.compile(r"(?<![\d,])(?:\+|00)?\d(?:[ .\-/]?\d){7,18}(?![\d,])")


def mask(text: str) -> str:
    """Return `text` with addresses, phone numbers, bank and social security numbers replaced."""
    text = _EMAIL.sub("[e-mail]", text)
    text = _IBAN.sub("[compte]", text)
    return _LONG_NUMBER.sub("[numéro]", text)

"""Addresses and numbers as they are commonly written."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ ]?[A-Za-z0-9]{4}){3,7}(?:[ ]?[A-Za-z0-9]{1,3})?\b")
# A phone number, a social security number or a card number: eight digits or more, however they are
# grouped. Dates, periods and amounts keep their digits: « 11/08/2026 », « 1 867,02 euros ».
_LONG_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.,])(?!\d{1,2}/\d{1,2}/\d{4}\b)(?!\d{4}-\d{4}\b)"
    r"(?:\+|00)?(?:\(0\)|\d)(?:[^\S\n]{0,2}[.\-/]?[^\S\n]{0,2}(?:\(0\)|\d)){7,18}(?!\d|[.,]\d)"
)


def mask_written(text: str) -> str:
    """Return `text` with addresses, phone numbers, bank and social security numbers replaced."""
    text = _EMAIL.sub("[e-mail]", text)
    text = _IBAN.sub("[compte]", text)
    return _LONG_NUMBER.sub("[numéro]", text)

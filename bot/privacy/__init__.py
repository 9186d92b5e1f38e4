"""Personal data in what visitors write, put out of sight: for what is kept, logged or published.

What is found, how much of it, and what is not stands in docs/storage.md.
"""

from bot.privacy.contacts import mask_contacts
from bot.privacy.names import mask_names, names_in

__all__ = ["mask", "mask_contacts", "mask_names", "names_in"]


def mask(text: str) -> str:
    """Return `text` without names of people, addresses and numbers that tell who somebody is."""
    return mask_contacts(mask_names(text, names_in(text)))

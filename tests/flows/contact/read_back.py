"""A contact request as it stands at the consent, and what the actions share."""

from __future__ import annotations

from actions import desk

READ_BACK = {
    "asked": "consent",
    "first_name": "Zoé",
    "email": "zoe@exemple.fr",
    "subject": "Postuler",
}
SHARED = (desk.settings, desk.records, desk.courier)

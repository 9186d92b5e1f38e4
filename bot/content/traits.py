"""What the channels differ in, as far as the words go: by the names that Rasa knows them under."""

from __future__ import annotations

KIOSK = "kiosk"

# SMS and WhatsApp are read on a small screen, a kiosk is read standing.
BRIEF_CHANNELS = frozenset({"twilio", KIOSK, "whatsapp"})
# They are paid by the part: a turn is one, where it can be.
PAID_BY_THE_PART = frozenset({"twilio"})
# Its home screen says that a program answers.
ANNOUNCED = frozenset({KIOSK})
# « Tout est effacé », it says at the end: who used the screen leaves no word behind.
SHARED = frozenset({KIOSK})
# Buttons do there what « quitter » and « retour » do.
STEERED_BY_BUTTONS = frozenset({KIOSK})
# They show the sources of an answer by themselves, from the facts that it carries.
SOURCES_APART = frozenset({"web", KIOSK, "telegram", "facebook", "whatsapp", "slack"})

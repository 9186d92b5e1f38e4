"""What the channels differ in, as far as the words go: by the names that Rasa knows them under."""

from __future__ import annotations

# SMS and WhatsApp are read on a small screen, a kiosk is read standing.
BRIEF_CHANNELS = frozenset({"twilio", "kiosk", "whatsapp"})
# They are paid by the part: a turn is one, where it can be.
PAID_BY_THE_PART = frozenset({"twilio"})
# Its home screen says that a program answers.
ANNOUNCED = frozenset({"kiosk"})
# They show the sources of an answer by themselves, from the facts that it carries.
SOURCES_APART = frozenset({"web", "kiosk", "telegram", "facebook", "whatsapp", "slack"})

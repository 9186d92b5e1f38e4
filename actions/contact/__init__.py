"""« Laisser mes coordonnées »: a first name, an address or a number, a subject, a clear yes.

Nothing is saved before the yes, and no personal data stay in the state after the end.
"""

from actions.contact._flow import ContactFlow
from actions.contact._request import TOPIC, Desk, NewContact, Save

__all__ = ["TOPIC", "ContactFlow", "Desk", "NewContact", "Save"]

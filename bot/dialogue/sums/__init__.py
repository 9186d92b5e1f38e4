"""What a visitor asks to be worked out, by the values of facts or with their own figures."""

from bot.dialogue.sums.in_passing import reckoned_part
from bot.dialogue.sums.reckoning import Reckoner

__all__ = ["Reckoner", "reckoned_part"]

"""What a messaging channel works with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.channels.limits import Clock
from bot.channels.messaging.outbox import TO_ANSWER, back_off
from bot.content import Library
from bot.publishing import library
from bot.settings import Settings

_LOOK_EVERY = 5.0  # seconds between two looks for what another server left undone


@dataclass
class MessagingServices:
    """What a channel works with; tests give clocks, waits and patience of their own."""

    settings: Settings
    library: Library = field(default_factory=library)
    wall_clock: Clock = time.time
    clock: Clock = time.monotonic
    waits: Callable[[int], float] = back_off
    to_answer: float = TO_ANSWER
    look_every: float = _LOOK_EVERY

"""A bot that the bench talks to, and what its processes have used."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_TICK = 1_000 / os.sysconf("SC_CLK_TCK")  # milliseconds


@dataclass(frozen=True)
class Target:
    """Where a bot answers on Rasa's REST channel, with which headers, in which processes."""

    name: str
    url: str
    headers: dict[str, str]
    processes: tuple[int, ...]

    def processor(self) -> float:
        """Return the processor time of its processes so far, in milliseconds."""
        return sum(map(_used, self.processes))


def _used(process: int) -> float:
    # The second field, the program's name, may hold spaces: what follows it is counted from 3.
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * _TICK

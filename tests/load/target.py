"""A bot that the bench talks to, and what its processes have used."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

TICK = 1_000 / os.sysconf("SC_CLK_TCK")  # milliseconds


@dataclass(frozen=True)
class Target:
    """Where a bot answers on Rasa's REST channel, with which headers, in which processes.

    Of several `urls` each message takes the next, as a plain proxy does.
    """

    name: str
    urls: tuple[str, ...]
    headers: dict[str, str]
    processes: tuple[int, ...]

    def processor(self) -> float:
        """Return the processor time of its processes so far, in milliseconds."""
        return sum(map(used_by, self.processes))


def used_by(process: int, ended_children: bool = False) -> float:
    """Return the processor time of a process so far, in milliseconds; of none when it has ended.

    With `ended_children`, also that of the processes that it started and that are no more.
    """
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return 0
    # The second field, the program's name, may hold spaces: what follows it is counted from 3.
    fields = stat.rpartition(")")[2].split()
    return sum(map(int, fields[11 : 15 if ended_children else 13])) * TICK

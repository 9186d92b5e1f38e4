"""Two servers at once: one visitor's messages that meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.channels.web.servers import Servers, WebVisitor

_ROUNDS_OF_A_GAME = 2  # of two answers each, after which the fifth question is open


def meet(servers: Sequence[Servers], rounds: int) -> int:
    """Send two answers of one visitor at once to two servers, so often; return how many got lost.

    They answer the questions of a quiz, which goes on by two if each is heard after the other.
    """
    lost = 0
    with ThreadPoolExecutor(2) as pool:
        for round in range(rounds):
            if round % _ROUNDS_OF_A_GAME == 0:
                first = WebVisitor(servers[0].url)
                pair = [first, WebVisitor(servers[1].url, token=first.token)]
                first.send(payload="/play_myth_quiz")
                asked = 1
            reached = max(pool.map(lambda visitor: _question(visitor.say("vrai")), pair))
            lost += asked + 2 - reached
            asked = reached
    return lost


def _question(said: str) -> int:
    """Return the number of the question that the quiz asks."""
    found = re.search(r"Question (\d) sur 5", said)
    assert found, said
    return int(found[1])

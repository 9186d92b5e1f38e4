"""Two servers at once: one visitor's messages that meet, and how much more they answer together."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.channels.web.servers import Servers, WebVisitor

_ROUNDS_OF_A_GAME = 2  # of two answers each, after which the fifth question is open
_CROWD = 10  # visitors at once
_SAID = ("on gagne combien ?", "quels sont les horaires ?", "comment postuler ?", "merci")


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


def rate(servers: Sequence[Servers], messages: int) -> float:
    """Return how many messages a second ten visitors at once get answered, on all servers."""

    def talk(number: int) -> None:
        visitor = WebVisitor(servers[number % len(servers)].url)
        for count in range(messages):
            visitor.say(_SAID[count % len(_SAID)])

    with ThreadPoolExecutor(_CROWD) as pool:
        list(pool.map(talk, range(_CROWD)))  # what loads late is loaded
        began = time.perf_counter()
        list(pool.map(talk, range(_CROWD)))
    return _CROWD * messages / (time.perf_counter() - began)


def _question(said: str) -> int:
    """Return the number of the question that the quiz asks."""
    found = re.search(r"Question (\d) sur 5", said)
    assert found, said
    return int(found[1])

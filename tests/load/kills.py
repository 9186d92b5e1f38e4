"""Conversations and consents while the parts of an installation are killed, one after the other."""

from __future__ import annotations

import json
import random
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice
from threading import Condition, Thread
from typing import Any

import requests

from bot.storage import Records
from tests.channels.web.servers import Servers, WebVisitor
from tests.conftest import Recipient, wait_for
from tests.storage.cluster import Cluster

_SAID: tuple[dict[str, str], ...] = (
    {"payload": "/play_myth_quiz", "title": "Vrai ou faux"},
    {"text": "vrai"},
    {"text": "faux"},
    {"text": "on gagne combien ?"},
    {"text": "stop"},
    {"text": "quels sont les horaires ?"},
    {"payload": "/find_my_job", "title": "Quel métier me va ?"},
    {"text": "1"},
    {"text": "2"},
    {"text": "zut flûte"},
    {"text": "stop"},
    {"payload": "/positive_feedback", "title": "👍"},
)
_CALLER = ({"payload": "/leave_contact_details", "title": "Mes coordonnées"}, {"text": "Inès"})
_PATIENCE = 600  # seconds that a visitor goes on sending one message, on a busy machine
_BETWEEN = (30, 60)  # turns from one kill to the next,
_AHEAD = 30  # and that may be answered while a part starts again
_AFTER = 0.15  # seconds: a kill comes at any moment of a turn


@dataclass(frozen=True)
class Part:
    """What may be killed, and how it comes back."""

    name: str
    kill: Callable[[], None]
    start: Callable[[], None]


@dataclass
class Tally:
    """What became of so many turns; `kills` counts them by part."""

    turns: int = 0
    lost: int = 0
    double: int = 0
    out_of_order: int = 0
    kills: Counter[str] = field(default_factory=Counter)


def parts_of(servers: Sequence[Servers], cluster: Cluster | None = None) -> list[Part]:
    """Return all that may be killed: each Rasa server, the action server, the database."""
    starts = [partial(each.start, _PATIENCE) for each in servers]
    parts = [
        Part(f"Rasa {number}", each.kill_rasa, start)
        for number, (each, start) in enumerate(zip(servers, starts, strict=True), 1)
    ]
    parts.append(Part("actions", servers[0].kill_actions, starts[0]))
    if cluster:
        parts.append(Part("PostgreSQL", cluster.stop, cluster.start))
    return parts


def converse(
    servers: Sequence[Servers], parts: Sequence[Part], people: int, turns: int, seed: int
) -> Tally:
    """Have so many people say so many things each while parts are killed; tell what was lost."""

    def talk(number: int) -> tuple[WebVisitor, dict[str, Any]]:
        draw, visitors = random.Random(seed + number), _everywhere(servers)
        said: dict[str, Any] = {}
        for message in islice(cycle(_SAID), turns):  # « stop » before any flow would start over
            id = str(uuid.UUID(int=draw.getrandbits(128)))
            said[id] = _answer(visitors, draw, {"id": id, **message})
            killer.answered()
        return visitors[0], said

    with _Killer(parts, seed) as killer, ThreadPoolExecutor(people) as pool:
        talked = list(pool.map(talk, range(people)))
    tallies = [_tally(said, visitor.history()) for visitor, said in talked]  # all are up again
    names = ("turns", "lost", "double", "out_of_order")
    return Tally(*(sum(getattr(tally, name) for tally in tallies) for name in names), killer.kills)


def consent(
    servers: Sequence[Servers], parts: Sequence[Part], recipient: Recipient, rounds: int, seed: int
) -> Tally:
    """Have ten people agree at once, in each round, while a part is killed; tell what arrived.

    A person is lost whose request does not arrive, and double who stands twice in the database, or
    reaches the recipient under two ids.
    """
    draw, tally = random.Random(seed), Tally()
    for round in range(rounds):
        addresses = [f"ines.{seed}.{round}.{number}@example.fr" for number in range(10)]
        part = draw.choice(parts)
        _agree_while(part, servers, addresses, draw)
        _await(recipient, set(addresses))
        tally.kills[part.name] += 1
        tally.turns += len(addresses)
    kept = Counter(
        str(request.email) for request in Records(servers[0].settings.database).contacts()
    )
    ids = {(body["email"], body["id"]) for body in recipient.received}
    arrived = Counter(email for email, _ in ids)
    tally.lost = tally.turns - len(arrived)
    tally.double = sum(1 for email in kept if kept[email] > 1 or arrived[email] > 1)
    return tally


def _agree_while(
    part: Part, servers: Sequence[Servers], addresses: list[str], draw: random.Random
) -> None:
    """Have the callers of so many addresses agree while a part is killed and started again."""
    with ThreadPoolExecutor(len(addresses)) as pool:
        people = list(pool.map(lambda address: _caller(servers, address), addresses))
        draws = [random.Random(draw.random()) for _ in people]
        agreeing = [pool.submit(_agree, *each) for each in zip(people, draws, strict=True)]
        time.sleep(draw.uniform(0, 2 * _AFTER))
        part.kill()
        part.start()
        for agreed in agreeing:
            agreed.result()


class _Killer(Thread):
    """Kills a part each time that some fifty turns were answered, each part in turn, and starts it
    again; who talks waits before he is as far as the next, so that all are killed on any machine.
    """

    def __init__(self, parts: Sequence[Part], seed: int) -> None:
        super().__init__()
        self.kills: Counter[str] = Counter()
        self._parts = parts
        self._draw = random.Random(seed)
        self._answered = 0
        self._due = 1
        self._over = False
        self._changed = Condition()

    def __enter__(self) -> _Killer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._over = True
            self._changed.notify_all()
        self.join()

    def answered(self) -> None:
        """Count a turn, and wait while the next kill is overdue."""
        with self._changed:
            self._answered += 1
            self._changed.notify_all()
            patience = 2 * _PATIENCE
            assert self._changed.wait_for(lambda: self._answered < self._due + _AHEAD, patience)

    def run(self) -> None:
        parts = list(self._parts)
        self._draw.shuffle(parts)
        for part in cycle(parts):
            with self._changed:
                self._changed.wait_for(lambda: self._over or self._answered >= self._due)
                if self._over:
                    return
            time.sleep(self._draw.uniform(0, _AFTER))
            part.kill()
            part.start()
            with self._changed:
                self.kills[part.name] += 1
                self._due = self._answered + self._draw.randint(*_BETWEEN)
                self._changed.notify_all()


def _everywhere(servers: Sequence[Servers]) -> list[WebVisitor]:
    """Return one visitor as all servers know him."""
    first: list[WebVisitor] = []

    def opened() -> bool:
        try:
            first.append(WebVisitor(servers[0].url))
        except (requests.RequestException, AssertionError):
            return False
        return True

    wait_for(opened, "a session", _PATIENCE)
    return [WebVisitor(each.url, token=first[0].token) for each in servers]


def _answer(visitors: list[WebVisitor], draw: random.Random, message: dict[str, str]) -> Any:
    """Send a message to one server or another until it is answered, as a page does."""
    told: list[Any] = []

    def answered() -> bool:
        try:
            answer = draw.choice(visitors).ask("POST", "messages", message)
        except requests.RequestException:
            return False
        if answer.status_code == 200:
            told.append(answer.json()["replies"])
        return answer.status_code == 200

    wait_for(answered, "an answer", _PATIENCE)
    return told[0]


def _tally(said: dict[str, Any], history: list[dict[str, Any]]) -> Tally:
    kept = [turn["id"] for turn in history]
    replies = {turn["id"]: turn["replies"] for turn in history}
    lost = [id for id, told in said.items() if replies.get(id) != told]
    once = list(dict.fromkeys(kept))
    expected = [id for id in said if id in replies]
    misplaced = sum(1 for id, other in zip(once, expected, strict=False) if id != other)
    return Tally(len(said), len(lost), len(kept) - len(once), misplaced)


def _caller(servers: Sequence[Servers], address: str) -> list[WebVisitor]:
    """Return a visitor who is asked for the consent."""
    visitors, draw = _everywhere(servers), random.Random(address)
    for message in (*_CALLER, {"text": address}, {"text": "Postuler"}):
        _answer(visitors, draw, {"id": str(uuid.uuid4()), **message})
    return visitors


def _agree(visitors: list[WebVisitor], draw: random.Random) -> None:
    """Say « oui » until the bot has heard it."""

    def agreed() -> bool:
        replies = _answer(visitors, draw, {"id": str(uuid.uuid4()), "text": "oui"})
        return all(reply["topic"] not in ("actions_away", "not_saved") for reply in replies)

    wait_for(agreed, "the consent", _PATIENCE)


def _await(recipient: Recipient, addresses: set[str]) -> None:
    def have_arrived() -> bool:
        return addresses <= {body["email"] for body in json.loads(recipient.all_text)}

    wait_for(have_arrived, "the requests", _PATIENCE)

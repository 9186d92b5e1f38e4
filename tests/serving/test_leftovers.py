"""What is left of a visitor on the disk of real servers: nothing, after an erasure or a purge."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.storage import Erasure, Records
from bot.storage.outbox import Outbox
from bot.storage.retention import purge_old
from tests.channels.web.servers import WebVisitor, running
from tests.conftest import (
    Recipient,
    free_ports,
    run_decroche,
    serving,
    settings_in,
    wait_for,
    with_model_of,
)
from tests.storage.rasa_events import count_events, make_events

NAME, EMAIL = "Barnabé-Philémon", "barnabe.philemon@exemple.fr"
SECRETS = (
    *(NAME, "Barnab\\u00e9", "barnabé-philémon", EMAIL),
    *("06 98 76 54 32", "0698765432", "+33698765432", "698765432"),
)
EXPORTS = [("contacts", "export"), ("feedback", "export"), ("questions", "export")]


@pytest.fixture(scope="module")
def installation(
    settings: Settings, recipient: Recipient, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """Running servers that somebody gets requests of; their broker is away, so events wait."""
    data, (closed,) = tmp_path_factory.mktemp("leftovers"), free_ports(1)
    broker = f"amqp://127.0.0.1:{closed}"
    own = with_model_of(settings, data, contact_webhook=recipient.url, event_broker=broker)
    with serving(own):
        yield own


def _plant(installation: Settings) -> WebVisitor:
    """Leave name, address and number wherever a visitor can."""
    visitor = WebVisitor(f"{installation.url}/web")
    visitor.say(f"bonjour, je suis {NAME}, {EMAIL}, 06 98 76 54 32")
    visitor.say(f"blorp {NAME} grumpf 06 98 76 54 32 zwirk")  # understood by nobody, and kept
    visitor.say("on gagne combien ?")
    visitor.send(payload="/negative_feedback")
    for words in ("je veux laisser mes coordonnées", NAME, EMAIL, "la formation", "oui"):
        visitor.say(words)
    assert any(contact.email == EMAIL for contact in Records(installation.database).contacts())
    return visitor


def _left(installation: Settings) -> list[str]:
    """Return where words of the visitor's still stand: files, exports, what waits for a broker."""
    files = [path for path in installation.data.rglob("*") if path.is_file()]
    places = {str(path): path.read_bytes() for path in files}
    for export in EXPORTS:
        places[" ".join(export)] = run_decroche(*export, settings=installation).stdout.encode()
    places["outbox"] = str(Outbox(installation.database).next(10_000)).encode()
    return [
        f"{secret} in {place}"
        for place, content in places.items()
        for secret in SECRETS
        if secret.encode() in content
    ]


def test_nothing_is_left_after_an_erasure(installation: Settings) -> None:
    visitor = _plant(installation)
    assert _left(installation)
    assert visitor.ask("DELETE", "conversation").status_code == 204
    assert _left(installation) == []


def test_nothing_is_left_after_a_purge(installation: Settings) -> None:
    _plant(installation)
    assert _left(installation)
    later = datetime.now(UTC) + timedelta(days=installation.contact_days + 1)
    purge_old(Erasure(installation.database), installation, later)
    assert _left(installation) == []


def test_only_the_account_of_the_servers_reads_their_files(installation: Settings) -> None:
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in installation.data.rglob("*")
        if path.is_file() and "models" not in path.parts  # copied for the test
    }
    assert {"conversations.db", "conversations.db-wal", "rasa.log", "actions.log", "secret"} <= {
        *modes
    }
    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}


def test_running_servers_purge_by_themselves(settings: Settings, tmp_path: Path) -> None:
    database = settings_in(tmp_path).database
    now = datetime.now(UTC)
    make_events(database, [("old", now - timedelta(days=31)), ("new", now)])
    with running(tmp_path, settings.model.parent):
        wait_for(lambda: count_events(database) == 1, "the purge")

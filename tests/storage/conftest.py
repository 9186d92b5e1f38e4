"""The databases that the tests of the records run on: a SQLite file and a PostgreSQL of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.storage import Records, engine_for
from tests.storage.cluster import new_database, own_cluster


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL, less the database, of a PostgreSQL server that lives as long as the session."""
    with own_cluster() as cluster:
        yield cluster.url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, of each kind in turn; its connections close after the test."""
    if request.param == "sqlite":
        made = f"sqlite:///{tmp_path}/conversations.db"
    else:
        made = new_database(request.getfixturevalue("postgresql"))
    yield made
    engine_for(made).dispose()


@pytest.fixture
def records(url: str) -> Records:
    """The records in an empty database of each kind."""
    return Records(url)


@pytest.fixture
def add_contact() -> Callable[..., str]:
    """A function that keeps a contact request and returns its id."""

    def add(records: Records, **changes: object) -> str:
        values: dict[str, object] = {
            "conversation": "visitor",
            "first_name": "Zoé",
            "email": "zoe@example.fr",
            "phone": "+33612345678",
            "subject": "L'alternance",
            "consent_text": "J'accepte d'être recontactée.",
        }
        return records.add_contact(**{**values, **changes}).id  # type: ignore[arg-type]

    return add

"""The databases that the tests of the records run on: a SQLite file and a PostgreSQL of our own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

from bot.storage import Records, engine_for
from tests.conftest import free_ports

_ACCOUNT = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL, less the database, of a PostgreSQL server that lives as long as the session."""
    programs = _postgresql_programs()
    # Not in pytest's folder, which only the account that runs the tests may enter.
    folder = Path(tempfile.mkdtemp(prefix="decroche-postgresql-"))
    if _ACCOUNT:
        shutil.chown(folder, _ACCOUNT)
    (port,) = free_ports(1)
    options = f"-F -p {port} -c listen_addresses=127.0.0.1 -k {folder}"
    cluster = ["-D", str(folder / "data")]

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), *cluster, *arguments]
        subprocess.run(command, cwd=folder, user=_ACCOUNT, check=True, stdout=subprocess.DEVNULL)

    try:
        run("initdb", "-U", "decroche", "--auth=trust", "--no-sync", "--encoding=UTF8")
        run("pg_ctl", "start", "-w", "-o", options, "-l", str(folder / "log"))
        try:
            yield f"postgresql://decroche@127.0.0.1:{port}"
        finally:
            run("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, of each kind in turn; its connections close after the test."""
    if request.param == "sqlite":
        made = f"sqlite:///{tmp_path}/conversations.db"
    else:
        server, name = request.getfixturevalue("postgresql"), f"test_{uuid.uuid4().hex}"
        connection = psycopg2.connect(f"{server}/postgres")
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {name}")
        connection.close()
        made = f"{server}/{name}"
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


def _postgresql_programs() -> Path:
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    pytest.skip("no PostgreSQL programs on this machine")

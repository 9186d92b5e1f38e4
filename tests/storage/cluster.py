"""A PostgreSQL server of our own, which may be restarted or killed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from tests.conftest import free_ports

_ACCOUNT = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root


@dataclass
class Cluster:
    """A PostgreSQL server on this machine, its data in a folder of its own."""

    programs: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        """The URL of its databases, less the database."""
        return f"postgresql://decroche@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-F -p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"
        self._run("pg_ctl", "start", "-w", "-o", options, "-l", str(self.folder / "log"))

    def stop(self) -> None:
        """End it as a crash would: nothing is finished, nobody is told."""
        self._run("pg_ctl", "stop", "-m", "immediate")

    def processes(self) -> tuple[int, list[int]]:
        """Return the ids of the process that was started, and of those that it started."""
        first = (self.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0]
        children = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="utf-8")
        return int(first), [*map(int, children.split())]

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self.programs / program), "-D", str(self.folder / "data"), *arguments],
            cwd=self.folder,
            user=_ACCOUNT,
            check=True,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def own_cluster() -> Iterator[Cluster]:
    """Run a PostgreSQL server; without its programs the test is skipped."""
    programs = _programs()
    # Not in pytest's folder, which only the account that runs the tests may enter.
    folder = Path(tempfile.mkdtemp(prefix="decroche-postgresql-"))
    if _ACCOUNT:
        shutil.chown(folder, _ACCOUNT)
    (port,) = free_ports(1)
    cluster = Cluster(programs, folder, port)
    try:
        cluster._run("initdb", "-U", "decroche", "--auth=trust", "--no-sync", "--encoding=UTF8")
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder)


def new_database(server: str) -> str:
    """Make an empty database on a server, by its URL, and return the URL of the database."""
    name = f"test_{uuid.uuid4().hex}"
    connection = psycopg2.connect(f"{server}/postgres")
    connection.autocommit = True
    connection.cursor().execute(f"CREATE DATABASE {name}")
    connection.close()
    return f"{server}/{name}"


def _programs() -> Path:
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    pytest.skip("no PostgreSQL programs on this machine")

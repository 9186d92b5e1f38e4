"""`decroche run`: starts, stops, and says in one line what keeps it from running."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import StartupError
from bot.serving import launcher
from bot.settings import ROOT, Settings
from bot.storage import open_database
from bot.storage.outbox import Outbox
from tests.conftest import (
    DECROCHE,
    answers,
    are_ready,
    free_ports,
    run_decroche,
    settings_in,
    wait_for,
)
from tests.storage.rasa_events import make_events
from tests.visitor import Visitor


@contextmanager
def running(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """Run the bot until it says how to stop it; on leaving, whatever is left of it is killed."""
    with subprocess.Popen(
        [*DECROCHE, "run"],
        env={**os.environ, **settings.as_environment()},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        try:
            said = list(iter(process.stdout.readline, "Ctrl-C stops it.\n"))
            assert any(settings.url in line for line in said), said
            assert not any("Warning" in line for line in said)
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def _down(settings: Settings) -> bool:
    return not answers(settings.url) and not answers(f"{settings.own_action_address}/health")


@pytest.fixture
def installation(settings: Settings, tmp_path: Path) -> Settings:
    """An installation of its own with the session's model."""
    own = settings_in(tmp_path)
    shutil.copytree(settings.model.parent, own.model.parent)
    return own


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_both_servers(installation: Settings, number: signal.Signals) -> None:
    with running(installation) as process:
        process.send_signal(number)
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert output == "Stopped.\n"
    assert errors.splitlines() == ["Starting the servers…"], "quiet by default"
    assert _down(installation)


def test_no_server_outlives_a_killed_parent(installation: Settings) -> None:
    with running(installation) as process:
        process.kill()
        process.wait()
        wait_for(lambda: _down(installation), "the end of the orphans")


@pytest.mark.parametrize("name", ["action", "rasa"])
def test_a_killed_server_is_started_again_and_said_so_in_one_line(
    installation: Settings, name: str
) -> None:
    with running(installation) as process:
        killed = _child(process.pid, f"bot.serving.{name}_server")
        os.kill(killed, signal.SIGKILL)
        wait_for(lambda: _has_another(process.pid, name, killed), "the next server")
        wait_for(lambda: are_ready(installation), "its answer")
        assert Visitor(installation).say("on gagne combien ?")
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    _, told = errors.splitlines()
    assert told.startswith(f"{name} server: ended with code -9")
    assert told.endswith("(starts again in 1 s)")


def test_servers_whose_broker_is_away_start_and_answer(installation: Settings) -> None:
    (closed,) = free_ports(1)
    own = replace(installation, event_broker=f"amqp://guest:guest@127.0.0.1:{closed}")
    with running(own) as process:
        assert Visitor(own).say("on gagne combien ?")
        process.send_signal(signal.SIGTERM)  # lets the turn be written, and the outbox go
        process.communicate(timeout=60)
    assert "on gagne combien" in str(Outbox(own.database).next(50))


def test_who_reads_the_database_does_not_keep_the_servers_from_starting(
    installation: Settings,
) -> None:
    open_database(installation.database)
    make_events(installation.database, [("old", datetime.now(UTC) - timedelta(days=31))])
    with sqlite3.connect(installation.data / "conversations.db") as backup:
        backup.execute("BEGIN")
        backup.execute("SELECT * FROM events").fetchone()
        with running(installation) as process:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
    backup.close()
    assert process.returncode == 0


def test_a_database_that_is_away_is_one_line(installation: Settings) -> None:
    (closed,) = free_ports(1)
    own = replace(installation, database=f"postgresql://u:s3cret@127.0.0.1:{closed}/none")
    run = run_decroche("run", settings=own)
    assert run.returncode == 2
    assert run.stderr.startswith(f"postgresql://127.0.0.1:{closed}/none: cannot be used")
    assert run.stderr.count("\n") == 1 and "s3cret" not in run.stderr


@pytest.mark.parametrize("setting", ["port", "action_port"])
def test_a_busy_port_is_one_line_and_exit_code_2(installation: Settings, setting: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = run_decroche("run", settings=replace(installation, **{setting: port}))
    assert run.returncode == 2
    assert f"127.0.0.1:{port}" in run.stderr
    assert f"DECROCHE_{setting.upper()}" in run.stderr


@pytest.mark.parametrize("setting", ["host", "action_host"])
@pytest.mark.parametrize("host", ["nosuch.invalid", "203.0.113.7", "2001:db8::7", f"{'a' * 70}.fr"])
def test_a_host_that_is_not_this_machine_is_named(tmp_path: Path, setting: str, host: str) -> None:
    own = replace(settings_in(tmp_path), **{setting: host})
    with pytest.raises(StartupError, match="is no address of this machine") as caught:
        launcher.run(own, False, lambda: None, lambda line: None)
    assert caught.value.where == f"DECROCHE_{setting.upper()}" and f"« {host} »" in str(
        caught.value
    )


def test_the_servers_listen_on_ipv6_too(installation: Settings) -> None:
    with running(replace(installation, host="::1", action_host="::1")) as process:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 0


def test_a_data_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file where a folder should be")
    run = run_decroche("train", settings=settings_in(tmp_path))
    assert run.returncode == 2
    assert len(run.stderr.strip().splitlines()) <= 2
    assert "DECROCHE_DATA" in run.stderr


def test_a_file_where_the_logs_should_be_is_named(installation: Settings) -> None:
    installation.logs.write_text("a file where a folder should be")
    run = run_decroche("run", settings=installation)
    assert run.returncode == 2
    assert f"{installation.logs}: cannot write there" in run.stderr


def test_a_damaged_model_is_one_line(installation: Settings) -> None:
    installation.model.write_bytes(b"no archive")
    run = run_decroche("run", settings=installation)
    assert run.returncode == 2
    assert "decroche train" in run.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("DECROCHE_PORT", "lots"), ("DECROCHE_VOICE", "no-such-program")]
)
def test_a_setting_that_cannot_be_used_is_one_line(name: str, value: str) -> None:
    run = subprocess.run(
        [*DECROCHE, "run"],
        env={**os.environ, name: value},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.startswith(name)
    assert run.stderr.count("\n") == 1


def _has_another(parent: int, name: str, former: int) -> bool:
    try:
        return _child(parent, f"bot.serving.{name}_server") != former
    except (AssertionError, FileNotFoundError):  # none, or one that is just ending
        return False


def _child(parent: int, module: str) -> int:
    """Return the process id of the child of `parent` that runs `module`."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    for child in children:
        if module in Path(f"/proc/{child}/cmdline").read_text():
            return int(child)
    raise AssertionError(f"{parent} has no child that runs {module}")

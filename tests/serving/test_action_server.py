"""The running action server: who may call it, and what a call may be."""

from __future__ import annotations

import http.client
import os
import stat
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.installation.secret import action_secret
from bot.settings import ROOT, Settings
from bot.storage import Records
from tests.conftest import answers, free_ports, serving, settings_in, wait_for, with_model_of
from tests.visitor import Visitor

CONSENT = {
    "asked": "consent",
    "first_name": "Zoé",
    "email": "zoe@exemple.fr",
    "subject": "Postuler",
}


@contextmanager
def acting(settings: Settings) -> Iterator[Settings]:
    """The action server of an installation, alone."""
    settings.logs.mkdir(parents=True, exist_ok=True)
    with (
        (settings.logs / "actions.log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, "-m", "bot.serving.action_server"],
            env={**os.environ, **settings.as_environment()},
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            health = f"{settings.own_action_address}/health"
            wait_for(lambda: process.poll() is not None or answers(health), "the action server")
            assert process.poll() is None, "the action server ended at once"
            yield settings
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def actions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    data = tmp_path_factory.mktemp("actions")
    webhook = {"contact_webhook": "http://127.0.0.1:9/"}
    with acting(replace(settings_in(data), **webhook)) as settings:  # type: ignore[arg-type]
        yield settings


def consented() -> dict[str, Any]:
    """Return the call by which a visitor's « oui » stores a contact request."""
    heard = {"text": "oui j'accepte", "intent": {"name": "affirm"}, "entities": []}
    return {
        "next_action": "validate_contact_form",
        "sender_id": "zoe",
        "tracker": {
            "sender_id": "zoe",
            "slots": {"contact": CONSENT},
            "latest_message": heard,
            "events": [],
            "active_loop": {},
        },
        "domain": {},
        "version": "3.6.21",
    }


def post(settings: Settings, path: str = "/webhook", **more: Any) -> requests.Response:
    """Call the action server."""
    return requests.post(f"{settings.own_action_address}{path}", timeout=60, **more)


def bearing(settings: Settings, **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {action_secret(settings)}", **more}


@pytest.mark.parametrize("authorization", [None, "Bearer", "Bearer wrong", "Bearer é", "Basic x"])
def test_without_the_secret_nothing_is_done(actions: Settings, authorization: str | None) -> None:
    headers = {"Authorization": authorization.encode("latin-1")} if authorization else {}
    answer = post(actions, json=consented(), headers=headers)
    assert answer.status_code == 401
    assert not Records(actions.database).contacts()
    assert requests.get(f"{actions.own_action_address}/actions", timeout=60).status_code == 401


def test_with_the_secret_the_same_call_is_done(actions: Settings) -> None:
    answer = post(actions, json=consented(), headers=bearing(actions))
    assert answer.status_code == 200, answer.text
    assert [contact.first_name for contact in Records(actions.database).contacts()] == ["Zoé"]


def test_the_secret_is_kept_for_its_account_alone(actions: Settings) -> None:
    file = actions.data / "action_secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(file.read_text()) >= 32


def test_the_server_listens_on_this_machine_only(tmp_path: Path) -> None:
    with acting(replace(settings_in(tmp_path), host="0.0.0.0")) as settings:
        port = f":{settings.action_port:04X}"
        table = Path("/proc/net/tcp").read_text().splitlines()[1:]
        listening = [line.split()[1] for line in table if line.split()[3] == "0A"]
        assert [place for place in listening if place.endswith(port)] == [f"0100007F{port}"]


@pytest.mark.parametrize("encoding", ["deflate", "gzip", "identity"])
def test_nothing_is_inflated(actions: Settings, encoding: str) -> None:
    bomb = zlib.compress(b"0" * 50_000_000)
    answer = post(actions, data=bomb, headers=bearing(actions, **{"Content-Encoding": encoding}))
    assert answer.status_code == 415


def test_a_large_call_is_refused_before_it_is_read(actions: Settings) -> None:
    line = http.client.HTTPConnection("127.0.0.1", actions.action_port, timeout=60)
    headers = bearing(actions, **{"Content-Length": "17000000"})
    line.putrequest("POST", "/webhook")
    for name, value in headers.items():
        line.putheader(name, value)
    line.endheaders()
    assert line.getresponse().status == 413
    line.close()


@pytest.mark.parametrize("path", ["/", "/nothing", "/webhook/x", "/../etc/passwd"])
def test_an_unknown_address_is_404_and_no_more(actions: Settings, path: str) -> None:
    answer = post(actions, path, json={"words": "mes mots"}, headers=bearing(actions))
    assert answer.status_code == 404
    assert answer.text == '{"error": 404}'
    assert "Traceback" not in (actions.logs / "actions.log").read_text()


@pytest.mark.parametrize("body", ["[]", '"mes mots"', '{"next_action": "action_erase"}', "{"])
def test_a_call_that_makes_no_sense_is_told_in_no_words_of_its_own(
    actions: Settings, body: str
) -> None:
    headers = bearing(actions, **{"Content-Type": "application/json"})
    answer = post(actions, data=body, headers=headers)
    assert answer.status_code in (400, 500)
    assert answer.text == f'{{"error": {answer.status_code}}}'
    log = (actions.logs / "actions.log").read_text()
    assert "Traceback" not in log and "mes mots" not in log


def test_an_action_server_elsewhere_serves_a_rasa_server_that_starts_none(
    settings: Settings, tmp_path: Path
) -> None:
    secret = "shared-by-two-machines"
    away = replace(settings_in(tmp_path / "away"), action_secret=secret)
    with acting(away):
        here = with_model_of(
            settings,
            tmp_path / "here",
            action_secret=secret,
            action_url=away.own_action_address,
            action_port=free_ports(1)[0],
        )
        with serving(here):
            assert "1" in Visitor(here).say("/play_myth_quiz")
            assert not answers(f"{here.own_action_address}/health")

"""Two processes that deliver from one database: each request arrives once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable

from bot.settings import ROOT, Settings
from bot.storage import Records
from tests.conftest import wait_for
from tests.storage.delivery.recipients import Webhook, web_server

Add = Callable[..., str]
_REQUESTS = 100
_COURIER = """
import sys, threading
from bot.flows.contact.courier import run_deliveries
from bot.settings import Settings
from bot.storage import Records
settings = Settings.from_environment()
records = Records(settings.database)
stop, wake = threading.Event(), threading.Event()
print("ready", flush=True)
input()
deliveries = threading.Thread(target=run_deliveries, args=(records, settings, str, stop, wake))
deliveries.start()
input()
stop.set()
wake.set()
deliveries.join()
"""


def test_two_processes_deliver_each_request_once(
    records: Records, add_contact: Add, by_web: Settings, ports: tuple[int, int], url: str
) -> None:
    ids = [add_contact(records) for _ in range(_REQUESTS)]
    environment = {**os.environ, **by_web.as_environment(), "DECROCHE_DATABASE": url}
    couriers = [
        subprocess.Popen(
            [sys.executable, "-c", _COURIER],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    webhook = Webhook()
    with web_server(webhook, ports[1]):
        for courier in couriers:
            assert courier.stdout and courier.stdout.readline() == "ready\n"
        for courier in couriers:
            assert courier.stdin
            courier.stdin.write("\n")
            courier.stdin.flush()
        wait_for(
            lambda: all(contact.delivered_at for contact in records.contacts()), "the deliveries"
        )
        for courier in couriers:
            courier.communicate("\n")
    assert [courier.returncode for courier in couriers] == [0, 0]
    assert Counter(body["id"] for _, body in webhook.requests) == Counter(ids)
    assert {contact.attempts for contact in records.contacts()} == {1}

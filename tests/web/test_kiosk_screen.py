"""The kiosk as its unit starts it: Chromium alone on the screen of cage, with Debian's voice.

The screen is one that cage makes in memory; what it shows is seen by Chromium's developer tools.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.channels.web.servers import Servers
from tests.conftest import answers, free_ports, wait_for
from tests.kiosk_units import service
from tests.web.conftest import FLAGS
from tests.web.kiosk import SCREEN, Kiosk

pytestmark = pytest.mark.browser  # one that cage starts

SIZE = [1280, 720]  # of the screen that wlroots makes
MOST_FOR_VOICES = 60_000.0  # milliseconds, on a machine that is busy


def _command(page: str, folder: str, port: int) -> list[str]:
    """Return what the unit runs, for another page, and seen by its developer tools."""
    command = service("borne.service")["ExecStart"].replace("%t", folder)
    *words, last = shlex.split(command)
    assert last == "${BORNE_PAGE}"
    return [*words, *FLAGS, f"--remote-debugging-port={port}", page]


@pytest.fixture
def screen(servers: Servers) -> Iterator[Page]:
    """What the kiosk's screen shows, with « Écouter »."""
    # Its sockets lie there, whose addresses have 108 characters at most.
    with TemporaryDirectory(prefix="borne") as folder, sync_playwright() as playwright:
        (port,) = free_ports(1)
        command = _command(f"{servers.url}/kiosk?listen=1", folder, port)
        with subprocess.Popen(
            command,
            env={**os.environ, **SCREEN, "XDG_RUNTIME_DIR": folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as cage:
            try:
                tools = f"http://127.0.0.1:{port}"
                wait_for(lambda: answers(f"{tools}/json/version"), "the kiosk's Chromium")
                chromium = playwright.chromium.connect_over_cdp(tools)
                yield chromium.contexts[0].pages[0]
            finally:
                cage.terminate()


def test_the_kiosk_fills_the_screen_and_speaks_french(screen: Page) -> None:
    kiosk = Kiosk(screen).wake()
    assert screen.evaluate("[innerWidth, innerHeight]") == SIZE
    kiosk.ask_first_topic()
    expect(screen.locator(".listen")).to_have_text("Écouter")
    # Chromium asks for the voices in the background. Espeak's Belgian ones come before France's.
    chosen = "import('/web/assets/voice.js').then(({ frenchVoice }) => frenchVoice()?.lang)"
    screen.wait_for_function(f"async () => await {chosen}", timeout=MOST_FOR_VOICES)
    assert screen.evaluate(chosen) == "fr-FR"

"""deploy/kiosk/borne.json in Debian's Chromium: the kiosk is shown, nothing else is.

The policy lies where Chromium reads it, for this one Chromium: a mount of its own process.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, sync_playwright

from bot.settings import ROOT
from tests.conftest import answers, free_ports, wait_for
from tests.web.conftest import CHROMIUM, FLAGS
from tests.web.kiosk import SCREEN
from tests.web.places import HostSite

POLICY = ROOT / "deploy" / "kiosk" / "borne.json"
READ_BY_CHROMIUM = Path("/etc/chromium")
ALONE = ("unshare", "--mount", "--user", "--map-root-user")
MOUNTED = 'mount --bind "$0" "$1" && shift && exec "$@"'
BLOCKED = "ERR_BLOCKED_BY_ADMINISTRATOR"
PAGE = "<!doctype html><html><title>Borne</title><main>La borne est là</main></html>"
_PATIENCE = 90  # seconds that Chromium may take on a busy machine


def mounted(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command to which a folder is what Chromium reads its policies from."""
    script = ("sh", "-c", MOUNTED, str(folder), str(READ_BY_CHROMIUM), *command)
    return subprocess.run([*ALONE, *script], capture_output=True, text=True, timeout=_PATIENCE)


@pytest.fixture
def policies(tmp_path: Path, host: HostSite) -> Path:
    """Chromium's folder with the policy in it, for a kiosk at another port.

    Chromium is seen from outside by its developer tools alone, which the policy closes.
    """
    text = POLICY.read_text(encoding="utf-8").replace("http://127.0.0.1:5005", host.url)
    policy = json.loads(text)
    del policy["DeveloperToolsAvailability"]
    managed = tmp_path / "policies" / "managed"
    managed.mkdir(parents=True)
    (managed / POLICY.name).write_text(json.dumps(policy), encoding="utf-8")
    if shutil.which("unshare") is None or not READ_BY_CHROMIUM.is_dir():
        pytest.skip(f"no unshare, or no {READ_BY_CHROMIUM} to mount on")
    tried = mounted(tmp_path, "true")
    if tried.returncode:
        pytest.skip(f"no process may mount a folder of its own here: {tried.stderr.strip()}")
    return tmp_path


def shown(policies: Path, tmp_path: Path, address: str) -> str:
    """Return the page that Chromium shows under the policy, or why it shows none."""
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    seen = ("--headless", "--incognito", "--dump-dom", *FLAGS, profile, address)
    ended = mounted(policies, CHROMIUM, *seen)
    return ended.stdout or ended.stderr


def test_the_policy_lets_the_kiosk_through_and_nothing_else(
    policies: Path, tmp_path: Path, host: HostSite
) -> None:
    for path in ("/web/kiosk", "/web/brands/grand-large/kiosk", "/elsewhere"):
        host.put(path, PAGE)
    assert "La borne est là" in shown(policies, tmp_path, f"{host.url}/web/kiosk?listen=1")
    assert "La borne est là" in shown(
        policies, tmp_path, f"{host.url}/web/brands/grand-large/kiosk"
    )
    abroad = host.url.replace("127.0.0.1", "localhost")
    for address in (f"{host.url}/elsewhere", f"{abroad}/web/kiosk", "chrome://version"):
        assert BLOCKED in shown(policies, tmp_path, address), address


def test_a_tab_that_a_shortcut_opens_shows_nothing(policies: Path, tmp_path: Path) -> None:
    for address in ("chrome://newtab", "chrome://downloads", "chrome://settings", "view-source:/"):
        assert BLOCKED in shown(policies, tmp_path, address), address


@contextmanager
def screen(policies: Path, home: Path, address: str) -> Iterator[Browser]:
    """Show a page on a screen that cage makes in memory: without one Chromium downloads nothing."""
    (port,) = free_ports(1)
    seen = ("--ozone-platform=wayland", "--kiosk", f"--remote-debugging-port={port}")
    chromium = (CHROMIUM, *FLAGS, *seen, f"--user-data-dir={home / 'profile'}", address)
    inside = ("sh", "-c", MOUNTED, str(policies), str(READ_BY_CHROMIUM), *chromium)
    (home / "Downloads").mkdir()
    # Its sockets lie there, whose addresses have 108 characters at most.
    with TemporaryDirectory(prefix="borne") as folder, sync_playwright() as playwright:
        environment = {**os.environ, **SCREEN, "HOME": str(home), "XDG_RUNTIME_DIR": folder}
        command = ("/usr/bin/cage", "-d", "--", *ALONE, *inside)
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as cage:
            try:
                tools = f"http://127.0.0.1:{port}"
                wait_for(lambda: answers(f"{tools}/json/version"), "the kiosk's Chromium")
                yield playwright.chromium.connect_over_cdp(tools)
            finally:
                cage.terminate()


@pytest.mark.parametrize("is_closed", [True, False], ids=["under the policy", "without it"])
def test_nothing_is_downloaded(
    policies: Path, tmp_path: Path, host: HostSite, is_closed: bool
) -> None:
    host.put("/web/kiosk", "<!doctype html><title>Borne</title><a download href=file>Fichier</a>")
    host.put("/web/file", "Ce que personne ne doit garder.")
    read, home = (policies if is_closed else tmp_path / "none"), tmp_path / "home"
    for folder in (home, tmp_path / "none"):
        folder.mkdir()
    states: list[str] = []
    with screen(read, home, f"{host.url}/web/kiosk") as chromium:
        tools = chromium.new_browser_cdp_session()
        tools.on("Browser.downloadProgress", lambda event: states.append(event["state"]))
        told = {"behavior": "default", "eventsEnabled": True}
        tools.send("Browser.setDownloadBehavior", told)
        page = chromium.contexts[0].pages[0]
        page.get_by_text("Fichier").click()

        def is_refused() -> bool:
            page.evaluate("1")  # lets the events come in
            return "canceled" in states and not list((home / "Downloads").iterdir())

        def is_kept() -> bool:
            return any(file.stat().st_size for file in (home / "Downloads").iterdir())

        wait_for(is_refused if is_closed else is_kept, "the end of the download")

"""deploy/kiosk/borne.json in Debian's Chromium: the kiosk is shown, nothing else is.

The policy lies where Chromium reads it, for this one Chromium: a mount of its own process.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.web.conftest import CHROMIUM, FLAGS
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

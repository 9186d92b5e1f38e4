"""deploy/kiosk: what closes the kiosk's browser and its screen."""

from __future__ import annotations

import json
import re
import shlex

import pytest

from bot.settings import ROOT
from tests.kiosk_units import FOLDER, PAGE, service

IN_EVERY_DEBIAN = {"do", "done", "sleep"}  # words of the shell, and what is always there
GUIDE = (ROOT / "docs" / "kiosk.md").read_text(encoding="utf-8")


def test_the_screen_shows_the_kiosk_and_leads_nowhere_else() -> None:
    compositor, _, browser = service("borne.service")["ExecStart"].partition(" -- ")
    assert shlex.split(compositor) == ["/usr/bin/cage", "-d"], "-s would open other consoles"
    program, *flags, page = shlex.split(browser)
    assert program == "/usr/bin/chromium" and page == "${BORNE_PAGE}"
    assert {"--kiosk", "--incognito", "--ozone-platform=wayland"} <= set(flags)
    assert any(flag.startswith("--user-data-dir=%t/") for flag in flags), "in memory"


def test_the_kiosk_can_be_heard_unless_its_staff_want_otherwise() -> None:
    (setting,) = shlex.split(service("borne.service")["Environment"])
    assert setting == f"BORNE_PAGE={PAGE}?listen=1"
    assert "systemctl edit borne" in GUIDE and f"Environment=BORNE_PAGE={PAGE}\n" in GUIDE


def test_both_services_start_again() -> None:
    for name in ("borne.service", "decroche.service"):
        assert service(name)["Restart"] == "always"


@pytest.mark.parametrize("name", ["borne.service", "decroche.service"])
def test_the_guide_makes_the_account_of_each_service(name: str) -> None:
    accounts = re.findall(r"^adduser --system .* (\w+)$", GUIDE, re.MULTILINE)
    assert service(name)["User"] in accounts


def test_the_guide_lets_the_server_write_its_data() -> None:
    server = service("decroche.service")
    assert f"chown -R {server['User']}: {server['WorkingDirectory']}/var\n" in GUIDE


def test_the_guide_installs_each_program_of_the_screen() -> None:
    installed = re.findall(r"^apt install (.*)$", GUIDE, re.MULTILINE)[0].split()
    unit = service("borne.service")
    shell, option, script = shlex.split(unit["ExecStartPre"])
    assert (shell, option) == ("/bin/sh", "-c")
    programs = re.findall(r"/usr/bin/(\w+)", unit["ExecStart"])
    programs += set(re.findall(r"(?:until|do|;) +(\w+)", script)) - IN_EVERY_DEBIAN
    assert len(programs) == 3 and set(programs) <= set(installed)


def test_the_browser_may_do_nothing_but_show_the_kiosk() -> None:
    policy = json.loads((FOLDER / "borne.json").read_text(encoding="utf-8"))
    assert policy["URLBlocklist"] == ["*"]
    assert policy["URLAllowlist"] == [PAGE.removesuffix("kiosk")], "a path begins so, literally"
    assert policy["DownloadRestrictions"] == 3 and policy["DeveloperToolsAvailability"] == 2
    assert policy["IncognitoModeAvailability"] == 0, "the kiosk runs in that mode"
    assert policy["ExtensionInstallBlocklist"] == ["*"]
    assert not policy["PrintingEnabled"] and not policy["AllowFileSelectionDialogs"]


def test_the_guide_names_each_file() -> None:
    for file in FOLDER.iterdir():
        assert f"`{file.name}`" in GUIDE

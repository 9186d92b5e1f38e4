"""Debian's Chromium before the real servers: what all tests of the pages share.

DECROCHE_TEST_MODEL names a folder whose model is taken as it is; without it the session's own is.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from bot.settings import ROOT, Settings
from tests.channels.web.servers import Servers
from tests.conftest import free_ports
from tests.contents import edit
from tests.web.browsing import Browsing
from tests.web.places import HostSite, Proxy

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
HOSTILE = Path(__file__).parent / "hostile"
SCREENSHOTS = Path(__file__).parent / "screenshots"
UNHURRIED = 1_000_000
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">'
    '<rect width="64" height="64" fill="#7a1f5c"/><path d="M8 40q24-32 48 0z" fill="#fff"/></svg>'
)
SECOND_BRAND = {
    "bot": "Allô",
    "organisation": "Grand Large Services",
    "controller": "Grand Large Services",
    "controller_contact": "donnees@grand-large.example",
    "logo": "grand-large.svg",
    "accent": "#7a1f5c",
    "accent_dark": "#e07ab8",
    "welcome": "Bienvenue chez {organisation}.",
    "strings": {
        "launcher": "Parlons-en",
        "region": "{bot}, de Grand Large",
        "homeTitle": "Que demander à {bot} ?",
    },
    "pages": {"tagline": "Les métiers de {organisation}"},
}


@pytest.fixture(scope="session")
def models(request: pytest.FixtureRequest) -> Path:
    """The folder of a trained model."""
    given = os.environ.get("DECROCHE_TEST_MODEL")
    if given:
        return Path(given)
    folder: Path = request.getfixturevalue("settings").model.parent
    return folder


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program, whose content a test may edit, with a second brand, and with a page
    that spoils styles."""
    root = tmp_path_factory.mktemp("program")
    for folder in ("actions", "bot", "content", "data"):
        shutil.copytree(ROOT / folder, root / folder)
    edit(
        root / "content" / "brand.yml", lambda brands: brands.update({"grand-large": SECOND_BRAND})
    )
    (root / "content" / "grand-large.svg").write_text(LOGO)
    shutil.copytree(HOSTILE, root / "bot" / "web", dirs_exist_ok=True)
    return root


@pytest.fixture(scope="session")
def host() -> Iterator[HostSite]:
    """The website of an employer: an origin of its own."""
    with HostSite() as site:
        yield site


@pytest.fixture(scope="session")
def servers(
    models: Path, program: Path, host: HostSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Servers]:
    """The real servers, with a voice and dictation; the employer's website may ask, and anybody
    at any rate."""
    data = tmp_path_factory.mktemp("web")
    (data / "models").symlink_to(models.resolve())
    port, action_port = free_ports(2)
    settings = Settings(
        "127.0.0.1",
        port,
        action_port,
        data.resolve(),
        web_origins=(host.url,),
        web_rate=UNHURRIED,
        web_address_rate=UNHURRIED,
        trusted_proxies=("127.0.0.1",),
        dictation=True,
        voice="espeak-ng",
    )
    running = Servers(settings, root=program)
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def proxy(servers: Servers) -> Iterator[Proxy]:
    """A reverse proxy before the Rasa server, whose line can be cut."""
    with Proxy(servers.settings.url) as between:
        yield between


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Not for the session: its event loop is in the way of the asynchronous tests."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def browsing(
    browser: Browser, servers: Servers, host: HostSite, proxy: Proxy, request: pytest.FixtureRequest
) -> Iterator[Browsing]:
    """Fresh profiles whose every request is watched; see Browsing for what fails a test."""
    own = (servers.settings.url, host.url, proxy.url)
    watched = Browsing(browser, servers.url, own, SCREENSHOTS)
    yield watched
    watched.end()

"""A visitor's walk through the widget and the kiosk in Firefox or WebKit, printed as JSON.

`python walk.py firefox|webkit http://127.0.0.1:5005/web folder`, by the Python of .tools/contract;
what the pages look like is kept in the folder. Playwright drives neither of Debian's browsers.
"""

from __future__ import annotations

import base64
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_PATIENCE = 60  # seconds that a condition may take on a busy machine
_ENTER, _ESCAPE = "\ue007", "\ue00c"  # of WebDriver
_FIREFOX, _WEBKIT = "/usr/bin/firefox-esr", "/usr/bin/WebKitWebDriver"
_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
# Firefox asks Mozilla for nothing.
_QUIET = {
    "services.settings.server": "data:,",
    "app.normandy.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.server": "",
}

_ROOT = "document.querySelector('decroche-chat').shadowRoot"
_TURNS = f"[...{_ROOT}.querySelectorAll('.turn')]"
_ANSWERED = f"{_TURNS}.length > %d && {_TURNS}.at(-1).querySelector('.reply') !== null"
# What the page's own scripts let fall: from here on, as a page has no errors of before.
_WATCH = """window.fallen = [];
window.addEventListener("error", ({ message }) => window.fallen.push(message));
window.addEventListener("unhandledrejection", ({ reason }) => window.fallen.push(`${reason}`));"""


@dataclass(frozen=True)
class Engine:
    """A browser that is driven: what differs between the two libraries."""

    name: str
    version: str
    go: Callable[[str], None]
    run: Callable[[str], Any]  # the body of a function, in the page
    picture: Callable[[], bytes]

    def read(self, expression: str) -> Any:
        """Return the value of an expression in the page."""
        return self.run(f"return {expression}")

    def wait(self, condition: str) -> None:
        """Wait until an expression of the page is true."""
        last = time.monotonic() + _PATIENCE
        while not self.read(condition):
            if time.monotonic() > last:
                raise TimeoutError(condition)
            time.sleep(0.05)

    def type(self, field: str, keys: str) -> None:
        """Press keys, as a keyboard does, in the element of an expression."""
        self.read(field).send_keys(keys)


def main(name: str, base: str, folder: Path) -> None:
    """Print what a visitor meets."""
    with {"firefox": _firefox, "webkit": _webkit}[name]() as engine:
        seen = {
            "engine": f"{engine.name} {engine.version}",
            **_in_the_widget(engine, base, folder),
            **_at_the_kiosk(engine, base, folder),
        }
    print(json.dumps(seen))


def _in_the_widget(engine: Engine, base: str, folder: Path) -> dict[str, Any]:
    engine.go(f"{base}/demo")
    engine.run(_WATCH)
    engine.wait(f"{_ROOT}?.querySelector('.launcher')")
    engine.type(f"{_ROOT}.querySelector('.launcher')", _ENTER)
    engine.wait(f"{_ROOT}.querySelectorAll('.choice').length > 2")
    engine.type(f"{_ROOT}.querySelector('#question')", f"on gagne combien ?{_ENTER}")
    answer = _answer(engine, 1)
    _keep(engine, folder, "widget")
    title = engine.read(f"{_TURNS}.at(-1).querySelector('.choice').textContent")
    engine.type(f"{_TURNS}.at(-1).querySelector('.choice')", _ENTER)
    chosen = _answer(engine, 2)
    engine.type(f"{_ROOT}.querySelector('#question')", _ESCAPE)
    engine.wait(f"!{_ROOT}.querySelector('.panel').open")
    return {
        "answer": answer,
        "title": title,
        "chosen": chosen,
        "focus": engine.read(f"{_ROOT}.activeElement?.className"),
        "widget_errors": engine.read("window.fallen"),
    }


def _answer(engine: Engine, before: int) -> str:
    engine.wait(_ANSWERED % before)
    return str(engine.read(f"{_TURNS}.at(-1).textContent"))


def _at_the_kiosk(engine: Engine, base: str, folder: Path) -> dict[str, Any]:
    engine.go(f"{base}/kiosk")
    engine.run(_WATCH)
    engine.wait("document.querySelector('.attract') !== null")
    engine.run("document.querySelector('.attract').click()")
    engine.wait("document.querySelector('.app:not(.fresh) .themes .tile') !== null")
    _keep(engine, folder, "themes")
    engine.run("document.querySelector('.themes .tile').click()")
    engine.wait("document.querySelector('.app:not(.fresh) .questions .tile') !== null")
    asked = engine.read("document.querySelector('.questions .tile').textContent")
    engine.run("document.querySelector('.questions .tile').click()")
    engine.wait("document.querySelector('.stage.answer') !== null")
    engine.wait("[...document.images].every(({ complete }) => complete)")
    _keep(engine, folder, "kiosk")
    return {
        "asked": asked,
        "told": engine.read("document.querySelector('.stage.answer').textContent"),
        "kiosk_errors": engine.read("window.fallen"),
    }


def _keep(engine: Engine, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{engine.name.lower()}-{name}.png").write_bytes(engine.picture())


@contextmanager
def _firefox() -> Iterator[Engine]:
    from marionette_driver.marionette import Marionette

    # A folder of its own: a file that is named is removed first, even where it is a device.
    with TemporaryDirectory(prefix="firefox") as logs:
        driver = Marionette(bin=_FIREFOX, headless=True, gecko_log=logs, prefs=_QUIET)
        capabilities = driver.start_session()
        try:
            yield Engine(
                "Firefox",
                capabilities["browserVersion"],
                driver.navigate,
                lambda body: driver.execute_script(body, sandbox=None),
                lambda: base64.b64decode(driver.screenshot(full=False)),
            )
        finally:
            driver.quit(in_app=False)
            driver.cleanup()


@contextmanager
def _webkit() -> Iterator[Engine]:
    from selenium.webdriver import WebKitGTK
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    options = Options()
    options.binary_location = _BROWSER
    options.add_argument("--automation")
    driver = WebKitGTK(options=options, service=Service(_WEBKIT))
    try:
        yield Engine(
            "WebKit",
            driver.capabilities["browserVersion"],
            driver.get,
            driver.execute_script,
            driver.get_screenshot_as_png,
        )
    finally:
        driver.quit()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))

"""Makes the screenshots of the README from a bot that runs.

`python -m tools.screenshots http://127.0.0.1:5005 docs/images`

For Telegram's, this and the bot run with the same `DECROCHE_TELEGRAM_TOKEN`,
`DECROCHE_TELEGRAM_SECRET` and a `DECROCHE_TELEGRAM_API` on loopback, say http://127.0.0.1:5009;
without them that picture is left as it is.
"""

from __future__ import annotations

import argparse
import base64
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from bot.content.brands import brand_of
from bot.installation.variables import is_loopback
from bot.publishing import open_library
from bot.settings import Settings
from tools.telegram_chat import bot_api, drawn, talk

CHROMIUM = "/usr/bin/chromium"
LARGEST = 60_000  # bytes of a picture
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_PATIENCE = 120_000  # milliseconds
_QUALITIES = range(90, 30, -10)
_ON_TELEGRAM = ("on gagne combien ?", "et pour un superviseur ?")
_STILL = "() => [...document.images].every((image) => image.complete)"


@dataclass(frozen=True)
class Shot:
    """A picture: where it is taken, in which light, how much smaller, after which walk.

    Without an address, the walk makes the page.
    """

    name: str
    address: str
    theme: str
    size: tuple[int, int]
    scale: float
    walk: Callable[[Page], None]


def ask_the_widget(page: Page, question: str) -> None:
    """Open the widget and ask, until the answer is there."""
    widget = page.locator("decroche-chat")
    widget.locator(".launcher").click()
    widget.locator(".turn .reply").first.wait_for()
    widget.locator("#question").fill(question)
    widget.locator("#question").press("Enter")
    widget.locator(".turn").nth(1).locator(".reply").first.wait_for()
    widget.locator(".typing").wait_for(state="hidden")


def ask_the_kiosk(page: Page) -> None:
    """Wake the kiosk and touch a question, until the answer is there."""
    page.locator(".wake").click()
    page.locator(".tile", has_text="Salaire et horaires").click()
    page.locator(".tile", has_text="On gagne combien").click()
    page.locator(".take-away img").wait_for()


SHOTS = (
    Shot(
        "widget-light.webp",
        "demo",
        "light",
        (1280, 800),
        0.75,
        lambda page: ask_the_widget(page, "on gagne combien ?"),
    ),
    Shot(
        "widget-dark.webp",
        "demo",
        "dark",
        (1280, 800),
        0.75,
        lambda page: ask_the_widget(page, "cdi ou intérim, quelle différence ?"),
    ),
    Shot("kiosk.webp", "kiosk", "light", (1920, 1080), 0.5, ask_the_kiosk),
)


def of_telegram(server: str, settings: Settings) -> list[Shot]:
    """Return the picture of a conversation on Telegram, where the bot calls our Bot API."""
    api, secret = settings.telegram_api, settings.telegram_secret
    if not secret or not is_loopback(urlsplit(api).hostname or ""):
        return []
    with bot_api(api) as sent:
        turns = list(talk(server, secret, sent, _ON_TELEGRAM))
    page = drawn(turns, brand_of(open_library().current()))
    size = (420, 940)
    return [Shot("telegram.webp", "", "light", size, 0.8, lambda shown: shown.set_content(page))]


def take(browser: Browser, server: str, shot: Shot) -> bytes:
    """Return a picture of the best quality that is small enough."""
    width, height = shot.size
    context = browser.new_context(
        locale="fr-FR",
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.theme == "dark" else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    if shot.address:
        page.goto(f"{server}/web/{shot.address}")
    shot.walk(page)
    page.wait_for_function(_STILL)
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": shot.scale}
    line = context.new_cdp_session(page)
    for quality in _QUALITIES:
        wanted = {"format": "webp", "quality": quality, "clip": clip}
        picture = base64.b64decode(line.send("Page.captureScreenshot", wanted)["data"])
        if len(picture) <= LARGEST:
            break
    context.close()
    return picture


def main() -> None:
    """Keep the pictures of the server in the folder, both named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("server", help="the address of a bot that runs")
    parser.add_argument("folder", type=Path, help="where the pictures are kept")
    arguments = parser.parse_args()
    keep_screenshots(arguments.server.rstrip("/"), arguments.folder)


def keep_screenshots(server: str, folder: Path) -> None:
    """Keep all pictures of a server in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        for shot in (*SHOTS, *of_telegram(server, Settings.from_environment())):
            (folder / shot.name).write_bytes(take(browser, server, shot))
        browser.close()


if __name__ == "__main__":
    main()

"""Chromium's profiles and pages, watched: nothing may go wrong there without a test failing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from bot.settings import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_PATIENCE = 30_000  # milliseconds that a condition may take on a busy machine
_NO_NETWORK = "Failed to load resource"  # a refused or cut request, which the tests cause

# Remembers violations of the content security policy, which a page hides well.
_WATCH = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""
_AUDIT = """(tags) => axe.run({ runOnly: tags }).then(({ violations }) =>
  violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`))"""
_STILL = """() => document.getAnimations().every(({ playState, effect }) =>
  playState !== "running" || effect.getTiming().iterations === Infinity)"""
_PICTURED = """() => [...document.images].every((image) => image.complete)"""


class Browsing:
    """Fresh profiles. `end` fails the test when a page asked something of a server that is not
    one of `own`, or when a page had an error, a breach of its policy or a dialog."""

    def __init__(self, browser: Browser, url: str, own: tuple[str, ...], screenshots: Path) -> None:
        self.url = url
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._browser = browser
        self._own = own
        self._screenshots = screenshots
        self._profiles: list[BrowserContext] = []

    def profile(self, **options: Any) -> BrowserContext:
        """Return a fresh profile with Playwright's options, such as `viewport`."""
        context = self._browser.new_context(**{"locale": "fr-FR", **options})
        context.set_default_timeout(_PATIENCE)
        context.add_init_script(_WATCH)
        context.on("request", self._note_request)
        context.on("console", self._note_words)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("dialog", lambda dialog: (self.errors.append("a dialog"), dialog.dismiss()))
        self._profiles.append(context)
        return context

    def page(self, path: str = "/", **options: Any) -> Page:
        """Open an address of the channel, or a whole one, in a fresh profile."""
        page = self.profile(**options).new_page()
        page.goto(path if "://" in path else f"{self.url}{path}")
        return page

    def picture(self, page: Page, name: str) -> None:
        """Keep a screenshot as an artefact."""
        settle(page)
        self._screenshots.mkdir(exist_ok=True)
        page.screenshot(path=self._screenshots / f"{name}.png")

    def allow(self, origin: str) -> None:
        """Take requests to one more origin for the test's own."""
        self._own += (origin,)

    def forget_errors(self) -> None:
        """Forget what a test caused on purpose."""
        self.errors.clear()

    def end(self) -> None:
        """Close everything and say what was wrong."""
        for context in self._profiles:
            context.close()
        abroad = [url for url in self.requests if not url.startswith(self._own)]
        assert not abroad, f"asked elsewhere: {abroad}"
        assert not self.errors, self.errors

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.requests.append(request.url)

    def _note_words(self, message: ConsoleMessage) -> None:
        if message.type == "error" and _NO_NETWORK not in message.text:
            self.errors.append(message.text)


def settle(page: Page) -> None:
    """Wait until nothing moves and every image is there."""
    page.wait_for_function(_STILL)
    page.wait_for_function(_PICTURED)


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong in the page as it is now."""
    settle(page)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_AUDIT, _TAGS)
    return found


def is_too_wide(page: Page) -> bool:
    """Tell whether the page has to be scrolled sideways."""
    width: bool = page.evaluate(
        "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return width

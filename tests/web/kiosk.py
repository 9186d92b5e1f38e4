"""The kiosk as a visitor's finger meets it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.web.browsing import Browsing

LANDSCAPE = {"viewport": {"width": 1920, "height": 1080}, "has_touch": True}
# One that cage makes in memory.
SCREEN = {"WLR_BACKENDS": "headless", "WLR_RENDERER": "pixman", "WLR_LIBINPUT_NO_DEVICES": "1"}
PORTRAIT = {"viewport": {"width": 1080, "height": 1920}, "has_touch": True}


class Kiosk:
    """The page /web/kiosk."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.attract = page.locator(".attract")
        self.stage = page.locator(".stage")
        self.title = page.locator(".stage h1")
        self.banner = page.locator(".banner")
        self.warning = page.locator(".warning")
        self.thanks = page.locator(".done")

    def wake(self) -> Kiosk:
        """Touch the sleeping screen and wait until it takes touches."""
        self.attract.click(position={"x": 40, "y": 300})
        expect(self.page.locator(".app:not(.fresh)")).to_be_visible()
        return self

    def tile(self, title: str) -> Locator:
        """Return the tile that begins with a title."""
        return self.page.locator(".tile").filter(has_text=title).first

    def tool(self, name: str) -> Locator:
        """Return a button of the bar."""
        return self.page.locator(".bar").get_by_role("button", name=name, exact=True)

    def key(self, name: str) -> Locator:
        """Return a key of the keyboard on the screen."""
        return self.page.locator(".keyboard").get_by_role("button", name=name, exact=True)

    def type_question(self, text: str) -> None:
        """Write a question with a real keyboard and send it."""
        self.tool("Poser ma question").click()
        self.page.locator("#typed").fill(text)
        self.key("Envoyer").click()

    def ask_first_topic(self) -> None:
        """Touch the first theme and its first question."""
        self.page.locator(".themes .tile").first.click()
        self.page.locator(".questions .tile").first.click()
        self.wait_for_answer()

    def wait_for_answer(self) -> None:
        """Wait for an answer on the screen."""
        expect(self.page.locator(".stage.answer")).to_be_visible()


def visit(browsing: Browsing, query: str = "", **options: Any) -> Kiosk:
    """Return a kiosk that was woken, with a clock that tests may advance."""
    page = browsing.profile(**{**LANDSCAPE, **options}).new_page()
    page.clock.install()
    page.goto(f"{browsing.url}/kiosk{query}")
    return Kiosk(page).wake()

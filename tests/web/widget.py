"""The widget as a visitor's hands and eyes meet it."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
_PATIENCE = 30_000  # milliseconds that a condition may take on a busy machine

expect.set_options(timeout=_PATIENCE)


class Widget:
    """`<decroche-chat>` in a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.element = page.locator("decroche-chat")
        self.launcher = self.element.locator(".launcher")
        self.panel = self.element.locator(".panel")
        self.log = self.element.locator(".log")
        self.turns = self.element.locator(".turn")
        self.said = self.element.locator(".said")
        self.replies = self.element.locator(".turn .reply")
        self.state = self.element.locator(".state")
        self.field = self.element.locator("#question")

    def open(self) -> Widget:
        """Open the panel and wait for the greeting."""
        self.launcher.click()
        self.wait_for_answer()
        return self

    def send(self, text: str) -> Locator:
        """Send words and return their turn, answered or not."""
        count = self.turns.count()
        self.field.fill(text)
        self.field.press("Enter")
        expect(self.turns).to_have_count(count + 1)
        return self.turns.nth(count)

    def ask(self, text: str) -> Locator:
        """Send words and return their turn once it is answered."""
        self.send(text)
        return self.wait_for_answer()

    def choose(self, title: str | None = None) -> Locator:
        """Press a choice of the last turn, else its first, and return the turn that follows."""
        choices = self.turns.last.locator(".choice")
        choice = choices.filter(has_text=title).first if title else choices.first
        count = self.turns.count()
        choice.click()
        expect(self.turns).to_have_count(count + 1)
        return self.wait_for_answer()

    def words_of(self, turn: Locator) -> str:
        """Return the words of a turn's reply, its paragraphs as one."""
        paragraphs = turn.locator(".reply > p").all_text_contents()
        return " ".join(" ".join(paragraphs).split())

    def wait_for_answer(self) -> Locator:
        """Wait until the last turn is answered, and return it."""
        expect(self.turns.last.locator(".reply").first).to_be_visible()
        expect(self.element.locator(".typing")).to_be_hidden()
        return self.turns.nth(self.turns.count() - 1)

    def erase(self) -> None:
        """Erase the conversation, as its question asks."""
        self.element.get_by_role("button", name="Effacer la conversation").click()
        self.element.get_by_role("button", name="Tout effacer").click()

    @property
    def texts(self) -> list[str]:
        """What the log shows, turn by turn."""
        return self.turns.all_inner_texts()

    @property
    def focused(self) -> str:
        """The class, else the id, of what has the focus in the widget."""
        script = """(host) => { const { activeElement } = host.shadowRoot;
          return activeElement ? activeElement.className || activeElement.id : "" }"""
        name: str = self.element.evaluate(script)
        return name

    def kept(self) -> dict[str, Any]:
        """Return what sessionStorage keeps of the conversation."""
        script = "() => Object.entries(sessionStorage).find(([key]) => key.startsWith('decroche'))"
        found = self.page.evaluate(script)
        kept: dict[str, Any] = json.loads(found[1]) if found else {}
        return kept

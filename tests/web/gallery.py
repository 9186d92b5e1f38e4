"""Screenshots of every state that is worth a look, of a server that runs.

`python -m tests.web.gallery http://127.0.0.1:5005 folder`
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.web.browsing import settle
from tests.web.conftest import CHROMIUM, FLAGS
from tests.web.kiosk import LANDSCAPE, PORTRAIT, Kiosk
from tests.web.widget import PHONE, Widget

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
SMALL: dict[str, Any] = {**PHONE, "viewport": {"width": 360, "height": 740}}
LOOKS: dict[str, dict[str, Any]] = {
    "desktop": DESKTOP,
    "desktop-dark": {**DESKTOP, "color_scheme": "dark"},
    "phone": SMALL,
    "phone-dark": {**SMALL, "color_scheme": "dark"},
}
SCREENS: dict[str, dict[str, Any]] = {"landscape": LANDSCAPE, "portrait": PORTRAIT}
Look = Callable[[str], None]
Walk = Callable[[Page, Look], None]


def converse(page: Page, look: Look) -> None:
    """Walk through the states of the widget."""
    look("closed")
    widget = Widget(page).open()
    look("opened")
    answer = widget.ask("on gagne combien ?")
    look("answer")
    answer.locator("summary").click()
    expect(answer.locator(".sources li").first).to_be_in_viewport()
    look("sources")
    answer.get_by_role("button", name="Réponse pas utile").click()
    answer.locator(".judged .choice").first.wait_for()
    look("opinion")
    widget.ask("cdi ou intérim, quelle différence ?")
    look("table")
    play(widget, "/find_my_job")
    turn = widget.choose()
    look("orientation")
    while not turn.locator(".result").count():
        turn = widget.choose()
    look("result")
    play(widget, "/play_myth_quiz")
    widget.choose("Vrai")
    look("quiz")
    page.route("**/api/**", lambda route: route.abort())
    widget.send("et le télétravail ?").locator(".fate").wait_for()
    look("offline")
    page.unroute_all()
    widget.erase()
    widget.element.locator(".notice").wait_for()
    look("erased")


def play(widget: Widget, payload: str) -> None:
    """Begin a test or a game and wait for its first question."""
    count = widget.turns.count()
    widget.element.evaluate("(e, payload) => e.ask({ payload, title: 'On joue ?' })", payload)
    widget.turns.nth(count).locator(".progress").wait_for()


def stand_at(page: Page, look: Look) -> None:
    """Walk through the states of the kiosk."""
    kiosk = Kiosk(page)
    kiosk.attract.wait_for()
    look("attract")
    kiosk.wake()
    look("home")
    kiosk.tile("Salaire et horaires").click()
    look("questions")
    kiosk.tile("On gagne combien").click()
    kiosk.wait_for_answer()
    look("answer")
    kiosk.tool("Poser ma question").click()
    look("keyboard")
    kiosk.tool("Accueil").click()
    page.locator(".feature.quiz").click()
    kiosk.wait_for_answer()
    page.locator(".options .tile").first.click()
    page.locator(".before .verdict, .before .reached, .before details").first.wait_for()
    look("quiz")
    kiosk.tool("Accueil").click()
    kiosk.tool("Contraste fort").click()
    kiosk.tool("Texte plus grand").click()
    look("strong-large")
    kiosk.tool("Terminer").click()
    kiosk.thanks.wait_for()
    look("done")


def read(page: Page, look: Look) -> None:
    """Walk through the pages: the entry, a question, and a question that is asked in the form."""
    look("entry")
    page.get_by_role("link", name="On gagne combien").first.click()
    look("question")
    page.get_by_role("searchbox").or_(page.get_by_role("textbox")).first.fill("et à mi-temps ?")
    page.keyboard.press("Enter")
    look("asked")


def walk(
    browser: Browser, address: str, options: dict[str, Any], through: Walk, prefix: str
) -> None:
    """Walk through the states of a page and keep a screenshot of each."""
    context = browser.new_context(locale="fr-FR", reduced_motion="reduce", **options)
    page = context.new_page()
    page.goto(address)

    def look(state: str) -> None:
        settle(page)
        page.screenshot(path=f"{prefix}-{state}.png")

    through(page, look)
    context.close()


def main(server: str, folder: Path) -> None:
    """Keep all screenshots of a server in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, options in LOOKS.items():
            walk(browser, f"{server}/web/demo", options, converse, f"{folder}/widget-{name}")
            walk(browser, f"{server}/web/", options, read, f"{folder}/page-{name}")
        for name, options in SCREENS.items():
            walk(browser, f"{server}/web/kiosk", options, stand_at, f"{folder}/kiosk-{name}")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

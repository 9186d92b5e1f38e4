"""Screens, text sizes and tastes: the pages as they look there, kept as screenshots."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsing import Browsing, is_too_wide
from tests.web.kiosk import LANDSCAPE, PORTRAIT, Kiosk
from tests.web.widget import PHONE, Widget

SCREENS = {
    "phone-390": PHONE,
    "phone-320": {**PHONE, "viewport": {"width": 320, "height": 568}},
    "phone-dark": {**PHONE, "color_scheme": "dark"},
    "low-256": {"viewport": {"width": 320, "height": 256}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "forced-colours": {"viewport": {"width": 1280, "height": 800}, "forced_colors": "active"},
    "still": {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"},
}
LARGE_TEXT = "() => (document.documentElement.style.fontSize = '200%')"
# What is cut off: text that is wider or higher than the box that hides the rest.
CUT_OFF = """(host) => [...host.shadowRoot.querySelectorAll("button, p, h2, li, summary, .said")]
  .filter((e) => !e.closest(".unseen") && e.checkVisibility())
  .filter((e) => getComputedStyle(e).overflow !== "visible")
  .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
  .map((e) => e.outerHTML)"""
SIDEWAYS = """(host) => [...host.shadowRoot.querySelectorAll(".panel, .log")]
  .filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className)"""
SMALL_TARGETS = """(least) => [...document.querySelectorAll("button, summary, textarea")]
  .filter((e) => e.checkVisibility()).map((e) => [e.getBoundingClientRect(), e.textContent])
  .filter(([box]) => box.width < least || box.height < least)
  .map(([box, text]) => `${text}: ${box.width} × ${box.height}`)"""

SMALLEST_TEXT = """() => Math.min(...[...document.querySelectorAll(".stage *")]
  .filter((e) => !e.closest(".unseen") && e.checkVisibility())
  .map((e) => parseFloat(getComputedStyle(e).fontSize)))"""


def converse(page: Page) -> Widget:
    """Open the widget, ask, and unfold the sources."""
    widget = Widget(page).open()
    turn = widget.ask("vous vendez juste des pompes à chaleur ?")
    turn.locator("summary").click()
    return widget


def assert_whole(widget: Widget) -> None:
    """Assert that nothing of the widget is cut off or has to be scrolled sideways."""
    assert not is_too_wide(widget.page)
    assert not widget.element.evaluate(SIDEWAYS)
    assert not widget.element.evaluate(CUT_OFF)


@pytest.mark.parametrize("name", SCREENS)
def test_the_widget_on_a_screen(browsing: Browsing, name: str) -> None:
    page = browsing.page("/", **SCREENS[name])
    assert not is_too_wide(page)
    browsing.picture(page, f"demo-{name}")
    widget = converse(page)
    assert_whole(widget)
    browsing.picture(page, f"widget-{name}")


def test_on_a_phone_the_panel_fills_the_screen(browsing: Browsing) -> None:
    page = browsing.page("/", **PHONE)
    widget = Widget(page).open()
    expect(widget.panel).to_be_visible()
    box = widget.panel.bounding_box()
    assert box and (box["width"], box["height"]) == (390, 844)
    for button in widget.element.locator(".panel button:visible").all():
        size = button.bounding_box()
        assert size and min(size["width"], size["height"]) >= 24


@pytest.mark.parametrize("width", [1280, 390])
def test_the_widget_with_text_at_200_percent(browsing: Browsing, width: int) -> None:
    page = browsing.page("/", viewport={"width": width, "height": 844}, reduced_motion="reduce")
    before = Widget(page).launcher.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")
    page.evaluate(LARGE_TEXT)
    widget = converse(page)
    after = widget.log.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")
    assert after >= 2 * before
    assert_whole(widget)
    log = widget.log.bounding_box()
    assert log and log["height"] >= 844 / 4, "there is room to read"
    browsing.picture(page, f"widget-large-text-{width}")


def test_the_widget_with_wide_text_spacing(browsing: Browsing) -> None:
    """RGAA 10.12: what the reader's own style sheet may ask for."""
    page = browsing.page("/", viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    widget = converse(page)
    widget.element.evaluate("""(host) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
      host.shadowRoot.adoptedStyleSheets.push(sheet);
    }""")
    assert_whole(widget)
    browsing.picture(page, "widget-text-spacing")


def test_nothing_moves_for_those_who_asked(browsing: Browsing) -> None:
    moving = """() => document.getAnimations().filter(({ playState }) => playState === "running")
      .map(({ animationName }) => animationName)"""
    page = browsing.page("/", reduced_motion="reduce")
    page.route("**/api/messages", lambda route: None)
    widget = Widget(page)
    widget.launcher.click()
    expect(widget.element.locator(".typing")).to_be_visible()
    assert page.evaluate(moving) == []
    kiosk = browsing.page("/kiosk", reduced_motion="reduce")
    expect(kiosk.locator(".attract.still")).to_be_visible()
    assert kiosk.evaluate(moving) == []


@pytest.mark.parametrize("name", ["landscape", "portrait"])
def test_the_kiosk_on_its_screens(browsing: Browsing, name: str) -> None:
    screen: dict[str, Any] = {"landscape": LANDSCAPE, "portrait": PORTRAIT}[name]
    page = browsing.page("/kiosk", reduced_motion="reduce", **screen)
    kiosk = Kiosk(page)
    expect(kiosk.attract).to_be_visible()

    def look(state: str) -> None:
        browsing.picture(page, f"kiosk-{name}-{state}")
        if page.locator(".bar").count():
            bar, end = page.locator(".bar").bounding_box(), kiosk.tool("Terminer").bounding_box()
            assert bar and end and bar["height"] < 2 * end["height"], "all tools in one row"
        assert page.evaluate(SMALL_TARGETS, 64) == []
        assert not is_too_wide(page)
        if page.locator(".stage").count():
            assert page.evaluate(SMALLEST_TEXT) >= 20

    look("attract")
    kiosk.wake()
    look("home")
    kiosk.page.locator(".themes .tile").first.click()
    look("questions")
    kiosk.page.locator(".questions .tile").first.click()
    kiosk.wait_for_answer()
    look("answer")
    expect(page.locator(".take-away img")).to_be_in_viewport(ratio=1)
    told = page.locator(".words").inner_text()
    page.get_by_role("button", name="En savoir plus").click()
    expect(page.locator(".words")).not_to_have_text(told)
    look("more")
    kiosk.tool("Poser ma question").click()
    look("keyboard")
    kiosk.tool("Accueil").click()
    page.locator(".feature.quiz").click()
    kiosk.wait_for_answer()
    look("quiz")
    page.locator(".options .tile").first.click()
    expect(page.locator(".question .before summary")).to_be_visible()
    look("quiz-answered")
    kiosk.tool("Accueil").click()
    kiosk.tool("Contraste fort").click()
    kiosk.tool("Texte plus grand").click()
    look("strong-large")
    kiosk.tool("Terminer").click()
    expect(kiosk.thanks).to_be_visible()
    browsing.picture(page, f"kiosk-{name}-done")


def test_the_kiosk_on_a_small_screen(browsing: Browsing) -> None:
    page = browsing.page("/kiosk", viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    Kiosk(page).wake().ask_first_topic()
    assert not is_too_wide(page)
    browsing.picture(page, "kiosk-small-answer")


def test_nothing_of_the_page_shifts_by_itself(browsing: Browsing) -> None:
    page = browsing.profile().new_page()
    page.add_init_script("""
      window.shifts = [];
      new PerformanceObserver((list) => window.shifts.push(...list.getEntries()))
        .observe({ type: "layout-shift", buffered: true });
    """)
    page.goto(f"{browsing.url}/demo")
    Widget(page).open().ask("on gagne combien ?")
    moved = "() => window.shifts.filter((e) => !e.hadRecentInput).map((e) => e.value)"
    assert page.evaluate(moved) == []

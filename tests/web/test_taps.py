"""A finger that taps twice: the second tap does not act on what the first one brought."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.web.browsing import Browsing
from tests.web.kiosk import LANDSCAPE, Kiosk
from tests.web.widget import PHONE, Widget


def opened(browsing: Browsing, path: str, **screen: Any) -> Page:
    """Open a page whose clock a test may stop."""
    page = browsing.profile(reduced_motion="reduce", **screen).new_page()
    page.clock.install()
    page.goto(f"{browsing.url}{path}")
    return page


def middle(target: Locator) -> tuple[float, float]:
    """Return where a finger aims."""
    box = target.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def tap_twice(page: Page, target: Locator) -> None:
    """Tap a place two times; on the page no time passes between them, however slow the machine."""
    target.scroll_into_view_if_needed()
    place = middle(target)
    page.clock.pause_at(page.evaluate("() => Date.now() / 1000 + 5"))
    page.touchscreen.tap(*place)
    page.touchscreen.tap(*place)
    page.clock.resume()


def test_at_the_kiosk_a_second_tap_chooses_no_question(browsing: Browsing) -> None:
    page = opened(browsing, "/kiosk", **LANDSCAPE)
    Kiosk(page).wake()
    expect(page.locator(".app:not(.fresh)")).to_be_visible()
    tap_twice(page, page.locator(".themes .tile").nth(1))
    expect(page.locator(".app:not(.fresh)")).to_be_visible()
    expect(page.locator(".stage.questions")).to_be_visible()


def test_at_the_kiosk_a_second_tap_answers_no_second_question(browsing: Browsing) -> None:
    page = opened(browsing, "/kiosk", **LANDSCAPE)
    kiosk = Kiosk(page).wake()
    page.locator(".feature.orientation").click()
    kiosk.wait_for_answer()
    expect(page.locator(".app:not(.fresh)")).to_be_visible()
    sent: list[Request] = []
    page.on("request", lambda asked: sent.append(asked) if "messages" in asked.url else None)
    tap_twice(page, page.locator(".options .tile").first)
    expect(kiosk.title).to_contain_text("Question 2 sur 6")
    expect(page.locator(".app:not(.fresh)")).to_be_visible()
    expect(kiosk.title).to_contain_text("Question 2 sur 6")
    assert len(sent) == 1


def test_at_the_kiosk_a_second_tap_on_the_end_begins_no_new_visit(browsing: Browsing) -> None:
    page = opened(browsing, "/kiosk", **LANDSCAPE)
    kiosk = Kiosk(page).wake()
    expect(page.locator(".app:not(.fresh)")).to_be_visible()
    tap_twice(page, kiosk.tool("Terminer"))
    expect(kiosk.thanks).to_contain_text("Tout est effacé")


def test_in_the_widget_a_second_tap_says_nothing(browsing: Browsing) -> None:
    page = opened(browsing, "/demo", **PHONE)
    widget = Widget(page)
    tap_twice(page, widget.launcher)
    widget.wait_for_answer()
    expect(widget.panel).to_be_visible()
    expect(widget.element.locator(".log:not(.fresh)")).to_be_visible()
    tap_twice(page, widget.turns.last.locator(".choice").last)
    expect(widget.turns).to_have_count(2)
    widget.wait_for_answer()
    expect(widget.element.locator(".log:not(.fresh)")).to_be_visible()
    expect(widget.turns).to_have_count(2)
    expect(widget.element.locator('[aria-pressed="true"]')).to_have_count(0)


def test_in_the_widget_a_second_tap_before_the_answer_opens_no_source(browsing: Browsing) -> None:
    page = opened(browsing, "/demo", **PHONE)
    widget = Widget(page)
    widget.element.evaluate("(element) => element.ask({ text: 'on gagne combien ?' })")
    answer = widget.wait_for_answer()
    expect(widget.element.locator(".log:not(.fresh)")).to_be_visible()
    held: list[Route] = []
    page.route("**/api/messages", lambda route: held.append(route))
    choice = answer.locator(".choice").first
    place = middle(choice)
    tap_twice(page, choice)
    expect(widget.element.locator(".log:not(.fresh)")).to_be_visible()
    under = "(host, place) => host.shadowRoot.elementFromPoint(...place).localName"
    assert widget.element.evaluate(under, place) == "summary", "the sources came under the finger"
    expect(answer.locator("details:not([open])")).to_be_visible()
    held[0].continue_()
    widget.wait_for_answer()
    expect(widget.turns).to_have_count(2)


def test_at_the_kiosk_a_second_tap_on_more_opens_no_source(browsing: Browsing) -> None:
    page = opened(browsing, "/kiosk", **LANDSCAPE)
    page.route("**/api/**", lambda route: route.abort())
    kiosk = Kiosk(page).wake()
    kiosk.ask_first_topic()
    more = page.get_by_role("button", name="En savoir plus")
    expect(page.locator(".app:not(.fresh)")).to_be_visible()
    place = middle(more)
    tap_twice(page, more)
    expect(page.locator(".app:not(.fresh)")).to_be_visible()
    under = page.evaluate("(place) => document.elementFromPoint(...place).localName", place)
    assert under == "summary", "the sources came under the finger"
    expect(page.locator("details:not([open])")).to_be_visible()


def test_a_keyboard_is_heard_at_once(browsing: Browsing) -> None:
    page = opened(browsing, "/kiosk", **LANDSCAPE)
    Kiosk(page).wake()
    page.locator(".themes .tile").first.focus()
    page.keyboard.press("Enter")
    page.locator(".questions .tile").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".stage.answer")).to_be_visible()

"""What goes wrong around the widget: silence, refusals, junk in storage, pages that are left."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import Browsing
from tests.web.conftest import CHROMIUM, FLAGS
from tests.web.widget import Widget

JUNK = [
    "{",
    "null",
    "5",
    '"words"',
    "[]",
    '{"turns": 5, "session": 7, "doomed": "x", "open": "yes"}',
    '{"turns": [{"id": 1}, null, {"id": "a", "state": "done", "replies": [{"text": 1}]}]}',
    '{"turns": [{"id": "a", "state": "waiting", "replies": [], "message": null}]}',
    '{"session": {"token": 5}, "doomed": [7, null], "draft": {}}',
]


def demo(browsing: Browsing) -> Page:
    """Open the demonstration page, with nothing that moves."""
    return browsing.page("/demo", reduced_motion="reduce")


@pytest.mark.parametrize("junk", JUNK)
def test_junk_in_the_storage_is_as_good_as_nothing(browsing: Browsing, junk: str) -> None:
    page = demo(browsing)
    page.evaluate("([key, junk]) => sessionStorage.setItem(key, junk)", [key_of(browsing), junk])
    page.reload()
    widget = Widget(page)
    expect(widget.launcher).to_be_visible()
    widget.open()


def key_of(browsing: Browsing) -> str:
    """Return the name under which the widget keeps its conversation."""
    return f"decroche {browsing.url}/"


def test_a_server_that_is_silent_at_first_leaves_no_empty_panel(browsing: Browsing) -> None:
    page = demo(browsing)
    page.route("**/api/**", lambda route: route.abort())
    widget = Widget(page)
    widget.launcher.click()
    expect(widget.log).to_contain_text("L’assistant ne répond pas encore")
    browsing.picture(page, "widget-silent")
    page.unroute("**/api/**")
    page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(widget.wait_for_answer().locator(".choice").first).to_be_visible()
    expect(widget.log).not_to_contain_text("ne répond pas")


def test_after_an_erasure_there_is_a_way_on(browsing: Browsing) -> None:
    profile = browsing.profile(reduced_motion="reduce")
    first, second = (Widget(profile.new_page()) for _ in range(2))
    for tab in (first, second):
        tab.page.goto(f"{browsing.url}/demo")
    first.open().ask("on gagne combien ?")
    second.launcher.click()
    expect(second.turns).to_have_count(2)
    first.erase()
    expect(second.element.locator(".notice")).to_contain_text("dans un autre onglet")
    for tab in (second, first):
        tab.element.get_by_role("button", name="Nouvelle conversation").click()
        tab.wait_for_answer()
        expect(tab.element.locator(".notice")).to_have_count(0)


def test_a_draft_outlives_a_reload(browsing: Browsing) -> None:
    page = demo(browsing)
    widget = Widget(page).open()
    widget.field.fill("est-ce qu'on peut")
    page.reload()
    expect(widget.field).to_have_value("est-ce qu'on peut")
    widget.field.press("Enter")
    widget.wait_for_answer()
    page.reload()
    expect(widget.turns).to_have_count(2)
    expect(widget.field).to_have_value("")


def test_an_input_method_ends_its_word_without_sending_it(browsing: Browsing) -> None:
    page = demo(browsing)
    widget = Widget(page).open()
    widget.field.fill("にほん")
    widget.field.evaluate("""(field) => field.dispatchEvent(new KeyboardEvent("keydown",
      { key: "Enter", keyCode: 229, bubbles: true, cancelable: true }))""")
    expect(widget.field).to_have_value("にほん")
    expect(widget.turns).to_have_count(1)


def test_the_back_button_finds_the_page_as_it_was(browser: Browser, browsing: Browsing) -> None:
    """With the cache for « back » that Playwright turns off, in a browser of its own."""
    own = browser.browser_type.launch(
        executable_path=CHROMIUM,
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = own.new_page()
    page.goto(f"{browsing.url}/demo")
    page.evaluate("() => addEventListener('pageshow', (e) => (window.kept = e.persisted))")
    widget = Widget(page).open()
    page.goto(f"{browsing.url}/kiosk")
    page.evaluate("() => history.back()")  # Playwright's own waits for a load that never comes
    page.wait_for_url("**/demo", wait_until="commit")
    page.wait_for_function("() => window.kept === true")
    widget.ask("on gagne combien ?")
    own.close()

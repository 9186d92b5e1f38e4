"""The widget and the kiosk without a pointer."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.contents import CONTENT
from tests.web.browsing import Browsing
from tests.web.kiosk import Kiosk
from tests.web.widget import PHONE, Widget


def tab_to(page: Page, widget: Widget, name: str, key: str = "Tab") -> None:
    """Press a key until the focus lies on the element of the widget with a class or id."""
    for _ in range(60):
        if name in widget.focused.split():
            return
        page.keyboard.press(key)
    raise AssertionError(f"no way to {name} with {key}")


def test_a_conversation_with_the_keyboard_only(browsing: Browsing) -> None:
    page = browsing.page("/demo", reduced_motion="reduce")
    widget = Widget(page)
    tab_to(page, widget, "launcher")
    assert widget.launcher.get_attribute("aria-expanded") == "false"
    ring = widget.launcher.evaluate("(element) => getComputedStyle(element).outlineWidth")
    assert ring == "3px"
    page.keyboard.press("Enter")
    expect(widget.panel).to_be_visible()
    widget.wait_for_answer()
    assert widget.launcher.get_attribute("aria-expanded") == "true"
    assert widget.focused == "question"
    page.keyboard.type("on gagne combien ?")
    page.keyboard.press("Enter")
    expect(widget.turns).to_have_count(2)
    widget.wait_for_answer()
    assert widget.focused == "question", "the answer does not take the focus"
    tab_to(page, widget, "choice", "Shift+Tab")
    chosen = page.evaluate(
        "() => document.querySelector('decroche-chat').shadowRoot.activeElement.textContent"
    )
    page.keyboard.press("Space")
    expect(widget.turns).to_have_count(3)
    widget.wait_for_answer()
    assert widget.said.last.inner_text().endswith(chosen)
    page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()
    assert widget.focused == "launcher"


def test_the_question_of_erasure_with_the_keyboard(browsing: Browsing) -> None:
    page = browsing.page("/", reduced_motion="reduce")
    widget = Widget(page).open()
    widget.element.get_by_role("button", name="Effacer la conversation").press("Enter")
    expect(widget.element.locator(".ask-erase")).to_be_visible()
    assert "no" in widget.focused.split(), "the harmless answer has the focus"
    page.keyboard.press("Escape")
    expect(widget.element.locator(".ask-erase")).to_be_hidden()
    expect(widget.panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()


def test_nothing_of_a_closed_panel_takes_the_focus(browsing: Browsing) -> None:
    page = browsing.page("/demo", reduced_motion="reduce")
    widget = Widget(page).open()
    page.keyboard.press("Escape")
    stops = set()
    page.locator(".skip").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        stops.add(widget.focused)
    assert stops == {"", "launcher"}


def test_the_page_stays_reachable_beside_the_open_panel(browsing: Browsing) -> None:
    page = browsing.page("/", reduced_motion="reduce")
    widget = Widget(page).open()
    for _ in range(60):
        page.keyboard.press("Tab")
        if not widget.focused and page.evaluate("() => document.activeElement !== document.body"):
            return
    raise AssertionError("the panel traps the focus")


def test_on_a_phone_the_panel_keeps_the_focus_and_gives_it_back(browsing: Browsing) -> None:
    page = browsing.page("/", **PHONE)
    widget = Widget(page)
    widget.launcher.tap()
    widget.wait_for_answer()
    assert widget.focused == "title", "no keyboard comes up over what the assistant says first"
    outside = """() => { const { activeElement: at } = document;
      return at !== document.body && at.localName !== "decroche-chat" }"""
    for _ in range(40):
        page.keyboard.press("Tab")
        assert not page.evaluate(outside)
    page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()
    assert widget.focused == "launcher"


def test_on_a_phone_one_goes_back_from_wherever_the_focus_is(browsing: Browsing) -> None:
    """« Back » reaches a dialog as Escape does while nothing in it has the focus."""
    blur = "(host) => host.shadowRoot.activeElement?.blur()"
    page = browsing.page("/", reduced_motion="reduce", **PHONE)
    widget = Widget(page).open()
    asked = widget.element.locator(".ask-erase")
    widget.element.get_by_role("button", name="Effacer la conversation").tap()
    expect(asked).to_be_visible()
    widget.element.evaluate(blur)
    page.keyboard.press("Escape")
    expect(asked).to_be_hidden()
    expect(widget.panel).to_be_visible()
    widget.element.evaluate(blur)
    page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_visible()
    assert widget.focused == "launcher"
    widget.launcher.tap()
    expect(widget.panel).to_be_visible()
    widget.panel.evaluate("(panel) => panel.close()")  # as a browser does that asks nobody
    expect(widget.launcher).to_be_visible()


def test_answers_are_announced_once_and_the_past_is_not(browsing: Browsing) -> None:
    """What a screen reader is told: everything that came into the live region."""
    hear = """(host) => {
      globalThis.heard = [];
      const region = host.shadowRoot.querySelector('[aria-live="polite"]');
      const hear = ({ addedNodes }) =>
        addedNodes.forEach((node) => heard.push(node.textContent.replaceAll("\u00a0", " ")));
      const observer = new MutationObserver((changes) => changes.forEach(hear));
      observer.observe(region, { childList: true });
    }"""
    page = browsing.page("/", reduced_motion="reduce")
    widget = Widget(page)
    widget.element.evaluate(hear)
    widget.open()
    page.wait_for_function("() => heard.length === 1")
    widget.ask("on gagne combien ?")
    page.wait_for_function("() => heard.length > 1")
    heard = [words for words in page.evaluate("() => heard") if "écrit" not in words]
    assert len(heard) == 2
    assert heard[1].startswith("Décroche : ") and "Smic" in heard[1]
    assert heard[1].count("Choix proposés : ") == 1 and "Dites-m’en plus" in heard[1]
    assert "D’où vient" not in heard[1], "nor is it on the screen: the source is"
    page.reload()
    widget.element.evaluate(hear)
    expect(widget.turns).to_have_count(2)
    widget.ask("et le télétravail ?")
    page.wait_for_function("() => heard.length > 0")
    heard = [words for words in page.evaluate("() => heard") if "écrit" not in words]
    answer = CONTENT.cards["remote_work"].answer.replace("\u00a0", " ")
    assert len(heard) == 1 and answer in heard[0]


def test_the_kiosk_with_a_keyboard(browsing: Browsing) -> None:
    page = browsing.page("/kiosk", viewport={"width": 1920, "height": 1080})
    kiosk = Kiosk(page)
    expect(page.locator(".wake")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".app:not(.fresh)")).to_be_visible()
    expect(kiosk.title).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".stage.questions")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    kiosk.wait_for_answer()
    expect(kiosk.title).to_be_focused()


def test_the_focus_stays_where_a_message_is_sent_again(browsing: Browsing) -> None:
    page = browsing.page("/demo", reduced_motion="reduce")
    widget = Widget(page).open()
    page.route("**/api/messages", lambda route: route.fulfill(status=422, body="{}"), times=1)
    turn = widget.send("on gagne combien ?")
    turn.get_by_role("button", name="Réessayer").focus()
    page.keyboard.press("Enter")
    assert "said" in widget.focused.split()
    expect(turn).to_contain_text("Smic")
    assert "said" in widget.focused.split(), "the answer does not take it away"


def test_the_focus_stays_in_the_log_where_a_greeting_is_asked_again(browsing: Browsing) -> None:
    page = browsing.page("/demo", reduced_motion="reduce")
    widget = Widget(page)
    page.route("**/api/messages", lambda route: route.fulfill(status=422, body="{}"), times=1)
    widget.launcher.click()
    widget.element.get_by_role("button", name="Réessayer").focus()
    page.keyboard.press("Enter")
    widget.wait_for_answer()
    assert "log" in widget.focused.split()


def test_after_a_choice_the_focus_goes_on_from_the_answer(browsing: Browsing) -> None:
    page = browsing.page("/demo", reduced_motion="reduce")
    widget = Widget(page).open()
    widget.turns.last.locator(".choice").first.focus()
    page.keyboard.press("Enter")
    expect(widget.turns).to_have_count(2)
    answer = widget.wait_for_answer()
    assert "said" in widget.focused.split()
    expect(answer.locator(".said")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(answer.locator(".choice").first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert widget.focused in ("log", "icon"), "no choice of the past is in the way"

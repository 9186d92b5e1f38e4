"""What goes wrong around the widget: silence, refusals, junk in storage, pages that are left."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import requests
from playwright.sync_api import Browser, Page, Route, expect

from tests.channels.web.servers import Servers
from tests.conftest import wait_for
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

# The last one is an answer, but none that can be read.
REFUSALS = [403, 429, 500, 200]
NOTE_ERRORS = """() => { window.kinds = [];
  addEventListener("decroche:error", ({ detail }) => kinds.push(detail.kind)) }"""

NOTE_WORDS = """(element) => { window.said = [];
  new MutationObserver(() => said.push(element.textContent)).observe(element, { childList: true }) }
"""


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


def test_junk_hides_neither_the_rest_nor_an_erasure_that_is_owed(
    browsing: Browsing, servers: Servers
) -> None:
    page = demo(browsing)
    widget = Widget(page).open()
    widget.ask("on gagne combien ?")
    kept = widget.kept()
    token = kept["session"]["token"]
    junk = {"id": "a", "said": None, "state": "done", "replies": [{"text": 1}]}
    kept |= {"session": None, "doomed": [token], "turns": [junk, *kept["turns"]]}
    store = "([key, kept]) => sessionStorage.setItem(key, JSON.stringify(kept))"
    page.evaluate(store, [key_of(browsing), kept])
    page.reload()
    expect(widget.turns).to_have_count(2)
    wait_for(lambda: widget.kept()["doomed"] == [], "the erasure", 30)
    headers = {"Authorization": f"Bearer {token}"}
    answer = requests.get(f"{servers.url}/api/messages", headers=headers, timeout=30)
    assert answer.status_code == 410


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


def refusing(method: str, status: int) -> Callable[[Route], None]:
    """Return what refuses all requests of a method and lets the others pass."""

    def answer(route: Route) -> None:
        if route.request.method == method:
            route.fulfill(status=status, body="{}")
        else:
            route.continue_()

    return answer


@pytest.mark.parametrize("status", REFUSALS)
def test_a_history_that_is_refused_is_no_lost_connection(browsing: Browsing, status: int) -> None:
    page = demo(browsing)
    widget = Widget(page).open()
    widget.ask("on gagne combien ?")
    before = widget.texts
    page.evaluate(NOTE_ERRORS)
    page.route("**/api/messages", refusing("GET", status))
    with page.expect_response("**/api/messages"):
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    assert widget.texts == before
    page.reload()
    page.evaluate(NOTE_ERRORS)
    widget.ask("et le télétravail ?")
    assert len(widget.texts) == len(before) + 1
    expect(widget.state).to_be_empty()
    assert page.evaluate("() => kinds") == []
    assert browsing.errors and all("decroche-chat:" in error for error in browsing.errors)
    browsing.forget_errors()


def test_a_history_that_comes_after_an_answer_drops_nothing(browsing: Browsing) -> None:
    page = demo(browsing)
    widget = Widget(page).open()
    token = widget.kept()["session"]["token"]
    told = page.request.get(
        f"{browsing.url}/api/messages", headers={"Authorization": f"Bearer {token}"}
    )
    asked: list[Route] = []
    page.route(
        "**/api/messages",
        lambda route: asked.append(route) if route.request.method == "GET" else route.fallback(),
    )
    with page.expect_request("**/api/messages"):
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    widget.ask("on gagne combien ?")
    with page.expect_response("**/api/messages"):
        asked[0].fulfill(response=told)
    widget.ask("et le télétravail ?")
    expect(widget.said).to_have_text([re.compile("combien"), re.compile("télétravail")])


@pytest.mark.parametrize("status", [403, 429, 500])
def test_an_erasure_that_is_refused_is_owed_and_no_lost_connection(
    browsing: Browsing, status: int
) -> None:
    page = demo(browsing)
    widget = Widget(page).open()
    page.evaluate(NOTE_ERRORS)
    token = widget.kept()["session"]["token"]
    page.route("**/api/conversation", refusing("DELETE", status))
    widget.erase()
    expect(widget.element.locator(".notice")).to_contain_text("pas encore sur le serveur")
    expect(widget.state).to_be_empty()
    widget.element.get_by_role("button", name="Nouvelle conversation").click()
    widget.wait_for_answer()
    assert widget.kept()["doomed"] == [token]
    page.unroute("**/api/conversation")
    wait_for(lambda: widget.kept()["doomed"] == [], "the erasure", 30)
    assert page.evaluate("() => kinds") == []


def test_after_a_session_that_expired_meanwhile_one_is_greeted(browsing: Browsing) -> None:
    page = demo(browsing)
    widget = Widget(page).open()
    widget.ask("on gagne combien ?")
    page.route("**/api/messages", refusing("GET", 401))
    come_back = "() => document.dispatchEvent(new Event('visibilitychange'))"
    for come in (lambda: page.evaluate(come_back), page.reload):
        come()
        expect(widget.element.locator(".notice")).to_contain_text("En voici une nouvelle")
        expect(widget.wait_for_answer().locator(".choice").first).to_be_visible()
        expect(widget.turns).to_have_count(1)
    browsing.picture(page, "widget-expired")


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_that_fails_says_that_the_fault_is_ours(browsing: Browsing, status: int) -> None:
    page = demo(browsing)
    widget = Widget(page).open()
    page.route("**/api/messages", refusing("POST", status))
    turn = widget.send("on gagne combien ?")
    expect(turn.locator(".fate")).to_have_text("En attente d’envoi. En danger : le 112.")
    expect(widget.state).to_have_text("Panne de notre côté. En danger : le 112.")
    browsing.picture(page, "widget-fault")
    widget.state.evaluate(NOTE_WORDS)
    page.unroute("**/api/messages")
    expect(turn.locator(".reply")).to_contain_text("Smic")
    expect(widget.state).to_be_empty()
    assert page.evaluate("() => said") == [""], "what was not lost does not come back"


def test_a_server_that_names_a_date_is_left_alone_all_the_same(browsing: Browsing) -> None:
    page = demo(browsing)
    widget = Widget(page).open()
    asked: list[str] = []

    def rest(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=503, headers={"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"})

    page.route("**/api/messages", rest)
    turn = widget.send("on gagne combien ?")
    wait_for(lambda: bool(page.title()) and len(asked) >= 2, "a second try")
    assert len(asked) == 2, "one a second at most"
    page.unroute("**/api/messages")
    expect(turn.locator(".reply")).to_contain_text("Smic")


def test_a_message_that_makes_the_server_fail_is_given_up(browsing: Browsing) -> None:
    page = demo(browsing)
    widget = Widget(page).open()
    page.route("**/api/messages", refusing("POST", 500))
    turn = widget.send("on gagne combien ?")
    expect(turn.locator(".fate")).to_contain_text("Non envoyé : Ce message n’a pas pu")
    expect(widget.state).to_be_empty()
    page.unroute("**/api/messages")
    turn.get_by_role("button", name="Réessayer").click()
    expect(turn.locator(".reply")).to_contain_text("Smic")


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


def test_an_erasure_leaves_nothing_of_what_was_being_written(browsing: Browsing) -> None:
    profile = browsing.profile(reduced_motion="reduce")
    first, second = (Widget(profile.new_page()) for _ in range(2))
    first.page.goto(f"{browsing.url}/demo")
    first.open()
    second.page.goto(f"{browsing.url}/demo")
    second.launcher.click()
    expect(second.turns).to_have_count(1)
    for tab in (first, second):
        tab.field.fill("mon chef me harcèle, il s'appelle")
        tab.page.reload()
        expect(tab.field).to_have_value("mon chef me harcèle, il s'appelle")
    first.erase()
    for tab in (first, second):
        expect(tab.element.locator(".notice")).to_be_visible()
        expect(tab.field).to_have_value("")
        assert tab.kept()["draft"] == ""
        tab.page.reload()
        expect(tab.field).to_have_value("")


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

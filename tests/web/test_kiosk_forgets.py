"""Each visit to the kiosk begins anew and leaves nothing behind, however it ends."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import Request, expect

from tests.channels.web.servers import Servers
from tests.conftest import wait_for
from tests.web.browsing import Browsing
from tests.web.database import dump
from tests.web.kiosk import LANDSCAPE, Kiosk, visit

# All that a browser keeps: the page, and everything that outlives it.
EVERYWHERE = """async () => {
  const databases = await indexedDB.databases();
  const names = await caches.keys();
  const stores = await Promise.all(names.map((name) => caches.open(name)));
  const cached = (await Promise.all(stores.map((cache) => cache.keys()))).flat();
  const fields = [...document.querySelectorAll("input, textarea")].map(({ value }) => value);
  return JSON.stringify([
    document.documentElement.outerHTML, fields, { ...sessionStorage }, { ...localStorage },
    document.cookie, location.href, history.state, databases, names, cached.map(({ url }) => url),
  ]);
}"""
PLANT = """async (marker) => {
  sessionStorage.setItem("kept", marker);
  localStorage.setItem("kept", marker);
  await (await caches.open(marker)).put(`/${encodeURIComponent(marker)}`, new Response(marker));
  await new Promise((resolve) => {
    const opening = indexedDB.open(marker);
    opening.onsuccess = () => resolve(opening.result.close());
  });
}"""
VISITORS = 30


def ask_with_marker(kiosk: Kiosk, servers: Servers) -> str:
    """Leave a marker in every place that could keep one, and return it."""
    marker = f"zéphirine {uuid.uuid4().hex}"
    kiosk.type_question(marker)
    kiosk.wait_for_answer()
    kiosk.page.evaluate(PLANT, marker)
    kept = kiosk.page.evaluate(EVERYWHERE)
    assert kept.count(marker) >= 5
    assert marker in dump(servers.settings)
    return marker


def assert_forgotten(marker: str, kiosk: Kiosk, servers: Servers) -> None:
    """Assert that the marker is nowhere any more."""
    wait_for(lambda: marker not in dump(servers.settings), "the server to forget")
    wait_for(lambda: marker not in kiosk.page.evaluate(EVERYWHERE), "the browser to forget")


def test_who_asks_is_told_that_it_goes_with_the_visit(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    kiosk.type_question("que deviennent mes données ?")
    kiosk.wait_for_answer()
    expect(kiosk.page.locator(".words")).to_contain_text("effacé à la fin de votre visite")


def test_terminer_forgets_everything(browsing: Browsing, servers: Servers) -> None:
    kiosk = visit(browsing)
    marker = ask_with_marker(kiosk, servers)
    kiosk.tool("Texte plus grand").click()
    kiosk.tool("Terminer").click()
    expect(kiosk.thanks).to_contain_text("Tout est effacé")
    assert_forgotten(marker, kiosk, servers)
    kiosk.page.clock.fast_forward(6_000)
    expect(kiosk.attract).to_be_visible()
    assert_forgotten(marker, kiosk, servers)
    assert not kiosk.page.evaluate("() => document.documentElement.className")
    kiosk.page.go_back()
    assert marker not in kiosk.page.content()


def test_an_idle_visitor_is_warned_then_forgotten(browsing: Browsing, servers: Servers) -> None:
    kiosk = visit(browsing)
    marker = ask_with_marker(kiosk, servers)
    clock = kiosk.page.clock
    clock.fast_forward(55_000)
    kiosk.page.touchscreen.tap(5, 5)
    clock.fast_forward(55_000)
    expect(kiosk.warning).to_be_hidden()
    clock.fast_forward(6_000)
    expect(kiosk.warning).to_be_visible()
    browsing.picture(kiosk.page, "kiosk-warning")
    expect(kiosk.warning.get_by_role("button", name="Je continue")).to_be_focused()
    kiosk.warning.get_by_role("button", name="Je continue").click()
    expect(kiosk.warning).to_be_hidden()
    assert marker in kiosk.page.content()
    clock.fast_forward(61_000)
    expect(kiosk.warning).to_be_visible()
    clock.fast_forward(18_000)
    expect(kiosk.warning).to_be_visible()
    clock.fast_forward(3_000)
    expect(kiosk.attract).to_be_visible()
    assert_forgotten(marker, kiosk, servers)


def test_keys_of_the_screen_count_as_presence(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    kiosk.tool("Poser ma question").click()
    for _ in range(4):
        kiosk.page.clock.fast_forward(40_000)
        kiosk.key("Espace").tap()
    expect(kiosk.warning).to_be_hidden()
    expect(kiosk.page.locator("#typed")).to_be_visible()


def test_a_visit_ends_whatever_the_visitor_does(browsing: Browsing, servers: Servers) -> None:
    kiosk = visit(browsing)
    marker = ask_with_marker(kiosk, servers)
    clock = kiosk.page.clock
    for _ in range(17):
        clock.fast_forward(50_000)
        kiosk.page.touchscreen.tap(5, 5)
    expect(kiosk.warning).to_be_hidden()
    clock.fast_forward(35_000)
    expect(kiosk.warning).to_contain_text("personne suivante")
    kiosk.warning.get_by_role("button", name="J’ai vu").click()
    expect(kiosk.warning).to_be_hidden()
    clock.fast_forward(10_000)
    kiosk.page.touchscreen.tap(5, 5)
    clock.fast_forward(11_000)
    expect(kiosk.attract).to_be_visible()
    assert_forgotten(marker, kiosk, servers)


def test_each_visitor_has_a_conversation_of_their_own(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    tokens: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/api/messages"):
            tokens.append(request.headers["authorization"])

    kiosk.page.on("request", note)
    kiosk.ask_first_topic()
    kiosk.tool("Terminer").click()
    expect(kiosk.thanks).to_contain_text("Tout est effacé")
    kiosk.page.clock.fast_forward(6_000)
    expect(kiosk.attract).to_be_visible()
    kiosk.wake().ask_first_topic()
    assert len(tokens) == len(set(tokens)) == 2


def test_of_thirty_visitors_nothing_is_left(browsing: Browsing, servers: Servers) -> None:
    kiosk = visit(browsing)
    markers = []
    for _ in range(VISITORS):
        markers.append(ask_with_marker(kiosk, servers))
        kiosk.tool("Terminer").click()
        expect(kiosk.thanks).to_contain_text("Tout est effacé")
        kiosk.page.clock.fast_forward(6_000)
        kiosk.wake()
    kept = dump(servers.settings) + kiosk.page.evaluate(EVERYWHERE)
    assert [marker for marker in markers if marker in kept] == []


def test_an_erasure_that_is_owed_goes_on_after_the_server_comes_back(
    browsing: Browsing, servers: Servers
) -> None:
    kiosk = visit(browsing)
    marker = ask_with_marker(kiosk, servers)
    servers.kill_rasa()
    try:
        kiosk.tool("Terminer").click()
        expect(kiosk.thanks).to_contain_text("pas encore tout effacé")
        assert marker in dump(servers.settings), "nobody could erase it yet"
    finally:
        servers.start()
    with kiosk.page.expect_response("**/api/conversation") as erased:
        kiosk.page.clock.fast_forward(15_000)
    assert erased.value.status in (204, 410), "gone: tried again by itself as the server came"
    assert_forgotten(marker, kiosk, servers)


@pytest.mark.parametrize("status", [403, 429, 503])
def test_what_the_server_refused_to_erase_is_not_called_erased(
    browsing: Browsing, status: int
) -> None:
    page = browsing.profile(**LANDSCAPE).new_page()
    page.clock.install()
    page.goto(f"{browsing.url}/kiosk")
    kiosk = Kiosk(page).wake()
    kiosk.ask_first_topic()
    problem = {"status": status, "content_type": "application/problem+json", "body": "{}"}
    page.route("**/api/conversation", lambda route: route.fulfill(**problem))
    kiosk.tool("Terminer").click()
    expect(kiosk.thanks).to_contain_text("pas encore tout effacé")
    page.unroute("**/api/conversation")
    with page.expect_response("**/api/conversation") as erased:
        page.clock.fast_forward(15_000)
    assert erased.value.status == 204

"""The widget in pages of other people: other origins, their policies, their styles."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.channels.web.servers import Servers
from tests.web.browsing import Browsing
from tests.web.places import HostSite, Proxy
from tests.web.widget import PHONE, Widget

SALARY = "on gagne combien ?"
SNIPPET = (
    '<script type="module" src="{server}/web/widget.js"></script>\n'
    '<decroche-chat server="{server}"></decroche-chat>'
)
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Jobs</title></head>'
    "<body><main><h1>Jobs</h1><button>First</button></main>{snippet}</body></html>"
)
# Storage as a browser that blocks it for third parties: even looking at it fails.
BLOCKED = """
const get = () => { throw new DOMException("blocked", "SecurityError"); };
for (const name of ["sessionStorage", "localStorage", "indexedDB", "caches"])
  Object.defineProperty(globalThis, name, { get });
"""
# How each part of the widget looks, whatever the page around it.
LAYOUT = """(host) => {
  const parts = ["launcher", "panel", "head", "mark", "log", "reply", "choice", "foot", "send"];
  const properties = [
    "color", "background-color", "font-family", "font-size", "line-height", "letter-spacing",
    "text-transform", "border-radius", "direction", "opacity", "float", "display", "position",
    "visibility", "user-select",
  ];
  return parts.map((name) => {
    const element = host.shadowRoot.querySelector("." + name);
    const { x, y, width, height } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const looks = properties.map((property) => style.getPropertyValue(property));
    return [name, ...[x, y, width, height].map(Math.round), ...looks];
  });
}"""


def layout(widget: Widget) -> Any:
    """Return the computed place and style of the widget's parts."""
    return widget.element.evaluate(LAYOUT)


def embedded(host: HostSite, server: str, **headers: str) -> str:
    """Publish a page of the employer's with the snippet and return its address."""
    return host.put("/jobs", PAGE.format(snippet=SNIPPET.format(server=server)), **headers)


def test_another_origin_holds_a_conversation_through_a_proxy(
    browsing: Browsing, host: HostSite, proxy: Proxy
) -> None:
    page = browsing.page(embedded(host, proxy.url), reduced_motion="reduce")
    widget = Widget(page).open()
    widget.ask(SALARY)
    widget.choose("Dites-m’en plus")
    page.reload()
    expect(widget.turns).to_have_count(3)
    proxy.is_cut = True
    turn = widget.send("et le télétravail ?")
    expect(turn.locator(".fate")).to_have_text("En attente d’envoi. En danger : le 112.")
    proxy.is_cut = False
    page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(widget.wait_for_answer().locator(".reply")).to_contain_text("télétravail")
    assert any(url.startswith(f"{proxy.url}/web/api/") for url in browsing.requests)
    assert all("CORS" in error for error in browsing.errors), "a dead line has no headers"
    browsing.forget_errors()


def test_an_origin_that_is_not_allowed_gets_nothing(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    stranger = host.url.replace("127.0.0.1", "localhost")
    address = embedded(host, servers.settings.url).replace(host.url, stranger)
    browsing.allow(stranger)
    page = browsing.page(address)
    asked = """(url) => fetch(url, { method: "POST", body: "{}" }).then(() => "heard", String)"""
    answer = page.evaluate(asked, f"{servers.url}/api/session")
    assert answer == "TypeError: Failed to fetch"
    assert not page.evaluate("() => Boolean(customElements.get('decroche-chat'))")
    assert browsing.errors and all("CORS" in error for error in browsing.errors)
    browsing.forget_errors()


def test_a_page_with_a_strict_policy(browsing: Browsing, host: HostSite, servers: Servers) -> None:
    server = servers.settings.url
    policy = (
        f"default-src 'none'; script-src {server}; connect-src {server}; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    page = browsing.page(embedded(host, server, Content_Security_Policy=policy))
    widget = Widget(page).open()
    widget.ask(SALARY)
    background = widget.launcher.evaluate("(element) => getComputedStyle(element).backgroundColor")
    assert background == "rgb(10, 95, 102)", "the styles are there"


def test_the_widget_may_come_before_its_script(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    script, element = SNIPPET.format(server=servers.settings.url).split("\n")
    late = (
        f"{element}<script>setTimeout(() => document.head.append(Object.assign("
        "document.createElement('script'), { type: 'module', src: "
        f"'{servers.url}/widget.js' }})))</script>"
    )
    for snippet in (f"{element}{script}", late):
        page = browsing.page(host.put("/order", PAGE.format(snippet=snippet)))
        Widget(page).open()


def test_a_hostile_page_leaves_the_widget_as_it_is(browsing: Browsing) -> None:
    options = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
    plain = browsing.page("/", **options)
    hostile = browsing.page("/hostile", **options)
    browsing.picture(hostile, "hostile-closed")
    looks = []
    for page in (plain, hostile):
        widget = Widget(page).open()
        widget.ask(SALARY)
        looks.append(layout(widget))
    browsing.picture(hostile, "hostile")
    assert looks[0] == looks[1]
    page_button = hostile.get_by_role("button", name="A button of the page")
    assert page_button.evaluate("(button) => getComputedStyle(button).width") == "40px", (
        "the page is as hostile as it should be"
    )


def test_the_page_keeps_its_own_styles(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    styles = """() => [...document.querySelectorAll("html, body, main, h1, button")].map(
      (element) => [...getComputedStyle(element)].map((name) => getComputedStyle(element)[name])
    )"""
    bare = browsing.page(host.put("/bare", PAGE.format(snippet="")))
    page = browsing.page(embedded(host, servers.settings.url))
    Widget(page).open()
    assert page.evaluate(styles) == bare.evaluate(styles)
    assert page.evaluate("() => document.adoptedStyleSheets.length") == 0


def test_without_storage_the_conversation_works(browsing: Browsing) -> None:
    profile = browsing.profile()
    profile.add_init_script(BLOCKED)
    page = profile.new_page()
    page.goto(f"{browsing.url}/")
    widget = Widget(page).open()
    widget.ask(SALARY)
    widget.choose("Dites-m’en plus")
    widget.erase()
    expect(widget.element.locator(".notice")).to_contain_text("C’est effacé")


def test_the_attributes_of_the_element(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    element = (
        '<decroche-chat open greeting="Bienvenue chez nous." position="left" theme="dark"'
        f' accent="#ffd54a" server="{servers.settings.url}"></decroche-chat>'
    )
    script = SNIPPET.format(server=servers.settings.url).split("\n")[0]
    page = browsing.page(host.put("/options", PAGE.format(snippet=script + element)))
    widget = Widget(page)
    expect(widget.panel).to_be_visible()
    expect(widget.log).to_contain_text("Bienvenue chez nous.")
    widget.wait_for_answer()
    box = widget.panel.bounding_box()
    assert box and box["x"] < 100
    assert widget.panel.evaluate("(e) => getComputedStyle(e).backgroundColor") == "rgb(18, 27, 31)"
    assert page.evaluate("() => document.activeElement === document.body")
    browsing.picture(page, "widget-options")
    widget.element.evaluate("(element) => element.close()")
    expect(widget.launcher).to_be_visible()
    widget.element.evaluate("(e) => e.ask({ payload: '/salary', title: 'On gagne combien ?' })")
    expect(widget.said).to_have_text(["Vous : On gagne combien ?"])


def test_the_demonstration_page(browsing: Browsing, servers: Servers) -> None:
    page = browsing.page("/demo", reduced_motion="reduce")
    snippet = page.get_by_role("region", name="Code à copier").inner_text()
    assert snippet == SNIPPET.format(server=servers.settings.url)
    page.get_by_role("button", name="On gagne combien ?").click()
    widget = Widget(page)
    expect(widget.said).to_have_count(1)
    expect(widget.wait_for_answer()).to_contain_text("Smic")


def test_no_script_comes_in_through_the_address(browsing: Browsing) -> None:
    evil = "%3Cimg%20src=x%20onerror=alert(1)%3E"
    for address in (f"/?topic={evil}", "/?topic=__proto__", f"/metiers?roles={evil}"):
        page: Page = browsing.page(address)
        page.wait_for_load_state("networkidle")
        assert page.locator("img").count() == 0


BANNER = (
    '<div style="position:fixed;inset:auto 0 0;height:120px;background:#ddd;z-index:{height}">'
    '<button style="position:absolute;right:40px;bottom:40px">Tout refuser</button></div>'
)


@pytest.mark.parametrize("height", [1000, 99999], ids=["orejime", "most"])
def test_a_question_on_cookies_lies_above_the_launcher(
    browsing: Browsing, host: HostSite, servers: Servers, height: int
) -> None:
    snippet = SNIPPET.format(server=servers.settings.url) + BANNER.format(height=height)
    page = browsing.page(host.put("/cookies", PAGE.format(snippet=snippet)))
    widget = Widget(page)
    expect(widget.launcher).to_be_attached()
    page.get_by_role("button", name="Tout refuser").click()  # fails where something lies over it
    widget.element.evaluate("(element) => element.open()")
    widget.wait_for_answer()
    widget.field.click()  # what the visitor asked for lies above all
    page.reload()
    widget.field.click()  # and still does on the next page
    widget.element.get_by_role("button", name="Fermer").click()
    page.get_by_role("button", name="Tout refuser").click()
    page.reload()
    page.get_by_role("button", name="Tout refuser").click()


def test_a_panel_that_opens_by_itself_leaves_the_question_on_cookies_in_reach(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    snippet = SNIPPET.format(server=servers.settings.url).replace("chat ", "chat open ", 1)
    snippet += BANNER.format(height=1000)
    page = browsing.page(host.put("/cookies-open", PAGE.format(snippet=snippet)))
    Widget(page).wait_for_answer()
    page.get_by_role("button", name="Tout refuser").click()


def test_on_a_phone_the_launcher_of_a_panel_left_open_lies_under_the_question_on_cookies(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    snippet = SNIPPET.format(server=servers.settings.url) + BANNER.format(height=1000)
    address = host.put("/cookies-phone", PAGE.format(snippet=snippet))
    page = browsing.page(address, viewport=PHONE["viewport"])
    widget = Widget(page)
    widget.element.evaluate("(element) => element.open()")
    widget.wait_for_answer()
    page.reload()
    expect(widget.launcher).to_be_attached()
    page.get_by_role("button", name="Tout refuser").click()


def test_the_page_may_place_the_widget(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    snippet = SNIPPET.format(server=servers.settings.url) + (
        "<style>decroche-chat { --decroche-z-index: 5; --decroche-offset: 10px;"
        " --decroche-offset-y: 90px }</style>"
        '<button style="position:fixed;inset:auto 0 0 0;height:200px;z-index:6">Above</button>'
    )
    options = {"viewport": {"width": 1000, "height": 700}}
    page = browsing.page(host.put("/placed", PAGE.format(snippet=snippet)), **options)
    box = Widget(page).launcher.bounding_box()
    assert box is not None
    assert (1000 - box["x"] - box["width"], 700 - box["y"] - box["height"]) == (10, 90)
    page.get_by_role("button", name="Above").click(position={"x": 940, "y": 60})
    Widget(page).element.evaluate("(element) => element.open()")
    page.get_by_role("button", name="Above").click(position={"x": 940, "y": 60})


def test_a_printed_page_is_the_page_alone(browsing: Browsing) -> None:
    page = browsing.page("/demo")
    widget = Widget(page).open()
    page.emulate_media(media="print")
    assert not widget.panel.is_visible() and not widget.launcher.is_visible()

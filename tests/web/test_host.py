"""What passes between the widget and its host: events, links that ask, addresses, a frame."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.channels.web.servers import Servers
from tests.conftest import wait_for
from tests.web.browsing import Browsing, violations
from tests.web.places import HostSite
from tests.web.widget import Widget
from tools.npm_package import NAME, SCRIPT, write_package

PAGE = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Emplois</title></head>'
    '<body><main><h1>Emplois</h1>{links}</main><script type="module" src="{server}/web/widget.js">'
    '</script><decroche-chat server="{server}"></decroche-chat></body></html>'
)
LISTEN = """
window.heard = [];
for (const name of ["open", "answer", "feedback", "error"])
  document.addEventListener(`decroche:${name}`, ({ type, detail }) => heard.push([type, detail]));
"""


def opened(browsing: Browsing, host: HostSite, servers: Servers, links: str = "") -> Page:
    """Open a page of the employer's, which listens to the widget."""
    html = PAGE.format(links=links, server=servers.settings.url)
    profile = browsing.profile(reduced_motion="reduce")
    profile.add_init_script(LISTEN)
    page = profile.new_page()
    page.goto(host.put("/host", html))
    return page


def heard(page: Page) -> list[list[Any]]:
    """Return the events that the page heard, with what they told."""
    events: list[list[Any]] = page.evaluate("() => window.heard")
    return events


def test_the_page_hears_what_happens_and_nothing_of_what_was_said(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    page = opened(browsing, host, servers)
    widget = Widget(page).open()
    turn = widget.ask("on gagne combien ?")
    turn.get_by_role("button", name="Réponse utile").click()
    page.wait_for_function("() => heard.some(([type]) => type === 'decroche:feedback')")
    assert heard(page)[:4] == [
        ["decroche:open", {}],
        ["decroche:answer", {}],
        ["decroche:answer", {}],
        ["decroche:feedback", {"useful": True}],
    ]
    page.route("**/api/messages", lambda route: route.fulfill(status=422, body="{}"))
    widget.send("bonjour")
    page.wait_for_function("() => heard.some(([type]) => type === 'decroche:error')")
    assert heard(page)[-1] == ["decroche:error", {"kind": "refused"}]
    browsing.forget_errors()


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("offline", {"abort": True}),
        ("offline", {"status": 502, "body": ""}),
        ("slow", {"status": 429, "headers": {"Retry-After": "1"}, "body": "{}"}),
        ("fault", {"status": 503, "body": "{}"}),
    ],
    ids=["cut off", "behind a dead proxy", "too busy", "out of order"],
)
def test_the_page_hears_once_that_the_server_is_out_of_reach_or_busy(
    browsing: Browsing, host: HostSite, servers: Servers, kind: str, answer: dict[str, Any]
) -> None:
    page = opened(browsing, host, servers)
    widget = Widget(page).open()
    tries = 0

    def fail(route: Route) -> None:
        nonlocal tries
        tries += 1
        route.abort() if "abort" in answer else route.fulfill(**answer)

    page.route("**/api/messages", fail)
    turn = widget.send("zéphirine, on gagne combien ?")
    wait_for(lambda: bool(page.title()) and tries >= 2, "a second try")
    errors = [[name, detail] for name, detail in heard(page) if name == "decroche:error"]
    assert errors == [["decroche:error", {"kind": kind}]], "once, and nothing of what was said"
    page.unroute("**/api/messages")
    expect(turn.locator(".reply").first).to_contain_text("Smic")
    assert heard(page)[-1] == ["decroche:answer", {}]
    browsing.forget_errors()


def test_links_and_buttons_of_the_page_ask(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    links = (
        '<a href="/elsewhere" data-decroche-ask="/salary">On gagne <b>combien</b> ?</a>'
        '<button data-decroche-ask="et le télétravail ?">Travailler chez soi</button>'
        "<button data-decroche-ask>Vous recrutez ?</button>"
    )
    page = opened(browsing, host, servers, links)
    widget = Widget(page)
    page.locator("b").click()
    expect(widget.said.first).to_have_text("Vous : On gagne combien ?")
    expect(widget.turns.last).to_contain_text("Smic")
    page.get_by_role("button", name="Travailler chez soi").click()
    expect(widget.said.nth(1)).to_have_text("Vous : et le télétravail ?")
    page.get_by_role("button", name="Vous recrutez ?").click()
    expect(widget.said.nth(2)).to_have_text("Vous : Vous recrutez ?")
    assert page.url.endswith("/host")


def test_an_address_asks_once(browsing: Browsing, host: HostSite, servers: Servers) -> None:
    page = opened(browsing, host, servers, '<a href="#decroche">Aide</a>')
    widget = Widget(page)
    page.evaluate("() => { location.hash = '#decroche=/salary,On gagne combien ?' }")
    expect(widget.said).to_have_text(["Vous : On gagne combien ?"])
    expect(widget.turns.last).to_contain_text("Smic")
    assert "#" not in page.url, "a reload must not ask again"
    page.evaluate("() => { location.hash = '#decroche=et%20le%20t%C3%A9l%C3%A9travail%20%3F' }")
    expect(widget.said.nth(1)).to_have_text("Vous : et le télétravail ?")
    page.evaluate("() => { location.hash = '#contact' }")
    assert page.url.endswith("#contact") and widget.said.count() == 2
    widget.element.evaluate("(element) => element.close()")
    page.get_by_role("link", name="Aide").click()
    expect(widget.panel).to_be_visible()


def test_a_question_in_an_address_arrives_whole(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    page = opened(browsing, host, servers)
    widget = Widget(page)
    asked = {
        "primes & salaire, c'est combien ?": "primes & salaire, c'est combien ?",
        "1+1, bac+2 ou 50% ?": "1+1, bac+2 ou 50% ?",
        "bac%2B2%20%26%20apr%C3%A8s%20%3F": "bac+2 & après ?",
        "un poste #1 ?": "un poste #1 ?",
        "que veut dire %2541 ?": "que veut dire %41 ?",
        "/salary,En CDI, on gagne combien ?": "En CDI, on gagne combien ?",
    }
    for address in asked:
        page.evaluate("(words) => { location.hash = `#decroche=${words}` }", address)
        expect(widget.said).to_have_count(list(asked).index(address) + 1)
        assert page.url.endswith("/host")
    expect(widget.said).to_have_text([f"Vous : {words}" for words in asked.values()])
    expect(widget.turns.last).to_contain_text("Smic")


def test_the_assistant_fills_a_frame(browsing: Browsing, host: HostSite, servers: Servers) -> None:
    frame = f'<iframe title="Assistant" src="{servers.url}/chat" width="380" height="560"></iframe>'
    html = f'<!doctype html><html lang="fr"><title>Cadre</title><main>{frame}</main></html>'
    page = browsing.page(host.put("/frame", html), reduced_motion="reduce")
    inside = page.frame_locator("iframe")
    panel = inside.locator(".panel")
    expect(panel).to_be_visible()
    expect(inside.locator(".turn .reply").first).to_be_visible()
    field = inside.locator("#question")
    field.fill("on gagne combien ?")
    field.press("Enter")
    expect(inside.locator(".turn").last).to_contain_text("Smic")
    field.press("Escape")
    expect(panel).to_be_visible()
    expect(inside.get_by_role("button", name="Fermer l’assistant")).to_be_hidden()
    box = panel.bounding_box()
    assert box and (round(box["width"]), round(box["height"])) == (380, 560)
    browsing.picture(page, "widget-frame")
    alone = browsing.page("/chat", reduced_motion="reduce")
    Widget(alone).wait_for_answer()
    assert violations(alone) == []


def test_the_pinned_lines_of_the_demonstration_run(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    page = browsing.page("/demo")
    expect(page.locator("#pinned")).to_contain_text("integrity")
    lines = page.locator("#pinned").inner_text()
    assert 'integrity="sha384-' in lines and 'crossorigin="anonymous"' in lines
    html = f'<!doctype html><html lang="fr"><title>Emplois</title><main></main>{lines}</html>'
    Widget(browsing.page(host.put("/pinned", html))).open()


def test_a_page_imports_the_package_of_npm(
    browsing: Browsing, host: HostSite, servers: Servers, tmp_path: Path
) -> None:
    write_package(tmp_path)
    script = tmp_path / SCRIPT
    imports = json.dumps({"imports": {NAME: f"/{SCRIPT}"}})
    html = (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Emplois</title>'
        f'<link rel="icon" href="data:,"><script type="importmap">{imports}</script>'
        f'<script type="module">import "{NAME}";</script></head><body><main></main>'
        f'<decroche-chat server="{servers.settings.url}"></decroche-chat></body></html>'
    )
    page = browsing.profile(reduced_motion="reduce").new_page()
    page.route(
        f"{host.url}/{SCRIPT}",
        lambda route: route.fulfill(path=script, content_type="text/javascript"),
    )
    page.goto(host.put("/npm", html))
    answered = Widget(page).open().ask("on gagne combien ?")
    expect(answered).to_contain_text("Smic")
    assert not [url for url in browsing.requests if url.endswith("/web/widget.js")]

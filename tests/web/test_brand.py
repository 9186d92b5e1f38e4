"""A second brand of one installation: two lines in an employer's page, and all of it is theirs."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.channels.web.servers import Servers
from tests.web.browsing import Browsing, violations
from tests.web.kiosk import LANDSCAPE, PORTRAIT, Kiosk
from tests.web.places import HostSite
from tests.web.test_kiosk_screens import out_of_sight
from tests.web.widget import Widget

PLUM = "rgb(122, 31, 92)"
ROSE = "rgb(224, 122, 184)"  # 6.4 on the paper of the widget and 5.5 on its ground: as it stands
LINES = (
    '<script type="module" src="{server}/web/brands/grand-large/widget.js"></script>\n'
    '<decroche-chat server="{server}"></decroche-chat>'
)
PAGE = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Emplois</title></head>'
    "<body><main><h1>Emplois</h1></main>{lines}</body></html>"
)


def test_two_lines_show_the_brand_of_an_employer(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    lines = LINES.format(server=servers.settings.url)
    page = browsing.page(host.put("/emplois", PAGE.format(lines=lines)), reduced_motion="reduce")
    widget = Widget(page)
    expect(widget.launcher).to_have_text("Parlons-en")
    colour = widget.launcher.evaluate("(element) => getComputedStyle(element).backgroundColor")
    assert colour == PLUM
    widget.open()
    expect(widget.element.locator("h2")).to_have_text("Allô")
    logo = widget.element.locator(".mark img")
    address = f"{servers.settings.url}/web/brands/grand-large/logo.svg"
    expect(logo).to_have_attribute("src", address)
    expect(logo).to_have_js_property("naturalWidth", 64)
    box = logo.bounding_box()
    assert box and box["width"] == box["height"] > 30
    expect(widget.log).to_contain_text("Bienvenue chez Grand Large Services.")
    expect(widget.turns.first).to_contain_text("je suis Allô")
    widget.ask("que deviennent mes données ?")
    expect(widget.turns.last).to_contain_text("donnees@grand-large.example")
    assert "Décroche" not in widget.panel.inner_text()
    assert violations(page) == []
    browsing.picture(page, "brand-widget")


def test_a_dark_page_shows_the_colour_that_a_brand_gives_for_it(
    browsing: Browsing, host: HostSite, servers: Servers
) -> None:
    html = PAGE.format(lines=LINES.format(server=servers.settings.url))
    options = {"reduced_motion": "reduce", "color_scheme": "dark"}
    page = browsing.page(host.put("/emplois", html), **options)
    widget = Widget(page)
    ground = "(element) => getComputedStyle(element).backgroundColor"
    assert widget.launcher.evaluate(ground) == ROSE
    widget.open().ask("on gagne combien ?")
    assert widget.said.last.evaluate(ground) == ROSE
    link = widget.turns.last.locator(".choice").first
    assert link.evaluate("(element) => getComputedStyle(element).color") == ROSE
    assert violations(page) == []
    browsing.picture(page, "brand-widget-dark")
    widget.element.evaluate("(element) => element.setAttribute('accent', '#0a5f66')")
    assert widget.launcher.evaluate(ground) != ROSE, "the page's own colour comes first"


@pytest.mark.parametrize(("scheme", "colour"), [("light", PLUM), ("dark", ROSE)])
def test_what_a_page_gives_and_nobody_can_read_is_ignored(
    browsing: Browsing, host: HostSite, servers: Servers, scheme: str, colour: str
) -> None:
    script, _ = LINES.format(server=servers.settings.url).split("\n")
    element = '<decroche-chat server="http://" accent="red" style="--decroche-accent: blue">'
    html = PAGE.format(lines=f"{script}{element}</decroche-chat>")
    options = {"reduced_motion": "reduce", "color_scheme": scheme}
    page = browsing.page(host.put("/unreadable", html), **options)
    widget = Widget(page)
    ground = "(element) => getComputedStyle(element).backgroundColor"
    assert widget.launcher.evaluate(ground) == colour
    widget.open()
    for given in ('server "http://"', 'accent "red"', 'accent "blue"'):
        assert any(given in error for error in browsing.errors), given
    widget.element.evaluate("(e) => e.style.setProperty('--decroche-accent', '#1b3fa0')")
    widget.element.evaluate("(element) => element.setAttribute('accent', 'green')")
    assert widget.launcher.evaluate(ground) != colour, "what can be read of it still counts"
    browsing.forget_errors()


def test_the_own_brand_names_nobody_whom_it_does_not_know(browsing: Browsing) -> None:
    widget = Widget(browsing.page("/")).open()
    expect(widget.turns.first).to_contain_text("Décroche")
    turn = widget.ask("que deviennent mes données ?")
    expect(turn).to_contain_text("efface mes données")
    assert "Responsable" not in turn.inner_text() and "{" not in widget.log.inner_text()


def test_the_pages_of_a_brand(browsing: Browsing) -> None:
    page = browsing.page("/brands/grand-large/", reduced_motion="reduce")
    expect(page.locator("header")).to_contain_text("Les métiers de Grand Large Services")
    expect(page.locator("header img.mark")).to_have_js_property("naturalWidth", 64)
    theme = page.locator(".index section").first
    assert theme.evaluate("(element) => getComputedStyle(element).borderTopColor") == PLUM
    assert violations(page) == []
    browsing.picture(page, "brand-page")


@pytest.mark.parametrize("screen", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
def test_the_kiosk_of_a_brand(browsing: Browsing, screen: dict[str, Any]) -> None:
    page = browsing.page("/brands/grand-large/kiosk", reduced_motion="reduce", **screen)
    kiosk = Kiosk(page)
    expect(kiosk.attract.locator(".brand img")).to_have_js_property("naturalWidth", 64)
    expect(kiosk.attract).to_contain_text("Bienvenue chez Grand Large Services.")
    expect(page).to_have_title("Allô")
    ground = "(element) => getComputedStyle(element).backgroundColor"
    night = kiosk.attract.evaluate(ground)
    red, green, blue = map(int, night.removeprefix("rgb(").removesuffix(")").split(","))
    assert red > blue > green, "a dark plum, not Décroche's blue"
    assert violations(page) == []
    name = "landscape" if screen is LANDSCAPE else "portrait"
    browsing.picture(page, f"brand-kiosk-attract-{name}")
    kiosk.wake()
    expect(page.locator("p.brand")).to_have_text("Allô")
    expect(kiosk.title).to_have_text("Que demander à Allô\u00a0?")
    expect(page.locator("p.brand img")).to_have_js_property("naturalWidth", 64)
    assert violations(page) == []
    browsing.picture(page, f"brand-kiosk-{name}")
    page.set_viewport_size({"width": 1024, "height": 768})
    assert out_of_sight(page, ".brand, .themes .tile, .feature") == []
    kiosk.tool("Terminer").click()
    expect(kiosk.thanks).to_be_visible()
    assert kiosk.thanks.evaluate(ground) == night
    assert kiosk.thanks.locator("svg").evaluate(ground) == ROSE
    assert violations(page) == []
    browsing.picture(page, f"brand-kiosk-done-{name}")

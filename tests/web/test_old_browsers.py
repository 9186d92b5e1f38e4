"""The oldest browsers that docs/widget.md names: Safari 15.4, Firefox ESR 115, Chrome 100."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.web.browsing import Browsing
from tests.web.places import HostSite
from tests.web.widget import PHONE, Widget

# What at least one of them lacks. `popover` is a member of elements, and aria… reflections too.
LACKING = """
delete AbortSignal.any;
delete AbortSignal.timeout;
delete URL.canParse;
delete globalThis.structuredClone;
delete globalThis.CloseWatcher;
delete Promise.withResolvers;
delete Object.groupBy;
delete Crypto.prototype.randomUUID;
for (const name of ["toSorted", "toReversed", "toSpliced", "with"]) delete Array.prototype[name];
for (const name of Object.getOwnPropertyNames(Element.prototype))
  if (name.startsWith("aria") || name === "checkVisibility") delete Element.prototype[name];
for (const name of ["popover", "showPopover", "hidePopover", "togglePopover"])
  delete HTMLElement.prototype[name];
"""
# Safari before 16.4 cannot construct style sheets.
NO_SHEETS = """
globalThis.CSSStyleSheet = class { constructor() { throw new TypeError("Illegal constructor"); } };
for (const { prototype } of [Document, ShadowRoot]) delete prototype.adoptedStyleSheets;
"""
# Styles as Chrome 100 reads them: what it does not know is as good as not written.
OLD_STYLES = r"""
const replace = CSSStyleSheet.prototype.replaceSync;
CSSStyleSheet.prototype.replaceSync = function (css) {
  const known = css
    .replace(/@container[^{}]*\{(?:[^{}]*\{[^{}]*\})*\}/g, "")
    .replace(/(?<=[{;])(?:(?:float|clear):inline-\w+|(?:container-type|text-wrap):\w+);?/g, "");
  replace.call(this, known);
};
"""
IN_LINE = """(verdict) => {
  const words = document.createRange();
  words.selectNodeContents(verdict.parentElement);
  words.setStartAfter(verdict);
  const { left, top } = words.getClientRects()[0];
  const { right, bottom } = verdict.getBoundingClientRect();
  return left >= right && top < bottom;
}"""
OLD_PAGE = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Jobs</title>'
    '<script type="module" src="{server}/widget.js"></script></head>'
    "<body><h1>Jobs</h1><decroche-chat></decroche-chat></body></html>"
)


@pytest.mark.parametrize("more", ["", NO_SHEETS], ids=["firefox", "safari"])
def test_an_old_browser_holds_a_conversation(browsing: Browsing, host: HostSite, more: str) -> None:
    profile = browsing.profile(reduced_motion="reduce")
    profile.add_init_script(LACKING + more)
    page = profile.new_page()
    # No policy for styles on this page: the sheet that is not constructed stands in the page.
    page.goto(host.put("/old", OLD_PAGE.format(server=browsing.url)))
    widget = Widget(page).open()
    answer = widget.ask("on gagne combien ?")
    expect(answer.locator(".reply")).to_contain_text("Smic")
    answer.locator("summary").click()
    expect(answer.locator(".sources a").first).to_be_visible()
    expect(answer.get_by_role("button", name="Réponse utile")).to_be_visible()
    answer.get_by_role("button", name="Réponse utile").click()
    expect(answer.locator(".judged")).to_contain_text("Merci")
    assert widget.launcher.evaluate("(e) => getComputedStyle(e).backgroundColor") == (
        "rgb(10, 95, 102)"
    )
    page.reload()
    expect(widget.turns).to_have_count(2)
    widget.choose("Dites-m’en plus")
    widget.erase()
    expect(widget.element.locator(".notice")).to_contain_text("C’est effacé")


def test_in_an_old_browser_a_verdict_stands_before_its_words(browsing: Browsing) -> None:
    profile = browsing.profile(reduced_motion="reduce")
    profile.add_init_script(LACKING + OLD_STYLES)
    page = profile.new_page()
    page.goto(f"{browsing.url}/demo")
    widget = Widget(page).open()
    kind = widget.panel.evaluate("(panel) => getComputedStyle(panel).containerType")
    assert kind == "normal", "the styles are those of an old browser"
    widget.element.evaluate("(e) => e.ask({ payload: '/play_myth_quiz', title: 'Quiz' })")
    expect(widget.turns).to_have_count(2)
    widget.wait_for_answer()
    verdict = widget.choose("Vrai").locator(".verdict")
    browsing.picture(page, "widget-old-verdict")
    assert verdict.evaluate(IN_LINE)


def answering(body: str) -> Callable[[Route], None]:
    """Return what answers a message with a body, whatever it is."""
    return lambda route: route.fulfill(body=body)


def test_a_fault_of_ours_is_no_lost_connection(browsing: Browsing) -> None:
    page = browsing.page("/demo", reduced_motion="reduce")
    widget = Widget(page).open()
    for body in ('{"replies": [{"text": 5}]}', '{"replies": "oui"}', '{"id": "x"}', "[]"):
        page.unroute_all()
        page.route("**/api/messages", answering(body))
        turn = widget.send("bonjour")
        expect(turn.locator(".fate")).to_contain_text("Panne de notre côté. En danger")
        expect(widget.state).to_be_empty()
    page.unroute_all()
    turn.get_by_role("button", name="Réessayer").click()
    expect(turn.locator(".reply")).not_to_be_empty()
    assert browsing.errors and all("decroche-chat:" in error for error in browsing.errors)
    browsing.forget_errors()


def test_on_an_old_phone_back_closes_the_panel_and_stays_on_the_page(browsing: Browsing) -> None:
    profile = browsing.profile(reduced_motion="reduce", **PHONE)
    profile.add_init_script(LACKING)
    page = profile.new_page()
    page.goto(f"{browsing.url}/kiosk")
    page.goto(f"{browsing.url}/demo")
    widget = Widget(page).open()
    page.go_back()
    expect(widget.panel).to_be_hidden()
    assert page.url.endswith("/demo")
    widget.open()
    widget.element.get_by_role("button", name="Fermer").click()
    expect(widget.launcher).to_be_visible()
    page.evaluate("() => history.back()")
    page.wait_for_url("**/kiosk")

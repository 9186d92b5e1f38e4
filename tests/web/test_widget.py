"""Whole conversations with the widget on the demonstration page."""

from __future__ import annotations

import re

import requests
from playwright.sync_api import Page, Route, expect

from tests.channels.web.servers import Servers, WebVisitor
from tests.contents import CONTENT
from tests.web.browsing import Browsing
from tests.web.database import dump
from tests.web.widget import Widget

SALARY = "on gagne combien ?"


def told(servers: Servers, widget: Widget) -> list[str | None]:
    """Return what the server has heard in the conversation of a widget."""
    visitor = WebVisitor(servers.url, token=widget.kept()["session"]["token"])
    return [turn["said"] for turn in visitor.history()]


def plain(text: str) -> str:
    """Return a text with its spaces as plain ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def fixed(page: Page) -> Page:
    """A page with animations off, whose scrolling never moves what a test clicks."""
    page.emulate_media(reduced_motion="reduce")
    return page


def test_a_whole_conversation(browsing: Browsing, servers: Servers) -> None:
    page = fixed(browsing.page())
    browsing.picture(page, "demo")
    before = [url for url in browsing.requests if "/api/" in url]
    assert not before, "nothing is asked of the server before the visitor opens the panel"
    widget = Widget(page).open()
    browsing.picture(page, "widget-opened")
    answer = widget.ask("vous vendez juste des pompes à chaleur ?")
    sources = answer.locator("details.sources")
    assert not sources.get_attribute("open")
    sources.locator("summary").click()
    link = sources.locator("a").first
    expect(link).to_be_visible()
    assert (link.get_attribute("href") or "").startswith("https://")
    assert link.get_attribute("rel") == "noopener noreferrer"
    browsing.picture(page, "widget-answer")
    answer.get_by_role("button", name="Réponse utile").click()
    expect(answer.locator(".judged")).to_contain_text("Merci")
    expect(answer.locator(".thumb")).to_have_count(1)
    assert answer.locator(".thumb").get_attribute("aria-pressed") == "true"
    expect(widget.turns).to_have_count(2)
    widget.ask(SALARY)
    more = widget.choose("Dites-m’en plus")
    assert more.locator(".said").inner_text().endswith("Dites-m’en plus")
    assert told(servers, widget)[-2:] == [SALARY, "Dites-m’en plus"]


def test_more_and_source_are_small_links_beside_two_suggestions(browsing: Browsing) -> None:
    page = fixed(browsing.page())
    widget = Widget(page).open()
    answer = widget.ask(SALARY)
    expect(answer.locator(".choice:not(.small)")).to_have_count(2)
    expect(answer.locator(".choice.small")).to_have_text(["Dites-m’en plus"])
    expect(answer.locator("details.sources summary")).to_be_visible()
    frames = answer.locator(".choice").evaluate_all(
        "(all) => all.map((choice) => getComputedStyle(choice).borderColor)"
    )
    assert frames[0] == frames[1] != frames[2] == "rgba(0, 0, 0, 0)"
    more = widget.choose("Dites-m’en plus")
    detail = CONTENT.cards["salary"].details[0]
    assert widget.words_of(more) == plain(f"{detail.asks} {detail.answer}")
    browsing.picture(page, "widget-more")
    common = widget.ask("comment postuler ?")  # what everybody knows has no source to unfold
    expect(common.locator("details.sources")).to_have_count(0)
    expect(common.locator(".choice.small")).to_contain_text(["plus", "D’où vient cette info"])
    told = widget.choose("D’où vient cette info")
    expect(told.locator(".reply")).not_to_be_empty()


def test_the_orientation_to_its_result(browsing: Browsing) -> None:
    page = fixed(browsing.page())
    page.get_by_role("button", name="Quel métier me va ?").click()
    widget = Widget(page)
    expect(widget.said).to_have_count(1)
    turn = widget.wait_for_answer()
    browsing.picture(page, "widget-orientation")
    questions = 0
    while not turn.locator(".reply.result").count():
        questions += 1
        assert questions < 12, "the orientation does not end"
        turn = widget.choose()
    assert turn.locator(".result .choice").count() >= 2
    browsing.picture(page, "widget-result")


def test_starting_over_shows_a_new_beginning(browsing: Browsing, servers: Servers) -> None:
    widget = Widget(fixed(browsing.page())).open()
    asked = "on gagne combien, trente-sept fois ?"
    widget.ask(asked)
    widget.element.get_by_role("button", name="Recommencer").click()
    expect(widget.turns).to_have_count(1)
    widget.wait_for_answer()
    assert asked not in widget.log.inner_text()
    assert asked in dump(servers.settings)
    widget.erase()
    expect(widget.element.locator(".notice")).to_contain_text("C’est effacé")
    assert asked not in dump(servers.settings), "what was said before is erased as well"


def test_erasing_forgets_here_and_on_the_server(browsing: Browsing, servers: Servers) -> None:
    widget = Widget(fixed(browsing.page())).open()
    marker = "zebulon quarante-deux"
    widget.ask(marker)
    token = widget.kept()["session"]["token"]
    assert marker in dump(servers.settings)
    widget.erase()
    expect(widget.element.locator(".notice")).to_contain_text("C’est effacé")
    assert marker not in widget.element.evaluate("(host) => host.shadowRoot.textContent")
    assert marker not in str(widget.kept())
    assert marker not in dump(servers.settings)
    headers = {"Authorization": f"Bearer {token}"}
    refused = requests.get(f"{servers.url}/api/messages", headers=headers, timeout=30)
    assert refused.status_code in (401, 410)
    widget.ask(SALARY)
    expect(widget.replies.last).to_contain_text("Smic")


def test_a_reload_keeps_the_conversation(browsing: Browsing) -> None:
    page = fixed(browsing.page())
    widget = Widget(page).open()
    widget.ask(SALARY)
    widget.ask("et le télétravail ?")
    before = widget.texts
    page.reload()
    expect(widget.panel).to_be_visible()
    expect(widget.turns).to_have_count(len(before))
    assert widget.texts == before
    expect(widget.turns.last.locator(".said")).to_be_in_viewport()
    assert not widget.element.evaluate("(host) => host.contains(document.activeElement)"), (
        "what opens by itself takes no focus"
    )
    widget.element.get_by_role("button", name="Fermer").click()
    page.reload()
    expect(widget.launcher).to_be_visible()
    assert not widget.panel.is_visible()


def test_two_tabs_are_two_views(browsing: Browsing) -> None:
    profile = browsing.profile(reduced_motion="reduce")
    first, second = (Widget(profile.new_page()) for _ in range(2))
    for tab in (first, second):
        tab.page.goto(f"{browsing.url}/")
    first.open()
    first.ask(SALARY)
    second.launcher.click()
    expect(second.turns).to_have_count(2)
    assert second.texts == first.texts
    second.ask("et le télétravail ?")
    expect(first.turns).to_have_count(3)
    expect(first.turns.last.locator(".reply").first).to_be_visible()
    assert second.texts == first.texts
    first.erase()
    expect(second.turns).to_have_count(0)


def test_a_lost_answer_is_asked_for_again_and_told_once(
    browsing: Browsing, servers: Servers
) -> None:
    page = fixed(browsing.page())
    widget = Widget(page).open()
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().text())
            route.abort()
        else:
            route.continue_()

    page.route("**/api/messages", lose)
    turn = widget.ask(SALARY)
    assert lost, "the first answer was to be lost"
    expect(turn.locator(".reply")).to_have_count(1)
    assert told(servers, widget).count(SALARY) == 1
    expect(widget.state).to_contain_text("Connexion rétablie")


def test_a_refused_message_says_so(browsing: Browsing) -> None:
    page = fixed(browsing.page())
    widget = Widget(page).open()
    page.route(
        "**/api/messages",
        lambda route: route.fulfill(
            status=422,
            content_type="application/problem+json",
            body='{"title": "Refusé", "detail": "Ce message ne passe pas."}',
        ),
    )
    turn = widget.send("bonjour")
    expect(turn.locator(".fate")).to_contain_text("Non envoyé : Ce message ne passe pas.")
    page.unroute("**/api/messages")
    expect(widget.ask(SALARY).locator(".reply")).to_contain_text("Smic")
    turn.get_by_role("button", name="Réessayer").click()
    expect(turn.locator(".reply")).not_to_be_empty()
    expect(turn.locator(".fate")).to_be_hidden()


def test_a_message_that_is_too_long_is_not_sent(browsing: Browsing) -> None:
    widget = Widget(browsing.page()).open()
    widget.field.fill("a" * 2001)
    problem = widget.element.locator("#problem")
    expect(problem).to_have_text(re.compile(r"2\s000\scaractères"))
    assert widget.field.get_attribute("aria-invalid") == "true"
    widget.field.press("Enter")
    expect(widget.turns).to_have_count(1)
    widget.field.fill("bonjour")
    expect(problem).to_be_hidden()


def test_a_message_too_long_to_be_read_is_sent_all_the_same(browsing: Browsing) -> None:
    widget = Widget(browsing.page()).open()
    hint = widget.element.locator("#hint")
    assert "hint" in (widget.field.get_attribute("aria-describedby") or "").split()
    widget.field.fill("é" * 1000)
    expect(hint).to_be_empty()
    long = "je n'en peux plus, je veux mourir. " + "Mon chef crie et le téléphone sonne. " * 28
    assert 1000 < len(long) < 2000
    widget.field.fill(long)
    expect(hint).to_have_text(re.compile(r"Au-delà de 1\s000\scaractères"))
    assert hint.get_attribute("role") == "status"
    assert widget.field.get_attribute("aria-invalid") != "true"
    widget.field.press("Enter")
    expect(widget.turns).to_have_count(2)
    expect(hint).to_be_empty()
    expect(widget.wait_for_answer()).to_contain_text("3114")


def test_the_server_dies_in_mid_conversation(browsing: Browsing, servers: Servers) -> None:
    page = fixed(browsing.page())
    widget = Widget(page).open()
    widget.ask(SALARY)
    servers.kill_rasa()
    try:
        turn = widget.send("et le télétravail ?")
        expect(turn.locator(".fate")).to_have_text("En attente d’envoi. En danger : le 112.")
        expect(widget.state).to_contain_text("Connexion perdue")
        assert widget.state.get_attribute("role") == "status"
        browsing.picture(page, "widget-offline")
    finally:
        servers.start()
    page.evaluate("() => dispatchEvent(new Event('online'))")  # else up to 15 s
    turn = widget.wait_for_answer()
    expect(turn.locator(".reply")).to_have_count(1)
    expect(turn.locator(".reply")).to_contain_text("télétravail")
    heard = told(servers, widget)
    assert heard[1:] == [SALARY, "et le télétravail ?"]
    page.reload()
    expect(widget.turns).to_have_count(3)
    more = widget.choose("Dites-m’en plus")
    expect(more.locator(".reply")).not_to_be_empty()

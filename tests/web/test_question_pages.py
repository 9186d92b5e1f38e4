"""The pages of questions as visitors meet them: on a phone, printed, without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from bot.channels.web.channel import WEB_DIR
from bot.channels.web.pages import Pages
from bot.publishing import QUESTION_PAGES
from tests.channels.web.servers import Servers
from tests.contents import CONTENT
from tests.web.browsing import Browsing, is_too_wide, violations
from tests.web.widget import PHONE, Widget

WORDS = CONTENT.part(QUESTION_PAGES).words
SALARY = CONTENT.cards["salary"]
PAGES = ["/", "/questions/salaire", "/questions/arnaque-au-telephone", "/metiers", "/demo"]
RESULT = "/metiers?roles=trainer,planner"
READERS_STYLES = {
    "large": ":root { font-size: 200% !important; }",
    "spaced": "* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
    " word-spacing: 0.16em !important } p { margin-bottom: 2em !important }",
}
# Text that is wider or higher than the box that hides the rest.
CUT_OFF = """() => [...document.querySelectorAll("body *")]
  .filter((e) => !e.closest(".unseen") && e.checkVisibility() && e.localName !== "input")
  .filter((e) => getComputedStyle(e).overflow !== "visible")
  .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
  .map((e) => e.outerHTML.slice(0, 120))"""
# Whether an element takes room and is painted.
_SEEN = "(element) => element.checkVisibility() && element.getBoundingClientRect().height > 0"


def ask_without_script(browsing: Browsing, question: str) -> Page:
    """Send the form of the entry where no script runs."""
    page = browsing.page("/", java_script_enabled=False)
    page.get_by_label(WORDS.ask_label).fill(question)
    page.get_by_role("button", name=WORDS.ask_send).click()
    return page


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("path", [*PAGES, RESULT, "/questions/rien"])
def test_no_rule_of_axe_is_broken(browsing: Browsing, path: str, colours: str) -> None:
    page = browsing.page(path, color_scheme=colours, reduced_motion="reduce")
    page.evaluate("() => document.querySelectorAll('details').forEach((e) => (e.open = true))")
    assert violations(page) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("question", ["on gagne combien ?", "je veux mourir", "   ", "a" * 2001])
def test_no_rule_of_axe_is_broken_by_what_a_form_gets(
    browsing: Browsing, question: str, colours: str
) -> None:
    page = browsing.page("/", color_scheme=colours, reduced_motion="reduce")
    page.get_by_label(WORDS.ask_label).fill(question)
    with page.expect_navigation():  # as where no script hears the form
        page.locator("form.ask").evaluate("(form) => form.submit()")
    assert violations(page) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_no_rule_of_axe_is_broken_by_what_a_contact_request_agrees_to(
    browsing: Browsing, colours: str
) -> None:
    page = browsing.profile(color_scheme=colours, reduced_motion="reduce").new_page()
    taking = Pages(lambda: CONTENT, WEB_DIR / "templates", request_days=45)
    written = taking.page("contact", browsing.url)
    page.route(
        "**/web/contact", lambda route: route.fulfill(body=written.body, headers=written.headers)
    )
    page.goto(f"{browsing.url}/contact")
    expect(page.get_by_role("heading", level=1)).to_have_text(WORDS.consent_title)
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_wider_than_a_phone(browsing: Browsing, path: str, width: int) -> None:
    options = {**PHONE, "viewport": {"width": width, "height": 640}}
    page = browsing.page(path, reduced_motion="reduce", **options)
    page.evaluate("() => document.querySelectorAll('details').forEach((e) => (e.open = true))")
    assert not is_too_wide(page)
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/", "/questions/data-analyst", "/metiers"])
@pytest.mark.parametrize("style", READERS_STYLES)
def test_a_reader_s_own_text_fits(browsing: Browsing, path: str, style: str) -> None:
    """RGAA 10.4 and 10.12: letters of twice the size, or far apart."""
    page = browsing.page(path, viewport={"width": 640, "height": 800}, reduced_motion="reduce")
    page.evaluate("() => document.querySelectorAll('details').forEach((e) => (e.open = true))")
    page.evaluate(
        """(style) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(style);
          document.adoptedStyleSheets.push(sheet);
        }""",
        READERS_STYLES[style],
    )
    assert not is_too_wide(page)
    assert page.evaluate(CUT_OFF) == []


def test_a_page_is_gone_through_with_the_keyboard_alone(browsing: Browsing) -> None:
    page = browsing.page("/questions/salaire", reduced_motion="reduce")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=WORDS.skip)).to_be_focused()
    expect(page.get_by_role("link", name=WORDS.skip)).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    detail = page.locator("summary").first
    for _ in range(20):
        page.keyboard.press("Tab")
        if detail.evaluate("(e) => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("details[open] .told")).to_be_visible()


def test_the_entry_asks_the_assistant(browsing: Browsing) -> None:
    page = browsing.page("/", reduced_motion="reduce")
    expect(page.get_by_role("button", name=WORDS.quiz)).to_be_visible()
    page.get_by_label(WORDS.ask_label).first.fill("on gagne combien ?")
    page.get_by_role("button", name=WORDS.ask_send).click()
    widget = Widget(page)
    expect(widget.said).to_have_count(1)
    expect(widget.wait_for_answer()).to_contain_text("Smic")
    assert page.url == f"{browsing.url}/", "no word of the visitor is in the address"
    browsing.picture(page, "page-entry")


def test_the_entry_says_what_it_cannot_ask(browsing: Browsing) -> None:
    page = browsing.page("/", reduced_motion="reduce")
    expect(page.get_by_role("button", name=WORDS.quiz)).to_be_visible()
    field, refusal = page.get_by_label(WORDS.ask_label), page.locator("#excuse")
    field.fill("   ")
    field.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile(re.escape(WORDS.empty)))
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("a" * 2001)
    expect(refusal).to_have_text(WORDS.too_long)
    field.press("Enter")
    expect(field).to_have_value("a" * 2001)
    field.fill("a" * 1001)
    expect(refusal).to_be_hidden()
    expect(page.get_by_role("status").filter(has_text=WORDS.hard_to_read)).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "false")
    field.fill("on gagne combien ?")
    expect(page.locator(".ask [role=status]")).to_be_hidden()
    expect(Widget(page).panel).to_be_hidden()
    field.press("Enter")
    expect(Widget(page).said).to_have_count(1)


def test_the_field_of_a_page_shows_its_focus_in_forced_colours(browsing: Browsing) -> None:
    page = browsing.page("/", forced_colors="active", reduced_motion="reduce")
    page.get_by_label(WORDS.ask_label).focus()
    outline = page.locator(".line").evaluate("(e) => getComputedStyle(e).outlineStyle")
    assert outline == "solid"


def test_a_question_goes_on_in_the_chat(browsing: Browsing) -> None:
    page = browsing.page("/questions/salaire", reduced_motion="reduce", **PHONE)
    expect(page.locator(".answer strong").first).to_contain_text("Smic")
    browsing.picture(page, "page-question-phone")
    page.get_by_role("button", name=WORDS.chat_on).click()
    widget = Widget(page)
    expect(widget.said).to_contain_text([SALARY.title])
    expect(widget.wait_for_answer()).to_contain_text("Smic")


def test_an_address_of_a_detail_opens_it(browsing: Browsing) -> None:
    page = browsing.page("/questions/salaire#part_time")
    expect(page.locator("#part_time")).to_be_visible()
    assert page.locator("details[open]").count() == 1


def test_a_printed_question_has_its_answer_details_and_sources(browsing: Browsing) -> None:
    page = browsing.page("/questions/salaire")
    page.emulate_media(media="print")
    for shown in (".answer", ".from", ".sources", "#part_time", "#part_time .source"):
        assert page.locator(shown).first.evaluate(_SEEN), shown
    for left_out in ("aside", ".trail", ".ask"):
        assert all(not each.evaluate(_SEEN) for each in page.locator(left_out).all()), left_out
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0, "older browsers print what is open"
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0
    browsing.picture(page, "page-printed")


def test_an_answer_is_copied_with_its_sources(browsing: Browsing) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    page = browsing.page("/questions/salaire", permissions=allowed)
    page.get_by_role("button", name=WORDS.copy_answer).click()
    expect(page.locator("aside .acts [role=status]")).to_have_text(WORDS.copied)
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith(f"{SALARY.title}\n\n{SALARY.answer.split('.')[0]}.")
    first = CONTENT.facts[SALARY.facts[0]].source
    assert first.url in copied and WORDS.new_window not in copied
    assert copied.endswith(f"{browsing.url}/questions/salaire")
    browsing.picture(page, "page-copied")


def test_without_script_a_question_is_answered(browsing: Browsing) -> None:
    page = ask_without_script(browsing, "vous vendez juste des pompes à chaleur ?")
    expect(page.locator(".answer").first).to_contain_text("on aide surtout des clients")
    expect(page.locator("article")).to_contain_text(WORDS.answer_kept)
    assert page.locator(".sources a").count()
    page.locator("aside .questions a").first.click()
    expect(page.locator(".answer").first).to_be_visible()
    expect(page.get_by_role("button", name=WORDS.chat_on)).to_be_hidden()


def test_without_script_a_refusal_is_bound_to_the_field(browsing: Browsing) -> None:
    page = ask_without_script(browsing, typed := "a" * 2001)
    field = page.get_by_label(WORDS.ask_label)
    expect(field).to_have_value(typed)
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile(re.escape(WORDS.too_long)))
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page).to_have_title(re.compile(re.escape(WORDS.refused_title)))
    browsing.picture(page, "page-refused")


def test_without_script_help_comes_first_too(browsing: Browsing) -> None:
    page = ask_without_script(browsing, "je veux mourir")
    expect(page.locator(".answer").first).to_contain_text("3114")


@pytest.mark.parametrize("asks", ["quel métier me va ?", "on joue au quiz vrai ou faux ?"])
def test_without_script_nothing_is_asked_that_cannot_be_answered(
    browsing: Browsing, asks: str
) -> None:
    page = ask_without_script(browsing, asks)
    expect(page.locator("article")).to_contain_text(WORDS.answer_asks)
    expect(page.locator("article")).not_to_contain_text("Question 1")
    browsing.picture(page, "page-asks-without-script")
    page.get_by_role("link", name=WORDS.jobs_all).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WORDS.jobs_title)


def test_without_script_the_entry_leads_to_the_jobs(browsing: Browsing) -> None:
    page = browsing.page("/", java_script_enabled=False)
    page.get_by_role("navigation", name=WORDS.site_nav).get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WORDS.jobs_title)
    page.get_by_role("link", name=WORDS.all_questions).click()
    expect(page.locator("#index")).to_be_in_viewport()


def test_the_jobs_of_an_orientation_go_on_in_the_chat(browsing: Browsing) -> None:
    page = browsing.page(RESULT, reduced_motion="reduce", **PHONE)
    page.get_by_role("button", name=WORDS.chat_on).scroll_into_view_if_needed()
    browsing.picture(page, "page-jobs-phone")
    page.get_by_role("button", name=WORDS.chat_on).click()
    widget = Widget(page)
    expect(widget.said).to_contain_text([CONTENT.title("role_trainer")])
    expect(widget.wait_for_answer()).to_contain_text("form")


def test_without_script_a_theme_leads_to_its_questions(browsing: Browsing) -> None:
    page = browsing.page("/", java_script_enabled=False)
    page.locator(".index").get_by_role("link", name=SALARY.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SALARY.title)
    page.locator("summary").nth(12).click()
    expect(page.locator("details[open] .told")).to_be_visible()


def test_the_widget_is_asked_for_before_its_script_is_come_to(browsing: Browsing) -> None:
    askers = {}
    for path in ("/questions/salaire", "/demo"):
        page = browsing.page(path)
        page.wait_for_load_state("networkidle")
        askers[path] = page.evaluate("""() => performance.getEntriesByType("resource")
          .filter(({ name }) => name.endsWith("/widget.js"))
          .map(({ initiatorType }) => initiatorType)""")
    assert askers["/demo"] == ["script"], "which has the lines of an employer's page"
    assert askers["/questions/salaire"] == ["other"], "Chromium's word for what is preloaded"


def test_a_page_of_questions_breaks_no_policy(browsing: Browsing, servers: Servers) -> None:
    page = browsing.page("/questions/salaire")
    page.wait_for_load_state("networkidle")
    data = page.locator('script[type="application/ld+json"]').inner_text()
    assert SALARY.title in data
    own = servers.url
    assert all(url.startswith(own) for url in browsing.requests)
